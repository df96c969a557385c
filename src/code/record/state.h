// Records state that code keeps outside of context: undeclared variables, properties of shared objects, what On Start
// or a closure made. Knows no other recorder. Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "code/control/machine.h"
#include "code/record/site_index.h"

namespace halint {

/// Number of a name under which state is kept.
using StateId = uint32_t;

class StateRecorder {
 public:
  explicit StateRecorder(Machine& machine) : m_(machine) {}
  void reset();

  StateId state(StateKind kind, ContextScope scope, std::string_view name);
  Value read(StateId state, js::Ref ref);
  /// `reads_first`: the old value decides the new one.
  void write(StateId state, const Value& value, js::Ref whole, bool reads_first);
  /// An object kept there is changed in place.
  void mutate(StateId state, const Value& value, js::Ref whole, const Value& index);
  /// One of the things that are kept there is taken out.
  void note_drained(StateId state) { states_[state].drained = true; }
  /// Other messages may come before what runs next.
  void forget_assigned();
  /// Leaves out what nothing here writes, except seeds on the contexts.
  void finish();

 private:
  struct State {
    StateKind kind{};
    ContextScope scope{};
    std::string_view name;
    uint64_t bit = 0;
    CellId cell = 0;
    ObjectId content = 0;
    bool written = false;
    bool outlives = false;
    bool drained = false;
    bool alike = true;  // all that is written
  };
  Machine& m_;
  std::vector<State> states_;
  std::vector<StateId> state_of_;  // by access
  std::vector<uint8_t> held_;
  SiteIndex sites_;
  SiteIndex names_;

  uint32_t access(StateId state, js::Ref ref, bool is_write);
  void hold(uint32_t access, const Value& value);
  [[nodiscard]] bool is_default(StateId state, const Value& value) const;
};

}  // namespace halint
