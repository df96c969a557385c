// SPDX-License-Identifier: Apache-2.0
#include "halint/flow/graph.h"

#include <algorithm>

#include "flow/graph_builder.h"
#include "halint/source/secrets.h"

namespace halint {

FlowGraph::FlowGraph(const NodeTable& nodes) : nodes_(&nodes) { GraphBuilder(nodes, *this).build(); }

void FlowGraph::add_calls(std::span<const LinkCall> calls) {
  if (!calls.empty()) GraphBuilder(*nodes_, *this).add_calls(calls);
}

std::span<const InstanceId> FlowGraph::instances_of(NodeId subflow) const {
  const auto found = instances_of_.find(subflow);
  return found == instances_of_.end() ? std::span<const InstanceId>() : found->second;
}

VertexId FlowGraph::vertex_of(NodeId node, InstanceId instance) const {
  const NodeInfo& info = nodes_->info(node);
  if (!info.runs || local_index_[node] == UINT32_MAX) return kNoVertex;
  const bool inside = info.container != kNoNode && nodes_->info(info.container).kind == NodeKind::subflow;
  if (inside != (instance != 0) || (inside && instances_[instance].definition != info.container)) return kNoVertex;
  return instances_[instance].first_vertex + local_index_[node];
}

VertexRange FlowGraph::vertices_of(NodeId node) const {
  static constexpr InstanceId kOutside = 0;  // of all subflows
  if (!info(node).runs || local_index_[node] == UINT32_MAX) return {};
  const NodeId container = info(node).container;
  const bool inside = container != kNoNode && info(container).kind == NodeKind::subflow;
  return {instances_.data(), inside ? instances_of(container) : std::span(&kOutside, 1), local_index_[node]};
}

VertexId FlowGraph::first_vertex_of(NodeId node) const {
  const VertexRange vertices = vertices_of(node);
  return vertices.empty() ? kNoVertex : vertices.front();
}

NodeId FlowGraph::config_of(VertexId vertex, std::string_view property) const {
  const TextValue id = text(vertex, property);
  return id.known() ? find(id.text) : kNoNode;
}

TextValue FlowGraph::text(VertexId vertex, std::string_view property) const {
  return text(vertex, document().property(vertices_[vertex].node, property));
}

TextValue FlowGraph::text(VertexId vertex, JsonValue value) const {
  if (value.kind() == JsonKind::missing || value.kind() == JsonKind::null) return {};
  if (value.kind() == JsonKind::array || value.kind() == JsonKind::object) return {TextValue::State::unknown, {}};
  std::string text = value.text();
  const bool braces = text.size() > 3 && text[0] == '$' &&
                      ((text[1] == '{' && text.back() == '}') || (text[1] == '(' && text.back() == ')')) &&
                      text.find_first_of(" \t\r\n") == std::string::npos;
  if (!braces) return {TextValue::State::known, std::move(text)};
  const std::string name = text.substr(2, text.size() - 3);
  // The value of a secret is never known, and so never told.
  if (vertex == kNoVertex || names_secret(name)) return {TextValue::State::unknown, {}, name};
  TextValue found = environment(vertices_[vertex].node, vertices_[vertex].instance, name);
  found.variable = name;
  return found;
}

namespace {

// An `env` list of a flow, group, subflow or instance.
TextValue find_variable(JsonValue env, std::string_view name) {
  TextValue found;
  env.for_each_element([&](JsonValue entry) {
    if (entry.member("name").text() != name) return;
    const std::string type = entry.member("type").text();
    const bool literal = type.empty() || type == "str" || type == "num" || type == "bool" || type == "json" ||
                         type.find('-') != std::string::npos;
    found.state = literal ? TextValue::State::known : TextValue::State::unknown;
    found.text = entry.member("value").text();
  });
  return found;
}

}  // namespace

TextValue FlowGraph::environment(NodeId node, InstanceId instance, std::string_view name) const {
  const auto own = [&](NodeId owner) { return find_variable(document().property(owner, "env"), name); };
  // A node inside nested instances sees its groups, then each instance with the groups around that, then the flow.
  for (size_t depth = 0; depth <= instances_.size(); ++depth) {
    size_t guard = nodes_->size();
    for (NodeId group = info(node).group; group != kNoNode && guard-- > 0; group = info(group).group) {
      if (TextValue found = own(group); found.state != TextValue::State::missing) return found;
    }
    if (instance == 0) break;
    const Instance& here = instances_[instance];
    if (shares_instances_) return {TextValue::State::unknown, {}};
    for (const NodeId owner : {here.node, here.definition}) {
      if (TextValue found = own(owner); found.state != TextValue::State::missing) return found;
    }
    node = here.node;
    instance = here.parent;
  }
  for (const NodeId owner : {info(node).container, nodes_->global_config()}) {
    if (owner == kNoNode) continue;
    if (TextValue found = own(owner); found.state != TextValue::State::missing) return found;
  }
  for (const SnapshotVariable& variable : document().environment) {
    if (variable.name == name && variable.known) return {TextValue::State::known, variable.value};
  }
  return {TextValue::State::unknown, {}};
}

}  // namespace halint
