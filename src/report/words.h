// The words that several formats use for the same thing.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "halint/report/report.h"

namespace halint {

/// `2 errors`, `1 error`.
std::string counted(uint64_t number, std::string_view one, std::string_view many = {});
/// On one line, with single blanks.
std::string first_sentence(std::string_view text);
/// `a`, `a and b`, `a, b and c`.
std::string listed(const std::vector<std::string>& items);

std::string_view to_string(Platform platform);
std::string_view to_string(Deployment deployment);
std::string_view to_string(Applicability applicability);
std::string_view rule_id(const ReportFinding& finding);

/// `inject “every 5 min”`, or `inject (n1)` for a node without a name. Printable, at most about `width` columns.
std::string node_title(const ReportNode& node, uint32_t width = 60);
/// `flow “Orders” › group “x” › inject “every 5 min” › repeat`. Printable.
std::string place_title(const ReportPlace& place);
/// `repeat`, `line 3 of the function`, or nothing. Printable.
std::string property_title(const ReportPlace& place);

}  // namespace halint
