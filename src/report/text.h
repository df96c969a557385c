// The parts of the text format.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "halint/report/formats.h"

namespace halint {

/// What to do, in printable sentences; without the fixes.
std::vector<std::string> help_of(const ReportFinding& finding);
/// `help`: those of its sentences that have not been told yet.
void append_finding(std::string& out, const Report& report, const ReportFinding& finding,
                    const std::vector<std::string>& help, const TextOptions& options);
/// The line with the region underlined: a line of code as the editor numbers it, else a line of the file.
/// `gutter` is the width of line numbers.
void append_excerpt(std::string& out, const ReportPlace& place, uint32_t gutter, Level level,
                    const TextOptions& options);

}  // namespace halint
