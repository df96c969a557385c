// What a SARIF result says of the run around it, put in once that is known. SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include "report/sarif.h"

namespace halint {
namespace {

// Reads the number at `at`, and goes behind it.
size_t number_at(std::string_view text, size_t& at) {
  size_t number = 0;
  const auto read = std::from_chars(text.data() + at, text.data() + text.size(), number);
  at = static_cast<size_t>(read.ptr - text.data());
  return number;
}

// The fingerprint that ends, with a colon, at `end`: hexadecimal digits.
std::string fingerprint_before(std::string_view text, size_t end) {
  const size_t begin = text.rfind('"', end) + 1;
  return std::string(text.substr(begin, end - 1 - begin));
}

}  // namespace

void SarifBlanks::fill(std::string& out, std::string_view result, size_t first, bool suppressions) {
  size_t at = 0;
  for (size_t blank = result.find(kBlank); blank != std::string_view::npos; blank = result.find(kBlank, at)) {
    out += result.substr(at, blank - at);
    at = blank + 2;
    switch (static_cast<Blank>(result[blank + 1])) {
      case Blank::file:
        out += std::to_string(first + number_at(result, at));
        break;
      case Blank::nth:
        out += std::to_string(++seen_[fingerprint_before(result, blank)]);
        break;
      case Blank::suppressions:
        if (suppressions) out += ",\n          \"suppressions\": []";
        break;
    }
  }
  out += result.substr(at);
}

}  // namespace halint
