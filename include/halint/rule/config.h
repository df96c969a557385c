// halint.toml: what a project asks for, in the words of the command line, and where each value came from.
// Bytes in, values out; it knows nothing of files. docs/configuration.md is the format's page.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "halint/analysis/guard_names.h"
#include "halint/catalog/node_store.h"
#include "halint/rule/policy.h"
#include "halint/source/result.h"

namespace halint {

/// What people write for a value.
template <typename Value>
struct Word {
  std::string_view word;
  Value value;
};

/// No platform: taken from what the input tells.
inline constexpr std::array<Word<std::optional<Platform>>, 4> kPlatformWords{{{"flowfuse", Platform::flowfuse},
                                                                              {"kubernetes", Platform::kubernetes},
                                                                              {"docker", Platform::docker},
                                                                              {"auto", std::nullopt}}};
inline constexpr std::array<Word<Deployment>, 3> kDeploymentWords{
    {{"replicas", Deployment::replicas}, {"rolling", Deployment::rolling}, {"standby", Deployment::standby}}};
inline constexpr std::array<Word<Level>, 3> kLevelWords{
    {{"note", Level::note}, {"warning", Level::warning}, {"error", Level::error}}};
/// No level: never.
inline constexpr std::array<Word<std::optional<Level>>, 4> kFailOnWords{
    {{"error", Level::error}, {"warning", Level::warning}, {"note", Level::note}, {"never", std::nullopt}}};
inline constexpr std::array<Word<Confidence>, 3> kConfidenceWords{
    {{"low", Confidence::low}, {"medium", Confidence::medium}, {"high", Confidence::high}}};
inline constexpr std::array<Word<Level>, 4> kRuleLevelWords{
    {{"off", Level::none}, {"note", Level::note}, {"warning", Level::warning}, {"error", Level::error}}};
/// 1 only where one copy works at a time: see check_overrides.
inline constexpr uint32_t kMinReplicas = 1;
inline constexpr uint32_t kMaxReplicas = 10000;

/// A value and where it was set: `default`, `halint.toml:3`, `--platform`.
template <typename Value>
struct Setting {
  Value value{};
  std::string from = "default";
};

/// A node type behind which only one copy goes on.
struct Guard {
  std::string type;
  std::vector<uint16_t> outputs;  ///< that are guarded; empty: all
};

/// One pattern of `exclude`, in the words of .gitignore.
struct Exclusion {
  std::string pattern;
  std::string directory;  ///< that of the file it stands in: patterns are seen from there; empty: the current one
};

/// What is in force. Own rules and node types view `store`, so it moves but does not copy, and must outlive reports.
struct Config {
  Setting<std::optional<Platform>> platform{Platform::flowfuse};
  Setting<Deployment> deployment{Deployment::replicas};
  Setting<uint32_t> replicas{2};
  Setting<std::optional<Level>> fail_on{Level::error};
  Setting<Level> min_level{Level::note};
  Setting<Confidence> min_confidence{Confidence::low};
  Setting<std::vector<std::string>> select;
  Setting<std::vector<std::string>> ignore;
  Setting<bool> strict{false};
  Setting<std::vector<std::string>> shared_stores;
  Setting<std::vector<std::string>> shared_folders;  ///< paths from the root, without a slash at the end
  Setting<std::string> baseline;             ///< a path, seen from where `path` is seen; empty: none
  Setting<std::vector<std::string>> output;  ///< `FORMAT=FILE`, as the option has it; paths as in `baseline`
  std::vector<Setting<Exclusion>> exclude;
  std::map<std::string, Setting<Level>> levels;  ///< by rule id; Level::none: off
  std::vector<Setting<Guard>> guards;
  Setting<GuardNames> guard_names;
  std::vector<Ignore> ignores;
  std::vector<NodeType> node_types;  ///< for a Catalog: those taught, and those that became guards
  std::vector<OwnRule> own_rules;
  std::vector<Setting<std::string>> taught;  ///< the type of each [[node]]
  std::vector<std::string> rules_from;       ///< of each of `own_rules`
  std::string path;                          ///< of the file; empty if there was none
  NodeStore store;

  /// The part that decides on findings.
  [[nodiscard]] Policy policy() const;
  /// Built-in and own rules, sorted by id.
  [[nodiscard]] std::vector<Rule> all_rules() const;
  /// The level that the configuration gives a rule (Level::none: it is off), and where it says so; nothing if it says
  /// nothing of the rule.
  [[nodiscard]] std::optional<Setting<Level>> level_of(std::string_view rule) const;
  /// Built-in and taught node types, sorted by type. Lists of built-in ones are kept by `keeper`.
  [[nodiscard]] std::vector<NodeType> all_node_types(NodeStore& keeper) const;
  /// What the configuration says of a node type, in words and with the place; empty if nothing.
  [[nodiscard]] std::string origin_of(std::string_view type) const;
};

/// Reads a halint.toml. `path` is what messages call it, and what paths in it are seen from. The first mistake is an
/// error with its place. `base` is what it extends: what the file says wins over that; what allows, teaches, guards and
/// excludes is added to it.
[[nodiscard]] Result<Config> read_config(std::string_view text, const std::string& path, Config base = {});
/// The path that a halint.toml extends, seen from where `path` is seen; empty: none.
[[nodiscard]] Result<Setting<std::string>> read_extends(std::string_view text, const std::string& path);

/// What options set; they win over the file.
struct ConfigOverrides {
  std::optional<std::optional<Platform>> platform;
  std::optional<Deployment> deployment;
  std::optional<uint32_t> replicas;
  std::optional<std::optional<Level>> fail_on;
  std::optional<Level> min_level;
  std::optional<Confidence> min_confidence;
  std::optional<std::vector<std::string>> select;
  std::optional<std::vector<std::string>> ignore;
  std::optional<std::string> baseline;
  std::optional<std::vector<std::string>> output;
  bool strict = false;
};
void override_config(Config& config, const ConfigOverrides& overrides);
/// An error for a rule that neither halint nor one of the configurations has, and for one copy without a deployment
/// that says what comes after it.
[[nodiscard]] std::optional<Error> check_overrides(const ConfigOverrides& overrides,
                                                   std::span<const Config* const> configs);
/// An error if no rule is in force: such a run would find nothing in anything. `shown` is what would be linted.
[[nodiscard]] std::optional<Error> check_rules_left(const Config& config, const std::string& shown);

/// What is in force as a halint.toml, each value with its source in a comment. Entries that teach are only listed.
/// `run` is the configuration of the run, which has the say on fail-on, strict, baseline and output.
[[nodiscard]] std::string print_config(const Config& config, const Config& run);

/// A halint.toml to begin with: everything explained, nothing set.
[[nodiscard]] std::string_view config_template();

}  // namespace halint
