// SPDX-License-Identifier: Apache-2.0
#include "analysis/message_value.h"

#include <algorithm>

namespace halint {

MessageValue constant(ValueType type, std::string_view text, TextForm form) {
  return {{{type, std::string(text), form}}, false, false, from_constant};
}

MessageValue anything(uint8_t sources) { return {{}, true, false, sources}; }

MessageValue either(const MessageValue& a, const MessageValue& b) {
  MessageValue result{{}, a.open || b.open, a.elected && b.elected, static_cast<uint8_t>(a.sources | b.sources)};
  std::set_union(a.constants.begin(), a.constants.end(), b.constants.begin(), b.constants.end(),
                 std::back_inserter(result.constants));
  if (result.constants.size() > kMostConstants) {
    result.constants.clear();
    result.open = true;
  }
  return result;
}

namespace {

// In 64 bits on every machine: the upper half of the product is what is worth something.
constexpr uint64_t mixed(uint64_t hash, uint64_t more) { return (hash ^ more) * 0x9E3779B97F4A7C15U; }
constexpr size_t folded(uint64_t hash) { return static_cast<size_t>(hash ^ hash >> 32); }

}  // namespace

size_t MessageTable::Hash::operator()(const MessageValue& value) const {
  uint64_t hash = mixed(value.sources, (value.open ? 1U : 0U) + (value.elected ? 2U : 0U));
  for (const Constant& c : value.constants) hash = mixed(hash, std::hash<std::string>()(c.text));
  return folded(hash);
}

size_t MessageTable::Hash::operator()(const MessageProperties& properties) const {
  uint64_t hash = 0;
  for (const ValueId id : properties) hash = mixed(hash, id);
  return folded(hash);
}

MessageTable::MessageTable(size_t properties) : size_(std::min(properties, kMostProperties)) {
  (void)keep(anything());
  (void)keep(constant(ValueType::undefined, {}));
  MessageProperties nothing{};
  (void)keep(nothing);
  std::fill_n(nothing.begin(), size_, kUndefined);
  empty_ = keep(nothing);
}

MessageTable::MessageTable(const MessageTable& other)
    : joined_(other.joined_), size_(other.size_), empty_(other.empty_) {
  value_ids_.reserve(other.values_.size());
  for (const MessageValue* const value : other.values_) (void)keep(*value);
  message_ids_.reserve(other.messages_.size());
  for (const MessageProperties* const message : other.messages_) (void)keep(*message);
}

ValueId MessageTable::keep(const MessageValue& value) {
  const auto [at, added] = value_ids_.try_emplace(value, static_cast<ValueId>(values_.size()));
  if (added) values_.push_back(&at->first);
  return at->second;
}

MessageId MessageTable::keep(const MessageProperties& properties) {
  const auto [at, added] = message_ids_.try_emplace(properties, static_cast<MessageId>(messages_.size()));
  if (added) messages_.push_back(&at->first);
  return at->second;
}

MessageId MessageTable::join(MessageId a, MessageId b) {
  if (a == b || b == kNoMessage) return a;
  if (a == kNoMessage) return b;
  if (a == kAnyMessage || b == kAnyMessage) return kAnyMessage;
  const auto [lesser, greater] = std::minmax(a, b);
  const auto [at, added] = joined_.try_emplace(uint64_t{lesser} << 32 | greater, kAnyMessage);
  if (!added) return at->second;
  MessageProperties joined = properties(a);
  for (size_t i = 0; i < size_; ++i) {
    const ValueId other = properties(b)[i];
    if (joined[i] != other) joined[i] = keep(either(value(joined[i]), value(other)));
  }
  return at->second = keep(joined);
}

}  // namespace halint
