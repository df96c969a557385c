// SPDX-License-Identifier: Apache-2.0
#include "flow/graph_builder.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <deque>
#include <unordered_map>

namespace halint {
namespace {

// More unfolded nodes than this many per node of the file, and instances of a subflow share their vertices.
constexpr uint64_t kMaxUnfolding = 8;
constexpr uint64_t kUnfoldingAllowance = 100'000;
constexpr std::string_view kInstancePrefix = "subflow:";

// 16 hexadecimal digits, or the older two numbers with a dot: what the editor gives as an id.
bool looks_like_id(std::string_view text) {
  const size_t dot = text.find('.');
  if (dot == std::string_view::npos ? text.size() != 16 : (dot < 6 || dot > 8 || text.size() - dot > 9)) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '.'; });
}

// Properties under which common node types name a config node.
bool names_config(std::string_view key) {
  constexpr std::array<std::string_view, 16> kKeys{"broker", "server", "client",  "tls",    "proxy",  "config",   "connection", "mydb",
                                                   "serial", "bot",    "account", "influxdb", "mongodb", "database", "postgreSQLConfig", "mqtt"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

}  // namespace

void GraphBuilder::build() {
  graph_.nodes_.resize(document_.nodes.size());
  graph_.local_index_.assign(document_.nodes.size(), UINT32_MAX);
  graph_.instances_of_.resize(document_.nodes.size());
  index_ids();
  classify();
  resolve_groups();
  find_cyclic_subflows();
  decide_what_runs();
  unfold_instances();
  add_outputs();
  add_edges();
  sort_arcs();
  collect_config_uses();
}

void GraphBuilder::problem(ProblemKind kind, NodeId node, JsonValue place, std::string detail) {
  graph_.problems_.push_back({kind, node, place, std::move(detail)});
}

void GraphBuilder::index_ids() {
  std::unordered_map<std::string_view, uint32_t> type_ids;
  std::string_view last_type;
  uint32_t last_type_id = UINT32_MAX;
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    const DocumentNode& node = document_.nodes[id];
    if (node.id.empty() || node.type.empty()) {
      problem(ProblemKind::missing_id, id, {}, std::string(node.id));
    } else if (graph_.index_.insert(node.id, id) != id) {
      problem(ProblemKind::duplicate_id, id, document_.property(id, "id"), std::string(node.id));
    }
    if (last_type_id == UINT32_MAX || node.type != last_type) {
      last_type = node.type;
      last_type_id = type_ids.emplace(node.type, static_cast<uint32_t>(type_ids.size())).first->second;
      if (last_type_id == graph_.types_.size()) graph_.types_.push_back(node.type);
    }
    graph_.nodes_[id].type = last_type_id;
  }
}

NodeKind GraphBuilder::kind_of(NodeId id) const {
  const DocumentNode& node = document_.nodes[id];
  if (node.type == "tab") return NodeKind::flow;
  if (node.type == "subflow") return NodeKind::subflow;
  if (node.type == "group") return NodeKind::group;
  if (node.type.substr(0, kInstancePrefix.size()) == kInstancePrefix) return NodeKind::instance;
  // The runtime takes what has no position for a config node, and starts it all the same: one with wires works as a node.
  if (node.has_position || document_.property(id, "wires")) return NodeKind::node;
  return NodeKind::config;
}

void GraphBuilder::classify() {
  for (NodeId id = 0; id < document_.nodes.size(); ++id) graph_.nodes_[id].kind = kind_of(id);
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    const DocumentNode& node = document_.nodes[id];
    NodeInfo& info = graph_.nodes_[id];
    const bool first = graph_.index_.find(node.id) == id;
    if (!node.z.empty()) {
      const NodeId container = graph_.index_.find(node.z);
      if (container != kNoNode && (graph_.nodes_[container].kind == NodeKind::flow || graph_.nodes_[container].kind == NodeKind::subflow)) {
        info.container = container;
      }
    }
    if (info.kind == NodeKind::instance) {
      const NodeId definition = graph_.index_.find(node.type.substr(kInstancePrefix.size()));
      if (definition != kNoNode && graph_.nodes_[definition].kind == NodeKind::subflow) info.definition = definition;
      else problem(ProblemKind::unknown_subflow, id, document_.property(id, "type"), std::string(node.type.substr(kInstancePrefix.size())));
    }
    if (node.type == "global-config" && graph_.global_config_ == kNoNode) graph_.global_config_ = id;
    if (first && (info.kind == NodeKind::node || info.kind == NodeKind::instance)) {
      const bool in_subflow = info.container != kNoNode && graph_.nodes_[info.container].kind == NodeKind::subflow;
      if (in_subflow) {
        if (members_.empty()) members_.resize(document_.nodes.size());
        members_[info.container].push_back(id);
      } else {
        root_members_.push_back(id);
      }
    }
  }
  if (members_.empty()) members_.resize(document_.nodes.size());
}

void GraphBuilder::resolve_groups() {
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    const JsonValue group = document_.property(id, "g");
    if (group.kind() != JsonKind::string) continue;
    const NodeId found = graph_.index_.find(group.text());
    if (found != kNoNode && graph_.nodes_[found].kind == NodeKind::group) graph_.nodes_[id].group = found;
  }
  // Each group has at most one parent, so a walk that comes back to where it is marked by itself has closed a circle.
  std::vector<uint32_t> seen(document_.nodes.size(), UINT32_MAX);
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    if (graph_.nodes_[id].kind != NodeKind::group) continue;
    NodeId at = id;
    while (at != kNoNode && seen[at] == UINT32_MAX) {
      seen[at] = id;
      at = graph_.nodes_[at].group;
    }
    if (at == kNoNode || seen[at] != id) continue;
    problem(ProblemKind::cyclic_group, at, document_.property(at, "g"), std::string(document_.nodes[at].id));
    graph_.nodes_[at].group = kNoNode;
  }
}

// Kahn's algorithm over "contains an instance of": what is left over lies on a circle or leads into one.
void GraphBuilder::find_cyclic_subflows() {
  std::vector<uint32_t> waits(document_.nodes.size(), 0);
  std::vector<std::vector<NodeId>> used_in(document_.nodes.size());
  std::vector<NodeId> ready;
  scratch_.clear();  // definitions, innermost first
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    if (graph_.nodes_[id].kind != NodeKind::subflow) continue;
    for (const NodeId member : members_[id]) {
      if (const NodeId inner = graph_.nodes_[member].definition; inner != kNoNode) {
        used_in[inner].push_back(id);
        ++waits[id];
      }
    }
    if (waits[id] == 0) ready.push_back(id);
  }
  while (!ready.empty()) {
    const NodeId id = ready.back();
    ready.pop_back();
    scratch_.push_back(id);
    for (const NodeId outer : used_in[id]) {
      if (--waits[outer] == 0) ready.push_back(outer);
    }
  }
  in_cycle_.assign(document_.nodes.size(), false);
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    if (graph_.nodes_[id].kind != NodeKind::subflow || waits[id] == 0) continue;
    in_cycle_[id] = true;
    problem(ProblemKind::cyclic_subflow, id, document_.property(id, "id"), std::string(document_.nodes[id].id));
  }
}

bool GraphBuilder::container_runs(NodeId id) const {
  const NodeId container = graph_.nodes_[id].container;
  return container == kNoNode || !document_.nodes[container].disabled;
}

// Nodes first; subflows and config nodes run when something that runs needs them.
void GraphBuilder::decide_what_runs() {
  std::vector<NodeId> started;
  const auto start = [&](NodeId id) {
    NodeInfo& info = graph_.nodes_[id];
    if (info.runs || document_.nodes[id].disabled) return;
    info.runs = true;
    if (info.definition != kNoNode && !graph_.nodes_[info.definition].runs && !in_cycle_[info.definition]) {
      graph_.nodes_[info.definition].runs = true;
      started.push_back(info.definition);
    }
  };
  for (const NodeId id : root_members_) {
    if (container_runs(id)) start(id);
  }
  while (!started.empty()) {
    const NodeId definition = started.back();
    started.pop_back();
    for (const NodeId member : members_[definition]) start(member);
  }
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    if (graph_.nodes_[id].kind == NodeKind::flow) graph_.nodes_[id].runs = !document_.nodes[id].disabled;
  }
}

uint64_t GraphBuilder::unfolded_size() const {
  std::vector<uint64_t> size(document_.nodes.size(), 0);
  const auto sum = [&](const std::vector<NodeId>& members) {
    uint64_t total = members.size();
    for (const NodeId member : members) {
      if (const NodeId inner = graph_.nodes_[member].definition; inner != kNoNode) total += size[inner];
      total = std::min<uint64_t>(total, UINT32_MAX);
    }
    return total;
  };
  for (const NodeId definition : scratch_) size[definition] = sum(members_[definition]);
  return sum(root_members_);
}

InstanceId GraphBuilder::add_instance(NodeId node, InstanceId parent) {
  const NodeId definition = node == kNoNode ? kNoNode : graph_.nodes_[node].definition;
  const auto id = static_cast<InstanceId>(graph_.instances_.size());
  graph_.instances_.push_back({node, definition, parent, static_cast<VertexId>(graph_.vertices_.size())});
  if (definition != kNoNode) graph_.instances_of_[definition].push_back(id);
  uint32_t local = 0;
  for (const NodeId member : node == kNoNode ? root_members_ : members_[definition]) {
    if (!graph_.nodes_[member].runs) continue;
    graph_.local_index_[member] = local++;
    graph_.vertices_.push_back({member, id, VertexRole::node, 0});
  }
  return id;
}

void GraphBuilder::unfold_instances() {
  graph_.shares_instances_ = unfolded_size() > kMaxUnfolding * document_.nodes.size() + kUnfoldingAllowance;
  add_instance(kNoNode, 0);
  for (InstanceId at = 0; at < graph_.instances_.size(); ++at) {
    const VertexId begin = graph_.instances_[at].first_vertex;
    const NodeId definition = graph_.instances_[at].definition;
    const size_t size = definition == kNoNode ? root_members_.size() : members_[definition].size();
    for (VertexId v = begin; v < begin + size && v < graph_.vertices_.size() && graph_.vertices_[v].instance == at; ++v) {
      const NodeId node = graph_.vertices_[v].node;
      const NodeId inner = graph_.nodes_[node].definition;
      if (inner == kNoNode || !graph_.nodes_[inner].runs) continue;
      if (graph_.shares_instances_ && !graph_.instances_of_[inner].empty()) continue;
      add_instance(node, at);
    }
  }
}

void GraphBuilder::add_outputs() {
  const auto nodes = static_cast<VertexId>(graph_.vertices_.size());
  outputs_.resize(nodes);
  for (VertexId v = 0; v < nodes; ++v) {
    const Vertex vertex = graph_.vertices_[v];
    const NodeInfo& info = graph_.nodes_[vertex.node];
    uint16_t count = 0;
    if (info.definition != kNoNode) {
      document_.property(info.definition, "out").for_each_element([&](JsonValue) { ++count; });
      if (document_.property(info.definition, "status").kind() == JsonKind::object) ++count;
    } else if (document_.nodes[vertex.node].type == "link call") {
      count = 1;
    }
    if (count == 0) continue;
    outputs_[v] = {static_cast<VertexId>(graph_.vertices_.size()), count};
    for (uint16_t port = 0; port < count; ++port) {
      graph_.vertices_.push_back({vertex.node, vertex.instance, VertexRole::output, port});
    }
  }
}

// Where messages leave a vertex by one of its ports.
VertexId GraphBuilder::sender(VertexId v, uint16_t port) const {
  if (v >= outputs_.size() || outputs_[v].first == kNoVertex) return v;
  return port < outputs_[v].count ? outputs_[v].first + port : kNoVertex;
}

void GraphBuilder::add_arc(VertexId from, VertexId to, uint16_t port, EdgeKind kind) {
  if (from != kNoVertex && to != kNoVertex) arcs_.push_back({from, {to, port, kind}});
}

NodeId GraphBuilder::target(JsonValue id, NodeId from, ProblemKind missing) {
  if (id.kind() != JsonKind::string) return kNoNode;
  const std::string_view raw = id.raw_string();
  const NodeId found = raw.find('\\') == std::string_view::npos ? graph_.index_.find(raw) : graph_.index_.find(id.text());
  if (found == kNoNode) problem(missing, from, id, id.text());
  return found;
}

void GraphBuilder::add_wires(VertexId v) {
  const Vertex vertex = graph_.vertices_[v];
  uint16_t port = 0;
  document_.property(vertex.node, "wires").for_each_element([&](JsonValue wires) {
    wires.for_each_element([&](JsonValue id) {
      const NodeId to = target(id, vertex.node, ProblemKind::wire_to_nowhere);
      if (to != kNoNode) add_arc(sender(v, port), graph_.vertex_of(to, vertex.instance), port, EdgeKind::wire);
    });
    ++port;
  });
}

// A subflow's `in` and `out` list inner nodes; an `out` may name the subflow itself, for what goes straight through.
void GraphBuilder::add_instance_edges(VertexId v) {
  const Vertex vertex = graph_.vertices_[v];
  const NodeId definition = graph_.nodes_[vertex.node].definition;
  if (definition == kNoNode || graph_.instances_of_[definition].empty()) return;
  InstanceId inner = graph_.instances_of_[definition].front();
  if (!graph_.shares_instances_) {
    for (const InstanceId candidate : graph_.instances_of_[definition]) {
      const Instance& instance = graph_.instances_[candidate];
      if (instance.node == vertex.node && instance.parent == vertex.instance) inner = candidate;
    }
  }
  document_.property(definition, "in").for_each_element([&](JsonValue in) {
    in.member("wires").for_each_element([&](JsonValue wire) {
      const NodeId to = target(wire.member("id"), definition, ProblemKind::wire_to_nowhere);
      if (to != kNoNode) add_arc(v, graph_.vertex_of(to, inner), 0, EdgeKind::into_subflow);
    });
  });
  uint16_t port = 0;
  const auto leave = [&](JsonValue output) {
    output.member("wires").for_each_element([&](JsonValue wire) {
      const NodeId from = target(wire.member("id"), definition, ProblemKind::wire_to_nowhere);
      if (from == kNoNode) return;
      const auto from_port = static_cast<uint16_t>(wire.member("port").number().value_or(0));
      const VertexId source = from == definition ? v : graph_.vertex_of(from, inner);
      if (source != kNoVertex) add_arc(from == definition ? v : sender(source, from_port), sender(v, port), from_port, EdgeKind::out_of_subflow);
    });
    ++port;
  };
  document_.property(definition, "out").for_each_element(leave);
  if (const JsonValue status = document_.property(definition, "status"); status.kind() == JsonKind::object) leave(status);
}

// Either end may know of a link, as after an import of one of them.
void GraphBuilder::add_links(VertexId v) {
  const Vertex vertex = graph_.vertices_[v];
  const std::string_view type = document_.nodes[vertex.node].type;
  if (type == "link call") {
    // The answer is the same message coming back, so what arrives goes on from the call itself; going through
    // the `return` would mix the callers of one routine.
    add_arc(v, sender(v, 0), 0, EdgeKind::answer);
  } else if (type == "link out" && document_.property(vertex.node, "mode").text() == "return") {
    return;
  }
  document_.property(vertex.node, "links").for_each_element([&](JsonValue id) {
    const NodeId other = graph_.index_.find(id.text());
    if (other == kNoNode) {
      problem(ProblemKind::link_to_nowhere, vertex.node, id, id.text());
      return;
    }
    // Links join flows, so the other end may stand in another container of the same instance only.
    const VertexId there = graph_.vertex_of(other, vertex.instance);
    const std::string_view other_type = document_.nodes[other].type;
    if (type == "link in" && (other_type == "link out" || other_type == "link call")) {
      if (other_type == "link out" && document_.property(other, "mode").text() == "return") return;
      add_arc(there, v, 0, other_type == "link call" ? EdgeKind::call : EdgeKind::link);
    } else if (type != "link in" && other_type == "link in") {
      add_arc(v, there, 0, type == "link call" ? EdgeKind::call : EdgeKind::link);
    }
  });
}

// A catch, status or complete node hears the nodes it lists, those of its group, or all of its flow. For the
// last two, one vertex gathers the events, or ten thousand nodes and ten catch nodes would need 100,000 edges.
void GraphBuilder::listen(VertexId listener, EdgeKind kind) {
  const Vertex vertex = graph_.vertices_[listener];
  const JsonValue scope = document_.property(vertex.node, "scope");
  if (scope.kind() != JsonKind::array) return;
  scope.for_each_element([&](JsonValue id) {
    const NodeId source = graph_.index_.find(id.text());
    if (source == kNoNode) return;
    const VertexId v = graph_.vertex_of(source, vertex.instance);
    if (v == kNoVertex) return;
    add_arc(v, listener, 0, kind);
    if (outputs_[v].first == kNoVertex) return;
    for (uint16_t port = 0; port < outputs_[v].count; ++port) add_arc(outputs_[v].first + port, listener, 0, kind);
  });
}

void GraphBuilder::add_listeners() {
  std::unordered_map<uint64_t, VertexId> hubs;
  const auto hub_key = [](NodeId place, InstanceId instance, EdgeKind kind) {
    return (static_cast<uint64_t>(place) << 33) ^ (static_cast<uint64_t>(instance) << 1) ^ static_cast<uint64_t>(kind == EdgeKind::status);
  };
  const auto nodes = static_cast<VertexId>(outputs_.size());
  for (VertexId v = 0; v < nodes; ++v) {
    const Vertex vertex = graph_.vertices_[v];
    const std::string_view type = document_.nodes[vertex.node].type;
    if (type != "catch" && type != "status" && type != "complete") continue;
    const EdgeKind kind = type == "catch" ? EdgeKind::error : type == "status" ? EdgeKind::status : EdgeKind::complete;
    const JsonValue scope = document_.property(vertex.node, "scope");
    if (scope.kind() == JsonKind::array || kind == EdgeKind::complete) {
      listen(v, kind);
      continue;
    }
    const NodeInfo& info = graph_.nodes_[vertex.node];
    const NodeId place = scope.text() == "group" ? info.group : info.container;
    const auto [at, added] = hubs.emplace(hub_key(place, vertex.instance, kind), static_cast<VertexId>(graph_.vertices_.size()));
    if (added) {
      graph_.vertices_.push_back({place, vertex.instance, kind == EdgeKind::error ? VertexRole::errors : VertexRole::statuses, 0});
    }
    add_arc(at->second, v, 0, kind);
  }
  if (hubs.empty()) return;
  for (VertexId v = 0; v < nodes; ++v) {
    const Vertex vertex = graph_.vertices_[v];
    const std::string_view type = document_.nodes[vertex.node].type;
    if (type == "catch" || type == "status") continue;
    const auto tell = [&](NodeId place) {
      for (const EdgeKind kind : {EdgeKind::error, EdgeKind::status}) {
        const auto found = hubs.find(hub_key(place, vertex.instance, kind));
        if (found != hubs.end()) add_arc(v, found->second, 0, kind);
      }
    };
    tell(graph_.nodes_[vertex.node].container);
    for (NodeId group = graph_.nodes_[vertex.node].group; group != kNoNode; group = graph_.nodes_[group].group) tell(group);
  }
}

void GraphBuilder::add_edges() {
  const auto nodes = static_cast<VertexId>(outputs_.size());
  arcs_.reserve(nodes + nodes / 2);
  for (VertexId v = 0; v < nodes; ++v) {
    add_wires(v);
    const NodeInfo& info = graph_.nodes_[graph_.vertices_[v].node];
    if (info.definition != kNoNode) add_instance_edges(v);
    else if (document_.nodes[graph_.vertices_[v].node].type.substr(0, 5) == "link ") add_links(v);
  }
  add_listeners();
}

void GraphBuilder::sort_arcs() {
  std::stable_sort(arcs_.begin(), arcs_.end(), [](const Arc& a, const Arc& b) { return a.from < b.from; });
  const auto equal = [](const Arc& a, const Arc& b) {
    return a.from == b.from && a.edge.to == b.edge.to && a.edge.port == b.edge.port && a.edge.kind == b.edge.kind;
  };
  std::vector<Arc> kept;
  kept.reserve(arcs_.size());
  for (size_t begin = 0; begin < arcs_.size();) {
    size_t end = begin;
    while (end < arcs_.size() && arcs_[end].from == arcs_[begin].from) ++end;
    std::stable_sort(arcs_.begin() + static_cast<ptrdiff_t>(begin), arcs_.begin() + static_cast<ptrdiff_t>(end),
                     [](const Arc& a, const Arc& b) { return a.edge.port != b.edge.port ? a.edge.port < b.edge.port : a.edge.to < b.edge.to; });
    for (size_t i = begin; i < end; ++i) {
      if (i == begin || !equal(arcs_[i - 1], arcs_[i])) kept.push_back(arcs_[i]);
    }
    begin = end;
  }
  const size_t vertices = graph_.vertices_.size();
  graph_.out_begin_.assign(vertices + 1, 0);
  graph_.in_begin_.assign(vertices + 1, 0);
  for (const Arc& arc : kept) {
    ++graph_.out_begin_[arc.from + 1];
    ++graph_.in_begin_[arc.edge.to + 1];
  }
  for (size_t v = 0; v < vertices; ++v) {
    graph_.out_begin_[v + 1] += graph_.out_begin_[v];
    graph_.in_begin_[v + 1] += graph_.in_begin_[v];
  }
  graph_.out_.resize(kept.size());
  graph_.in_.resize(kept.size());
  std::vector<uint32_t> next_in(graph_.in_begin_.begin(), graph_.in_begin_.end() - 1);
  for (size_t i = 0; i < kept.size(); ++i) {
    graph_.out_[i] = kept[i].edge;
    graph_.in_[next_in[kept[i].edge.to]++] = {kept[i].from, kept[i].edge.port, kept[i].edge.kind};
  }
}

// Node-RED finds the uses of config nodes in the same way: any string property that is a config node's id.
void GraphBuilder::collect_config_uses() {
  constexpr uint32_t kBits = 1U << 14;
  std::bitset<kBits> filter;
  const auto bit = [](std::string_view id) {
    uint32_t word = 0;
    std::memcpy(&word, id.data() + (id.size() > 4 ? id.size() - 4 : 0), std::min<size_t>(id.size(), 4));
    return (word * 2654435761U + static_cast<uint32_t>(id.size())) >> 18;
  };
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    if (graph_.nodes_[id].kind != NodeKind::config || document_.nodes[id].id.empty()) continue;
    filter.set(bit(document_.nodes[id].id));
  }
  std::vector<NodeId> running;
  const auto use = [&](NodeId user, JsonValue value) {
    if (value.kind() != JsonKind::string) return;
    const std::string_view raw = value.raw_string();
    if (raw.empty() || !filter.test(bit(raw))) return;
    const NodeId config = graph_.index_.find(raw);
    if (config == kNoNode || config == user || graph_.nodes_[config].kind != NodeKind::config) return;
    graph_.config_uses_.push_back({config, user});
    if (graph_.nodes_[config].runs || document_.nodes[config].disabled || !container_runs(config)) return;
    graph_.nodes_[config].runs = true;
    running.push_back(config);
  };
  const auto uses_of = [&](NodeId id) {
    document_.for_each_property(id, [&](std::string_view key, JsonValue value) {
      if (key == "env") value.for_each_element([&](JsonValue entry) { use(id, entry.member("value")); });
      else if (value.kind() == JsonKind::array && key != "wires") value.for_each_element([&](JsonValue entry) { use(id, entry); });
      else if (key != "id" && key != "z") use(id, value);
      if (value.kind() == JsonKind::string && names_config(key) && looks_like_id(value.raw_string()) && graph_.index_.find(value.raw_string()) == kNoNode) {
        problem(ProblemKind::missing_config, id, value, value.text());
      }
    });
  };
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    const NodeInfo& info = graph_.nodes_[id];
    if (info.runs && info.kind != NodeKind::config) uses_of(id);
  }
  while (!running.empty()) {
    const NodeId id = running.back();
    running.pop_back();
    uses_of(id);
  }
  auto& uses = graph_.config_uses_;
  std::sort(uses.begin(), uses.end(), [](const ConfigUse& a, const ConfigUse& b) { return a.config != b.config ? a.config < b.config : a.user < b.user; });
  uses.erase(std::unique(uses.begin(), uses.end(), [](const ConfigUse& a, const ConfigUse& b) { return a.config == b.config && a.user == b.user; }), uses.end());
}

}  // namespace halint
