// Runs statements: what comes before what, branches and where they meet, loops, try, and jumps.
// Knows nothing of what is computed. Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "code/control/rooms.h"

namespace halint {

class Statements {
 public:
  explicit Statements(Rooms& rooms) : r_(rooms), m_(rooms.m) {}

  /// Runs what is chained from `first`, until a jump. `Machine::reachable` says whether it goes on behind.
  void list(js::Ref first);
  /// The functions declared in a block are there from its start.
  void hoist(js::Ref block);
  void run(js::Ref ref);
  /// `return argument`, as it stands at `where`.
  void give_back(js::Ref argument, js::Ref where);
  /// A jump out of the running function, or of the body.
  void leave(Fork* to);
  /// Something here may throw: the nearest catch may begin with this state.
  void may_throw();
  /// Runs `body` any number of times, or at least once.
  template <typename Body>
  void repeat(bool at_least_once, Body body);
  /// A function begins: jumps do not lead out of it. Ends with leave_function.
  void enter_function() { targets_.push_back({}); }
  void leave_function() { targets_.pop_back(); }
  void reset() { targets_.clear(); }

 private:
  struct Target {
    Fork* breaks = nullptr;
    Fork* continues = nullptr;
    NameId label = 0;
    bool loop = false;
  };
  Rooms& r_;
  Machine& m_;
  std::vector<Target> targets_;
  NameId label_ = 0;    // of the statement that comes
  unsigned exits_ = 0;  // returns and throws met so far

  void branch(js::Ref ref);
  void loop(js::Ref init, js::Ref test, js::Ref update, js::Ref body, bool test_last);
  void for_each(js::Ref ref);
  void take_element(js::Ref left, const Value& element);
  void attempt(js::Ref ref);
  void choose(js::Ref ref);
  bool run_case(js::Ref part, const Value& subject, Fork& fork, bool falls);
  void jump(js::Ref ref);
  void variables(js::Ref ref);
  void labeled(js::Ref ref);
  Target* target_of(js::Ref ref);
  void cut_guards(size_t mark);
};

template <typename Body>
void Statements::repeat(bool at_least_once, Body body) {
  const size_t guards = m_.guards.size();
  for (unsigned round = 0; round < Machine::kMaxRounds; ++round) {
    Fork turn = m_.heap.store.fork();
    if (!at_least_once || round > 0) {
      m_.heap.store.set_aside(turn);
      m_.guards.push_back({});
    }
    body(round);
    m_.guards.resize(std::min(m_.guards.size(), guards));
    m_.heap.store.end_arm(turn, m_.reachable);
    const bool changed = m_.heap.store.meet(turn);
    m_.reachable = turn.arms > 0;
    if (!changed || !m_.reachable || m_.spent()) break;
  }
}

}  // namespace halint
