// SPDX-License-Identifier: Apache-2.0
#include "flow/name_list.h"

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
  const auto [found, added] = index_.try_emplace(name, static_cast<uint32_t>(names_.size()));
  if (added) {
    names_.push_back(name);
    followers_.push_back(0);
  }
  guess = found->second + 1;
  return found->second;
}

}  // namespace halint
