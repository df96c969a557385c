// Connections that only one client may hold, and nodes of a platform that misbehave in copies: what the catalogue
// says of a node by itself, wherever its messages come from.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analysis/analyses.h"
#include "analysis/words.h"

namespace halint {
namespace {

// Each running node and config node with its behaviour, once.
template <typename Visit>
void for_each_running(const Model& model, Visit visit) {
  for (NodeId node = 0; node < model.document().nodes.size(); ++node) {
    const NodeInfo& info = model.graph.info(node);
    if (!info.runs) continue;
    if (info.kind == NodeKind::config) {
      visit(node, model.behaviors.of_config(node));
    } else if (info.kind == NodeKind::node) {
      if (const VertexId v = model.graph.first_vertex_of(node); v != kNoVertex) visit(node, model.behaviors[v]);
    }
  }
}

Place place_for(const Model& model, NodeId node, const Behavior& behavior) {
  const bool own = behavior.deciding() && behavior.deciding_path().find("->") == std::string_view::npos;
  return own ? place_of(model.document(), node, behavior.deciding_path(), behavior.deciding())
             : place_of(model.document(), node);
}

// Who keeps the logins to pages in the memory of the copy that asked for them, as messages name it; empty: nobody does.
// FlowFuse does, under a secret that each copy makes up at its start (@flowfuse/nr-launcher lib/auth/
// httpAuthMiddleware.js:81).
std::string login_keeper(const Model& model) {
  const bool flowfuse =
      model.document().page_login == "flowforge-user" || model.settings.login_keeper.starts_with("@flowfuse/");
  if (flowfuse) return model.settings.platform == Platform::flowfuse ? "FlowFuse" : std::string();
  return model.settings.login_keeper;
}

// FlowFuse's login also stands before both dashboards (lib/runtimeSettings.js).
bool is_page(std::string_view type, bool flowfuse) {
  return type == "http in" || (flowfuse && (type == "ui_base" || type == "ui-base"));
}

std::string login_message(const std::string& keeper, const std::string& page, bool flowfuse) {
  if (flowfuse)
    return keeper + " asks for a login before " + page +
           " and keeps it in the memory of one copy, so that people have to log in again and again";
  return keeper + " keeps the sessions of " + page +
         " in the memory of one copy; the other begins a new one, so that no login lasts";
}

std::string_view login_help(bool flowfuse) {
  return flowfuse ? "The instance's setting for the security of its pages is FlowFuse user authentication. Basic "
                    "authentication keeps nothing; a balancer that sends a browser always to the same copy helps until "
                    "that copy restarts."
                  : "In settings.js the session has no `store`. Give it one that all copies share, such as "
                    "connect-redis; a balancer that sends a browser always to the same copy helps until that copy "
                    "restarts.";
}

void check_page_login(const Model& model, Findings& findings) {
  const std::string keeper = login_keeper(model);
  if (keeper.empty()) return;
  const Document& document = model.document();
  const bool flowfuse = keeper == "FlowFuse";
  NodeId page = kNoNode;
  std::vector<Related> others;
  for (NodeId node = 0; node < document.nodes.size(); ++node) {
    if (!is_page(document.nodes[node].type, flowfuse) || !model.graph.info(node).runs) continue;
    if (page == kNoNode)
      page = node;
    else if (others.size() < 10)
      others.push_back(
          {place_of(document, node, "url"), flowfuse ? "asks for the same login" : "has the same sessions"});
  }
  if (page == kNoNode) return;
  Finding finding;
  finding.rule = "platform-node";
  finding.when = "login";
  finding.level = Level::warning;
  finding.confidence = Confidence::medium;
  finding.message = login_message(keeper, label(document, page), flowfuse);
  finding.place = place_of(document, page, "url");
  finding.related = std::move(others);
  finding.help.emplace_back(login_help(flowfuse));
  findings.push_back(std::move(finding));
}

}  // namespace

void find_exclusive_connections(const Model& model, Findings& findings) {
  for_each_running(model, [&](NodeId node, const Behavior& behavior) {
    const Facts& facts = *behavior.facts;
    if (facts.exclusive.empty() || facts.level == Level::none) return;
    if (model.settings.replicas <= facts.connections.value_or(1)) return;
    Finding finding;
    finding.rule = facts.rule.empty() ? "exclusive-connection" : facts.rule;
    finding.level = facts.level == Level::unset ? Level::error : facts.level;
    finding.confidence = facts.confidence == Confidence::unset ? Confidence::high : facts.confidence;
    finding.message =
        label(model.document(), node) + ": " + copies(model.settings) + " claim " + std::string(facts.exclusive);
    finding.place = place_for(model, node, behavior);
    for (const ConfigUse& use : model.graph.nodes().users(node)) {
      if (finding.related.size() < 10) finding.related.push_back({place_of(model.document(), use.user), "uses it"});
    }
    if (!facts.fix.empty()) finding.help.emplace_back(facts.fix);
    findings.push_back(std::move(finding));
  });
}

void find_platform_nodes(const Model& model, Findings& findings) {
  check_page_login(model, findings);
  if (model.settings.platform != Platform::flowfuse) return;
  bool told = false;
  for_each_running(model, [&](NodeId node, const Behavior& behavior) {
    const Facts& facts = *behavior.facts;
    if (facts.platform.empty() || facts.level == Level::none) return;
    // All of them use one connection of the instance (@flowfuse/nr-mqtt-nodes 0.3.0 nodes/ff-mqtt.js:32).
    if (model.document().nodes[node].type.starts_with("ff-mqtt")) {
      if (told) return;
      told = true;
    }
    Finding finding;
    finding.rule = "platform-node";
    finding.level = facts.level == Level::unset ? Level::warning : facts.level;
    finding.confidence = facts.confidence == Confidence::unset ? Confidence::high : facts.confidence;
    finding.message = label(model.document(), node) + ": " + std::string(facts.platform);
    while (!finding.message.empty() && finding.message.back() == '.') finding.message.pop_back();
    finding.place = place_of(model.document(), node);
    if (!facts.fix.empty()) finding.help.emplace_back(facts.fix);
    findings.push_back(std::move(finding));
  });
}

}  // namespace halint
