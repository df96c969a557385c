// SPDX-License-Identifier: Apache-2.0
#include "cli/judgement.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "halint/report/merge.h"

namespace halint::cli {

Judgement::Judgement(const Configs& configs, const CheckArguments& arguments, const std::optional<Baseline>& accepted,
                     const Baseline& before)
    : configs_(configs), arguments_(arguments) {
  if (accepted) accepted_.emplace(*accepted);
  if (!arguments.against.empty()) before_.emplace(before);
  heeds_order_ = accepted_ || before_ || !arguments.write_baseline.empty() || arguments.statistics;
}

void Judgement::judge(Report& piece, size_t config) {
  if (accepted_) accepted_->accept(piece);
  if (before_) before_->accept(piece);
  const Threshold threshold{configs_.at(config).min_level.value, configs_.at(config).min_confidence.value};
  hide_below(piece, std::vector<Threshold>(piece.files.size(), threshold));
  if (!arguments_.write_baseline.empty()) {
    Baseline own = baseline_of(piece);
    BaselineMatch(own).accept(piece);
    std::move(own.entries.begin(), own.entries.end(), std::back_inserter(made_.entries));
  }
  if (arguments_.statistics) statistics_.count(piece);
  if (!arguments_.show_suppressed) drop_suppressed(piece);
  sum_up(piece);
}

uint32_t Judgement::gone(std::span<const ReportFile> files, std::span<const size_t> configs) {
  if (!accepted_) return 0;
  std::vector<Policy> policies;
  for (const Config* config : configs_.all()) policies.push_back(config->policy());
  std::vector<const Policy*> by_file;
  by_file.reserve(configs.size());
  for (const size_t index : configs) by_file.push_back(&policies[index]);
  return accepted_->gone(files, by_file);
}

const Baseline& Judgement::made() {
  std::sort(made_.entries.begin(), made_.entries.end(), [](const BaselineEntry& a, const BaselineEntry& b) {
    return std::tie(a.file, a.rule, a.fingerprint) < std::tie(b.file, b.rule, b.fingerprint);
  });
  return made_;
}

}  // namespace halint::cli
