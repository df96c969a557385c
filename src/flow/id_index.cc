// SPDX-License-Identifier: Apache-2.0
#include "halint/flow/id_index.h"

#include <bit>
#include <functional>

namespace halint {
namespace {

uint32_t hash_of(std::string_view key) { return static_cast<uint32_t>(std::hash<std::string_view>{}(key)); }

}  // namespace

IdIndex::IdIndex(size_t expected)
    : slots_(std::bit_ceil(expected * 2 + 2)), mask_(static_cast<uint32_t>(slots_.size() - 1)) {}

uint32_t IdIndex::slot_of(std::string_view key, uint32_t hash) const {
  uint32_t at = hash & mask_;
  while (slots_[at].value != UINT32_MAX && (slots_[at].hash != hash || slots_[at].key != key)) at = (at + 1) & mask_;
  return at;
}

uint32_t IdIndex::insert(std::string_view key, uint32_t value) {
  const uint32_t hash = hash_of(key);
  Slot& slot = slots_[slot_of(key, hash)];
  if (slot.value == UINT32_MAX) slot = {key, hash, value};
  return slot.value;
}

uint32_t IdIndex::find(std::string_view key) const { return slots_[slot_of(key, hash_of(key))].value; }

}  // namespace halint
