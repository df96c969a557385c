// What mqtt nodes of one file have to do with each other: the same broker, a topic that one publishes and another
// hears, a connection that a message opens. Knows nothing of what is wrong with that.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "halint/analysis/model.h"

namespace halint {

/// The same connection, or another one to the same broker.
[[nodiscard]] bool same_broker(const Model& model, NodeId a, NodeId b);
/// What an mqtt out node publishes under its fixed topic, an mqtt in node with a fixed topic hears.
[[nodiscard]] bool hears(const Model& model, VertexId subscription, VertexId publisher);
/// The mqtt out nodes that publish to a fixed topic and have the broker keep the last message.
[[nodiscard]] std::vector<VertexId> retained_writers(const Model& model);
/// One of them whose message a new subscription gets at once, or kNoVertex. Retain Handling 2 asks for none (MQTT 5.0
/// section 3.8.3.1); older protocols do not know it.
[[nodiscard]] VertexId retained_for(const Model& model, VertexId subscription, const std::vector<VertexId>& writers);
/// An mqtt in node does not get what its own connection publishes (MQTT 5.0 section 3.8.3.1).
[[nodiscard]] bool is_deaf_to_itself(const Model& model, VertexId subscription);
/// The node whose message opens the connection of an mqtt node that does not open by itself, if it does so only in a
/// copy that a guard or a comparison with the copy's own name or environment chooses; else kNoVertex.
[[nodiscard]] VertexId chosen_opener(const Model& model, VertexId v);

}  // namespace halint
