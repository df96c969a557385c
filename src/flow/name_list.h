// Names that come back again and again in much the same order: those of properties, and of node types.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace halint {

/// Fills a list of names, each once. The names must outlive it.
class NameList {
 public:
  explicit NameList(std::vector<std::string_view>& names) : names_(names) {}

  /// What comes next stands first, as the first property of a node does.
  void begin() { last_ = 0; }
  /// The index of the name; the list's last if it is new.
  uint32_t of(std::string_view name);

  static constexpr size_t kGuesses = 256;

 private:
  static constexpr size_t kFewSlots = 256;

  std::vector<std::string_view>& names_;
  std::array<uint32_t, kGuesses> guesses_{};  // by size and the outer characters: the index, plus 1, of one such name
  // A hash table: the index of a name, plus 1, at or behind the place of its hash. Their number is a power of two, more
  // than half of them free.
  std::vector<uint32_t> slots_ = std::vector<uint32_t>(kFewSlots);
  // By name, plus 1; 0 is the begin: the name that stood behind it last, which is the best guess.
  std::vector<uint32_t> followers_ = {0};
  uint32_t last_ = 0;

  uint32_t searched(std::string_view name);
  uint32_t slot_of(std::string_view name);
  void grow();
};

}  // namespace halint
