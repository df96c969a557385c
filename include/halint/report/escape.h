// Makes text from flows harmless: for a terminal, for JSON, for a URI. Every byte from outside goes through here.
// Knows nothing of findings or formats.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace halint {

inline constexpr char32_t kReplacement = 0xFFFD;

/// One code point of UTF-8. `code` is kReplacement and `size` the length of the bad part if it is not valid.
struct Utf8Char {
  char32_t code = kReplacement;
  uint8_t size = 1;
  bool valid = false;
};

/// Reads the code point at `at`, which must be inside `text`. Overlong forms and surrogates are not valid.
[[nodiscard]] Utf8Char read_utf8(std::string_view text, size_t at);
void append_utf8_char(std::string& out, char32_t code);

/// Code points that can steer a terminal or deceive a reader: C0, C1, marks and overrides of writing direction,
/// invisible and line-breaking characters, tags, and what is no character at all.
[[nodiscard]] bool is_unsafe(char32_t code);

/// Text for one line of a terminal or log, valid UTF-8: tabs and line ends become spaces, what is_unsafe or
/// no UTF-8 becomes U+FFFD.
void append_printable(std::string& out, std::string_view text);
[[nodiscard]] std::string printable(std::string_view text);
/// The same for text of several lines: line feeds stay.
[[nodiscard]] std::string printable_lines(std::string_view text);

/// A JSON string with its quotes, valid UTF-8. Unsafe code points are written as \u escapes, so that nothing is lost
/// and the output can be looked at; what is no UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

/// A path as RFC 3986 writes it: every byte that is not unreserved or `/` is percent-encoded.
[[nodiscard]] std::string percent_encoded(std::string_view path);

/// RFC 4648 base64, with padding.
[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace halint
