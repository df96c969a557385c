// Nodes that remember something between messages and are fed with messages of which each copy sees only a part.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <unordered_map>

#include "analysis/analyses.h"
#include "analysis/seen.h"
#include "analysis/words.h"

namespace halint {
namespace {

constexpr size_t kMaxLook = 600;

std::string kept(NodeState state) {
  switch (state) {
    case NodeState::aggregate:
      return "collects values";
    case NodeState::sequence:
      return "keeps its place in a sequence";
    case NodeState::counter:
      return "counts";
    case NodeState::latch:
      return "remembers its state";
    case NodeState::dedupe:
      return "remembers what it has seen";
    case NodeState::cache:
      return "remembers the last message";
    case NodeState::queue:
      return "keeps a queue";
    case NodeState::timer:
      return "runs a timer";
    case NodeState::rate_limit:
      return "limits a rate";
    case NodeState::unset:
    case NodeState::none:
      break;
  }
  return {};
}

// Code that makes a group of messages itself: it sets msg.parts and sends more than one message.
bool code_makes_parts(const Model& model, NodeId node) {
  const NodeCode* code = model.code.find(node);
  if (code == nullptr || !code->makes_parts) return false;
  const std::string text = model.document().property(node, "func").text();
  return text.find("node.send") != std::string::npos || text.find("[[") != std::string::npos;
}

// Every way from a balanced source to `v` leads over a node that makes a group of one message.
bool group_is_born_here(const Model& model, VertexId v) {
  Seen seen(v, kMaxLook);
  for (size_t at = 0; at < seen.size(); ++at) {
    if (seen.spent()) return false;
    if (at > 0) {
      if ((model.delivery.own[seen[at]] & bit(Arrival::balanced)) != 0) return false;
      if (model.graph.vertex(seen[at]).role == VertexRole::node &&
          (model.behaviors[seen[at]].facts->parts.value_or(false) ||
           code_makes_parts(model, model.node_of(seen[at])))) {
        continue;
      }
    }
    for (const Edge& edge : model.graph.in(seen[at])) {
      const Edge forward{seen[at], edge.port, edge.kind};
      const bool arrives = (model.at(edge.to) & bit(Arrival::balanced)) != 0 &&
                           (model.crosses(edge.to, forward) || model.delivery.own[edge.to] != 0);
      if (arrives) seen.add(edge.to);
      if (seen.spent()) return false;
    }
  }
  return true;
}

// The balanced sources from which one edge into a node is fed.
std::set<VertexId> sources_of(const Model& model, VertexId from) {
  std::set<VertexId> sources;
  Seen seen(from, kMaxLook);
  for (size_t at = 0; at < seen.size() && !seen.spent(); ++at) {
    if ((model.delivery.own[seen[at]] & bit(Arrival::balanced)) != 0) sources.insert(seen[at]);
    for (const Edge& edge : model.graph.in(seen[at])) {
      if ((model.at(edge.to) & bit(Arrival::balanced)) != 0) seen.add(edge.to);
      if (seen.spent()) break;
    }
  }
  return sources;
}

using KnownSources = std::unordered_map<VertexId, std::set<VertexId>>;

// Each message of one source comes in over two wires or more: what is counted are the branches of one message.
bool collects_branches(const Model& model, VertexId v, KnownSources& known) {
  const std::set<VertexId>* first = nullptr;
  size_t branches = 0;
  for (const Edge& edge : model.graph.in(v)) {
    if ((model.at(edge.to) & bit(Arrival::balanced)) == 0) continue;
    const auto [found, added] = known.try_emplace(edge.to);
    if (added) found->second = sources_of(model, edge.to);
    if (branches++ == 0)
      first = &found->second;
    else if (*first != found->second)
      return false;
  }
  return branches > 1;
}

// What it keeps belongs to one client's connection, and all that arrives came in over such connections.
bool stays_with_connection(const Model& model, VertexId v) {
  if (model.behaviors[v].facts->per != StateOwner::connection) return false;
  const std::set<VertexId> sources = sources_of(model, v);
  return std::all_of(sources.begin(), sources.end(),
                     [&](VertexId source) { return model.behaviors[source].facts->connection.value_or(false); });
}

bool leads_somewhere(const Model& model, VertexId v) {
  return !model.graph.out(v).empty() || model.outcomes[v] != Outcome::none;
}

Finding finding_of(const Model& model, VertexId v) {
  const Behavior& behavior = model.behaviors[v];
  const Facts& facts = *behavior.facts;
  const NodeId node = model.node_of(v);
  const bool rate = facts.state == NodeState::rate_limit;
  Finding finding;
  finding.rule = !facts.rule.empty() ? facts.rule : rate ? "multiplied-rate-limit" : "split-node-state";
  finding.level = rate ? Level::warning : Level::error;
  if (facts.level > Level::none) finding.level = facts.level;
  finding.confidence = facts.confidence == Confidence::unset ? Confidence::high : facts.confidence;
  // A browser stays with one copy, so only different people at different copies notice.
  if (!model.delivery.request[v]) {
    finding.level = std::min(finding.level, Level::warning);
    finding.confidence = std::min(finding.confidence, Confidence::medium);
  }
  if (facts.group == Grouping::parts) finding.confidence = std::min(finding.confidence, Confidence::medium);
  const std::vector<VertexId> way = model.way_to(v, Arrival::balanced);
  const std::string source =
      way.empty() ? std::string("its source") : label(model.document(), model.node_of(way.front()));
  if (rate) {
    finding.message = label(model.document(), node) +
                      " limits the rate in each copy for itself, so together they let through " +
                      std::to_string(model.settings.replicas) + " times as much";
  } else {
    finding.message = label(model.document(), node) + " " + kept(facts.state) +
                      ", but each copy sees only its share of the messages from " + source;
  }
  finding.place = behavior.deciding() ? place_of(model.document(), node, behavior.deciding_path(), behavior.deciding())
                                      : place_of(model.document(), node);
  finding.path = steps(model, way);
  if (!facts.fix.empty()) finding.help.emplace_back(facts.fix);
  return finding;
}

}  // namespace

void find_node_state(const Model& model, Findings& findings) {
  std::set<NodeId> reported;
  KnownSources known;
  for (VertexId v = 0; v < model.graph.vertices().size(); ++v) {
    const Facts& facts = *model.behaviors[v].facts;
    if (facts.state <= NodeState::none || facts.level == Level::none) continue;
    if ((model.delivery.in[v] & bit(Arrival::balanced)) == 0 || !leads_somewhere(model, v)) continue;
    if (stays_with_connection(model, v)) continue;
    if (facts.group == Grouping::parts && group_is_born_here(model, v)) continue;
    if (facts.group == Grouping::count && (group_is_born_here(model, v) || collects_branches(model, v, known)))
      continue;
    if (reported.insert(model.node_of(v)).second) findings.push_back(finding_of(model, v));
  }
}

}  // namespace halint
