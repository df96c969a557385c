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

MessageTable::MessageTable(size_t properties) {
  (void)keep(anything());
  (void)keep(constant(ValueType::undefined, {}));
  (void)keep(Properties(properties, kAnything));
  empty_ = keep(Properties(properties, kUndefined));
}

ValueId MessageTable::keep(MessageValue value) {
  const auto [at, added] = value_ids_.try_emplace(std::move(value), static_cast<ValueId>(values_.size()));
  if (added) values_.push_back(&at->first);
  return at->second;
}

MessageId MessageTable::keep(Properties properties) {
  const auto [at, added] = message_ids_.try_emplace(std::move(properties), static_cast<MessageId>(messages_.size()));
  if (added) messages_.push_back(&at->first);
  return at->second;
}

MessageId MessageTable::with(MessageId message, PropertyIndex property, ValueId value) {
  if (get(message, property) == value) return message;
  Properties changed = *messages_[message];
  changed[property] = value;
  return keep(std::move(changed));
}

MessageId MessageTable::join(MessageId a, MessageId b) {
  if (a == b || b == kNoMessage) return a;
  if (a == kNoMessage) return b;
  if (a == kAnyMessage || b == kAnyMessage) return kAnyMessage;
  const auto [at, added] = joined_.try_emplace(std::minmax(a, b), kAnyMessage);
  if (!added) return at->second;
  Properties joined = *messages_[a];
  for (size_t i = 0; i < joined.size(); ++i) {
    const ValueId other = (*messages_[b])[i];
    if (joined[i] != other) joined[i] = keep(either(value(joined[i]), value(other)));
  }
  return at->second = keep(std::move(joined));
}

}  // namespace halint
