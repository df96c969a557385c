// SPDX-License-Identifier: Apache-2.0
#include "report/code_excerpt.h"

#include <algorithm>

#include "halint/source/secrets.h"
#include "rule/code_comments.h"

namespace halint {
namespace {

constexpr size_t kMaxPlain = 80;      // bytes of a text
constexpr size_t kMaxWord = 18;       // letters without a capital between them
constexpr size_t kFewLetters = 4;     // a word of so many needs no vowel
constexpr size_t kMaxConsonants = 4;  // without a vowel between them; random letters soon have more
constexpr size_t kLettersPerVowel = 5;
constexpr size_t kMaxCapitals = 6;  // in front of a part in small letters: `MQTTSClient`

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || static_cast<unsigned char>(c) >= 0x80; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_vowel(char c) {
  return std::string_view("aeiouy").find(lower(c)) != std::string_view::npos || static_cast<unsigned char>(c) >= 0x80;
}

// Of one word in one case, a capital in front allowed: it can be spoken.
bool is_plain_part(std::string_view part) {
  if (part.size() > kMaxWord) return false;
  if (part.size() <= kFewLetters) return true;
  size_t vowels = 0;
  size_t consonants = 0;
  for (const char c : part) {
    consonants = is_vowel(c) ? size_t{0} : consonants + 1;
    vowels += is_vowel(c) ? size_t{1} : size_t{0};
    if (consonants > kMaxConsonants) return false;
  }
  return vowels * kLettersPerVowel >= part.size();
}

// `tokenIndex`, `HTTP`, `Pump`: parts that begin with a capital, of three letters and more on average; capitals alone
// are a word, or the one abbreviation beside others.
bool is_plain_word(std::string_view word) {
  size_t parts = 0;
  size_t abbreviations = 0;
  for (size_t at = 0; at < word.size(); ++parts) {
    size_t end = at + 1;
    const bool capitals = is_upper(word[at]) && end < word.size() && is_upper(word[end]);
    while (end < word.size() && (capitals ? is_upper(word[end]) : !is_upper(word[end]))) ++end;
    if (!is_plain_part(word.substr(at, end - at))) return false;
    if (capitals && end - at > kMaxCapitals && end - at < word.size()) return false;
    abbreviations += capitals ? size_t{1} : size_t{0};
    at = end;
  }
  return parts <= 1 || (abbreviations <= 1 && word.size() >= 3 * parts);
}

/// Covers what may not be shown of one line.
class LineMasker {
 public:
  LineMasker(const LineOfCode& place, const std::function<bool(std::string_view)>& is_known)
      : place_(place), is_known_(is_known), out_(masked(place.text)) {}

  std::string run() {
    const CodeLines lines = read_code_lines(place_.text);
    for (const CodeString& one : lines.strings) text(one.begin, one.end);
    for (const CodeComment& one : lines.comments) comment(one.begin, one.end);
    return out_.substr(place_.line_begin);
  }

 private:
  const LineOfCode& place_;
  const std::function<bool(std::string_view)>& is_known_;
  std::string out_;

  // Stars in place of what is not marked and not a line end.
  void cover(size_t begin, size_t end) {
    for (size_t at = std::max(begin, place_.line_begin); at < end; ++at) {
      if (at < place_.mark_begin || at >= place_.mark_end) out_[at] = '*';
    }
  }

  void text(size_t begin, size_t end) {
    if (end <= place_.line_begin) return;
    const std::string_view own = place_.text.substr(begin, end - begin);
    if (!is_plain_text(own) && !is_known_(own)) cover(begin, end);
  }

  // Word by word: comments are prose, and what is no word in it may be anything.
  void comment(size_t begin, size_t end) {
    for (size_t at = std::max(begin, place_.line_begin); at < end;) {
      size_t stop = at;
      while (stop < end && place_.text[stop] != ' ' && place_.text[stop] != '\t' && place_.text[stop] != '\n') ++stop;
      std::string_view word = place_.text.substr(at, stop - at);
      while (!word.empty() && !is_letter(word.front()) && !is_digit(word.front())) word.remove_prefix(1);
      while (!word.empty() && std::string_view(".,;:!?)*/").find(word.back()) != std::string_view::npos)
        word.remove_suffix(1);
      if (!is_plain_text(word) && !is_known_(word)) cover(at, stop);
      at = stop + 1;
    }
  }
};

}  // namespace

bool is_plain_text(std::string_view text) {
  if (text.size() > kMaxPlain || text.find(" -") != std::string_view::npos) return false;
  for (size_t at = 0; at < text.size();) {
    if (!is_letter(text[at])) {
      if (std::string_view(" /-_.,!?()'#*>").find(text[at]) == std::string_view::npos) return false;
      ++at;
      continue;
    }
    size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (!is_plain_word(text.substr(at, end - at))) return false;
    at = end;
  }
  return true;
}

std::string masked_code_line(const LineOfCode& place, const std::function<bool(std::string_view)>& is_known) {
  return LineMasker(place, is_known).run();
}

}  // namespace halint
