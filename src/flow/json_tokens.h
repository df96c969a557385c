// The tokens of a JSON text one after another, as simdjson's first stage finds them: braces, brackets, colons, commas,
// and every string, number and word as a whole. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace simdjson::internal {
class dom_parser_implementation;
}

namespace halint {

/// Whether every escape of a JSON string's inner text is one (RFC 8259, section 7; half a surrogate pair may stand
/// alone).
[[nodiscard]] bool escapes_are_sound(std::string_view raw);

/// A place among the tokens of a text. What is behind it has been checked; nothing is known of what comes.
/// simdjson's own readers are not used beyond the first stage: on-demand reading leaves values that nobody asks for
/// unchecked, and takes each token apart anew; both refuse the lone surrogate escapes and the 1e999 that JSON.parse,
/// and with it Node-RED, accepts.
class JsonTokens {
 public:
  /// `text` must outlive this and be readable for SourceFile::kPadding bytes beyond its end.
  explicit JsonTokens(std::string_view text);
  ~JsonTokens();
  JsonTokens(const JsonTokens&) = delete;
  JsonTokens& operator=(const JsonTokens&) = delete;

  /// No token is left; so from the start, if the text is empty, not UTF-8, or has an open string.
  [[nodiscard]] bool done() const { return next_ == last_; }
  /// First byte of the token that comes, or 0.
  [[nodiscard]] char first() const { return done() ? '\0' : text_[*next_]; }
  /// Where it begins, or the end of the text.
  [[nodiscard]] const char* begin() const { return done() ? end_ : text_ + *next_; }
  /// Behind the brace or bracket that was taken last.
  [[nodiscard]] const char* end_of_last() const { return text_ + next_[-1] + 1; }

  /// Goes behind the token if it is this brace, bracket, colon or comma.
  bool take(char structural) {
    if (first() != structural) return false;
    ++next_;
    return true;
  }
  /// Goes behind a member's name and its colon; the name with its quotes, its escapes not yet checked, or nothing if
  /// there is none.
  std::string_view take_name();
  /// Goes behind a whole value that lies this deep, and checks all of it; its bytes, or nothing for a fault.
  std::string_view take_value(uint32_t depth);

 private:
  std::unique_ptr<simdjson::internal::dom_parser_implementation> stage_;
  const char* text_;
  const char* end_;
  const uint32_t* next_ = nullptr;
  const uint32_t* last_ = nullptr;
  const char* token_end_ = nullptr;  // of the string, number or word that was taken last

  std::string_view take_token();
  bool skip_value(uint32_t depth);
  bool skip_object(uint32_t depth);
  bool skip_array(uint32_t depth);
};

}  // namespace halint
