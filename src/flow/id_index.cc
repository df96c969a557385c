// SPDX-License-Identifier: Apache-2.0
#include "halint/flow/id_index.h"

#include <bit>
#include <cstring>
#include <functional>

namespace halint {
namespace {

constexpr uint64_t in_each_byte(uint64_t value) { return value * 0x0101010101010101U; }

// Eight hexadecimal digits as 32 bits, all bytes at once; false for anything else, capital letters among it. The order
// of the digits is the machine's.
bool read_digits(const char* text, uint64_t& number) {
  uint64_t bytes = 0;
  std::memcpy(&bytes, text, sizeof(bytes));
  const uint64_t low = bytes & in_each_byte(0x0F);
  const uint64_t letter = bytes >> 6 & in_each_byte(1);
  // '0' to '9' are 0x30 to 0x39, 'a' to 'f' 0x61 to 0x66.
  const bool rows = (bytes & in_each_byte(0xF0)) == in_each_byte(0x30) + letter * 0x30;
  const bool not_above = ((low + in_each_byte(6) + letter * 3) & in_each_byte(0x10)) == 0;
  const bool not_below = (((low + in_each_byte(0x0F)) >> 4) & letter) == letter;
  uint64_t digits = low + letter * 9;
  digits = (digits | digits >> 4) & 0x00FF00FF00FF00FFU;
  digits = (digits | digits >> 8) & 0x0000FFFF0000FFFFU;
  number = (digits | digits >> 16) & 0xFFFFFFFFU;
  return rows && not_above && not_below;
}

// The finalizer of MurmurHash3: ids that differ in a few digits must not stand side by side.
uint64_t mixed(uint64_t number) {
  number = (number ^ number >> 33) * 0xFF51AFD7ED558CCDU;
  number = (number ^ number >> 33) * 0xC4CEB9FE1A85EC53U;
  return number ^ number >> 33;
}

}  // namespace

IdIndex::IdIndex(size_t expected) : slots_(std::bit_ceil(expected * 2 + 2)), mask_(slots_.size() - 1) {}

IdIndex::Key IdIndex::key_of(std::string_view text) {
  uint64_t first = 0;
  uint64_t second = 0;
  if (text.size() == 16 && read_digits(text.data(), first) && read_digits(text.data() + 8, second))
    return {first << 32 | second, true};
  return {std::hash<std::string_view>{}(text), false};
}

size_t IdIndex::slot_of(const Key& key, std::string_view text) const {
  size_t at = mixed(key.number) & mask_;
  for (;; at = (at + 1) & mask_) {
    const Slot& slot = slots_[at];
    if (slot.value == UINT32_MAX) return at;
    if (slot.number != key.number) continue;
    if (key.is_id ? slot.text == kNoText : slot.text != kNoText && texts_[slot.text] == text) return at;
  }
}

uint32_t IdIndex::insert(std::string_view text, uint32_t value) {
  const Key key = key_of(text);
  Slot& slot = slots_[slot_of(key, text)];
  if (slot.value != UINT32_MAX) return slot.value;
  slot = {key.number, value, key.is_id ? kNoText : static_cast<uint32_t>(texts_.size())};
  if (!key.is_id) texts_.push_back(text);
  return value;
}

uint32_t IdIndex::find(std::string_view text) const { return slots_[slot_of(key_of(text), text)].value; }

}  // namespace halint
