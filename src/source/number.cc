// SPDX-License-Identifier: Apache-2.0
#include "source/number.h"

#include <charconv>
#include <string>

#if !defined(__cpp_lib_to_chars)
#include <cerrno>
#include <cstdlib>
#endif

namespace halint {

#if defined(__cpp_lib_to_chars)

std::optional<double> read_number(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return value;
}

#else

// libc++ has no from_chars for these, and strtod takes more than it does.
std::optional<double> read_number(std::string_view text) {
  if (text.empty() || text.find_first_of(" \t\n\v\f\rxX") != std::string_view::npos || text.front() == '+')
    return std::nullopt;
  const std::string copy(text);
  char* end = nullptr;
  errno = 0;
  const double value = std::strtod(copy.c_str(), &end);
  if (errno == ERANGE || end != copy.c_str() + copy.size()) return std::nullopt;
  return value;
}

#endif

}  // namespace halint
