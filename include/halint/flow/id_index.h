// From node id to node: open addressing, built once, then only read.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace halint {

/// Keys are views that must outlive the index. The first of equal keys stays.
class IdIndex {
 public:
  explicit IdIndex(size_t expected);

  /// The value that stands there now: `value`, or the one an equal key brought before.
  uint32_t insert(std::string_view key, uint32_t value);
  /// The value, or UINT32_MAX.
  [[nodiscard]] uint32_t find(std::string_view key) const;

 private:
  // The editor gives 16 hexadecimal digits as an id. As a number they are their own hash, and equal numbers are equal
  // ids: nobody has to look at the text again, which lies anywhere in a large file.
  struct Key {
    uint64_t number = 0;
    bool is_id = false;  // else the hash of some other text
  };
  struct Slot {
    uint64_t number = 0;
    uint32_t value = UINT32_MAX;
    uint32_t text = kNoText;  // of other texts: which of `texts_`
  };
  static constexpr uint32_t kNoText = UINT32_MAX;
  std::vector<Slot> slots_;
  std::vector<std::string_view> texts_;
  uint64_t mask_;

  static Key key_of(std::string_view text);
  [[nodiscard]] size_t slot_of(const Key& key, std::string_view text) const;
};

}  // namespace halint
