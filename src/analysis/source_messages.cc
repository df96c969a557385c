// MessageWrites: the messages that sources send. SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "analysis/message_writes.h"

namespace halint {
namespace {

// What the sources that are known fill in; everything else is undefined. Empty: anything may be in it.
std::vector<std::string_view> filled_by(std::string_view type) {
  if (type == "http in") return {"payload", "req", "res"};
  if (type == "mqtt in")
    return {"topic",
            "payload",
            "qos",
            "retain",
            "responseTopic",
            "correlationData",
            "contentType",
            "userProperties",
            "messageExpiryInterval",
            "payloadFormatIndicator",
            "subscriptionIdentifier"};
  return {};
}

}  // namespace

// core/common/20-inject.js: the message has what `props` lists; older files have payload and topic beside them.
MessageId MessageWrites::injected(VertexId v) {
  const Document& document = graph_.document();
  const NodeId node = graph_.vertex(v).node;
  std::vector<Write> writes;
  const auto value_of = [&](std::string_view name) {
    const std::string type = document.property(node, std::string(name) + "Type").text();
    return typed_value(graph_, v, document.property(node, name), type);
  };
  const JsonValue props = document.property(node, "props");
  if (!props) {
    assign("payload", value_of("payload"), writes);
    assign("topic", value_of("topic"), writes);
  }
  constexpr std::array<std::string_view, 3> kMembers{"p", "v", "vt"};
  props.for_each_row(kMembers, [&](const auto& entry) {
    const auto& [p, own, vt] = entry;
    const std::string path = p.text();
    const bool old = !own && (path == "payload" || path == "topic");
    assign(path, old ? value_of(path) : typed_value(graph_, v, own, vt.text()), writes);
  });
  return written(table_.empty(), writes);
}

MessageId MessageWrites::from_source(VertexId v, uint16_t port) {
  if (graph_.vertex(v).role != VertexRole::node) return kAnyMessage;
  const std::string_view type = graph_.node(graph_.vertex(v).node).type;
  if (type == "function") return behind_function(v, port, kAnyMessage, true, true);
  if (asked_.size() == 0) return kAnyMessage;
  if (type == "inject") return injected(v);
  const MessageId message = filled_in(type);
  const PropertyIndex topic = asked_.find("topic");
  if (type != "mqtt in" || topic == AskedProperties::kNone) return message;
  const TextValue text = graph_.text(v, "topic");
  std::string_view filter = text.text;
  if (filter.starts_with("$share/")) filter.remove_prefix(std::min(filter.size(), filter.find('/', 7) + 1));
  if (!text.known() || filter.find_first_of("+#") != std::string_view::npos || filter.empty()) return message;
  return written(message, {{topic, AskedProperties::kNone, table_.keep(constant(ValueType::text, filter))}});
}

// The message of a source of that type before its own properties are in it.
MessageId MessageWrites::filled_in(std::string_view type) {
  for (const auto& [known, message] : filled_) {
    if (known == type) return message;
  }
  const std::vector<std::string_view> filled = filled_by(type);
  std::vector<Write> writes;
  for (PropertyIndex i = 0; i < asked_.size(); ++i) {
    const std::string_view first = asked_.name(i).substr(0, asked_.name(i).find('.'));
    if (std::find(filled.begin(), filled.end(), first) != filled.end()) writes.push_back({i});
  }
  return filled_.emplace_back(type, filled.empty() ? kAnyMessage : written(table_.empty(), writes)).second;
}

}  // namespace halint
