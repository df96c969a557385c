// Changes to the text of a flow file: bytes are replaced, everything around them stays as it was written.
// Knows how flow files are written; nothing of why somebody changes one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "halint/analysis/finding.h"

namespace halint {

/// Text as JSON.stringify would write it, quotes included.
[[nodiscard]] std::string json_string(std::string_view text);

/// Gives a property that JSON, in its old place or behind the node's last property, laid out as its neighbours are.
/// The node must have a property.
[[nodiscard]] Edit set_property(const Document& document, NodeId node, std::string_view name, std::string_view json);
/// Adds a line to a property that is text, or sets it where there is none. Nothing if the property is something else.
[[nodiscard]] std::vector<Edit> add_line(const Document& document, NodeId node, std::string_view name,
                                         std::string_view line);
/// A node like this one behind it in the list, but with these properties (name, JSON). They must be there already.
[[nodiscard]] Edit copy_node(const Document& document, NodeId node,
                             std::span<const std::pair<std::string_view, std::string>> changed);
/// 16 hexadecimal digits as the editor gives them to a new node, the same for the same `seed`.
[[nodiscard]] std::string fresh_id(std::string_view seed);
/// Takes a piece out of the text of a JSON string, and with it the line that it stands on alone.
[[nodiscard]] Edit remove_line(const Document& document, Span piece);

/// Sorted by place; edits of equal place stay in order.
void sort_edits(std::vector<Edit>& edits);
/// Whether two of these sorted edits change the same bytes, or insert at the same place.
[[nodiscard]] bool collide(std::span<const Edit> edits);
/// The text with these sorted edits, which do not collide.
[[nodiscard]] std::string apply_edits(std::string_view text, std::span<const Edit> edits);
/// What `first` and then `second`, which speaks of the outcome of `first`, do together. All are sorted; none collide.
[[nodiscard]] std::vector<Edit> compose_edits(std::span<const Edit> first, std::span<const Edit> second);

}  // namespace halint
