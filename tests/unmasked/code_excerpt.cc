// Takes the place of halint's masking of lines of code in halint_unmasked. SPDX-License-Identifier: Apache-2.0
#include "report/code_excerpt.h"

namespace halint {

std::string masked_code_line(const LineOfCode& place, const std::function<bool(std::string_view)>& /*is_known*/) {
  return std::string(place.text.substr(place.line_begin));
}

bool is_plain_text(std::string_view /*text*/) { return true; }

}  // namespace halint
