// The tokens of a JSON text one after another, as simdjson's first stage finds them: braces, brackets, colons, commas,
// and every string, number and word as a whole. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace simdjson::internal {
class dom_parser_implementation;
}

namespace halint {

/// Whether every escape of a JSON string's inner text is one (RFC 8259, section 7; half a surrogate pair may stand
/// alone).
[[nodiscard]] bool escapes_are_sound(std::string_view raw);

/// A place among the tokens of a text, cheap to copy. What it went over has been checked; nothing is known of what
/// comes.
class JsonTokens {
 public:
  /// `places` are the offsets of the tokens. They and the text must outlive this.
  JsonTokens(std::string_view text, std::span<const uint32_t> places)
      : text_(text.data()), end_(text.data() + text.size()), next_(places.data()), last_(next_ + places.size()) {}

  [[nodiscard]] bool done() const { return next_ == last_; }
  [[nodiscard]] size_t left() const { return static_cast<size_t>(last_ - next_); }
  /// Both stand before the same token.
  [[nodiscard]] bool is_at(const JsonTokens& other) const { return next_ == other.next_; }
  /// First byte of the token that comes, or 0.
  [[nodiscard]] char first() const { return done() ? '\0' : text_[*next_]; }
  /// Where it begins, or the end of the text.
  [[nodiscard]] const char* begin() const { return done() ? end_ : text_ + *next_; }
  /// Behind the brace or bracket that was taken last.
  [[nodiscard]] const char* end_of_last() const { return text_ + next_[-1] + 1; }

  /// The next place, `tokens` on or further, where an object begins with "id" and "type" behind a comma; done() if
  /// there is none near. Nothing is checked on the way.
  [[nodiscard]] JsonTokens next_likely_node(size_t tokens) const;

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
  const char* text_;
  const char* end_;
  const uint32_t* next_;
  const uint32_t* last_;
  const char* token_end_ = nullptr;  // of the string, number or word that was taken last

  std::string_view take_token();
  bool skip_value(uint32_t depth);
  bool skip_scalar();
  bool skip_container(uint32_t depth);
  bool skip_name();
};

/// Finds the tokens of a text with simdjson's first stage. Its own readers are not used beyond that: on-demand reading
/// leaves values that nobody asks for unchecked, and takes each token apart anew; both refuse the lone surrogate
/// escapes and the 1e999 that JSON.parse, and with it Node-RED, accepts.
class JsonText {
 public:
  /// `text` must outlive this and be readable for SourceFile::kPadding bytes beyond its end.
  explicit JsonText(std::string_view text);
  ~JsonText();
  JsonText(const JsonText&) = delete;
  JsonText& operator=(const JsonText&) = delete;

  /// The first of the tokens; done() if the text is empty, not UTF-8, or has an open string.
  [[nodiscard]] JsonTokens tokens() const;

 private:
  std::string_view text_;
  std::unique_ptr<simdjson::internal::dom_parser_implementation> stage_;
  bool sound_;
};

}  // namespace halint
