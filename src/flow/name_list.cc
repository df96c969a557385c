// SPDX-License-Identifier: Apache-2.0
#include "flow/name_list.h"

namespace halint {

uint32_t NameList::of(std::string_view name) {
  uint32_t index = followers_[last_];
  if (index >= names_.size() || names_[index] != name) {
    const auto [found, added] = index_.try_emplace(name, static_cast<uint32_t>(names_.size()));
    if (added) {
      names_.push_back(name);
      followers_.push_back(0);
    }
    index = found->second;
    followers_[last_] = index;
  }
  last_ = index + 1;
  return index;
}

}  // namespace halint
