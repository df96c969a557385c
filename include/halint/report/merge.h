// Puts reports together and takes findings out of them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "halint/report/report.h"

namespace halint {

/// Appends what one more file yielded. Platform and replicas stay those of `report`.
void append_report(Report& report, Report&& more);

/// As if only the rules in `select` (all, if empty) without those in `ignore` existed: findings of other rules go, and
/// no longer count for their flows.
void keep_rules(Report& report, const std::vector<std::string>& select, const std::vector<std::string>& ignore);

/// Leaves findings out that are milder or less sure; they are counted as hidden, and flows keep their verdicts.
void hide_below(Report& report, Level level, Confidence confidence);

}  // namespace halint
