// SPDX-License-Identifier: Apache-2.0
#include "rule/directive_text.h"

#include <algorithm>
#include <array>

#include "source/suggest.h"

namespace halint {
namespace {

constexpr std::string_view kProgram = "halint";
constexpr std::string_view kVerb = "ignore";
// What other linters call the same.
constexpr std::array<std::string_view, 8> kOtherVerbs{"disable", "suppress", "skip",   "off",
                                                      "allow",   "nolint",   "ignore", "noqa"};
constexpr size_t kMaxSlips = 2;  // letters in which a verb may differ to be the one that was meant
constexpr std::array<std::string_view, 11> kMarks{"//", "/*", "<!--", "*", "-", "+", "#", ">", "•", "{{!", "_"};
// Editors of texts make dashes of hyphens.
constexpr std::array<std::string_view, 8> kSeparators{"-", "_", ":", " ", "‐", "‑", "–", "—"};
constexpr std::array<std::string_view, 3> kEndMarks{"*/", "-->", "}}"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool begins(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

/// The word as it stands: `halint`, a separator, and a verb.
struct Word {
  size_t begin = 0;
  size_t end = 0;
  char separator = '-';
  std::string_view verb;  // one of the known ones, or one that is nearly ours
};

// A known verb or, behind a dash, a word in which somebody has slipped on the way to ours.
std::string_view verb_at(std::string_view line, size_t at, bool dashed) {
  size_t end = at;
  while (end < line.size() && (is_letter(line[end]) || is_digit(line[end]) || line[end] == '_')) ++end;
  const std::string_view written = line.substr(at, end - at);
  for (const std::string_view verb : kOtherVerbs) {
    if (written.size() == verb.size() && begins(written, verb)) return verb;
  }
  // What goes on behind the verb is prose: that halint ignores something.
  const bool near = dashed && !begins(written, kVerb) && written.size() <= kVerb.size() + kMaxSlips &&
                    edit_distance(written, kVerb) <= kMaxSlips;
  return near ? written : std::string_view();
}

// The word at a place where the program's name begins, or nothing: prose says that halint ignores things, too.
std::optional<Word> word_at(std::string_view line, size_t begin) {
  size_t at = begin + kProgram.size();
  const size_t separator = at;
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view mark : kSeparators) {
      if (!line.substr(at).starts_with(mark)) continue;
      at += mark.size();
      found = true;
    }
  }
  const char between = at == separator ? '\0' : line[separator];
  const std::string_view verb = verb_at(line, at, between != '\0' && between != ' ');
  if (verb.empty()) return std::nullopt;
  const size_t end = at + verb.size();
  // `halint ignore` in a sentence is no directive unless it has the dashes in front of a reason.
  if (between == ' ' && line.find("--", end) == std::string_view::npos) return std::nullopt;
  return Word{begin, end, between, verb};
}

std::optional<Word> find_word(std::string_view line) {
  for (size_t at = 0; at + kProgram.size() < line.size(); ++at) {
    if (!begins(line.substr(at), kProgram)) continue;
    if (at > 0 && (is_letter(line[at - 1]) || is_digit(line[at - 1]))) continue;
    if (at > 1 && line[at - 1] == '_' && (is_letter(line[at - 2]) || is_digit(line[at - 2]))) continue;
    if (std::optional<Word> word = word_at(line, at)) return word;
  }
  return std::nullopt;
}

// What stands before the word once marks of comments, lists and quotations are off.
std::string_view without_marks(std::string_view text) {
  for (bool found = true; found;) {
    text = trimmed(text);
    found = false;
    size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits])) ++digits;
    if (digits != 0 && digits + 1 == text.size() && (text[digits] == '.' || text[digits] == ')')) return {};
    if (digits != 0 && digits + 1 < text.size() && (text[digits] == '.' || text[digits] == ')')) {
      text.remove_prefix(digits + 1);
      found = true;
    }
    for (const std::string_view mark : kMarks) {
      if (!text.starts_with(mark)) continue;
      text.remove_prefix(mark.size());
      found = true;
    }
  }
  return text;
}

std::string_view without_end_marks(std::string_view text) {
  text = trimmed(text);
  for (const std::string_view mark : kEndMarks) {
    if (text.ends_with(mark)) return trimmed(text.substr(0, text.size() - mark.size()));
  }
  return text;
}

std::string why_not(std::string_view line, const Word& word) {
  const std::string_view before = without_marks(line.substr(0, word.begin));
  if (before.find('`') != std::string_view::npos) return "stands in backticks, as an example would";
  if (!before.empty()) return "stands behind other text; it needs a line of its own";
  const std::string written(line.substr(word.begin, word.end - word.begin));
  const bool known_separator = word.separator == '-' || word.separator == ':' || word.separator == '_';
  if (word.verb != kVerb || !known_separator) return "is written “" + written + "”; the word is halint-ignore";
  const std::string_view behind = line.substr(word.end);
  if (behind.starts_with('-') && behind.size() > 1 && is_letter(behind[1]))
    return "is written “" + written +
           std::string(behind.substr(0, std::min(behind.find_first_of(" \t"), behind.size()))) +
           "”; the word is halint-ignore, and where it stands says what it speaks of";
  return {};
}

}  // namespace

std::optional<DirectiveText> find_directive(std::string_view line) {
  line = trimmed(line);
  const std::optional<Word> word = find_word(line);
  if (!word) return std::nullopt;
  DirectiveText out;
  out.why_not = why_not(line, *word);
  out.content = without_end_marks(line.substr(word->end));
  if (out.content.starts_with(':')) out.content.remove_prefix(1);
  out.whole = line;
  return out;
}

bool may_hold_directive(std::string_view text) {
  if (text.find("halint") != std::string_view::npos) return true;
  for (size_t at = text.find('H'); at != std::string_view::npos; at = text.find('H', at + 1)) {
    const std::string_view rest = text.substr(at + 1, 5);
    if (rest == "ALINT" || rest == "alint" || rest == "Alint" || rest == "ALint") return true;
  }
  return false;
}

}  // namespace halint
