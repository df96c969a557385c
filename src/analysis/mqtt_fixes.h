// What a machine may change about a broker node or a subscription. Each fix is tried before it is offered, so these say
// what may help, best first. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "halint/analysis/edit.h"
#include "halint/analysis/model.h"

namespace halint {

/// Lets each copy make up its own client ID; a kept session, which needs a fixed one, becomes a clean one.
[[nodiscard]] Fix clear_client_id(const Document& document, NodeId broker);
/// Ends sessions with their connections.
[[nodiscard]] Fix clear_session_expiry(const Document& document, NodeId broker);
/// Lets the presence topics be one variable, which each copy can have its own value of.
[[nodiscard]] Fix vary_presence(const Document& document, NodeId broker);
/// MQTT 3.1.1 in place of 3.1.
[[nodiscard]] Fix raise_protocol(const Document& document, NodeId broker);
/// Turns No Local off.
[[nodiscard]] Fix clear_no_local(const Document& document, NodeId subscription);
/// Writes a shared filter so that Node-RED matches it: nothing if there is no such way. `group` is for
/// prefixes of brokers that name none.
[[nodiscard]] std::vector<Fix> revive_filter(const Document& document, NodeId subscription, const std::string& topic,
                                             const std::string& group);
/// Gives the subscription a copy of its broker node, so that it has a connection to itself.
[[nodiscard]] Fix own_connection(const Model& model, NodeId subscription, NodeId broker);

}  // namespace halint
