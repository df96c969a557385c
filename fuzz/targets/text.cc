// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "fuzz/outputs.h"
#include "fuzz/targets.h"
#include "halint/report/escape.h"
#include "halint/source/secrets.h"

namespace fuzz {

void text(std::string_view input) {
  const std::string covered = halint::masked(input);
  require(covered.size() == input.size(), "masking moves nothing");
  for (std::size_t i = 0; i < input.size(); ++i)
    require(covered[i] == input[i] || covered[i] == '*', "masking only covers");
  require_printable(halint::printable(input));
  std::string json;
  halint::append_json_string(json, input);
  require_json(json);
  (void)halint::names_secret(input);
}

}  // namespace fuzz
