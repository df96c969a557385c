// The names of the properties of a file's nodes: a few hundred that come back again and again.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace halint {

/// Properties that have a meaning for every node.
enum class NodeProperty : uint8_t { other, id, type, z, name, label, x, disabled };

/// Fills a list of names, each once. Views the file.
class PropertyNames {
 public:
  static constexpr uint32_t kFaulty = UINT32_MAX;

  explicit PropertyNames(std::vector<std::string_view>& names) : names_(names) {}

  void begin_node() { last_ = 0; }
  /// The index of the name between these quotes; kFaulty if an escape in it is none.
  uint32_t of(std::string_view quoted);
  [[nodiscard]] NodeProperty meaning(uint32_t name) const { return meanings_[name]; }

 private:
  std::vector<std::string_view>& names_;
  std::vector<NodeProperty> meanings_;
  std::unordered_map<std::string_view, uint32_t> index_;
  // By name, plus 1; 0 is a node's begin: the name that stood behind it last, which is the best guess.
  std::vector<uint32_t> followers_ = {0};
  uint32_t last_ = 0;

  uint32_t add(std::string_view name);
};

}  // namespace halint
