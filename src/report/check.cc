// The whole way from a file to its findings.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "analysis/analyses.h"
#include "halint/code/code_reading.h"
#include "halint/halint.h"
#include "report/locate.h"
#include "source/shared_work.h"

namespace halint {
namespace {

constexpr size_t kFewNodes = 1000;  // not worth a thread

using Analysis = void (*)(const Model&, Findings&);
constexpr std::array<Analysis, 12> kAnalyses{
    find_duplicated_work,       find_node_state,      find_mqtt_broker_hazards, find_mqtt_subscription_hazards,
    find_exclusive_connections, find_local_resources, find_local_clients,       find_platform_nodes,
    find_context_hazards,       find_code_state,      find_invalid_flows,       find_unknown_types};

// No analysis knows of the others; what they find stands in the order of the list, own rules last.
std::vector<Findings> find_all(const Model& model, const Options& options) {
  std::vector<Findings> found(kAnalyses.size() + 1);
  const uint32_t jobs = model.document().nodes.size() < kFewNodes ? 1 : options.jobs;
  share_work(kAnalyses.size(), jobs, [&](size_t i) { kAnalyses[i](model, found[i]); });
  find_own(model, options.policy, found.back());
  for (Findings& findings : found) mark_machine_read(model, findings);
  return found;
}

// The stores that settings.js tells of. Where it names none, Node-RED has one in memory.
void add_stores(const SettingsFile& file, Settings& settings) {
  for (const SettingsStore& store : file.stores) {
    const StoreType* const type = store.cache ? find_store_type(store.module, *store.cache) : nullptr;
    settings.stores.push_back({store.name, type});
  }
  if (!file.stores_known) return;
  if (file.stores.empty()) settings.stores.push_back({"memory", find_store_type("memory")});
  settings.default_store = file.stores.empty() ? "memory" : file.default_store;
}

Settings settings_of(const Options& options) {
  Settings settings{options.platform, options.replicas, options.shared_stores};
  if (options.settings != nullptr) add_stores(*options.settings, settings);
  return settings;
}

}  // namespace

void check(const SourceFile& file, const Options& options, const Catalog& catalog, Report& report) {
  report.platform = options.platform;
  report.replicas = options.replicas;
  StageClock clock(report.times);
  const Result<Document> document = read_document(file, options.jobs);
  clock.end(Stage::read);
  if (!document) {
    report.errors.push_back(document.error());
    return;
  }
  const NodeTable nodes(*document);
  std::vector<const NodeType*> types = catalog.resolve(document->types);
  CodeReading reading(nodes, code_properties(types), options.jobs);  // goes on while the graph is built
  const FlowGraph graph(nodes);
  clock.end(Stage::graph);
  const Behaviors behaviors(std::move(types), graph);
  clock.end(Stage::catalogue);
  const CodeFacts code = reading.finish();
  clock.end(Stage::code);
  const Model model(graph, behaviors, code, settings_of(options));
  std::vector<Findings> findings = find_all(model, options);
  clock.end(Stage::analyses);
  add_to_report(model, options, judge(model, options.policy, std::move(findings), report.used_ignores), report);
  clock.end(Stage::report);
}

Options options_of(const Config& config) {
  Options options;
  options.platform = config.platform.value;
  options.replicas = config.replicas.value;
  options.shared_stores = config.shared_stores.value;
  options.policy = config.policy();
  return options;
}

std::string_view version() { return HALINT_VERSION; }

}  // namespace halint
