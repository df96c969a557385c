// Whether all messages of a group are made in one copy, out of one message: how many a node gets for each event, and
// who gave them their `parts`. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "halint/analysis/model.h"

namespace halint {

/// Of a node that collects by `msg.parts`: every balanced way to it leads over a node that makes a whole group of one
/// message, and nobody changes the group on the way.
[[nodiscard]] bool group_is_born_here(const Model& model, VertexId v);
/// `msg.parts` at this vertex was written by code or came in with the message, so the rest of the group may be
/// elsewhere.
[[nodiscard]] bool parts_come_along(const Model& model, VertexId v);
/// The branches of each event meet here again: at least two of the ways that end here begin at each source.
[[nodiscard]] bool merges_branches(const Model& model, VertexId v);
/// Of a node that collects `wanted` messages: each event brings as many, or a multiple of them.
[[nodiscard]] bool fills_groups(const Model& model, VertexId v, size_t wanted);

}  // namespace halint
