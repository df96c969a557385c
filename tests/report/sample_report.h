// One report by hand that every format writes: several files, every kind of place, long paths, fixes of each kind.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "halint/report/report.h"

namespace halint::test {

std::span<const Rule> sample_rules();
Report sample_report();
/// The same report with `text` in every field that comes from a flow.
Report hostile_report(const std::string& text);
/// The report of each file, as a run has them.
std::vector<Report> pieces_of(const Report& report);
/// A location whose excerpt is `before` + `marked` + `behind` on one line.
ReportLocation sample_location(uint32_t line, const std::string& before, const std::string& marked,
                               const std::string& behind);

}  // namespace halint::test
