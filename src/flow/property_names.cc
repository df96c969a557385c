// SPDX-License-Identifier: Apache-2.0
#include "flow/property_names.h"

#include <cstring>

namespace halint {
namespace {

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

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

bool escapes_are_sound(std::string_view raw) {
  const char* const end = raw.data() + raw.size();
  for (const char* at = raw.data(); at < end; ++at) {
    at = static_cast<const char*>(std::memchr(at, '\\', static_cast<size_t>(end - at)));
    if (at == nullptr) return true;
    ++at;
    if (*at == 'u') {
      if (!is_hex(at[1]) || !is_hex(at[2]) || !is_hex(at[3]) || !is_hex(at[4])) return false;
      at += 4;
    } else if (*at == '\0' || std::strchr("\"\\/bfnrt", *at) == nullptr) {
      return false;
    }
  }
  return true;
}

uint32_t PropertyNames::of(const char* key) {
  if (const uint32_t guess = followers_[last_]; guess < names_.size()) {
    const std::string_view name = names_[guess];
    const bool room = static_cast<size_t>(end_ - key) > name.size();
    if (room && key[name.size()] == '"' && std::memcmp(key, name.data(), name.size()) == 0) {
      last_ = guess + 1;
      return guess;
    }
  }
  const char* end = key;
  for (; *end != '"'; ++end) end += *end == '\\' ? 1 : 0;
  const std::string_view name(key, static_cast<size_t>(end - key));
  const auto found = index_.find(name);
  const uint32_t index = found != index_.end() ? found->second : add(name);
  if (index == kFaulty) return kFaulty;
  followers_[last_] = index;
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
