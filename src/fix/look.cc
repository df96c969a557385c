// SPDX-License-Identifier: Apache-2.0
#include "fix/look.h"

#include <algorithm>
#include <array>

#include "analysis/analyses.h"
#include "fix/run_settings.h"
#include "halint/code/code_reading.h"
#include "source/shared_work.h"

namespace halint {
namespace {

constexpr size_t kFewNodes = 1000;  // not worth a thread

using Analysis = void (*)(const Model&, Findings&);
constexpr std::array<Analysis, 13> kAnalyses{
    find_duplicated_work,       find_node_state,      find_mqtt_broker_hazards, find_mqtt_subscription_hazards,
    find_exclusive_connections, find_local_resources, find_local_clients,       find_platform_nodes,
    find_context_hazards,       find_code_state,      find_code_work,           find_invalid_flows,
    find_unknown_types};

}  // namespace

bool holds_flows(const Document& document, const Catalog& catalog) {
  if (document.nodes.empty()) return true;
  // The tab of a single flow is of the reader's making, and says nothing about what stands in "nodes".
  const bool made = document.shape == Shape::single_flow && document.nodes.size() > 1;
  const auto is_flow_type = [made](std::string_view type) {
    return (type == "tab" && !made) || type == "subflow" || type == "group" || type.starts_with("subflow:");
  };
  if (std::any_of(document.types.begin(), document.types.end(), is_flow_type)) return true;
  for (NodeId id = 0; id < document.nodes.size(); ++id) {
    if (!document.nodes[id].z.empty() || document.property(id, "wires").kind() == JsonKind::array) return true;
  }
  return std::any_of(document.types.begin(), document.types.end(),
                     [&](std::string_view type) { return type != "tab" && catalog.find(type) != nullptr; });
}

namespace {

// Neither what was changed nor what is there now in its place has code.
bool still_holds(const KnownCode& known, const NodeTable& nodes, const CodeProperties& code_properties) {
  std::vector<NodeId> fresh(known.changed.begin(), known.changed.end());
  for (auto node = static_cast<NodeId>(known.nodes); node < nodes.size(); ++node) fresh.push_back(node);
  const CodeFacts facts = read_code(nodes, code_properties, fresh);
  if (!facts.nodes.empty() || !facts.uses.empty()) return false;
  return std::none_of(known.changed.begin(), known.changed.end(), [&](NodeId node) {
    return known.facts.find(node) != nullptr || !known.facts.uses_of(node).empty();
  });
}

std::vector<LinkCall> calls_of(const CodeFacts& code) {
  std::vector<LinkCall> calls;
  for (const NodeCode& node : code.nodes) {
    for (const CodeLinkCall& call : node.link_calls) {
      if (call.time == UseTime::message) calls.push_back({node.node, call.target});  // On Start has no linkcall
    }
  }
  return calls;
}

}  // namespace

std::optional<Error> look(const SourceFile& file, const Options& options, const Catalog& catalog, StageClock& clock,
                          const std::function<void(const Model&)>& use) {
  const Result<Document> document = read_document(file, options.jobs);
  clock.end(Stage::read);
  return document ? look(*document, options, catalog, clock, use) : document.error();
}

std::optional<Error> look(const Document& document, const Options& options, const Catalog& catalog, StageClock& clock,
                          const std::function<void(const Model&)>& use, const KnownCode* known) {
  if (!holds_flows(document, catalog)) {
    return Error{
        "is JSON, but holds no Node-RED flows: none of its objects is a flow, has wires, or is of a type that "
        "halint knows",
        document.file->path()};
  }
  const NodeTable nodes(document, switched_off(options, document));
  std::vector<const NodeType*> types = catalog.resolve(document.types);
  if (known != nullptr && !still_holds(*known, nodes, code_properties(types))) known = nullptr;
  const std::vector<CodeLibrary> globals = globals_of(options);
  std::optional<CodeReading> reading;
  if (known == nullptr)
    reading.emplace(nodes, code_properties(types), globals, options.jobs);  // goes on beside the graph
  FlowGraph graph(nodes);
  clock.end(Stage::graph);
  const CodeFacts own = reading ? reading->finish() : CodeFacts();
  const CodeFacts& code = known != nullptr ? known->facts : own;
  graph.add_calls(calls_of(code));
  clock.end(Stage::code);
  const Behaviors behaviors(std::move(types), graph);
  clock.end(Stage::catalogue);
  use(Model(graph, behaviors, code, settings_of(options, document)));
  return std::nullopt;
}

// No analysis knows of the others; what they find stands in the order of the list, own rules last.
std::vector<JudgedFinding> find_all(const Model& model, const Policy& policy, uint32_t jobs, StageClock& clock,
                                    std::vector<bool>& used_ignores) {
  std::vector<Findings> found(kAnalyses.size() + 1);
  if (model.document().nodes.size() < kFewNodes) jobs = 1;
  share_work(kAnalyses.size(), jobs, [&](size_t i) { kAnalyses[i](model, found[i]); });
  find_own(model, policy, found.back());
  for (Findings& findings : found) mark_machine_read(model, findings);
  clock.end(Stage::analyses);
  return judge(model, policy, std::move(found), used_ignores);
}

}  // namespace halint
