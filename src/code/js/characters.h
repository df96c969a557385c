// What single characters of ECMAScript source text are: classes of bytes, and blanks beyond ASCII.
// Knows no tokens. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

namespace halint::js {

/// Bits of a byte's classes.
inline constexpr uint8_t kNameStart = 1;
inline constexpr uint8_t kNamePart = 2;
inline constexpr uint8_t kBlank = 4;
inline constexpr uint8_t kDigit = 8;
inline constexpr uint8_t kHex = 16;
inline constexpr uint8_t kPlainString = 32;  ///< ends no string and begins no escape
inline constexpr uint8_t kGap = 64;          ///< may be a blank, a line end or the start of a comment

constexpr std::array<uint8_t, 256> make_classes() {
  std::array<uint8_t, 256> table{};
  for (unsigned c = 0; c < 256; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    const bool digit = c >= '0' && c <= '9';
    const bool hex = digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    unsigned bits = 0;
    if (letter) bits |= kNameStart | kNamePart;
    if (digit) bits |= kNamePart | kDigit;
    if (hex) bits |= kHex;
    if (c == ' ' || c == '\t' || c == '\v' || c == '\f') bits |= kBlank;
    if (c != '\n' && c != '\r' && c != '\\' && c != '"' && c != '\'') bits |= kPlainString;
    if ((bits & kBlank) != 0 || c == '\n' || c == '\r' || c == '/' || c == '<' || c == '-' || c >= 0x80) bits |= kGap;
    table[c] = static_cast<uint8_t>(bits);
  }
  return table;
}
inline constexpr auto kClasses = make_classes();

/// Has the byte one of these classes?
inline bool is(char c, uint8_t mask) { return (kClasses[static_cast<unsigned char>(c)] & mask) != 0; }

/// U+2028 and U+2029, E2 80 A8 and E2 80 A9: line terminators (ECMA-262 §12.3).
inline bool is_wide_newline(const char* at, const char* end) {
  return end - at >= 3 && at[0] == '\xE2' && at[1] == '\x80' && (at[2] == '\xA8' || at[2] == '\xA9');
}

/// Length in bytes of a space character beyond ASCII (ECMA-262 §12.2: <ZWNBSP> and category Zs).
inline unsigned wide_blank(const char* at, const char* end) {
  const auto left = end - at;
  const auto c0 = static_cast<unsigned char>(at[0]);
  if (c0 == 0xC2) return left >= 2 && at[1] == '\xA0' ? 2 : 0;
  if (left < 3) return 0;
  const auto c1 = static_cast<unsigned char>(at[1]);
  const auto c2 = static_cast<unsigned char>(at[2]);
  if (c0 == 0xEF) return c1 == 0xBB && c2 == 0xBF ? 3 : 0;
  if (c0 == 0xE1) return c1 == 0x9A && c2 == 0x80 ? 3 : 0;
  if (c0 == 0xE3) return c1 == 0x80 && c2 == 0x80 ? 3 : 0;
  if (c0 != 0xE2) return 0;
  if (c1 == 0x80 && ((c2 >= 0x80 && c2 <= 0x8A) || c2 == 0xAF)) return 3;
  return c1 == 0x81 && c2 == 0x9F ? 3 : 0;
}

}  // namespace halint::js
