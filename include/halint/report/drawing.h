// Flows as the editor draws them: where nodes stand, what they look like, what joins them. Made only when a format
// draws. Knows nothing of findings.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "halint/flow/document.h"

namespace halint {

/// What a node is drawn as. `bare` has no label: a small box; a junction is smaller still; a port is where messages
/// enter and leave a subflow.
enum class NodeShape : uint8_t { labelled, bare, junction, port };

/// All lengths are in the editor's pixels, rounded. Texts are hostile, as those of a report.
struct DrawnNode {
  std::string id;
  std::string type;
  std::string label;  ///< what the editor writes on it, or what it would if it wrote something
  int32_t x = 0;      ///< left edge
  int32_t y = 0;      ///< upper edge
  int32_t width = 0;
  int32_t height = 0;
  uint16_t outputs = 0;
  bool input = false;
  bool disabled = false;
  bool icon_right = false;
  NodeShape shape = NodeShape::labelled;
};

/// From an output of a node to another node, by index in DrawnPage::nodes.
struct DrawnWire {
  uint32_t from = 0;
  uint32_t to = 0;
  uint16_t output = 0;
};

struct DrawnGroup {
  std::string name;
  int32_t x = 0, y = 0, width = 0, height = 0;
  std::string stroke, fill;  ///< colours as the file gives them, or empty
};

/// A flow or subflow.
struct DrawnPage {
  std::string id;
  std::string label;
  bool subflow = false;
  bool disabled = false;
  std::vector<DrawnNode> nodes;
  std::vector<DrawnWire> wires;    ///< sorted by `from`
  std::vector<DrawnGroup> groups;  ///< outer ones first
};

/// A config node, which stands in no drawing.
struct DrawnConfig {
  std::string id, type, label;
  uint32_t users = 0;  ///< running nodes that use it
};

struct Drawing {
  std::vector<DrawnPage> pages;
  std::vector<DrawnConfig> configs;
};

/// Every flow and subflow of the file, in its order, whether it runs or not. Linear in the file; keeps no view of it.
[[nodiscard]] Drawing draw(const Document& document);

/// Upper edge of an output's middle, from the node's own upper edge.
[[nodiscard]] constexpr int32_t output_middle(const DrawnNode& node, uint32_t output) {
  return (node.height - (static_cast<int32_t>(node.outputs) - 1) * 13) / 2 + static_cast<int32_t>(output) * 13;
}

}  // namespace halint
