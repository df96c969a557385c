// SPDX-License-Identifier: Apache-2.0
#include "code/sandbox/locks.h"

#include <algorithm>
#include <string>

#include "code/sql.h"

namespace halint {
namespace {

bool same_word(std::string_view text, std::string_view upper) {
  return text.size() == upper.size() && std::equal(text.begin(), text.end(), upper.begin(), [](char a, char b) {
           return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
         });
}

// The option NX, as a word or in an object of options.
bool asks_absence(const Machine& m, const Value& value) {
  if (value.constant() && same_word(value.text, "NX")) return true;
  for (const ObjectId member : m.heap.members(value.object)) {
    const Object& object = m.heap[member];
    if (object.kind != ObjectKind::literal && object.kind != ObjectKind::array) continue;
    for (uint32_t at = object.first_field; at != 0; at = m.heap.field_at(at).next) {
      const Value& field = m.heap.store[m.heap.field_at(at).cell];
      if (same_word(m.names.text(m.heap.field_at(at).name), "NX") && !field.nullish && field.text != "false")
        return true;
      if (object.kind == ObjectKind::array && field.constant() && same_word(field.text, "NX")) return true;
    }
  }
  return false;
}

// Who is the one shows in the rows, or in their number; rows that are taken nobody else gets.
bool elects_by_sql(const Value& value) {
  if (value.certainty == Certainty::unknown || value.text.size() < 12) return false;
  const SqlReading reading = read_sql(value.text);
  return reading.once || reading.claims;
}

}  // namespace

bool takes_lock(const Machine& machine, std::string_view method, const Arguments& arguments) {
  if (arguments.size() == 0) return false;
  const Value& first = arguments.values.front();
  if ((first.sources & from_copy) != 0) return false;
  const bool queries = method == "query" || method == "run" || method == "execute" || method == "exec";
  if (queries) return elects_by_sql(first);
  if ((first.sources & from_environment) != 0) return false;  // a key that may be another one in each copy
  if (same_word(method, "SETNX")) return arguments.size() > 1;
  if (same_word(method, "SET") || same_word(method, "CALL") || same_word(method, "SENDCOMMAND"))
    return std::any_of(arguments.values.begin(), arguments.values.end(),
                       [&](const Value& value) { return asks_absence(machine, value); });
  return false;
}

}  // namespace halint
