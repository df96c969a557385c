// SPDX-License-Identifier: Apache-2.0
#include "halint/source/json_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "source/number.h"

namespace halint {
namespace {

// One past the closing quote of the string that opens at `at`: the first one behind an even number of backslashes.
const char* skip_string(const char* at) {
  const char* const begin = ++at;
  for (;; ++at) {
    at = static_cast<const char*>(std::memchr(at, '"', PTRDIFF_MAX - 1));
    const char* before = at;
    while (before != begin && before[-1] == '\\') --before;
    if ((at - before) % 2 == 0) return at + 1;
  }
}

// What decides where a list or an object ends.
constexpr std::array<bool, 256> kDecides = [] {
  std::array<bool, 256> all{};
  for (const char c : {'"', '{', '[', '}', ']'}) all[static_cast<unsigned char>(c)] = true;
  return all;
}();

const char* skip_container(const char* at) {
  for (int depth = 0;;) {
    while (!kDecides[static_cast<unsigned char>(*at)]) ++at;
    if (*at == '"') {
      at = skip_string(at);
      continue;
    }
    depth += *at == '{' || *at == '[' ? 1 : -1;
    ++at;
    if (depth == 0) return at;
  }
}

bool ends_scalar(char c) {
  return c == ',' || c == '}' || c == ']' || c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\0';
}

uint32_t hex4(const char* at) {
  uint32_t value = 0;
  std::from_chars(at, at + 4, value, 16);
  return value;
}

void append_utf8(std::string& out, uint32_t code) {
  const auto put = [&out](uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6);
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3F));
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

// Reads `\uXXXX` (and a second half if it is a surrogate pair) at `raw[at]` == 'u'; moves `at` to its last digit.
uint32_t read_unicode_escape(std::string_view raw, size_t& at) {
  const uint32_t first = hex4(raw.data() + at + 1);
  at += 4;
  if (first < 0xD800 || first > 0xDFFF) return first;
  const bool pair = first < 0xDC00 && at + 6 < raw.size() && raw[at + 1] == '\\' && raw[at + 2] == 'u';
  if (pair) {
    const uint32_t second = hex4(raw.data() + at + 3);
    if (second >= 0xDC00 && second <= 0xDFFF) {
      at += 6;
      return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
    }
  }
  return 0xFFFD;
}

}  // namespace

const char* JsonValue::find_end() const {
  switch (kind()) {
    case JsonKind::string:
      return skip_string(begin_);
    case JsonKind::array:
    case JsonKind::object:
      return skip_container(begin_);
    case JsonKind::missing:
    case JsonKind::null:
    case JsonKind::boolean:
    case JsonKind::number:
      break;
  }
  const char* at = begin_;
  while (!ends_scalar(*at)) ++at;
  return at;
}

std::string_view JsonValue::raw_string() const {
  if (kind() != JsonKind::string) return {};
  const std::string_view quoted = raw();
  return quoted.substr(1, quoted.size() - 2);
}

std::string JsonValue::text() const {
  switch (kind()) {
    case JsonKind::string:
      return unescape_json(raw_string());
    case JsonKind::boolean:
    case JsonKind::number:
      return std::string(raw());
    case JsonKind::missing:
    case JsonKind::null:
    case JsonKind::array:
    case JsonKind::object:
      return {};
  }
  return {};
}

std::optional<double> JsonValue::number() const {
  if (kind() != JsonKind::number && kind() != JsonKind::string) return std::nullopt;
  std::string_view digits = kind() == JsonKind::string ? raw_string() : raw();
  while (!digits.empty() && digits.front() == ' ') digits.remove_prefix(1);
  while (!digits.empty() && digits.back() == ' ') digits.remove_suffix(1);
  return read_number(digits);
}

bool JsonValue::is_true() const {
  return (kind() == JsonKind::boolean && *begin_ == 't') || (kind() == JsonKind::string && raw_string() == "true");
}

bool JsonValue::is_empty() const {
  switch (kind()) {
    case JsonKind::missing:
    case JsonKind::null:
      return true;
    case JsonKind::string:
      return begin_[1] == '"';
    case JsonKind::array:
      return *skip_space(begin_ + 1) == ']';
    case JsonKind::object:
      return *skip_space(begin_ + 1) == '}';
    case JsonKind::boolean:
    case JsonKind::number:
      return false;
  }
  return false;
}

JsonValue JsonValue::member(std::string_view name) const {
  JsonValue found;
  find_members({&name, 1}, {&found, 1});
  return found;
}

// Gives the end of the value.
const char* JsonValue::find_members(std::span<const std::string_view> names, std::span<JsonValue> found) const {
  const auto take = [&](std::string_view name, JsonValue value) {
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) return false;
    found[static_cast<size_t>(at - names.begin())] = value;
    return true;
  };
  return for_each_member([&](std::string_view raw_key, JsonValue value) {
    if (!take(raw_key, value) && raw_key.find('\\') != std::string_view::npos) take(unescape_json(raw_key), value);
  });
}

std::string unescape_json(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (size_t at = 0; at < raw.size(); ++at) {
    if (raw[at] != '\\') {
      const size_t next = std::min(raw.find('\\', at), raw.size());
      out.append(raw.data() + at, next - at);
      at = next - 1;
      continue;
    }
    switch (raw[++at]) {
      case 'b':
        out += '\b';
        break;
      case 'f':
        out += '\f';
        break;
      case 'n':
        out += '\n';
        break;
      case 'r':
        out += '\r';
        break;
      case 't':
        out += '\t';
        break;
      case 'u':
        append_utf8(out, read_unicode_escape(raw, at));
        break;
      default:
        out += raw[at];
    }
  }
  return out;
}

}  // namespace halint
