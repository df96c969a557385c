// Variables: what they hold, and what becomes of them by declarations, assignments, patterns, ++ and delete.
// Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "code/control/rooms.h"

namespace halint {

class Assignments {
 public:
  explicit Assignments(Rooms& rooms) : r_(rooms), m_(rooms.m) {}

  /// A declaration of a name or a pattern gets its value.
  void declare(js::Ref pattern, const Value& value);
  /// `target = value`; `whole` is the expression, `value_ref` what stands on the right.
  void assign(js::Ref target, const Value& value, js::Ref whole, js::Ref value_ref);
  Value read(BindingId binding, js::Ref ref);
  Value run(js::Ref ref);
  Value update(js::Ref ref);
  Value remove(js::Ref ref);

 private:
  Rooms& r_;
  Machine& m_;

  void take_apart(js::Ref pattern, const Value& value, js::Ref whole, bool declares);
  void take_object(js::Ref pattern, const Value& value, js::Ref whole, bool declares);
  void take_array(js::Ref pattern, const Value& value, js::Ref whole, bool declares);
  void name(js::Ref target, const Value& value, js::Ref whole, bool declares, bool reads_first);
  /// Variables of an earlier run or of a kept function are state.
  [[nodiscard]] bool outlives(uint32_t activation) const;
  StateId closure_state(BindingId binding);
};

}  // namespace halint
