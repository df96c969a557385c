// SPDX-License-Identifier: Apache-2.0
#include "catalog/pattern_parser.h"

#include <algorithm>
#include <string>

namespace halint {
namespace {

using Op = Pattern::Op;
using Set = Pattern::Set;

constexpr size_t kMaxPattern = 500;
constexpr size_t kMaxDepth = 50;  // groups are read by recursion
constexpr size_t kMaxProgram = 5000;
constexpr uint32_t kUnlimited = UINT32_MAX;
constexpr uint32_t kMaxCount = 1000;

Set range(uint8_t first, uint8_t last) {
  Set set;
  for (unsigned c = first; c <= last; ++c) set.set(c);
  return set;
}

// Of \d, \w, \s and, in capitals, their opposites.
std::optional<Set> class_of(char letter) {
  switch (letter) {
    case 'd':
      return range('0', '9');
    case 'w':
      return range('0', '9') | range('a', 'z') | range('A', 'Z') | range('_', '_');
    case 's':
      return range('\t', '\r') | range(' ', ' ');
    case 'D':
      return ~*class_of('d');
    case 'W':
      return ~*class_of('w');
    case 'S':
      return ~*class_of('s');
    default:
      return std::nullopt;
  }
}

std::optional<char> control_of(char letter) {
  constexpr std::string_view kLetters = "tnrfv0";
  constexpr std::string_view kMeant("\t\n\r\f\v\0", 6);
  const size_t at = kLetters.find(letter);
  return at == std::string_view::npos ? std::nullopt : std::optional(kMeant[at]);
}

bool is_letter_or_digit(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

std::string utf8(uint32_t code) {
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) return {static_cast<char>(0xC0 | (code >> 6)), static_cast<char>(0x80 | (code & 0x3F))};
  return {static_cast<char>(0xE0 | (code >> 12)), static_cast<char>(0x80 | ((code >> 6) & 0x3F)),
          static_cast<char>(0x80 | (code & 0x3F))};
}

}  // namespace

std::optional<Error> PatternParser::parse() {
  if (text_.size() > kMaxPattern) return Error{"it is longer than " + std::to_string(kMaxPattern) + " bytes"};
  alternatives();
  if (more()) fail("there is a ) too many");
  emit(Op::match);
  return error_;
}

bool PatternParser::take(char c) {
  if (!more() || peek() != c) return false;
  ++at_;
  return true;
}

void PatternParser::fail(std::string_view what) {
  if (!error_) error_ = Error{std::string(what), {}, 1, static_cast<uint32_t>(at_) + 1};
}

void PatternParser::emit(Op op, uint8_t byte, int32_t offset) {
  if (program.size() >= kMaxProgram) return fail("it repeats too much");
  program.push_back({op, byte, offset});
}

// Only around a whole block: no jump leads across `place`.
void PatternParser::insert(size_t place, Pattern::Instruction instruction) {
  if (program.size() >= kMaxProgram) return fail("it repeats too much");
  program.insert(program.begin() + static_cast<std::ptrdiff_t>(place), instruction);
}

// a|b|c: split over a, then jump behind the end.
void PatternParser::alternatives() {
  std::vector<size_t> ends;
  for (;;) {
    const size_t begin = program.size();
    sequence();
    if (!take('|')) break;
    insert(begin, {Op::split, 0, static_cast<int32_t>(program.size() - begin) + 2});
    ends.push_back(program.size());
    emit(Op::jump);
  }
  if (error_) return;
  for (const size_t end : ends) program[end].offset = static_cast<int32_t>(program.size() - end);
}

void PatternParser::sequence() {
  while (more() && peek() != '|' && peek() != ')') {
    const size_t begin = program.size();
    const bool repeats = atom();
    if (repeats) repeat(begin);
  }
}

bool PatternParser::atom() {
  const char c = text_[at_++];
  switch (c) {
    case '^':
      return emit(Op::begin), false;
    case '$':
      return emit(Op::end), false;
    case '(':
      return group(), true;
    case '[':
      return set(), true;
    case '\\':
      return escape();
    case '.':
      return emit_set(~(range('\n', '\n') | range('\r', '\r'))), true;
    case '*':
    case '+':
    case '?':
    case '{':
      --at_;
      return fail(std::string("there is nothing in front of the ") + c + " that it could repeat"), false;
    default:
      return emit(Op::byte, static_cast<uint8_t>(c)), true;
  }
}

void PatternParser::group() {
  if (take('?') && !take(':')) {
    return fail("looking ahead or behind is not possible here, and groups have no names: only (…) and (?:…)");
  }
  if (++depth_ > kMaxDepth) return fail("its groups are nested too deeply");
  alternatives();
  --depth_;
  if (!take(')')) fail("a ) is missing");
}

bool PatternParser::escape() {
  if (!more()) return fail("there is nothing behind the \\ at the end"), false;
  const char c = text_[at_++];
  if (c == 'b' || c == 'B') return emit(c == 'b' ? Op::boundary : Op::no_boundary), false;
  if (const auto set = class_of(c)) return emit_set(*set), true;
  if (c == 'x' || c == 'u') return code_point(c == 'x' ? 2 : 4), true;
  if (const auto control = control_of(c)) return emit(Op::byte, static_cast<uint8_t>(*control)), true;
  if (c >= '1' && c <= '9') return fail("it refers back to a group, which is not possible here"), false;
  if (is_letter_or_digit(c)) return fail(std::string("there is no \\") + c), false;
  return emit(Op::byte, static_cast<uint8_t>(c)), true;
}

void PatternParser::code_point(size_t digits) {
  uint32_t code = 0;
  for (size_t i = 0; i < digits; ++i) {
    const std::string_view kDigits = "0123456789abcdef";
    const size_t digit = more() ? kDigits.find(static_cast<char>(peek() | 0x20)) : std::string_view::npos;
    if (digit == std::string_view::npos) return fail("there are hexadecimal digits missing");
    code = code * 16 + static_cast<uint32_t>(digit);
    ++at_;
  }
  for (const char c : utf8(code)) emit(Op::byte, static_cast<uint8_t>(c));
}

void PatternParser::repeat(size_t begin) {
  while (more()) {
    uint32_t least = 0;
    uint32_t most = kUnlimited;
    if (take('+'))
      least = 1;
    else if (take('?'))
      most = 1;
    else if (take('{')) {
      if (!counts(least, most)) return fail("a number, or two with a comma, and a } must follow the {");
    } else if (!take('*'))
      return;
    take('?');  // as little as possible: whether anything matches is not changed by that
    repeat_block(begin, least, most);
    if (more() && (peek() == '*' || peek() == '+' || peek() == '?' || peek() == '{'))
      return fail("it repeats what is repeated already");
  }
}

bool PatternParser::number(uint32_t& value) {
  if (!more() || peek() < '0' || peek() > '9') return false;
  for (value = 0; more() && peek() >= '0' && peek() <= '9'; ++at_) {
    value = std::min(value * 10 + static_cast<uint32_t>(peek() - '0'), kMaxCount);
  }
  if (value == kMaxCount) fail("it repeats too much");
  return true;
}

bool PatternParser::counts(uint32_t& least, uint32_t& most) {
  if (!number(least)) return false;
  most = least;
  if (take(',') && !number(most)) most = kUnlimited;
  return take('}') && least <= most;
}

void PatternParser::append_copy(const std::vector<Pattern::Instruction>& block) {
  if (program.size() + block.size() > kMaxProgram) return fail("it repeats too much");
  program.insert(program.end(), block.begin(), block.end());
}

// x{2,4}: x x (x (x)?)?; x{2,}: x x x*.
void PatternParser::repeat_block(size_t begin, uint32_t least, uint32_t most) {
  if (error_) return;
  const std::vector<Pattern::Instruction> block(program.begin() + static_cast<std::ptrdiff_t>(begin), program.end());
  if (block.empty()) return;
  const auto size = static_cast<int32_t>(block.size());
  program.resize(begin);
  for (uint32_t i = 0; i < least && !error_; ++i) append_copy(block);
  if (most == kUnlimited) {
    emit(Op::split, 0, size + 2);
    append_copy(block);
    emit(Op::jump, 0, -(size + 1));
    return;
  }
  for (uint32_t left = most - least; left != 0 && !error_; --left) {
    emit(Op::split, 0, static_cast<int32_t>(std::min<uint64_t>(uint64_t{left} * (block.size() + 1), kMaxProgram)));
    append_copy(block);
  }
}

void PatternParser::emit_set(const Set& set) {
  emit(Op::set, 0, static_cast<int32_t>(sets.size()));
  sets.push_back(set);
}

void PatternParser::set() {
  const bool negated = take('^');
  Set members;
  while (more() && peek() != ']') {
    int first = -1;
    if (!set_member(members, first)) return;
    const bool ranges = first >= 0 && at_ + 1 < text_.size() && peek() == '-' && text_[at_ + 1] != ']';
    if (!ranges) continue;
    ++at_;
    int last = -1;
    if (!set_member(members, last)) return;
    if (last < first) return fail("a range must go from a lower to a higher character");
    members |= range(static_cast<uint8_t>(first), static_cast<uint8_t>(last));
  }
  if (!take(']')) return fail("a ] is missing");
  emit_set(negated ? ~members : members);
}

// Reads a character, which is `single` then, or a class, which cannot begin a range.
bool PatternParser::set_member(Set& members, int& single) {
  char c = text_[at_++];
  if (c == '[' && more() && (peek() == ':' || peek() == '.' || peek() == '=')) {
    return fail("[:names:] are not possible here; write [a-z] or \\d"), false;
  }
  if (c == '\\') {
    if (!more()) return fail("there is nothing behind the \\ at the end"), false;
    c = text_[at_++];
    if (const auto set = class_of(c)) return members |= *set, true;
    if (const auto control = control_of(c))
      c = *control;
    else if (is_letter_or_digit(c))
      return fail(std::string("there is no \\") + c + " between [ and ]"), false;
  }
  single = static_cast<uint8_t>(c);
  members.set(static_cast<uint8_t>(c));
  return true;
}

}  // namespace halint
