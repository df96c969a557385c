// Output that reaches only the clients connected to this copy: dashboards and broadcasts.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analysis/analyses.h"
#include "analysis/seen.h"
#include "analysis/words.h"

namespace halint {
namespace {

constexpr size_t kMaxLook = 300;

// A message of which the other copies know nothing reaches a widget: their browsers see something else.
bool is_fed_by_one_copy(const Model& model, NodeId node) {
  const auto vertices = model.graph.vertices_of(node);
  return std::any_of(vertices.begin(), vertices.end(), [&](VertexId v) { return model.delivery.request[v]; });
}

// One finding for all dashboard widgets of a file: the cure is one for all of them.
void check_dashboard(const Model& model, Findings& findings) {
  NodeId base = kNoNode;
  NodeId first = kNoNode;
  size_t widgets = 0;
  bool differs = false;
  for (NodeId node = 0; node < model.document().nodes.size(); ++node) {
    const NodeInfo& info = model.graph.info(node);
    const std::string_view type = model.graph.node(node).type;
    if (!info.runs) continue;
    if (info.kind == NodeKind::config) {
      if (base == kNoNode && (type == "ui_base" || type == "ui-base")) base = node;
      continue;
    }
    if (info.kind != NodeKind::node) continue;
    const VertexId v = model.graph.first_vertex_of(node);
    if (v == kNoVertex || model.behaviors[v].facts->effect != Effect::screen) continue;
    if (type.substr(0, 3) != "ui_" && type.substr(0, 3) != "ui-") continue;
    ++widgets;
    differs = differs || is_fed_by_one_copy(model, node);
    if (first == kNoNode) first = node;
  }
  if (first == kNoNode) return;
  // Dashboard 1 keeps its ui_base although nothing names it.
  for (NodeId node = 0; base == kNoNode && node < model.document().nodes.size(); ++node) {
    if (model.graph.node(node).type == "ui_base" || model.graph.node(node).type == "ui-base") base = node;
  }
  const NodeId node = base != kNoNode ? base : first;
  Finding finding;
  finding.rule = "local-clients";
  const bool by_request = model.settings.platform == Platform::flowfuse;
  finding.level = by_request ? Level::error : Level::warning;
  finding.confidence = Confidence::high;
  finding.message = by_request ? "the dashboard does not load: its requests go to the copies in turn, and none of them "
                                 "knows the browser's connection"
                               : "the dashboard loads only if the balancer sends a browser always to the same copy";
  if (differs) {
    finding.message += "; what a browser sees of its " + std::to_string(widgets) +
                       (widgets == 1 ? " widget differs" : " widgets differs") + " from copy to copy";
  }
  finding.place = place_of(model.document(), node);
  if (node != first) finding.related.push_back({place_of(model.document(), first), "the first of its widgets"});
  finding.help.emplace_back(
      "Run the dashboard in an instance with one copy, or make the balancer send a browser always to the same copy and "
      "feed every copy's widgets with a plain subscription.");
  findings.push_back(std::move(finding));
}

// Code on the way that turns an answer into a broadcast.
bool drops_session(const Model& model, NodeId node) {
  const Document& document = model.document();
  const std::string_view type = document.nodes[node].type;
  if (const VertexId v = model.graph.first_vertex_of(node);
      v != kNoVertex && model.behaviors[v].facts->fresh.value_or(false))
    return true;
  if (type == "function") {
    const NodeCode* code = model.code.find(node);
    if (code == nullptr) return false;
    const bool opaque = code->sent.empty() || std::any_of(code->sent.begin(), code->sent.end(),
                                                          [](const SentMessage& sent) { return sent.opaque; });
    if (opaque) {
      const std::string text = document.property(node, "func").text();
      const bool makes_new = text.find("return {") != std::string::npos || text.find("return{") != std::string::npos;
      if (makes_new && text.find("_session") == std::string::npos && text.find("...msg") == std::string::npos)
        return true;
    }
    return std::any_of(code->sent.begin(), code->sent.end(), [](const SentMessage& sent) {
      return sent.time == UseTime::message && !sent.opaque && (sent.kept & keeps_session) == 0;
    });
  }
  // Lines and pieces of a file are new messages (core/storage/10-file.js).
  if (type == "file in") {
    const std::string format = document.property(node, "format").text();
    return (format == "lines" || format == "stream") && !document.property(node, "allProps").is_true();
  }
  bool found = false;
  if (type == "change") {
    document.property(node, "rules").for_each_element([&](JsonValue rule) {
      found = found || rule.member("p").text() == "_session";
    });
  }
  return found;
}

// The way by which a message meets other clients than the one it is for, from its balanced source on; or empty.
std::vector<VertexId> foreign_way(const Model& model, VertexId sink) {
  const std::string server = model.document().property(model.node_of(sink), "server").text();
  const bool tcp = model.type_of(sink) == "tcp out";
  Seen seen(sink, kMaxLook);
  std::vector<size_t> next{0};  // where in `seen` the way to the sink goes on
  const auto way_over = [&](std::vector<VertexId> way, size_t at) {
    if (way.empty()) way.push_back(seen[at]);
    if (way.back() != seen[at]) way.push_back(seen[at]);
    for (; at != 0 && way.size() < kMaxWay; at = next[at]) way.push_back(seen[next[at]]);
    return way;
  };
  for (size_t at = 0; at < seen.size() && !seen.spent(); ++at) {
    const VertexId v = seen[at];
    if ((model.delivery.own[v] & bit(Arrival::balanced)) != 0) {
      const bool same_socket = tcp ? model.type_of(v) == "tcp in"
                                   : model.behaviors[v].facts->connection.value_or(false) && !server.empty() &&
                                         model.document().property(model.node_of(v), "server").text() == server;
      if (!same_socket) return way_over({v}, at);
    }
    if (at > 0 && model.graph.vertex(v).role == VertexRole::node && drops_session(model, model.node_of(v)) &&
        (model.delivery.in[v] & bit(Arrival::balanced)) != 0)
      return way_over(model.way_to(v, Arrival::balanced), at);
    for (const Edge& edge : model.graph.in(v)) {
      if ((model.at(edge.to) & bit(Arrival::balanced)) == 0) continue;
      // A status is a new message, which knows of no connection.
      if (edge.kind == EdgeKind::status) return way_over(model.way_to(edge.to, Arrival::balanced), at);
      if (seen.add(edge.to)) next.push_back(at);
      if (seen.spent()) break;
    }
  }
  return {};
}

// Clients can be connected to this copy over TCP.
bool has_tcp_clients(const Model& model) {
  for (VertexId v = 0; v < model.graph.vertices().size(); ++v) {
    if (model.graph.vertex(v).role == VertexRole::node && model.type_of(v) == "tcp in" &&
        (model.delivery.own[v] & bit(Arrival::balanced)) != 0)
      return true;
  }
  return false;
}

void check_broadcast(const Model& model, VertexId v, bool tcp_clients, Findings& findings) {
  const Facts& facts = *model.behaviors[v].facts;
  if (facts.resource != Resource::clients || facts.level == Level::none) return;
  if (model.type_of(v) == "tcp out" && facts.effect == Effect::reply && !tcp_clients) return;
  const std::string_view type = model.type_of(v);
  if (type.substr(0, 3) == "ui_" || type.substr(0, 3) == "ui-") return;
  if ((model.delivery.in[v] & bit(Arrival::balanced)) == 0) return;
  const std::vector<VertexId> way = foreign_way(model, v);
  if (way.empty()) return;
  Finding finding;
  finding.rule = "local-clients";
  finding.level = facts.level == Level::unset ? Level::warning : facts.level;
  finding.confidence = facts.confidence == Confidence::unset ? Confidence::high : facts.confidence;
  finding.message = label(model.document(), model.node_of(v)) +
                    " reaches only the clients of the copy that handled the message from " +
                    label(model.document(), model.node_of(way.front())) + "; the others hear nothing";
  const Behavior& behavior = model.behaviors[v];
  finding.place = behavior.deciding()
                      ? place_of(model.document(), model.node_of(v), behavior.deciding_path(), behavior.deciding())
                      : place_of(model.document(), model.node_of(v));
  finding.path = steps(model, way);
  if (!facts.fix.empty()) finding.help.emplace_back(facts.fix);
  findings.push_back(std::move(finding));
}

}  // namespace

void find_local_clients(const Model& model, Findings& findings) {
  check_dashboard(model, findings);
  const bool tcp_clients = has_tcp_clients(model);
  for (VertexId v = 0; v < model.graph.vertices().size(); ++v) check_broadcast(model, v, tcp_clients, findings);
}

}  // namespace halint
