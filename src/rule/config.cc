// What a configuration says: options laid over it, and what follows from it.
// SPDX-License-Identifier: Apache-2.0
#include "halint/rule/config.h"

#include <algorithm>

#include "halint/catalog/catalog.h"
#include "rule/config_rules.h"
#include "source/suggest.h"

namespace halint {
namespace {

std::vector<std::string_view> known_rules(const Config& config) {
  std::vector<std::string_view> known;
  for (const Rule& rule : rules()) known.push_back(rule.id);
  for (const OwnRule& own : config.own_rules) known.push_back(own.rule.id);
  return known;
}

template <typename Value>
void put(const std::optional<Value>& value, const char* option, Setting<Value>& setting) {
  if (value) setting = {*value, option};
}

// What can go wrong with one copy depends on what comes after it.
std::optional<Error> check_deployment(const Config& config) {
  if (config.deployment.value != Deployment::replicas || config.replicas.value > 1) return std::nullopt;
  return Error{config.replicas.from +
               ": one copy has no other beside it; say what comes after it: --deployment rolling (an update starts the "
               "new copy before the old one ends) or --deployment standby (another copy takes over when it is gone)"};
}

}  // namespace

std::string no_such_rule(const Config& config, std::string_view id) {
  return "there is no rule \"" + std::string(id) + '"' + did_you_mean(id, known_rules(config));
}

bool is_known(const Config& config, std::string_view id) {
  const auto known = known_rules(config);
  return std::find(known.begin(), known.end(), id) != known.end();
}

void override_config(Config& config, const ConfigOverrides& overrides) {
  put(overrides.platform, "--platform", config.platform);
  put(overrides.deployment, "--deployment", config.deployment);
  put(overrides.replicas, "--replicas", config.replicas);
  put(overrides.fail_on, "--fail-on", config.fail_on);
  put(overrides.min_level, "--min-level", config.min_level);
  put(overrides.min_confidence, "--min-confidence", config.min_confidence);
  put(overrides.select, "--select", config.select);
  put(overrides.ignore, "--ignore", config.ignore);
  put(overrides.baseline, "--baseline", config.baseline);
  put(overrides.output, "--output", config.output);
  if (overrides.strict) config.strict = {true, "--strict"};
}

std::optional<Error> check_rules_left(const Config& config, const std::string& shown) {
  if (config.policy().count_rules().first != 0) return std::nullopt;
  const std::string by = config.select.value.empty() ? config.ignore.from : config.select.from;
  return Error{"no rule is left to lint " + shown + " with, by " + by};
}

std::optional<Error> check_overrides(const ConfigOverrides& overrides, std::span<const Config* const> configs) {
  const auto check = [&](const char* option, const auto& ids) -> std::optional<Error> {
    for (const std::string& id : ids.value_or(std::vector<std::string>())) {
      const bool known = std::any_of(configs.begin(), configs.end(), [&](const Config* c) { return is_known(*c, id); });
      if (!known) return Error{std::string(option) + ": " + no_such_rule(*configs.front(), id)};
    }
    return std::nullopt;
  };
  std::optional<Error> error = check("--select", overrides.select);
  if (!error) error = check("--ignore", overrides.ignore);
  for (const Config* config : configs) {
    if (!error) error = check_deployment(*config);
  }
  return error;
}

Policy Config::policy() const {
  Policy out;
  out.deployment = deployment.value;
  out.select = select.value;
  out.ignore = ignore.value;
  for (const auto& [id, level] : levels) out.levels[id] = level.value;
  out.ignores = ignores;
  out.own_rules = own_rules;
  return out;
}

std::vector<Rule> Config::all_rules() const {
  std::vector<Rule> all(rules().begin(), rules().end());
  for (const OwnRule& own : own_rules) all.push_back(own.rule);
  std::sort(all.begin(), all.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
  return all;
}

std::optional<Setting<Level>> Config::level_of(std::string_view rule) const {
  const auto holds = [&](const Setting<std::vector<std::string>>& list) {
    return std::find(list.value.begin(), list.value.end(), rule) != list.value.end();
  };
  if (!select.value.empty() && !holds(select)) return Setting<Level>{Level::none, select.from};
  if (holds(ignore)) return Setting<Level>{Level::none, ignore.from};
  const auto found = levels.find(std::string(rule));
  if (found == levels.end()) return std::nullopt;
  return found->second;
}

std::vector<NodeType> Config::all_node_types(NodeStore& keeper) const {
  std::vector<NodeType> all = node_types;
  for (const NodeType& type : builtin_node_types(keeper)) {
    const bool replaced =
        std::any_of(node_types.begin(), node_types.end(), [&](const NodeType& own) { return own.type == type.type; });
    if (!replaced) all.push_back(type);
  }
  std::sort(all.begin(), all.end(), [](const NodeType& a, const NodeType& b) { return a.type < b.type; });
  return all;
}

std::string Config::origin_of(std::string_view type) const {
  std::string out;
  const auto add = [&](std::string_view said, const std::string& from) {
    out.append(out.empty() ? "" : " ").append(said).append(from) += '.';
  };
  for (const Setting<std::string>& one : taught) {
    if (one.value == type) add("Taught by ", one.from);
  }
  for (const Setting<Guard>& guard : guards) {
    if (guard.value.type == type) add("Made a guard by ", guard.from);
  }
  return out;
}

}  // namespace halint
