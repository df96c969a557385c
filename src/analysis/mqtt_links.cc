// Facts: @node-red/nodes core/network/10-mqtt.js. SPDX-License-Identifier: Apache-2.0
#include "analysis/mqtt_links.h"

#include <algorithm>

#include "analysis/asked_properties.h"
#include "analysis/message_flow.h"
#include "analysis/mqtt.h"

namespace halint {
namespace {

constexpr size_t kMaxWriters = 300;  // that are compared with one subscription

}  // namespace

bool same_broker(const Model& model, NodeId a, NodeId b) {
  if (a == b || a == kNoNode || b == kNoNode) return a == b;
  const Document& document = model.document();
  return document.property(a, "broker").text() == document.property(b, "broker").text() &&
         document.property(a, "port").text() == document.property(b, "port").text();
}

bool hears(const Model& model, VertexId subscription, VertexId publisher) {
  const TextValue filter = model.graph.text(subscription, "topic");
  const TextValue topic = model.graph.text(publisher, "topic");
  if (!filter.known() || !topic.known() || filter.text.empty() || topic.text.empty()) return false;
  if (!overlap(parse_filter(filter.text).filter, topic.text)) return false;
  return same_broker(model, model.graph.config_of(subscription, "broker"), model.graph.config_of(publisher, "broker"));
}

std::vector<VertexId> retained_writers(const Model& model) {
  std::vector<VertexId> writers;
  for (VertexId v = 0; v < model.graph.vertices().size(); ++v) {
    if (model.graph.vertex(v).role == VertexRole::node && model.type_of(v) == "mqtt out" &&
        model.document().property(model.node_of(v), "retain").is_true())
      writers.push_back(v);
  }
  return writers;
}

VertexId retained_for(const Model& model, VertexId subscription, const std::vector<VertexId>& writers) {
  const NodeId broker = model.graph.config_of(subscription, "broker");
  if (broker != kNoNode && model.document().property(broker, "protocolVersion").text() == "5" &&
      model.document().property(model.node_of(subscription), "rh").number().value_or(0) == 2)
    return kNoVertex;
  const auto last = writers.begin() + static_cast<ptrdiff_t>(std::min(writers.size(), kMaxWriters));
  const auto found =
      std::find_if(writers.begin(), last, [&](VertexId writer) { return hears(model, subscription, writer); });
  return found == last ? kNoVertex : *found;
}

bool is_deaf_to_itself(const Model& model, VertexId subscription) {
  const NodeId broker = model.graph.config_of(subscription, "broker");
  return broker != kNoNode && model.document().property(broker, "protocolVersion").text() == "5" &&
         model.document().property(model.node_of(subscription), "nl").is_true();
}

VertexId chosen_opener(const Model& model, VertexId v) {
  const NodeId broker = model.graph.config_of(v, "broker");
  if (connects_itself(model.document(), broker)) return kNoVertex;
  VertexId opener = kNoVertex;
  for (VertexId other = 0; other < model.graph.vertices().size(); ++other) {
    if (model.graph.vertex(other).role != VertexRole::node || model.graph.in(other).empty()) continue;
    const std::string_view type = model.type_of(other);
    if ((type != "mqtt out" && type != "mqtt in") || model.graph.config_of(other, "broker") != broker) continue;
    const MessageValue& action = model.messages->value_at(other, "action");
    const bool opens =
        action.open || std::any_of(action.constants.begin(), action.constants.end(),
                                   [](const Constant& c) { return c.is_unknown() || c.text == "connect"; });
    if (!opens) continue;
    const bool chosen =
        (model.delivery.in[other] & kEachCopy) == 0 || (action.sources & (from_copy | from_environment)) != 0;
    if (!chosen) return kNoVertex;
    opener = other;
  }
  return opener;
}

}  // namespace halint
