// SPDX-License-Identifier: Apache-2.0
#include "fix/run_settings.h"

#include "fix/platform.h"

namespace halint {
namespace {

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

}  // namespace

Settings settings_of(const Options& options, const Document& document) {
  Settings settings{platform_of(options, document).platform, options.replicas, options.shared_stores};
  settings.deployment = options.deployment;
  if (settings.one_at_a_time()) settings.replicas = 2;
  settings.guards = options.guards;
  settings.shared_folders = options.shared_folders;
  if (options.settings == nullptr) return settings;
  add_stores(*options.settings, settings);
  for (const SettingsGlobal& global : options.settings->globals) settings.seeds.push_back(global.name);
  settings.login_keeper = options.settings->login_keeper;
  return settings;
}

std::vector<CodeLibrary> globals_of(const Options& options) {
  std::vector<CodeLibrary> globals;
  if (options.settings == nullptr) return globals;
  for (const SettingsGlobal& global : options.settings->globals) {
    if (!global.module.empty()) globals.push_back({global.name, global.module});
  }
  return globals;
}

// core/network/21-httpin.js:249, core/function/10-function.js:110 (Node-RED 4.1).
std::vector<SwitchedOff> switched_off(const Options& options, const Document& document) {
  const SettingsFile* const file = options.settings;
  const bool no_pages = file != nullptr && file->http_nodes == Switch::off;
  const bool no_modules = file != nullptr && file->code_modules == Switch::off;
  std::vector<SwitchedOff> off;
  if (!no_pages && !no_modules && document.code_modules) return off;
  for (NodeId node = 0; node < document.nodes.size(); ++node) {
    const std::string_view type = document.nodes[node].type;
    if (type == "http in" && no_pages)
      off.push_back({node, "url", "hears nothing: settings.js has httpNodeRoot: false"});
    if (type != "function" || document.property(node, "libs").is_empty()) continue;
    if (no_modules)
      off.push_back(
          {node, "libs", "does not start: it names modules, and settings.js has functionExternalModules: false"});
    else if (!document.code_modules)
      off.push_back({node, "libs", "does not start: it names modules, which its FlowFuse instance does not allow"});
  }
  return off;
}

}  // namespace halint
