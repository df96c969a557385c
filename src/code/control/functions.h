// Functions that the code makes: closures, classes, their calls, and callbacks that wait until the body has ended.
// Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "code/control/rooms.h"

namespace halint {

/// When a callback runs that was handed over.
struct Callback {
  CodePlace place = CodePlace::async;
  UseTime time = UseTime::message;
  bool repeats = false;
  uint32_t timer = Object::kNone;
  uint32_t consumer = Object::kNone;
};

class Functions {
 public:
  explicit Functions(Rooms& rooms) : r_(rooms), m_(rooms.m) {}
  void reset();

  Value closure(js::Ref ref);
  Value make_class(js::Ref ref);
  /// `for_body`: its returns are those of the body that calls it; the value is then of no use.
  Value call(ObjectId function, const Value& self, std::span<const Value> arguments, bool for_body = false);
  Value construct(ObjectId class_object, std::span<const Value> arguments, js::Ref ref);
  /// `super(…)` of the running constructor.
  Value call_super(std::span<const Value> arguments);
  [[nodiscard]] ObjectId super();
  /// A way through a body ends with this value.
  void return_message(const Value& value, js::Ref where);

  /// All functions in the value will be called later.
  void wait(const Value& value, const Callback& callback, std::span<const Value> arguments);
  [[nodiscard]] size_t waiting() const { return waiting_.size(); }
  /// Runs completions that wait since then: what they belong to was awaited.
  void run_completions(size_t since);
  /// Runs all that waits, and functions that nobody called but that were given away.
  void run_waiting();

 private:
  struct Waiting {
    ObjectId function = 0;
    Callback callback;
    Frame frame;  // where it was handed over
    std::vector<Guard> guards;
    std::array<Value, 2> arguments;
    bool done = false;
  };
  Rooms& r_;
  Machine& m_;
  std::vector<Waiting> waiting_;
  std::vector<ObjectId> made_;  // closures, in order

  void bind_parameters(js::Ref parameters, std::span<const Value> arguments);
  void run_body(js::Ref body, bool concise);
  void run_one(size_t index, bool deferred);
  void run_uncalled();
  [[nodiscard]] bool may_enter(const Object& function) const;
  void add_members(js::Ref ref, ObjectId class_object);
  void init_fields(ObjectId class_object, ObjectId instance);
  void run_constructor(ObjectId class_object, const Value& self, std::span<const Value> arguments);
};

}  // namespace halint
