// SPDX-License-Identifier: Apache-2.0
#include "cli/value_reader.h"

#include <algorithm>
#include <charconv>

namespace halint::cli {

std::string joined(std::span<const std::string_view> words) {
  std::string out;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i != 0) out += i + 1 == words.size() ? " or " : ", ";
    out += words[i];
  }
  return out;
}

void ValueReader::number(const char* option, const std::string& text, uint32_t least, uint32_t most, uint32_t& value) {
  uint32_t read = 0;
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, read);
  if (result.ec == std::errc() && result.ptr == end && read >= least && read <= most) {
    value = read;
    return;
  }
  fail(std::string(option) + " takes a number from " + std::to_string(least) + " to " + std::to_string(most) +
       ", not \"" + text + '"');
}

void ValueReader::rule_ids(const char* option, const std::vector<std::string>& lists,
                           std::optional<std::vector<std::string>>& ids) {
  if (lists.empty()) return;
  ids.emplace();
  for (const std::string& list : lists) {
    for (size_t at = 0; at <= list.size();) {
      const size_t comma = std::min(list.find(',', at), list.size());
      if (comma != at) ids->push_back(list.substr(at, comma - at));
      at = comma + 1;
    }
  }
  if (ids->empty()) fail(std::string(option) + " names no rule; leave it out, or see halint rules");
}

void ValueReader::fail(std::string message) {
  if (!error_) error_ = Error{std::move(message)};
}

}  // namespace halint::cli
