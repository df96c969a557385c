// What is known of a value: what it refers to, its text if constant, and what it was made from.
// A small lattice; knows nothing of where values are kept. Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "halint/code/sent_message.h"

namespace halint {

class TextPool;

/// Beside HeldBit in `Value::holds`: taken out of what outlives the message.
inline constexpr uint8_t kDrained = 128;
/// ... and: what a key or a state held as a whole, or made of that: it tells whether something was there.
inline constexpr uint8_t kWhole = 64;

/// An object, or a set of objects (see Heap). 0 is none that anything is known of.
using ObjectId = uint32_t;

struct Value {
  ObjectId object = 0;
  uint32_t beside = 0;  ///< what it may be instead of a part of the message as it came in (see Heap); 0 if nothing else
  uint8_t sources = from_constant;
  uint8_t holds = 0;                          ///< HeldBit bits
  Certainty certainty = Certainty::unknown;   ///< of `text`, as a constant
  ConstantType type = ConstantType::unknown;  ///< also of texts that are not constant
  bool nullish = false;                       ///< surely null or undefined
  bool maybe_nullish = false;
  bool assigned = false;  ///< in a cell of something that outlives the message: written since the message came
  uint64_t reads = 0;     ///< bits of the keys and states it depends on
  std::string_view text;

  [[nodiscard]] bool constant() const { return certainty == Certainty::constant; }
  [[nodiscard]] bool is_string() const { return type == ConstantType::string; }
  /// Made of nothing that differs from message to message or from copy to copy.
  [[nodiscard]] bool fixed() const { return is_same_everywhere(sources); }
};

/// The bits of the keys and states of which the value tells whether something was there.
[[nodiscard]] inline uint64_t whole_reads(const Value& value) { return (value.holds & kWhole) != 0 ? value.reads : 0; }

enum class Truth : uint8_t { no, yes, unknown };

[[nodiscard]] inline Value made_of(uint8_t sources) {
  Value value;
  value.sources = sources;
  return value;
}
[[nodiscard]] Value nothing();
[[nodiscard]] Value constant(std::string_view text, ConstantType type);
[[nodiscard]] inline Value object_value(ObjectId object, uint8_t sources = from_constant) {
  Value value = made_of(sources);
  value.object = object;
  return value;
}
/// What `from` is made of becomes part of `into`; what `into` is stays.
inline void absorb(Value& into, const Value& from) {
  into.sources |= from.sources;
  into.reads |= from.reads;
  into.holds |= from.holds;
}
/// Either of two values, but for the objects.
[[nodiscard]] Value join_plain(const Value& left, const Value& right);
/// `left + right`.
[[nodiscard]] Value add(const Value& left, const Value& right, TextPool& pool);
/// As a condition, as far as text and nullness tell.
[[nodiscard]] Truth truth(const Value& value);
/// `left === right` (or ==), if both are constants.
[[nodiscard]] Truth equal(const Value& left, const Value& right);
[[nodiscard]] bool same(const Value& left, const Value& right);

}  // namespace halint
