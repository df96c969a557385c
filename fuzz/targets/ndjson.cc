// SPDX-License-Identifier: Apache-2.0
#include "halint/report/ndjson.h"

#include <algorithm>
#include <string>

#include "fuzz/outputs.h"
#include "fuzz/targets.h"
#include "halint/report/formats.h"

namespace fuzz {

void ndjson(std::string_view input) {
  halint::NdjsonReader reader("report.ndjson");
  while (!input.empty()) {
    const std::size_t end = std::min(input.find('\n'), input.size());
    auto record = reader.next(input.substr(0, end));
    input.remove_prefix(std::min(end + 1, input.size()));
    if (!record) {
      require(!record.error().message.empty(), "a refusal says why");
      return;
    }
    const auto* const piece = std::get_if<halint::Report>(&*record);
    if (piece == nullptr) continue;
    require_json(halint::write_json(*piece));
    require_json(halint::write_sarif(*piece, reader.head().rules));
    require_printable(halint::write_text(*piece));
    require_xml(halint::write_junit(*piece));
  }
}

}  // namespace fuzz
