// The rooms of the interpreter, which call each other while a body is run. Internal to code/.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "code/control/machine.h"
#include "code/record/context.h"
#include "code/record/messages.h"
#include "code/record/outside.h"
#include "code/record/state.h"
#include "code/record/timers.h"

namespace halint {

class Statements;
class Expressions;
class Assignments;
class Objects;
class Calls;
class Methods;
class Functions;
class Sandbox;
class ContextCalls;
class Modules;
class Tests;

struct Rooms {
  explicit Rooms(FunctionFacts& facts);
  ~Rooms();
  Rooms(const Rooms&) = delete;
  Rooms& operator=(const Rooms&) = delete;

  Machine m;
  ContextRecorder context;
  StateRecorder state;
  TimerRecorder timers;
  MessageRecorder messages;
  OutsideRecorder outside;
  std::unique_ptr<Statements> statements;
  std::unique_ptr<Expressions> expressions;
  std::unique_ptr<Assignments> assignments;
  std::unique_ptr<Objects> objects;
  std::unique_ptr<Calls> calls;
  std::unique_ptr<Methods> methods;
  std::unique_ptr<Functions> functions;
  std::unique_ptr<Sandbox> sandbox;
  std::unique_ptr<ContextCalls> context_calls;
  std::unique_ptr<Modules> modules;
  std::unique_ptr<Tests> tests;
};

/// A property as it is named in the code.
struct Property {
  std::string_view text;  ///< empty if not known
  NameId name = 0;
  bool known = false;
  Value index;  ///< of a computed one
};

}  // namespace halint
