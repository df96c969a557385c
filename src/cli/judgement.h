// What becomes of a file's findings before they are told: what a baseline accepts, an older version had or a threshold
// hides. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/configs.h"
#include "halint/report/baseline.h"
#include "halint/report/formats.h"

namespace halint::cli {

class Judgement {
 public:
  /// `accepted` is the baseline of the run, `before` what an older version of the flows had. What is passed must
  /// outlive it.
  Judgement(const Configs& configs, const CheckArguments& arguments, const std::optional<Baseline>& accepted,
            const Baseline& before);

  /// Files must come one at a time and in their order, because what one has decides about the next.
  [[nodiscard]] bool heeds_order() const { return heeds_order_; }
  /// Of one file, or of none if it could not be read. `config` governs it.
  void judge(Report& piece, size_t config);

  /// When all have been judged, `configs` by file. How many entries of the baseline nothing needs.
  [[nodiscard]] uint32_t gone(std::span<const ReportFile> files, std::span<const size_t> configs);
  /// The new baseline, if one is wanted.
  [[nodiscard]] const Baseline& made();
  [[nodiscard]] const RuleStatistics& statistics() const { return statistics_; }

 private:
  const Configs& configs_;
  const CheckArguments& arguments_;
  std::optional<BaselineMatch> accepted_;
  std::optional<BaselineMatch> before_;
  Baseline made_;
  RuleStatistics statistics_;
  bool heeds_order_;
};

}  // namespace halint::cli
