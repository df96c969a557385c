// From node id to node: open addressing over views, built once, then only read.
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
  struct Slot {
    std::string_view key;
    uint32_t hash = 0;
    uint32_t value = UINT32_MAX;
  };
  std::vector<Slot> slots_;
  uint32_t mask_;

  [[nodiscard]] uint32_t slot_of(std::string_view key, uint32_t hash) const;
};

}  // namespace halint
