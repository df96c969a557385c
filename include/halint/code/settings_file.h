// What a Node-RED settings.js says of stores, pages, code and of where flows are: read as text, never run.
// Knows nothing of flows and files. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "halint/source/result.h"
#include "halint/source/source_file.h"

namespace halint {

/// One member of `contextStorage` (@node-red/runtime lib/nodes/context/index.js, load).
struct SettingsStore {
  std::string name;
  std::string module;                ///< as written, or the package that `require` names; empty if it is computed
  std::optional<bool> cache = true;  ///< `config.cache`; true if left out, nothing if it is computed
  uint32_t line = 0;                 ///< of the member, from 1
};

/// One member of `functionGlobalContext`: what `global.get(name)` gives as long as no flow has set the key. It is in
/// the memory of each copy, whatever the store (@node-red/runtime lib/nodes/context/index.js, insertSeedValues).
struct SettingsGlobal {
  std::string name;
  std::string module;  ///< the package that it is, or is made by; empty for any other value
};

/// A setting that is true or not: Node-RED's default where it is left out, unknown where it is computed.
enum class Switch : uint8_t { left_out, off, on, computed };

/// The settings that halint heeds. What is computed when Node-RED starts (environment, functions) stays unknown.
struct SettingsFile {
  std::string path;  ///< as messages call it
  std::vector<SettingsStore> stores;
  /// The name that stands behind `default`: the store of that name, the one it names, or else the first of them. Empty
  /// where there is no `contextStorage`: memory alone.
  std::string default_store;
  bool stores_known = true;                ///< false: `contextStorage` is computed, whole or in part
  std::string flow_file;                   ///< `flowFile`; empty if left out or computed
  bool flow_file_known = true;             ///< false: it is computed
  Switch projects = Switch::left_out;      ///< `editorTheme.projects.enabled`: flows are in a project, where it is on
  std::vector<SettingsGlobal> globals;     ///< in their order; what a spread brings is not among them
  Switch http_nodes = Switch::left_out;    ///< `httpNodeRoot`: off where it is false
  Switch code_modules = Switch::left_out;  ///< `functionExternalModules`
  /// The package that keeps the logins to pages in the memory of each copy (`httpNodeAuth`, `httpNodeMiddleware`);
  /// empty if none is known to.
  std::string login_keeper;
  bool flowfuse = false;  ///< FlowFuse's launcher wrote it (@flowfuse/nr-launcher runtimeSettings.js)

  /// The store of that name, or null.
  [[nodiscard]] const SettingsStore* find(std::string_view name) const;
};

/// Reads a settings.js: `module.exports = { … }`, also by way of a variable, and members set one by one afterwards.
/// An error for a syntax error, and for a text that exports no object that can be
/// read. Takes time linear in the text; nothing in it is run.
[[nodiscard]] Result<SettingsFile> read_settings(const SourceFile& file);

}  // namespace halint
