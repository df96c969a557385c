// Regular expressions of catalogue entries and halint.toml: compiled to a small program that is run on all ways at
// once, so that time is linear in the text whatever the pattern, and every platform takes the same patterns for the
// same. Knows nothing of what it is searched in. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

#include "halint/source/result.h"

namespace halint {

/// ECMAScript's grammar over bytes, without look-around and back references, for which no linear time is known.
class Pattern {
 public:
  /// An error says in one sentence what cannot be read; its place is the byte of the pattern, counted from 1.
  [[nodiscard]] static Result<Pattern> compile(std::string_view text);

  /// Whether some part of `text` matches.
  [[nodiscard]] bool search(std::string_view text) const;

  enum class Op : uint8_t { byte, set, begin, end, boundary, no_boundary, split, jump, match };
  /// `byte` and `set` go on with the next instruction; `split` goes on with that and with the one `offset` further.
  struct Instruction {
    Op op = Op::match;
    uint8_t byte = 0;
    int32_t offset = 0;  ///< of a jump or split, from here; of `set` the index in `sets`
  };
  using Set = std::bitset<256>;

 private:
  std::vector<Instruction> program_;
  std::vector<Set> sets_;
};

}  // namespace halint
