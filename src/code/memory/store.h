// Cells that hold values, and what becomes of them where ways part and meet again.
// Knows nothing of code. Internal to code/. SPDX-License-Identifier: Apache-2.0
//
// There is one state, which is changed in place. Where ways part, what they change is logged, set aside and undone;
// where they meet, each cell that any way changed becomes the join of its values. So a branch costs as much as it
// changes, and not as much as there is. A jump (break, return, throw) sets aside what was changed since the place it
// jumps out of.
#pragma once

#include <vector>

#include "code/memory/object.h"

namespace halint {

/// Joins two values; the heap knows how, because of the objects.
class Joiner {
 public:
  virtual ~Joiner() = default;
  [[nodiscard]] virtual Value join(const Value& left, const Value& right) = 0;
};

/// A place where ways part, until they have met.
struct Fork {
  uint32_t mark = 0;   ///< where the log began
  uint32_t depth = 0;  ///< number of forks around it
  uint32_t outer_epoch = 0;
  uint32_t arms = 0;  ///< ways that go on behind it
};

class Store {
 public:
  explicit Store(Joiner& joiner) : joiner_(joiner) {}
  void reset();

  CellId make(const Value& value);
  [[nodiscard]] const Value& operator[](CellId cell) const { return cells_[cell].value; }
  /// The value from now on.
  void set(CellId cell, const Value& value);
  /// One value more that it may have.
  void weaken(CellId cell, const Value& value) { set(cell, joiner_.join(cells_[cell].value, value)); }

  /// Ways part here. Forks end in the reverse order. Each arm begins with the same state.
  [[nodiscard]] Fork fork();
  /// One more way leads from here to where the ways meet, while the state goes on. Costs what was changed.
  void set_aside(Fork& fork);
  /// The current arm ends; `goes_on` if it reaches the place where the ways meet. The state is that of the fork again.
  void end_arm(Fork& fork, bool goes_on);
  /// The ways meet. True if some cell has another value now than where they parted.
  bool meet(const Fork& fork);
  /// The same for a fork with one arm that was not set aside anywhere: nothing to join.
  void keep(const Fork& fork);
  /// How many cells were logged since the fork: what set_aside costs.
  [[nodiscard]] size_t changes(const Fork& fork) const { return log_.size() - fork.mark; }

 private:
  struct Cell {
    Value value;
    uint32_t epoch = 0;  // in which it was logged last
    uint32_t mark = 0;   // in which pass over a list it was met last
    uint32_t place = 0;  // in the list that the pass makes
  };
  struct Change {
    CellId cell = 0;
    Value value;
  };
  struct Joined {
    CellId cell = 0;
    uint32_t arms = 0;
    Value value;
  };
  Joiner& joiner_;
  std::vector<Cell> cells_{1};
  std::vector<Change> log_;                     // values before the change
  std::vector<std::vector<Change>> collected_;  // by depth of the fork: values that were set aside
  uint32_t forks_ = 0;                          // open ones
  std::vector<Joined> joined_;
  uint32_t epoch_ = 0;  // of the innermost arm; 0 outside of any: nothing is logged
  uint32_t last_epoch_ = 0;
  uint32_t pass_ = 0;
};

}  // namespace halint
