// SPDX-License-Identifier: Apache-2.0
#include "flow/name_list.h"

#include <functional>

namespace halint {
namespace {

size_t place_of(std::string_view name) {
  if (name.empty()) return 0;
  const auto byte = [name](size_t at) { return size_t{static_cast<unsigned char>(name[at])}; };
  return (name.size() * 31 + byte(0) * 7 + byte(name.size() / 2) * 3 + byte(name.size() - 1)) % NameList::kGuesses;
}

}  // namespace

uint32_t NameList::of(std::string_view name) {
  uint32_t index = followers_[last_];
  if (index >= names_.size() || names_[index] != name) index = searched(name);
  followers_[last_] = index;
  last_ = index + 1;
  return index;
}

uint32_t NameList::searched(std::string_view name) {
  uint32_t& guess = guesses_[place_of(name)];
  if (guess != 0 && names_[guess - 1] == name) return guess - 1;
  uint32_t& slot = slots_[slot_of(name)];
  if (slot == 0) {
    names_.push_back(name);
    followers_.push_back(0);
    slot = static_cast<uint32_t>(names_.size());
  }
  guess = slot;
  if (2 * names_.size() >= slots_.size()) grow();
  return guess - 1;
}

// Where the name is, or where it belongs.
uint32_t NameList::slot_of(std::string_view name) {
  const size_t last = slots_.size() - 1;
  size_t slot = std::hash<std::string_view>()(name) & last;
  while (slots_[slot] != 0 && names_[slots_[slot] - 1] != name) slot = (slot + 1) & last;
  return static_cast<uint32_t>(slot);
}

void NameList::grow() {
  slots_.assign(4 * slots_.size(), 0);
  for (uint32_t index = 0; index < names_.size(); ++index) slots_[slot_of(names_[index])] = index + 1;
}

}  // namespace halint
