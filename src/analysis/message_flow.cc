// SPDX-License-Identifier: Apache-2.0
#include "analysis/message_flow.h"

#include <algorithm>
#include <array>

#include "analysis/shell.h"
#include "flow/graph_builder.h"

namespace halint {
namespace {

constexpr size_t kMostRoutine = 200;  // vertices of a link-called routine
constexpr size_t kMostTargets = 200;  // link ins that one dynamic call may mean
constexpr uint32_t kMostDepth = 4;    // of calls in called routines

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

bool is_call_hub(const Vertex& vertex) { return vertex.role == VertexRole::output && vertex.port == kDynamicCalls; }

bool is_guard(const Facts& facts, uint16_t port) {
  return std::find(facts.guard.begin(), facts.guard.end(), port) != facts.guard.end();
}

// Core nodes in which nothing can go wrong that a flow does not bring about on purpose.
bool hardly_fails(std::string_view type) {
  constexpr std::array<std::string_view, 14> kTypes{"inject",   "debug",   "comment",  "junction", "link in",
                                                    "link out", "switch",  "change",   "delay",    "trigger",
                                                    "mqtt in",  "http in", "complete", "rbe"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

bool may_be_missing(const MessageValue& value) {
  return value.open || std::any_of(value.constants.begin(), value.constants.end(),
                                   [](const Constant& c) { return c.type == ValueType::undefined; });
}

}  // namespace

bool hands_on(const Model& model, VertexId v) {
  if (model.graph.vertex(v).role != VertexRole::node) return true;
  const std::string_view type = model.type_of(v);
  return type == "junction" || type == "link in" ||
         (type == "link out" && model.document().property(model.node_of(v), "mode").text() != "return");
}

bool starts_program(const FlowGraph& graph, VertexId v) {
  return graph.document().property(graph.vertex(v).node, "useSpawn").is_true() &&
         read_shell(graph.text(v, "command").text).outcome != Outcome::none;
}

std::vector<VertexId> Walk::way_to(size_t stop) const {
  std::vector<VertexId> way;
  for (; way.size() < kMaxWay; stop = stops[stop].parent) {
    way.push_back(stops[stop].vertex);
    if (stops[stop].parent == stop) break;
  }
  if (way.back() != stops.front().vertex) way.push_back(stops.front().vertex);
  std::reverse(way.begin(), way.end());
  return way;
}

MessageFlow::MessageFlow(const FlowGraph& graph, const Behaviors& behaviors, const CodeFacts& code,
                         const GuardNames& names)
    : graph_(graph),
      behaviors_(behaviors),
      code_(code),
      names_(names),
      asked_(graph, behaviors, code),
      flags_(names),
      table_(asked_.size()),
      writes_(graph, behaviors, code, asked_, flags_, table_),
      stop_of_(graph.vertices().size(), kNoStop) {
  flags_.ask(graph, code);
}

MessageFlow::MessageFlow(const MessageFlow& other)
    : graph_(other.graph_),
      behaviors_(other.behaviors_),
      code_(other.code_),
      names_(other.names_),
      asked_(other.asked_),
      flags_(other.flags_),
      table_(other.table_),
      writes_(other.writes_, asked_, flags_, table_),
      switches_(other.switches_),
      answers_(other.answers_),
      stop_of_(graph_.vertices().size(), kNoStop) {}

DeliverySet MessageFlow::allowed(const FlowGraph& graph, const Behaviors& behaviors, VertexId from, const Edge& edge) {
  constexpr DeliverySet kAll = 0xFF;
  if (edge.kind == EdgeKind::error || edge.kind == EdgeKind::status || edge.kind == EdgeKind::complete) return kAll;
  if (graph.vertex(from).role != VertexRole::node) return kAll;
  const Behavior& behavior = behaviors[from];
  if (!behavior.passes()) return 0;
  return is_guard(*behavior.facts, edge.port) ? static_cast<DeliverySet>(~kEachCopy) : kAll;
}

const MessageValue& MessageFlow::value(MessageId message, std::string_view property) const {
  static const MessageValue kUnknown{};
  const PropertyIndex index = asked_.find_path(property);
  if (index == AskedProperties::kNone || message == kNoMessage) return kUnknown;
  return table_.value(table_.get(message, index));
}

const MessageFlow::Switch& MessageFlow::switch_at(NodeId node) {
  const auto [known, fresh] = switches_.try_emplace(node);
  Switch& at = known->second;
  if (!fresh) return at;
  const Document& document = graph_.document();
  at.rules = SwitchRules(document.property(node, "rules"), document.property(node, "checkall"));
  at.of = document.property(node, "propertyType").text();
  at.property = document.property(node, "property").text();
  at.asked = asked_.find_path(at.property);
  return at;
}

// What only the copy with the flag set, or the one that a tag names, lets through.
bool MessageFlow::flag_passes(VertexId v, const Switch& at, uint16_t port) const {
  const auto kind = [&](const std::string& type, const std::string& key) {
    if (type != "flow" && type != "global") return FlagKind::none;
    return flags_.of(graph_, v, type == "flow" ? ContextScope::flow : ContextScope::global, key);
  };
  const FlagKind property = kind(at.of, at.property);
  const SwitchRule& rule = at.rules.rules[port];
  if (property == FlagKind::leader && at.rules.needs_truth(port)) return false;
  if (rule.kind != "eq") return true;
  return property != FlagKind::own_tag && kind(rule.type, rule.text) != FlagKind::own_tag;
}

bool MessageFlow::learn_flags(const std::vector<DeliverySet>& own, const std::vector<DeliverySet>& in,
                              const std::vector<MessageId>& messages) {
  std::vector<VertexId> sources;
  for (VertexId v = 0; v < own.size(); ++v) {
    if (own[v] != 0) sources.push_back(v);
  }
  const std::vector<MessageId> opened = spread(sources, false, [](VertexId, VertexId) {});
  struct Context {
    const MessageFlow& flow;
    const std::vector<MessageId>& messages;
  } context{*this, messages};
  const auto elected = [](const void* view, VertexId v, std::string_view property) {
    const auto& at = *static_cast<const Context*>(view);
    return at.flow.value(at.messages[v], property.substr(0, property.find('.'))).elected;
  };
  if (!flags_.learn(graph_, code_, in, opened, elected, &context)) return false;
  answers_.clear();
  writes_.forget_passages();
  return true;
}

bool MessageFlow::switch_passes(VertexId v, MessageId message, uint16_t port, bool each_copy) {
  const Switch& at = switch_at(graph_.vertex(v).node);
  if (port >= at.rules.rules.size()) return false;
  if (each_copy && !flag_passes(v, at, port)) return false;
  if (at.of == "env") {
    if (each_copy && flags_.is_one_copys(at.property) && at.rules.needs_truth(port)) return false;
    const TextValue text = variable(graph_, v, at.property);
    return !text.known() || at.rules.open_ports(constant(ValueType::text, text.text))[port];
  }
  if ((!at.of.empty() && at.of != "msg") || at.asked == AskedProperties::kNone) return true;
  const MessageValue& value = table_.value(table_.get(message, at.asked));
  if (value.elected && each_copy && at.rules.needs_truth(port)) return false;
  return value.open || at.rules.open_ports(value)[port];
}

// A function node shows a status only if its code asks for it.
bool MessageFlow::reports_status(VertexId v) const {
  // Their status is that of the connection, whatever comes over it (core/network/10-mqtt.js, 22-websocket.js); a status
  // node hears that on its own account.
  constexpr std::array<std::string_view, 4> kConnected{"mqtt in", "mqtt out", "websocket in", "websocket out"};
  const std::string_view type = graph_.node(graph_.vertex(v).node).type;
  if (std::find(kConnected.begin(), kConnected.end(), type) != kConnected.end()) return false;
  const NodeCode* code = code_.find(graph_.vertex(v).node);
  if (code == nullptr || !code->has_code) return true;
  return std::any_of(code->reports.begin(), code->reports.end(),
                     [](const CodeReport& report) { return report.kind == CodeReport::Kind::status; });
}

// delay and trigger swallow a message with `reset`, and a delay one that has nothing but `flush`
// (core/function/89-delay.js, 89-trigger.js).
bool MessageFlow::is_held(VertexId v, MessageId message) const {
  const std::string_view type = graph_.node(graph_.vertex(v).node).type;
  if (type != "delay" && type != "trigger") return false;
  const auto is_there = [&](std::string_view name) {
    const PropertyIndex property = asked_.find(name);
    return property != AskedProperties::kNone && !may_be_missing(table_.value(table_.get(message, property)));
  };
  if (is_there("reset")) return true;
  const PropertyIndex payload = asked_.find("payload");
  return type == "delay" && is_there("flush") && payload != AskedProperties::kNone &&
         table_.get(message, payload) == kUndefined;
}

// What comes out of a subflow or a link in that the project calls a guard.
bool MessageFlow::is_named_guard(VertexId v) const {
  const auto names = [](const std::vector<std::string>& list, const DocumentNode& node) {
    return std::any_of(list.begin(), list.end(),
                       [&](const std::string& name) { return node.id == name || node.name == name; });
  };
  const Vertex& vertex = graph_.vertex(v);
  if (vertex.role == VertexRole::node)
    return graph_.node(vertex.node).type == "link in" && names(names_.links, graph_.node(vertex.node));
  if (vertex.role != VertexRole::output || names_.subflows.empty()) return false;
  constexpr std::string_view kSubflow = "subflow:";
  const std::string_view type = graph_.node(vertex.node).type;
  if (!starts_with(type, kSubflow)) return false;
  const NodeId definition = graph_.find(type.substr(kSubflow.size()));
  return definition != kNoNode && names(names_.subflows, graph_.node(definition));
}

// The link in that a message names, or, if it is not known, any that answers.
bool MessageFlow::is_called(VertexId link_in, MessageId message, bool each_copy) {
  const MessageValue& target = value(message, "target");
  const DocumentNode& node = graph_.node(graph_.vertex(link_in).node);
  const auto names_it = [&](const Constant& c) {
    if (c.is_unknown()) return false;
    if (c.form == TextForm::beginning) return node.name.substr(0, c.text.size()) == c.text;
    return c.type == ValueType::text && (c.text == node.id || c.text == node.name);
  };
  if (std::any_of(target.constants.begin(), target.constants.end(), names_it)) return true;
  const bool unknown = target.open || std::any_of(target.constants.begin(), target.constants.end(),
                                                  [](const Constant& c) { return c.is_unknown(); });
  if (!unknown) return false;
  return routine(link_in, message, each_copy) != kNoMessage;
}

MessageId MessageFlow::over(VertexId from, MessageId message, const Edge& edge, bool each_copy) {
  if (is_call_hub(graph_.vertex(from)) && !is_called(edge.to, message, each_copy)) return kNoMessage;
  if (each_copy && !names_.empty() && is_named_guard(from) && follows_message(edge.kind)) return kNoMessage;
  if (graph_.vertex(from).role != VertexRole::node) return message;
  const std::string_view type = graph_.node(graph_.vertex(from).node).type;
  if (edge.kind == EdgeKind::error) return hardly_fails(type) ? kNoMessage : message;
  if (edge.kind == EdgeKind::status) return reports_status(from) ? kAnyMessage : kNoMessage;
  if (edge.kind == EdgeKind::complete) return message;
  if (edge.kind == EdgeKind::call && type == "function") return kAnyMessage;  // what its code hands over
  const DeliverySet let = allowed(graph_, behaviors_, from, edge);
  if (let == 0 || (each_copy && (let & kEachCopy) == 0)) return kNoMessage;
  // The pings of a redundancy-manager are its own, whatever comes in.
  if (type == "redundancy-manager" && edge.port == 2) return kNoMessage;
  if (each_copy && type == "exec" && starts_program(graph_, from)) return kNoMessage;
  if (edge.kind == EdgeKind::answer) return answer(from, message, each_copy);
  if (type == "switch" && !switch_passes(from, message, edge.port, each_copy)) return kNoMessage;
  if (is_held(from, message)) return kNoMessage;
  return writes_.behind(from, edge.port, message, each_copy);
}

namespace {

// On its own account, not because of a message.
bool reports_itself(const NodeCode& code, EdgeKind kind) {
  if (kind == EdgeKind::call) return false;
  if (follows_message(kind)) return true;
  const CodeReport::Kind wanted = kind == EdgeKind::error ? CodeReport::Kind::error : CodeReport::Kind::status;
  return std::any_of(code.reports.begin(), code.reports.end(), [&](const CodeReport& report) {
    return report.kind == wanted && report.time != UseTime::message;
  });
}

}  // namespace

MessageId MessageFlow::sent_over(VertexId source, const Edge& edge) {
  const NodeCode* code =
      graph_.vertex(source).role == VertexRole::node ? code_.find(graph_.vertex(source).node) : nullptr;
  if (code != nullptr && code->has_code && !reports_itself(*code, edge.kind)) return kNoMessage;
  return follows_message(edge.kind) ? writes_.from_source(source, edge.port) : over(source, kAnyMessage, edge, false);
}

// What a link call gets back: the message as the routine returns it.
MessageId MessageFlow::answer(VertexId call, MessageId message, bool each_copy) {
  MessageId joined = kNoMessage;
  bool called = false;
  for (const Edge& edge : graph_.out(call)) {
    if (edge.kind != EdgeKind::call) continue;
    called = true;
    if (!is_call_hub(graph_.vertex(edge.to))) {
      joined = table_.join(joined, routine(edge.to, message, each_copy));
      continue;
    }
    size_t asked = 0;
    for (const Edge& target : graph_.out(edge.to)) {
      if (++asked > kMostTargets) return kAnyMessage;
      if (is_called(target.to, message, each_copy))
        joined = table_.join(joined, routine(target.to, message, each_copy));
    }
  }
  return called ? joined : kAnyMessage;
}

MessageId MessageFlow::routine(VertexId link_in, MessageId message, bool each_copy) {
  if (depth_ >= kMostDepth) return kAnyMessage;
  const auto [known, added] = answers_.try_emplace({link_in, message, each_copy}, kAnyMessage);
  if (!added) return known->second;
  ++depth_;
  std::map<VertexId, MessageId> at{{link_in, message}};
  std::vector<VertexId> queue{link_in};
  MessageId joined = kNoMessage;
  for (size_t i = 0; i < queue.size() && joined != kAnyMessage; ++i) {
    const VertexId v = queue[i];
    const MessageId here = at[v];
    const DocumentNode& node = graph_.node(graph_.vertex(v).node);
    if (graph_.vertex(v).role == VertexRole::node && node.type == "link out" &&
        graph_.document().property(graph_.vertex(v).node, "mode").text() == "return")
      joined = table_.join(joined, here);
    if (queue.size() > kMostRoutine) joined = kAnyMessage;
    for (const Edge& edge : graph_.out(v)) {
      if (edge.kind == EdgeKind::call) continue;
      const MessageId behind = over(v, here, edge, each_copy);
      if (behind == kNoMessage) continue;
      const auto [there, fresh] = at.try_emplace(edge.to, behind);
      const MessageId both = fresh ? behind : table_.join(there->second, behind);
      if (!fresh && both == there->second) continue;
      there->second = both;
      queue.push_back(edge.to);
      if (queue.size() > kMostRoutine) break;
    }
  }
  --depth_;
  return answers_[{link_in, message, each_copy}] = joined;
}

void MessageFlow::step(Walk& walk, std::vector<uint32_t>& queue, uint32_t from, const Edge& edge, MessageId message) {
  const bool over_errors = walk.stops[from].over_errors || !follows_message(edge.kind);
  const VertexId passed = walk.stops[from].vertex;
  const VertexId guard = walk.stops[from].guard == kNoVertex && from != 0 && is_likely_guard(passed, edge)
                             ? passed
                             : walk.stops[from].guard;
  uint32_t& known = stop_of_[edge.to];
  if (known == kNoStop) {
    known = static_cast<uint32_t>(walk.stops.size());
    walk.stops.push_back({edge.to, from, message, over_errors, guard});
    queue.push_back(known);
    return;
  }
  Stop& stop = walk.stops[known];
  const MessageId joined = table_.join(stop.message, message);
  const bool opens = stop.guard != kNoVertex && guard == kNoVertex && !over_errors;
  if (joined == stop.message && !opens && (over_errors || !stop.over_errors)) return;
  stop.message = joined;
  if (opens) stop.guard = kNoVertex;
  if (stop.over_errors && !over_errors) {
    stop.over_errors = false;
    stop.parent = from;
  }
  queue.push_back(known);
}

Walk MessageFlow::walk(VertexId source, size_t limit) {
  Walk walk;
  walk.stops.push_back({source, 0, kAnyMessage, false, kNoVertex});
  std::vector<uint32_t> queue;
  // The source itself may be reached again; then it is a stop of its own.
  for (const Edge& edge : graph_.out(source)) {
    if (walk.stops.size() > limit) break;
    const MessageId sent = sent_over(source, edge);
    if (sent != kNoMessage) step(walk, queue, 0, edge, sent);
  }
  for (size_t i = 0; i < queue.size(); ++i) {
    if (walk.stops.size() > limit || i > limit * kMostVisits) {
      walk.spent = true;
      break;
    }
    const uint32_t from = queue[i];
    const VertexId v = walk.stops[from].vertex;
    size_t tries = 0;
    for (const Edge& edge : graph_.out(v)) {
      if (++tries > limit) {
        walk.spent = true;
        break;
      }
      const MessageId message = over(v, walk.stops[from].message, edge, true);
      if (message != kNoMessage) step(walk, queue, from, edge, message);
    }
  }
  for (const Stop& stop : walk.stops) stop_of_[stop.vertex] = kNoStop;
  return walk;
}

}  // namespace halint
