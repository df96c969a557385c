// The library's front door: the bytes of flow files in, a report out, the report's bytes in any format.
// No file system, terminal or exceptions; no threads but those that Options::jobs allows.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "halint/analysis/guard_names.h"
#include "halint/catalog/catalog.h"
#include "halint/code/settings_file.h"
#include "halint/flow/document.h"
#include "halint/report/report.h"
#include "halint/rule/config.h"
#include "halint/rule/policy.h"
#include "halint/source/source_file.h"

namespace halint {

struct Options {
  std::optional<Platform> platform = Platform::flowfuse;  ///< nothing: taken from what the input tells
  uint32_t replicas = 2;                                  ///< without a say where one copy works at a time
  Deployment deployment = Deployment::replicas;
  std::vector<std::string> shared_stores = {};   ///< context stores that all copies share, by name
  std::vector<std::string> shared_folders = {};  ///< on a volume that all copies have: Config::shared_folders
  GuardNames guards = {};                        ///< what lets one copy through besides nodes of a type
  const SettingsFile* settings = nullptr;        ///< of the Node-RED that runs the flows; null: not known
  Policy policy = {};                            ///< what to do with what is found
  /// Findings of a rule and level in a file that are told in full; those beyond are counted, as by sum_up. 0: all are
  /// told.
  uint32_t most_alike = 0;
  uint32_t jobs = 1;  ///< threads that may be at work at the same time; the report does not depend on it
};

/// What a configuration asks for. `config` must outlive the reports made with it.
[[nodiscard]] Options options_of(const Config& config);

/// Whether anything in a document is Node-RED's: flows, nodes that are wired or stand on one, or a type that the
/// catalogue has. Other arrays of objects have ids and types, too. An empty list holds nothing that is not.
[[nodiscard]] bool holds_flows(const Document& document, const Catalog& catalog);

/// Lints one file and appends what it found to `report`: a file and its findings, or an error.
void check(const Document& document, const Options& options, const Catalog& catalog, Report& report);
void check(const SourceFile& file, const Options& options, const Catalog& catalog, Report& report);

/// `halint X.Y.Z`'s number.
std::string_view version();

}  // namespace halint
