// The texts of a rule as sections, for every page that shows them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "halint/rule/rule.h"

namespace halint {

enum class Markup : uint8_t { plain, markdown };

/// "What happens with two copies", "How to fix it", "When it is fine", "Seen", "See also"; sections without text are
/// left out. In Markdown, `level` is the number of # in front of the headings.
std::string rule_sections(const Rule& rule, Markup markup, unsigned level = 2);

}  // namespace halint
