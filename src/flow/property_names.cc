// SPDX-License-Identifier: Apache-2.0
#include "flow/property_names.h"

#include "flow/json_tokens.h"

namespace halint {
namespace {

NodeProperty meaning_of(std::string_view name) {
  if (name == "id") return NodeProperty::id;
  if (name == "type") return NodeProperty::type;
  if (name == "z") return NodeProperty::z;
  if (name == "name") return NodeProperty::name;
  if (name == "label") return NodeProperty::label;
  if (name == "x") return NodeProperty::x;
  return name == "d" || name == "disabled" ? NodeProperty::disabled : NodeProperty::other;
}

}  // namespace

uint32_t PropertyNames::of(std::string_view quoted) {
  const std::string_view name = quoted.substr(1, quoted.size() - 2);
  const uint32_t guess = followers_[last_];
  uint32_t index = guess;
  if (guess >= names_.size() || names_[guess] != name) {
    const auto found = index_.find(name);
    index = found != index_.end() ? found->second : add(name);
    if (index == kFaulty) return kFaulty;
    followers_[last_] = index;
  }
  last_ = index + 1;
  return index;
}

uint32_t PropertyNames::add(std::string_view name) {
  if (!escapes_are_sound(name)) return kFaulty;
  const auto index = static_cast<uint32_t>(names_.size());
  names_.push_back(name);
  meanings_.push_back(meaning_of(name));
  followers_.push_back(0);
  index_.emplace(name, index);
  return index;
}

}  // namespace halint
