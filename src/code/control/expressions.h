// Evaluates expressions: what a value is, from what its parts are. Calls, members and assignments have rooms of their
// own. Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "code/control/rooms.h"

namespace halint {

class Expressions {
 public:
  explicit Expressions(Rooms& rooms) : r_(rooms), m_(rooms.m) {}

  Value eval(js::Ref ref);
  [[nodiscard]] Truth truth_of(const Value& value) const;
  /// All elements of an array that is known wholly; false for any other value, and for long ones.
  bool elements_of(const Value& list, std::vector<Value>& elements) const;
  /// What may be any element of a list, or any value of an object.
  [[nodiscard]] Value element_of(const Value& list);
  /// The property that a member expression or a key names.
  Property property_of(js::Ref member);
  Property key_of(js::Ref property);
  [[nodiscard]] Value string(js::Ref ref);
  void reset() { spine_.clear(); }

 private:
  Rooms& r_;
  Machine& m_;
  std::vector<js::Ref> spine_;

  Value eval_inner(js::Ref ref);
  Value identifier(js::Ref ref);
  Value template_text(js::Ref ref);
  Value binary(js::Ref ref);
  Value operate(js::TokenKind op, const Value& left, const Value& right);
  Value logical(js::Ref ref);
  Value conditional(js::Ref ref);
  Value unary(js::Ref ref);
  Value array(js::Ref ref);
  Value object(js::Ref ref);
  void spread_into(ObjectId object, const Value& value);
  Value await(js::Ref ref);
  Value children(js::Ref ref);
  Value self();
};

}  // namespace halint
