// Names that come back again and again in much the same order: those of properties, and of node types.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
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
  std::vector<std::string_view>& names_;
  std::array<uint32_t, kGuesses> guesses_{};  // by size and the outer characters: the index, plus 1, of one such name
  std::unordered_map<std::string_view, uint32_t> index_;
  // By name, plus 1; 0 is the begin: the name that stood behind it last, which is the best guess.
  std::vector<uint32_t> followers_ = {0};
  uint32_t last_ = 0;

  uint32_t searched(std::string_view name);
};

}  // namespace halint
