// Finds what was recorded before of the same place in the code: code may be run several times, a fact is told once.
// Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace halint {

/// A hash table from two numbers to an index. Linear in what is put into it.
class SiteIndex {
 public:
  /// The index under this key; `next` is put there and returned if there was none.
  uint32_t find_or_add(uint64_t place, uint64_t detail, uint32_t next) {
    const uint64_t key = place << 32 ^ detail * 0x9E3779B97F4A7C15U;
    if ((used_.size() + 1) * 2 > slots_.size()) grow();
    const uint32_t slot = slot_of(place, detail, key);
    if (slots_[slot].index == kFree) {
      slots_[slot] = {place, detail, next};
      used_.push_back(slot);
    }
    return slots_[slot].index;
  }
  void reset() {
    for (const uint32_t slot : used_) {
      slots_[slot].index = kFree;
    }
    used_.clear();
  }

 private:
  static constexpr uint32_t kFree = ~0U;
  struct Slot {
    uint64_t place = 0;
    uint64_t detail = 0;
    uint32_t index = kFree;
  };
  std::vector<Slot> slots_;
  std::vector<uint32_t> used_;

  [[nodiscard]] uint32_t slot_of(uint64_t place, uint64_t detail, uint64_t key) const {
    const uint64_t mask = slots_.size() - 1;
    auto slot = static_cast<uint32_t>((key ^ key >> 29) * 0xBF58476D1CE4E5B9U >> 32 & mask);
    while (slots_[slot].index != kFree && (slots_[slot].place != place || slots_[slot].detail != detail)) {
      slot = static_cast<uint32_t>((slot + 1) & mask);
    }
    return slot;
  }
  void grow() {
    std::vector<Slot> old = std::move(slots_);
    slots_.assign(old.empty() ? 64 : old.size() * 2, {});
    std::vector<uint32_t> used = std::move(used_);
    used_.clear();
    for (const uint32_t slot : used) {
      const Slot& moved = old[slot];
      find_or_add(moved.place, moved.detail, moved.index);
    }
  }
};

}  // namespace halint
