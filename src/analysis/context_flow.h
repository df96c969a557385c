// What lies around a use of context in the flow: where what is read goes, and where what is written comes from.
// Knows single uses; does not judge. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/context_keys.h"
#include "halint/analysis/model.h"

namespace halint {

/// A write that happens on every path and does not depend on what was there: a reader behind it sees its value.
[[nodiscard]] bool is_clean_write(const KeyUse& writer);
/// "If it is not there yet, set it to this": every copy comes to the same value. A `true` is rather a latch.
[[nodiscard]] bool is_lazy_constant(const KeyUse& writer);
/// It sets a field of the object under the key, anew.
[[nodiscard]] bool sets_field(const ContextUse& use);
/// The writer's code sends something that it made of context.
[[nodiscard]] bool sends_context(const Model& model, const KeyUse& writer);
/// Code reads it for debug nodes alone: its code does nothing else, and what is behind the reader only leads there.
[[nodiscard]] bool is_only_shown(const Model& model, const KeyUse& reader);
/// The writer keeps what an http request before it has fetched, always from one address, after a node before that has
/// looked at the same key: each copy fetches its own when it has none.
[[nodiscard]] bool is_fetched_on_demand(const Model& model, const KeyUse& writer);
/// An HTTP answer is somewhere behind the vertex.
[[nodiscard]] bool leads_to_reply(const Model& model, VertexId v);
/// Behind a node that collects values: what arrives depends on how long this copy has been running.
[[nodiscard]] bool is_behind_aggregate(const Model& model, VertexId v);
/// Whatever way the routine of a link call takes, it passes a vertex that `writes` holds for before it returns.
[[nodiscard]] bool routine_writes(const Model& model, VertexId call, const std::function<bool(VertexId)>& writes);
/// A status node hears what the vertex shows, and something is done with it.
[[nodiscard]] bool status_goes_on(const Model& model, VertexId v);
/// Messages wait in a queue of the node's code until a status or complete node tells that a node of the same copy is
/// ready: each copy works off what it got itself.
[[nodiscard]] bool has_own_queue(const Model& model, VertexId v);
/// All of them are of such a queue.
[[nodiscard]] bool is_of_own_queue(const Model& model, const std::vector<KeyUse>& uses);
/// A join that waits for all branches of an event, one of which leads over a vertex that `writes` holds for.
[[nodiscard]] bool waits_for_branch(const Model& model, VertexId join, const std::function<bool(VertexId)>& writes);

/// The plain mqtt in that feeds a writer in every copy, or kNoVertex.
[[nodiscard]] VertexId subscription_of(const Model& model, const KeyUse& writer);
/// An mqtt out whose messages a subscription hears, or kNoVertex.
[[nodiscard]] VertexId publisher_for(const Model& model, VertexId subscription);
/// What goes on from a vertex is published to that subscription.
[[nodiscard]] bool publishes_to(const Model& model, VertexId from, VertexId subscription);
/// The subscription over which the copies tell each other what `writers` write: each also publishes it, and one of
/// `all` writes what is heard into the same key. Else kNoVertex.
[[nodiscard]] VertexId told_over(const Model& model, const std::vector<KeyUse>& writers,
                                 const std::vector<KeyUse>& all);

/// The keys of context that somebody reads. Views the code.
using ReadKeys = std::set<std::pair<ContextScope, std::string_view>>;
[[nodiscard]] ReadKeys read_keys(const CodeFacts& code);
/// It puts into context what some node reads, so it has to see every message.
[[nodiscard]] bool keeps_context(const Model& model, const ReadKeys& read, VertexId v);

}  // namespace halint
