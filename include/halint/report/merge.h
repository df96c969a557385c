// Puts reports together and takes findings out of them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "halint/report/report.h"

namespace halint {

/// Appends what one more file yielded. Platform and replicas stay those of `report`.
void append_report(Report& report, Report&& more);

/// Marks one of the report's findings as allowed: it no longer counts for its flows. Nothing if it is already.
void suppress(Report& report, ReportFinding& finding, Suppression suppression);

/// Takes the marked findings out; they stay counted.
void drop_suppressed(Report& report);

/// Leaves findings out that are milder or less sure; they are counted as hidden, and flows keep their verdicts.
void hide_below(Report& report, Level level, Confidence confidence);

/// Findings of one rule and level in one file that are worth reading one by one.
inline constexpr size_t kMaxAlike = 1000;

/// Makes it a finding that sums up `count` of its kind, itself among them.
void stand_for(ReportFinding& finding, size_t count);

/// Of more than `most` findings of one rule and level in one file, the first ones stay, and one behind them stands for
/// all others: it says how many there are, and counts as many. Suppressed ones are summed up apart.
void sum_up(Report& report, size_t most = kMaxAlike);

}  // namespace halint
