// SPDX-License-Identifier: Apache-2.0
#include "halint/rule/policy.h"

#include <algorithm>

#include "rule/rule_view.h"
#include "rule/suppressions.h"

namespace halint {
namespace {

bool holds(const std::vector<std::string>& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool fits_path(std::string_view pattern, std::string_view path) {
  if (fits(pattern, path)) return true;
  for (size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
    if (fits(pattern, path.substr(slash + 1))) return true;
  }
  return false;
}

bool applies(const Ignore& ignore, const Model& model, const Finding& finding) {
  const Document& document = model.document();
  const DocumentNode& node = document.nodes[finding.place.node];
  if (ignore.rule != finding.rule) return false;
  if (!ignore.node.empty() && ignore.node != node.id) return false;
  if (!ignore.type.empty() && !fits(ignore.type, node.type)) return false;
  if (!ignore.file.empty() && !fits_path(ignore.file, document.file->path())) return false;
  if (ignore.flow.empty()) return true;
  const NodeInfo& info = model.graph.info(finding.place.node);
  const NodeId flow =
      info.kind == NodeKind::flow || info.kind == NodeKind::subflow ? finding.place.node : info.container;
  if (flow == kNoNode) return false;
  return fits(ignore.flow, document.nodes[flow].name) || ignore.flow == document.nodes[flow].id;
}

std::optional<Suppression> allowed_by(const Policy& policy, const Model& model, const Finding& finding,
                                      std::vector<bool>& used) {
  for (size_t i = 0; i < policy.ignores.size(); ++i) {
    if (!applies(policy.ignores[i], model, finding)) continue;
    used[i] = true;
    return Suppression{SuppressedBy::config, policy.ignores[i].reason};
  }
  return std::nullopt;
}

// Whatever the rule has to say where the flows run.
bool is_chosen(const Policy& policy, std::string_view id) {
  if ((!policy.select.empty() && !holds(policy.select, id)) || holds(policy.ignore, id)) return false;
  const auto level = policy.levels.find(id);
  return level == policy.levels.end() || level->second != Level::none;
}

void set_level(const Policy& policy, Finding& finding) {
  const auto level = policy.levels.find(finding.rule);
  if (level != policy.levels.end()) finding.level = level->second;
}

}  // namespace

std::string_view to_string(SuppressedBy by) {
  switch (by) {
    case SuppressedBy::flow:
      return "flow";
    case SuppressedBy::config:
      return "config";
    case SuppressedBy::baseline:
      return "baseline";
  }
  return {};
}

const Rule* Policy::find(std::string_view id) const {
  for (const OwnRule& own : own_rules) {
    if (own.rule.id == id) return &own.rule;
  }
  return find_rule(id);
}

bool Policy::in_force(std::string_view id) const {
  const Rule* const rule = find_rule(id);
  return is_chosen(*this, id) && (rule == nullptr || rule->level_under(deployment) != Level::none);
}

std::pair<uint32_t, uint32_t> Policy::count_rules() const {
  uint32_t run = 0;
  auto known = static_cast<uint32_t>(own_rules.size());
  for (const Rule& rule : rules()) {
    if (rule.level_under(deployment) == Level::none) continue;  // it has nothing to say here
    ++known;
    run += is_chosen(*this, rule.id) ? 1U : 0U;
  }
  for (const OwnRule& own : own_rules) run += in_force(own.rule.id) ? 1U : 0U;
  return {run, known};
}

bool fits(std::string_view pattern, std::string_view text) {
  size_t at = 0;
  size_t in = 0;
  size_t star = std::string_view::npos;  // the last one, and how much of the text it has taken
  size_t taken = 0;
  while (at < text.size()) {
    if (in < pattern.size() && pattern[in] == '*') {
      star = in++;
      taken = at;
    } else if (in < pattern.size() && (pattern[in] == '?' || pattern[in] == text[at])) {
      ++in;
      ++at;
    } else if (star != std::string_view::npos) {
      in = star + 1;
      at = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', in) == std::string_view::npos;
}

std::vector<size_t> unused_ignores(const Policy& policy, const std::vector<bool>& used,
                                   std::span<const std::string> files) {
  std::vector<size_t> unused;
  for (size_t i = 0; i < policy.ignores.size(); ++i) {
    const Ignore& ignore = policy.ignores[i];
    const bool looked = std::any_of(files.begin(), files.end(), [&](const std::string& file) {
      return ignore.file.empty() || fits_path(ignore.file, file);
    });
    if (looked && (i >= used.size() || !used[i]) && policy.in_force(ignore.rule)) unused.push_back(i);
  }
  return unused;
}

std::vector<JudgedFinding> judge(const Model& model, const Policy& policy, std::vector<std::vector<Finding>> findings,
                                 std::vector<bool>& used_ignores) {
  used_ignores.resize(std::max(used_ignores.size(), policy.ignores.size()));
  Suppressions suppressions(model);
  std::vector<JudgedFinding> judged;
  size_t count = 0;
  for (const std::vector<Finding>& list : findings) count += list.size();
  judged.reserve(count);
  for (std::vector<Finding>& list : findings) {
    for (Finding& finding : list) {
      if (!policy.in_force(finding.rule)) continue;
      const Rule* const rule = find_rule(finding.rule);
      const bool said = rule == nullptr || view_finding(model, *rule, finding);
      set_level(policy, finding);
      std::optional<Suppression> suppression = suppressions.match(finding);
      if (!suppression) suppression = allowed_by(policy, model, finding, used_ignores);
      if (!said) continue;
      judged.push_back({std::move(finding), std::move(suppression)});
    }
    list = {};
  }
  std::vector<Finding> unused;
  suppressions.report(policy, unused);
  for (Finding& finding : unused) {
    if (!policy.in_force(finding.rule)) continue;
    set_level(policy, finding);
    std::optional<Suppression> suppression = allowed_by(policy, model, finding, used_ignores);
    judged.push_back({std::move(finding), std::move(suppression)});
  }
  return judged;
}

}  // namespace halint
