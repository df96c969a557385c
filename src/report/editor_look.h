// How Node-RED's editor makes nodes look: sizes, colours, pictures, labels. Facts: @node-red/editor-client 5.0.7
// red.js,
// @node-red/nodes 5.0.7. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "halint/flow/document.h"

namespace halint {

/// Width of a text in the editor's font (14 px Helvetica or a font of its measures).
[[nodiscard]] int32_t text_width(std::string_view text);
/// Of a node with that label.
[[nodiscard]] int32_t node_width(std::string_view label, bool input);
[[nodiscard]] int32_t node_height(uint32_t outputs);

/// A colour for SVG.
[[nodiscard]] std::string_view colour_of(std::string_view type);
/// Name of a picture in the page's list of them: `clock`, `globe`.
[[nodiscard]] std::string_view picture_of(std::string_view type);
/// Whether the editor gives nodes of the type an input, as far as the type tells.
[[nodiscard]] bool has_input(std::string_view type);

/// What the editor writes on a node. `subflow` is the name of the subflow that an instance is of, or empty.
[[nodiscard]] std::string editor_label(const Document& document, NodeId node, std::string_view subflow);

}  // namespace halint
