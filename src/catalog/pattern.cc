// SPDX-License-Identifier: Apache-2.0
//
// Thompson's construction and Pike's machine: a list of instructions that read one byte each, and a set of those that
// may be next. Each byte of the text takes the whole set one step further. Jumps are relative, so that what repeats is
// copied.
#include "catalog/pattern.h"

#include <algorithm>
#include <string>

#include "catalog/pattern_parser.h"

namespace halint {
namespace {

using Op = Pattern::Op;

bool is_word(uint8_t c) { return c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

// The instructions that may be next, each once.
class States {
 public:
  explicit States(size_t size) : seen_(size) {}

  void clear() {
    for (const uint32_t at : list_) seen_[at] = false;
    for (const uint32_t at : passed_) seen_[at] = false;
    list_.clear();
    passed_.clear();
  }

  // Follows everything from `first` on that reads no byte.
  template <typename Passes>
  void add(uint32_t first, const std::vector<Pattern::Instruction>& program, Passes&& passes) {
    stack_.push_back(first);
    while (!stack_.empty()) {
      const uint32_t at = stack_.back();
      stack_.pop_back();
      if (seen_[at]) continue;
      seen_[at] = true;
      const Pattern::Instruction& now = program[at];
      const bool reads = now.op == Op::byte || now.op == Op::set || now.op == Op::match;
      (reads ? list_ : passed_).push_back(at);
      if (reads) continue;
      if (now.op == Op::split || now.op == Op::jump)
        stack_.push_back(static_cast<uint32_t>(static_cast<int32_t>(at) + now.offset));
      if (now.op == Op::split || (now.op != Op::jump && passes(now.op))) stack_.push_back(at + 1);
    }
  }

  [[nodiscard]] const std::vector<uint32_t>& reading() const { return list_; }

 private:
  std::vector<bool> seen_;
  std::vector<uint32_t> list_;
  std::vector<uint32_t> passed_;
  std::vector<uint32_t> stack_;
};

}  // namespace

Result<Pattern> Pattern::compile(std::string_view text) {
  PatternParser parser(text);
  if (const std::optional<Error> error = parser.parse()) return *error;
  Pattern pattern;
  pattern.program_ = std::move(parser.program);
  pattern.sets_ = std::move(parser.sets);
  return pattern;
}

bool Pattern::search(std::string_view text) const {
  States now(program_.size());
  States next(program_.size());
  for (size_t at = 0;; ++at) {
    const auto passes_at = [&](size_t place) {
      return [&text, place](Op op) {
        if (op == Op::begin) return place == 0;
        if (op == Op::end) return place == text.size();
        const bool before = place != 0 && is_word(static_cast<uint8_t>(text[place - 1]));
        const bool after = place != text.size() && is_word(static_cast<uint8_t>(text[place]));
        return (before != after) == (op == Op::boundary);
      };
    };
    now.add(0, program_, passes_at(at));
    const uint8_t c = at < text.size() ? static_cast<uint8_t>(text[at]) : 0;
    for (const uint32_t state : now.reading()) {
      const Instruction& instruction = program_[state];
      if (instruction.op == Op::match) return true;
      if (at == text.size()) continue;
      const bool reads =
          instruction.op == Op::byte ? instruction.byte == c : sets_[static_cast<size_t>(instruction.offset)][c];
      if (reads) next.add(state + 1, program_, passes_at(at + 1));
    }
    if (at == text.size()) return false;
    std::swap(now, next);
    next.clear();
  }
}

}  // namespace halint
