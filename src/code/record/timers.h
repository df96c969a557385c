// Records the timers and the consumers that code starts, and what they lead to.
// Knows no other recorder. Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "code/control/machine.h"
#include "code/record/site_index.h"

namespace halint {

class TimerRecorder {
 public:
  explicit TimerRecorder(Machine& machine) : m_(machine) {}
  void reset() {
    sites_.reset();
    consumers_.reset();
    shared_ = {};
  }

  /// Index in FunctionFacts::timers.
  uint32_t start(TimerKind kind, js::Ref call);
  /// Index in FunctionFacts::consumers.
  uint32_t consume(Consumption consumption, std::string_view module, js::Ref call);
  /// A message is sent, or something outside is done, here: the timer around it does so.
  void act();
  /// What consumers of this module get is shared by the copies.
  void share(std::string_view module);
  /// clearInterval is called here: the timer around it ends.
  void end();

 private:
  Machine& m_;
  SiteIndex sites_;
  SiteIndex consumers_;
  std::string_view shared_;  // a module
};

}  // namespace halint
