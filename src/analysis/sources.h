// What makes a node a source, or none, that the catalogue cannot see in the node alone: routes that another node
// answers, brokers that run inside of the copy, subscriptions that a message asks for.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "analysis/message_flow.h"
#include "halint/analysis/model.h"

namespace halint {

/// The ports of brokers that nodes of this file run inside of each copy.
[[nodiscard]] std::set<std::string> inner_brokers(const FlowGraph& graph);
/// An mqtt-broker node leads to one of them, on this host.
[[nodiscard]] bool is_inside_copy(const Document& document, const std::set<std::string>& inner, NodeId broker);

/// Takes back what the catalogue says of sources that never bring what it says.
void correct_sources(const FlowGraph& graph, const Behaviors& behaviors, std::vector<DeliverySet>& own);

/// Adds the subscriptions that messages ask for in every copy: `messages` is what reaches each vertex. True if there
/// are any.
bool add_asked_subscriptions(const FlowGraph& graph, const MessageFlow& flow, const std::vector<MessageId>& messages,
                             const std::vector<DeliverySet>& in, std::vector<DeliverySet>& own);

}  // namespace halint
