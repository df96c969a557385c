// Context reads in JSONata expressions and in Mustache templates.
// Knows their lexical rules only; evaluates nothing. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "halint/code/function_facts.h"

namespace halint {

/// Appends one read to `found` for each `$flowContext(…)` and `$globalContext(…)` of a JSONata expression
/// (@node-red/util lib/util.js prepareJSONataExpression), in order of position. What stands in strings, comments,
/// regular expressions and quoted names is none. A key beginning with a literal and `&` is a prefix. Spans are
/// bytes of `text`; views point into it. Linear in the text.
void find_jsonata_context(std::string_view text, std::vector<ContextAccess>& found);

/// Appends one read to `found` for each Mustache tag that names `flow.x`, `global.x` or, with a store,
/// `flow[store].x` (Node-RED core/function/80-template.js), in order of position. Closing tags, partials and comments
/// are none; set-delimiter tags are obeyed. Linear in the text.
void find_mustache_context(std::string_view text, std::vector<ContextAccess>& found);

}  // namespace halint
