// Evaluates conditions: whether they hold, and what then is known of message, context and environment.
// Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "code/control/rooms.h"

namespace halint {

/// What holds if a test does. Long ones are cut off: then less is known.
struct GuardList {
  static constexpr size_t kMost = 3;
  std::array<Guard, kMost> at{};
  size_t count = 0;
  void add(const Guard& guard) {
    if (count < kMost) at[count++] = guard;
  }
};

struct Tested {
  Truth truth = Truth::unknown;
  GuardList yes;
  GuardList no;
  Value value;  ///< of the whole expression
};

class Tests {
 public:
  explicit Tests(Rooms& rooms) : r_(rooms), m_(rooms.m) {}

  void test(js::Ref ref, Tested& tested);
  /// Makes what is listed hold from here on, because of what was `tested`. At least one guard, known or not.
  void hold(const GuardList& list, const Value& tested);
  /// Only if `value` is not there, or false.
  void ask_absent(const Value& value, GuardList& list) {
    Tested tested;
    ask(value, CodeCondition::Test::truthy, CodeCondition::Test::falsy, nullptr, tested);
    list = tested.no;
  }
  /// `value` is held against a case of a switch.
  void ask_equal(const Value& value, const Value& match, Tested& tested) {
    if (match.constant()) ask(value, CodeCondition::Test::equals, CodeCondition::Test::differs, &match, tested);
  }

 private:
  Rooms& r_;
  Machine& m_;

  void compare(js::Ref ref, Tested& tested);
  void compare_type(js::Ref left, js::Ref right, bool equal, Tested& tested);
  void both(js::Ref ref, Tested& tested);
  [[nodiscard]] bool subject_of(const Value& value, Guard& guard) const;
  [[nodiscard]] static bool origin_of(uint8_t sources, Guard& guard);
  [[nodiscard]] bool is_of_variable(const Value& value) const;
  void ask(const Value& value, CodeCondition::Test yes, CodeCondition::Test no, const Value* other, Tested& tested);
};

}  // namespace halint
