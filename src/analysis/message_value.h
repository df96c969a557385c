// What a property of a message may hold on its way, as far as the file tells: constants, or anything.
// Pure values and a table that keeps each of them once; knows nothing of nodes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "halint/code/value_source.h"

namespace halint {

enum class ValueType : uint8_t { undefined, null, boolean, number, text, object };

/// How much of a text is known.
enum class TextForm : uint8_t {
  whole,
  beginning,  ///< something follows
  holes,      ///< each `?` in it may stand for anything
};

/// A constant of JavaScript. `text` is its text as JSON has it, of a text without quotes.
struct Constant {
  ValueType type = ValueType::undefined;
  std::string text;
  TextForm form = TextForm::whole;

  /// Nothing is known of it but its type.
  [[nodiscard]] bool is_unknown() const { return form == TextForm::holes && text == "?"; }
  friend auto operator<=>(const Constant&, const Constant&) = default;
};

/// The abstract value of a property: one of `constants`, or, if `open`, anything else as well.
struct MessageValue {
  std::vector<Constant> constants;  ///< sorted, at most kMostConstants
  bool open = true;
  bool elected = false;             ///< rows or a word of an election: one copy at most gets something that counts
  uint8_t sources = from_constant;  ///< ValueSource bits: what it is made of

  /// It may be nothing else than one constant that is wholly known.
  [[nodiscard]] const Constant* only() const {
    return !open && constants.size() == 1 && constants.front().form == TextForm::whole ? &constants.front() : nullptr;
  }
  /// Whatever it is, it is a constant, and the test holds for it.
  template <typename Test>
  [[nodiscard]] bool always(Test test) const {
    return !open && !constants.empty() && std::all_of(constants.begin(), constants.end(), test);
  }
  friend auto operator<=>(const MessageValue&, const MessageValue&) = default;
};
inline constexpr size_t kMostConstants = 6;

[[nodiscard]] MessageValue constant(ValueType type, std::string_view text, TextForm form = TextForm::whole);
/// Unknown, made of these sources.
[[nodiscard]] MessageValue anything(uint8_t sources = from_constant);
/// Either of them. Too many constants are anything.
[[nodiscard]] MessageValue either(const MessageValue& a, const MessageValue& b);

using ValueId = uint32_t;
inline constexpr ValueId kAnything = 0;
inline constexpr ValueId kUndefined = 1;

/// What is known of one message: a value for each property that somebody asks for.
using MessageId = uint32_t;
inline constexpr MessageId kAnyMessage = 0;
inline constexpr MessageId kNoMessage = UINT32_MAX;

/// Index into the list of properties that somebody asks for, of which there are at most kMostProperties.
using PropertyIndex = uint32_t;
inline constexpr size_t kMostProperties = 24;
/// The values of one message, by PropertyIndex; beyond those that are asked for, kAnything.
using MessageProperties = std::array<ValueId, kMostProperties>;

/// Values and messages, each kept once, so that equal ones have equal ids. Grows; not for two threads at once.
class MessageTable {
 public:
  /// `properties` are asked for, at most kMostProperties.
  explicit MessageTable(size_t properties);
  /// The same with the same ids.
  MessageTable(const MessageTable& other);
  MessageTable& operator=(const MessageTable&) = delete;

  [[nodiscard]] const MessageValue& value(ValueId id) const { return *values_[id]; }
  [[nodiscard]] ValueId get(MessageId message, PropertyIndex property) const { return (*messages_[message])[property]; }
  [[nodiscard]] const MessageProperties& properties(MessageId message) const { return *messages_[message]; }
  [[nodiscard]] ValueId keep(const MessageValue& value);
  [[nodiscard]] MessageId keep(const MessageProperties& properties);
  /// A message in which every property is undefined.
  [[nodiscard]] MessageId empty() const { return empty_; }
  [[nodiscard]] MessageId join(MessageId a, MessageId b);

 private:
  struct Hash {
    size_t operator()(const MessageValue& value) const;
    size_t operator()(const MessageProperties& properties) const;
  };
  std::unordered_map<MessageValue, ValueId, Hash> value_ids_;
  std::vector<const MessageValue*> values_;  // keys of value_ids_
  std::unordered_map<MessageProperties, MessageId, Hash> message_ids_;
  std::vector<const MessageProperties*> messages_;  // keys of message_ids_
  std::unordered_map<uint64_t, MessageId> joined_;  // by both, the lesser above
  size_t size_;                                     // properties that are asked for
  MessageId empty_ = 0;
};

}  // namespace halint
