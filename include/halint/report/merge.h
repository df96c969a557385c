// Puts reports together and takes findings out of them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "halint/report/report.h"

namespace halint {

/// Appends what one more file yielded, but for its `used_ignores`, which go by its configuration.
void append_report(Report& report, Report&& more);

/// Lets the findings go once they are written: only their sums stay, and count on.
void let_go(Report& report);

/// Marks one of the report's findings as allowed: it no longer counts for its flows. Nothing if it is already.
void suppress(Report& report, ReportFinding& finding, Suppression suppression);

/// Takes the marked findings out; they stay counted.
void drop_suppressed(Report& report);

/// What is worth listing of a file's findings.
struct Threshold {
  Level level = Level::note;
  Confidence confidence = Confidence::low;
};

/// Leaves findings out that are milder or less sure than their file's threshold; they are counted as hidden, and flows
/// keep their verdicts. `by_file` has one for each of the report's files.
void hide_below(Report& report, std::span<const Threshold> by_file);

/// Findings of one rule and level in one file that are worth reading one by one.
inline constexpr size_t kMaxAlike = 1000;

/// Makes it a finding that sums up `count` of its kind, itself among them.
void stand_for(ReportFinding& finding, size_t count);

/// Of more than `most` findings of one rule and level in one file, the first ones stay, and one behind them stands for
/// all others: it says how many there are, and counts as many. Suppressed ones are summed up apart.
void sum_up(Report& report, size_t most = kMaxAlike);

}  // namespace halint
