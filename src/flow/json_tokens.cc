// SPDX-License-Identifier: Apache-2.0
#include "flow/json_tokens.h"

#include <simdjson.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <algorithm>
#include <bitset>
#include <cstring>
#include <new>

#include "halint/source/json_error.h"

namespace halint {
namespace {

constexpr size_t kMostSearched = 10'000;  // tokens, for a node

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

const char* skip_digits(const char* at, const char* end) {
  while (at < end && *at >= '0' && *at <= '9') ++at;
  return at;
}

// RFC 8259, section 6.
bool is_number(std::string_view token) {
  const char* at = token.data();
  const char* const end = at + token.size();
  if (at < end && *at == '-') ++at;
  const char* const digits = at;
  at = skip_digits(at, end);
  if (at == digits || (*digits == '0' && at != digits + 1)) return false;
  if (at < end && *at == '.') {
    const char* const fraction = ++at;
    at = skip_digits(at, end);
    if (at == fraction) return false;
  }
  if (at < end && (*at == 'e' || *at == 'E')) {
    ++at;
    if (at < end && (*at == '+' || *at == '-')) ++at;
    const char* const exponent = at;
    at = skip_digits(at, end);
    if (at == exponent) return false;
  }
  return at == end;
}

// Most strings are short and have no escape. `raw` is followed by its quote and padding, so 16 bytes can be read.
bool has_backslash(std::string_view raw) {
#if defined(__SSE2__)
  if (raw.size() <= 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(raw.data()));
    const int found = _mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8('\\')));
    return (static_cast<uint32_t>(found) & ((1U << raw.size()) - 1)) != 0;
  }
#endif
  return std::memchr(raw.data(), '\\', raw.size()) != nullptr;
}

// A token that begins with a quote. The first stage has seen to it that the string ends, not that nothing follows.
bool is_string(std::string_view token) {
  if (token.size() < 2 || token.back() != '"') return false;
  const std::string_view raw = token.substr(1, token.size() - 2);
  return !has_backslash(raw) || escapes_are_sound(raw);
}

}  // namespace

bool escapes_are_sound(std::string_view raw) {
  const char* const end = raw.data() + raw.size();
  for (const char* at = raw.data(); at < end; ++at) {
    at = static_cast<const char*>(std::memchr(at, '\\', static_cast<size_t>(end - at)));
    if (at == nullptr) return true;
    ++at;
    if (*at == 'u') {
      if (!is_hex(at[1]) || !is_hex(at[2]) || !is_hex(at[3]) || !is_hex(at[4])) return false;
      at += 4;
    } else if (*at == '\0' || std::strchr("\"\\/bfnrt", *at) == nullptr) {
      return false;
    }
  }
  return true;
}

JsonText::JsonText(std::string_view text) : text_(text) {
  // The depth is that of simdjson's second stage, which is not used.
  if (simdjson::get_active_implementation()->create_dom_parser_implementation(text.size(), 1, stage_) !=
      simdjson::SUCCESS)
    throw std::bad_alloc();
  const auto* const bytes = reinterpret_cast<const uint8_t*>(text.data());
  sound_ = stage_->stage1(bytes, text.size(), simdjson::stage1_mode::regular) == simdjson::SUCCESS;
}

JsonText::~JsonText() = default;

JsonTokens JsonText::tokens() const {
  return {text_, {stage_->structural_indexes.get(), sound_ ? stage_->n_structural_indexes : 0}};
}

JsonTokens JsonTokens::next_likely_node(size_t tokens) const {
  JsonTokens at = *this;
  const size_t most = std::min(left(), tokens + kMostSearched);
  for (at.next_ += std::min(most, tokens); at.next_ != next_ + most; ++at.next_) {
    if (at.first() != '{' || at.is_at(*this) || text_[at.next_[-1]] != ',') continue;
    JsonTokens inside = at;
    if (inside.take('{') && inside.take_name() == "\"id\"" && inside.first() == '"' && !inside.take_value(0).empty() &&
        inside.take(',') && inside.take_name() == "\"type\"")
      return at;
  }
  at.next_ = last_;
  return at;
}

std::string_view JsonTokens::take_token() {
  const char* const begin = text_ + *next_++;
  const char* end = JsonTokens::begin();
  while (is_space(end[-1])) --end;  // never beyond the token, which begins with no space
  token_end_ = end;
  return {begin, static_cast<size_t>(end - begin)};
}

std::string_view JsonTokens::take_name() {
  if (first() != '"') return {};
  const std::string_view name = take_token();
  return name.size() >= 2 && name.back() == '"' && take(':') ? name : std::string_view();
}

std::string_view JsonTokens::take_value(uint32_t depth) {
  const char* const begin = JsonTokens::begin();
  if (!skip_value(depth)) return {};
  const bool container = *begin == '{' || *begin == '[';
  return {begin, static_cast<size_t>((container ? end_of_last() : token_end_) - begin)};
}

bool JsonTokens::skip_value(uint32_t depth) {
  return first() == '{' || first() == '[' ? skip_container(depth) : skip_scalar();
}

bool JsonTokens::skip_scalar() {
  switch (first()) {
    case '"':
      return is_string(take_token());
    case 't':
      return take_token() == "true";
    case 'f':
      return take_token() == "false";
    case 'n':
      return take_token() == "null";
    default:
      return !done() && is_number(take_token());
  }
}

// By a list of what is open instead of by recursion: a thread's stack may be small.
bool JsonTokens::skip_container(uint32_t depth) {
  std::bitset<kMaxJsonDepth> objects;  // of the containers that are open, by depth
  const uint32_t outside = depth;
  do {
    const char opening = first();
    if (opening == '{' || opening == '[') {
      if (depth >= kMaxJsonDepth) return false;
      ++next_;
      const bool object = opening == '{';
      if (!take(object ? '}' : ']')) {
        objects[depth++] = object;
        if (object && !skip_name()) return false;
        continue;
      }
    } else if (!skip_scalar()) {
      return false;
    }
    while (depth != outside && !take(',')) {
      if (!take(objects[depth - 1] ? '}' : ']')) return false;
      --depth;
    }
    if (depth != outside && objects[depth - 1] && !skip_name()) return false;
  } while (depth != outside);
  return true;
}

bool JsonTokens::skip_name() {
  const std::string_view name = take_name();
  return !name.empty() && is_string(name);
}

}  // namespace halint
