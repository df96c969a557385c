// Turns the text of a regular expression into the program of a Pattern. Knows nothing of how that is run.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "catalog/pattern.h"

namespace halint {

class PatternParser {
 public:
  explicit PatternParser(std::string_view text) : text_(text) {}

  /// Fills `program` and `sets`, or says what is wrong.
  [[nodiscard]] std::optional<Error> parse();

  std::vector<Pattern::Instruction> program;
  std::vector<Pattern::Set> sets;

 private:
  std::string_view text_;
  size_t at_ = 0;
  size_t depth_ = 0;
  std::optional<Error> error_;

  [[nodiscard]] bool more() const { return at_ < text_.size() && !error_; }
  [[nodiscard]] char peek() const { return text_[at_]; }
  bool take(char c);
  void fail(std::string_view what);
  void emit(Pattern::Op op, uint8_t byte = 0, int32_t offset = 0);
  void insert(size_t place, Pattern::Instruction instruction);

  void alternatives();
  void sequence();
  /// Whether what was read may be repeated.
  bool atom();
  void group();
  bool escape();
  void code_point(size_t digits);
  void repeat(size_t begin);
  bool counts(uint32_t& least, uint32_t& most);
  bool number(uint32_t& value);
  void repeat_block(size_t begin, uint32_t least, uint32_t most);
  void append_copy(const std::vector<Pattern::Instruction>& block);
  void emit_set(const Pattern::Set& set);
  void set();
  bool set_member(Pattern::Set& members, int& single);
};

}  // namespace halint
