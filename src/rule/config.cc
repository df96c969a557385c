// Reads halint.toml. Mistakes are thrown inside of read_toml and come back as its error.
// SPDX-License-Identifier: Apache-2.0
#include "halint/rule/config.h"

#include <algorithm>

#include "catalog/node_entry.h"
#include "source/suggest.h"
#include "source/toml_tree.h"

namespace halint {
namespace {

constexpr uint16_t kAllOutputs = 64;  // more than any node has
constexpr std::string_view kOwnPrefix = "local/";

std::vector<std::string_view> known_rules(const Config& config) {
  std::vector<std::string_view> known;
  for (const Rule& rule : rules()) known.push_back(rule.id);
  for (const OwnRule& own : config.own_rules) known.push_back(own.rule.id);
  return known;
}

std::string no_such_rule(const Config& config, std::string_view id) {
  return "there is no rule \"" + std::string(id) + '"' + did_you_mean(id, known_rules(config));
}

bool is_known(const Config& config, std::string_view id) {
  const auto known = known_rules(config);
  return std::find(known.begin(), known.end(), id) != known.end();
}

class ConfigReader {
 public:
  ConfigReader(Config& config, const std::string& path) : config_(config), path_(path) { config_.path = path; }

  void read(const TomlValue& root) {
    check_keys(root, {"platform", "replicas", "fail-on", "min-level", "min-confidence", "select", "ignore", "strict", "rules", "context",
                      "guards", "node", "rule"});
    for (const TomlValue& entry : ignore_tables(root)) ignore_entries_.push_back(&entry);
    for (const TomlValue& entry : tables_of(root, "rule")) own_rule(entry);
    for (const TomlValue& entry : tables_of(root, "node")) node(entry);
    choose(root, "platform", kPlatformWords, config_.platform);
    choose(root, "fail-on", kFailOnWords, config_.fail_on);
    choose(root, "min-level", kLevelWords, config_.min_level);
    choose(root, "min-confidence", kConfidenceWords, config_.min_confidence);
    replicas(root);
    rule_ids(root, "select", config_.select);
    if (ignore_entries_.empty()) rule_ids(root, "ignore", config_.ignore);
    strict(root);
    levels(root);
    context(root);
    guards(root);
    for (const TomlValue* entry : ignore_entries_) ignore(*entry);
  }

 private:
  Config& config_;
  const std::string& path_;
  std::vector<const TomlValue*> ignore_entries_;

  [[nodiscard]] std::string from(const TomlValue& at) const { return path_ + ':' + std::to_string(at.line); }
};

}  // namespace
}  // namespace halint
