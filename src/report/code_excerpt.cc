// SPDX-License-Identifier: Apache-2.0
#include "report/code_excerpt.h"

#include <algorithm>
#include <array>
#include <vector>

#include "halint/source/secrets.h"
#include "rule/code_comments.h"

namespace halint {
namespace {

constexpr size_t kMaxPlain = 80;      // bytes of a text
constexpr size_t kMaxWord = 18;       // letters without a capital between them
constexpr size_t kManyDigits = 5;     // of a number
constexpr size_t kFewLetters = 4;     // a word of so many needs no vowel
constexpr size_t kMaxConsonants = 5;  // without a vowel between them
constexpr size_t kLettersPerVowel = 5;
constexpr size_t kMaxCapitals = 6;  // in front of a part in small letters: `MQTTSClient`

// How much likelier than by chance the second letter (column) is behind the first (row), in powers of two and five
// more: counted in word lists of English, which counts four times, Dutch, French, German, Italian, Polish, Portuguese,
// Spanish and Swedish. The sum over a word is the evidence, in bits, that it is a word and not letters drawn by lot.
constexpr int kByChance = 5;
constexpr std::array<std::string_view, 26> kPairs{{"35561352533667051766452123",    // a
                                                   "75127010720612700642601051",    // b
                                                   "70406007615400701525500044",    // c
                                                   "72148132722423720551522033",    // d
                                                   "43564342523657341875333314",    // e
                                                   "72027621711601700645601031",    // f
                                                   "71028055601525600664601020",    // g
                                                   "72008110711434700546503040",    // h
                                                   "63657450033557632576241104",    // i
                                                   "81458420505245720153721003",    // j
                                                   "72117223724625720666533030",    // k
                                                   "73347333713633630155530051",    // l
                                                   "75117111701253760142500040",    // m
                                                   "62566473714215511267331032",    // n
                                                   "34554352413667551765545123",    // o
                                                   "71107205601602760745500020",    // p
                                                   "00000000100000000000800000",    // q
                                                   "74457242703345630565532034",    // r
                                                   "63617325615443552177532033",    // s
                                                   "72208114721312610655512042",    // t
                                                   "55556451643667350776223203",    // u
                                                   "80018000700302700431330000",    // v
                                                   "82337104703315620452400061",    // w
                                                   "61607104701311570027531440",    // x
                                                   "55655342545576450565306104",    // y
                                                   "83438031714345620223604065"}};  // z

// Words get about one bit per letter, letters drawn by lot lose two. Of 16 that were drawn, one time in some thousands
// passes; of ten, one time in eighty.
constexpr int kWordSlack = 10;
// A key may also come in groups of a few letters, which prove nothing one by one.
constexpr size_t kFewPairs = 8;
constexpr int kTextSlack = 3;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || static_cast<unsigned char>(c) >= 0x80; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '$' || c == '.'; }
bool is_vowel(char c) {
  return std::string_view("aeiouy").find(lower(c)) != std::string_view::npos || static_cast<unsigned char>(c) >= 0x80;
}

/// How much speaks for words.
struct Evidence {
  int bits = 0;
  size_t pairs = 0;
  size_t parts = 1;

  void add(const Evidence& other) {
    bits += other.bits;
    pairs += other.pairs;
    parts += other.parts;
  }
};

Evidence evidence_of(std::string_view part) {
  Evidence out;
  for (size_t i = 0; i + 1 < part.size(); ++i) {
    const auto first = static_cast<unsigned char>(lower(part[i]) - 'a');
    const auto second = static_cast<unsigned char>(lower(part[i + 1]) - 'a');
    const bool known = first < kPairs.size() && second < kPairs.size();  // else a letter that is not ASCII
    out.bits += known ? kPairs[first][second] - '0' - kByChance : 1;
    ++out.pairs;
  }
  return out;
}

// Of one word in one case, a capital in front allowed: it can be spoken, and its letters follow each other as in words.
bool is_plain_part(std::string_view part, const Evidence& evidence) {
  if (part.size() > kMaxWord) return false;
  if (part.size() <= kFewLetters) return true;
  if (evidence.bits < static_cast<int>(part.size()) - kWordSlack) return false;
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
bool is_plain_word(std::string_view word, Evidence& text) {
  size_t parts = 0;
  size_t abbreviations = 0;
  for (size_t at = 0; at < word.size(); ++parts) {
    size_t end = at + 1;
    const bool capitals = is_upper(word[at]) && end < word.size() && is_upper(word[end]);
    while (end < word.size() && (capitals ? is_upper(word[end]) : !is_upper(word[end]))) ++end;
    const Evidence evidence = evidence_of(word.substr(at, end - at));
    text.add(evidence);
    if (!is_plain_part(word.substr(at, end - at), evidence)) return false;
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
      : place_(place), is_known_(is_known), out_(masked(place.text)), judged_(place.text.size() - place.line_begin) {}

  std::string run() {
    const CodeLines lines = read_code_lines(place_.text);
    for (const CodeString& one : lines.strings) text(one.begin, one.end);
    for (const CodeComment& one : lines.comments) comment(one.begin, one.end);
    numbers();
    return out_.substr(place_.line_begin);
  }

 private:
  const LineOfCode& place_;
  const std::function<bool(std::string_view)>& is_known_;
  std::string out_;
  std::vector<bool> judged_;  // by byte of the line: it stands in a text or comment

  void judge(size_t begin, size_t end) {
    for (size_t at = std::max(begin, place_.line_begin); at < end; ++at) judged_[at - place_.line_begin] = true;
  }

  // Stars in place of what is not marked and not a line end.
  void cover(size_t begin, size_t end) {
    for (size_t at = std::max(begin, place_.line_begin); at < end; ++at) {
      if (at < place_.mark_begin || at >= place_.mark_end) out_[at] = '*';
    }
  }

  void text(size_t begin, size_t end) {
    if (end <= place_.line_begin) return;
    judge(begin, end);
    const std::string_view own = place_.text.substr(begin, end - begin);
    if (!is_plain_text(own) && !is_known_(own)) cover(begin, end);
  }

  // Word by word: comments are prose, and what is no word in it may be anything.
  void comment(size_t begin, size_t end) {
    judge(begin, end);
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

  // One of many digits may be a PIN or an account. Those that end in zeros are times and sizes, and fractions are none.
  void numbers() {
    const std::string_view code = place_.text;
    for (size_t at = place_.line_begin; at < code.size();) {
      size_t end = at;
      while (end < code.size() && !judged_[end - place_.line_begin] && is_word(code[end])) ++end;
      const std::string_view word = code.substr(at, end - at);
      const auto digits = static_cast<size_t>(std::count_if(word.begin(), word.end(), is_digit));
      const bool number = !word.empty() && is_digit(word.front()) && word.find('.') == std::string_view::npos;
      if (number && digits >= kManyDigits && !word.ends_with("00")) cover(at, end);
      at = end + 1;
    }
  }
};

}  // namespace

bool is_plain_text(std::string_view text) {
  if (text.size() > kMaxPlain || text.find(" -") != std::string_view::npos) return false;
  Evidence evidence{.parts = 0};
  for (size_t at = 0; at < text.size();) {
    if (!is_letter(text[at])) {
      if (std::string_view(" /-_.,!?()'#*>").find(text[at]) == std::string_view::npos) return false;
      ++at;
      continue;
    }
    size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (!is_plain_word(text.substr(at, end - at), evidence)) return false;
    at = end;
  }
  return evidence.parts < 2 || evidence.pairs < kFewPairs ||
         2 * (evidence.bits + kTextSlack) >= static_cast<int>(evidence.pairs);
}

std::string masked_code_line(const LineOfCode& place, const std::function<bool(std::string_view)>& is_known) {
  return LineMasker(place, is_known).run();
}

}  // namespace halint
