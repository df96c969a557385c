// SPDX-License-Identifier: Apache-2.0
#include "code/value/value.h"

#include <algorithm>

#include "code/value/text_pool.h"

namespace halint {
namespace {

// Of two texts that are both UTF-8, itself UTF-8.
std::string_view common_beginning(std::string_view left, std::string_view right) {
  const size_t limit = std::min(left.size(), right.size());
  size_t size = 0;
  while (size < limit && left[size] == right[size]) ++size;
  while (size > 0 && size < left.size() && (static_cast<unsigned char>(left[size]) & 0xC0U) == 0x80U) --size;
  return left.substr(0, size);
}

}  // namespace

ValueClass value_class(uint8_t sources) {
  if ((sources & (from_nondeterministic | from_copy)) != 0) return ValueClass::nondeterministic;
  if ((sources & from_context) != 0) return ValueClass::context;
  if ((sources & (from_message | from_connection | from_message_id)) != 0) return ValueClass::message;
  return (sources & from_unknown) == 0 ? ValueClass::constant : ValueClass::unknown;
}

Value nothing() {
  Value value;
  value.nullish = true;
  value.type = ConstantType::null;
  return value;
}

Value constant(std::string_view text, ConstantType type) {
  Value value;
  value.certainty = Certainty::constant;
  value.type = type;
  value.text = text;
  return value;
}

Value join_plain(const Value& left, const Value& right) {
  Value value = left;
  absorb(value, right);
  value.assigned = left.assigned && right.assigned;
  value.nullish = left.nullish && right.nullish;
  value.maybe_nullish = left.nullish || right.nullish || left.maybe_nullish || right.maybe_nullish;
  if (left.type != right.type) value.type = ConstantType::unknown;
  if (left.certainty == right.certainty && left.text == right.text) return value;
  const bool known = left.certainty != Certainty::unknown && right.certainty != Certainty::unknown;
  value.text =
      known && left.is_string() && right.is_string() ? common_beginning(left.text, right.text) : std::string_view();
  value.certainty = value.text.empty() ? Certainty::unknown : Certainty::prefix;
  return value;
}

Value add(const Value& left, const Value& right, TextPool& pool) {
  Value value;
  absorb(value, left);
  absorb(value, right);
  value.holds &= kWhole;
  if (!left.is_string() && !right.is_string()) return value;
  value.type = ConstantType::string;
  if (left.certainty == Certainty::unknown) return value;
  value.certainty = Certainty::prefix;
  value.text = left.text;
  if (left.constant() && right.certainty != Certainty::unknown) {
    bool cut = false;
    value.text = right.text.empty() ? left.text : pool.join(left.text, right.text, cut);
    if (!cut) value.certainty = right.certainty;
  }
  if (value.text.empty() && value.certainty == Certainty::prefix) value.certainty = Certainty::unknown;
  return value;
}

Truth truth(const Value& value) {
  if (value.nullish) return Truth::no;
  if (!value.constant()) return Truth::unknown;
  switch (value.type) {
    case ConstantType::string:
      return value.text.empty() ? Truth::no : Truth::yes;
    case ConstantType::number:
      return value.text == "0" ? Truth::no : Truth::yes;
    case ConstantType::boolean:
      return value.text == "true" ? Truth::yes : Truth::no;
    case ConstantType::unknown:
    case ConstantType::null:
    case ConstantType::object:
      break;
  }
  return Truth::unknown;
}

Truth equal(const Value& left, const Value& right) {
  if (left.nullish && right.nullish) return Truth::unknown;  // null == undefined, null !== undefined
  if ((left.nullish && right.constant()) || (right.nullish && left.constant())) return Truth::no;
  if (!left.constant() || !right.constant()) return Truth::unknown;
  if (left.type != right.type) return Truth::unknown;
  return left.text == right.text ? Truth::yes : Truth::no;
}

bool same(const Value& left, const Value& right) {
  return left.object == right.object && left.beside == right.beside && left.sources == right.sources &&
         left.holds == right.holds && left.certainty == right.certainty && left.type == right.type &&
         left.nullish == right.nullish && left.maybe_nullish == right.maybe_nullish &&
         left.assigned == right.assigned && left.reads == right.reads && left.text == right.text;
}

}  // namespace halint
