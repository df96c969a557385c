// SPDX-License-Identifier: Apache-2.0
#include "code/memory/store.h"

namespace halint {

void Store::reset() {
  cells_.resize(1);
  log_.clear();
  forks_ = 0;
  epoch_ = last_epoch_ = pass_ = 0;
}

CellId Store::make(const Value& value) {
  cells_.emplace_back().value = value;
  return static_cast<CellId>(cells_.size() - 1);
}

void Store::set(CellId cell, const Value& value) {
  Cell& at = cells_[cell];
  if (epoch_ != 0 && at.epoch != epoch_) {
    log_.push_back({cell, at.value});
    at.epoch = epoch_;
  }
  at.value = value;
}

Fork Store::fork() {
  if (forks_ == collected_.size()) collected_.emplace_back();
  collected_[forks_].clear();
  Fork fork{static_cast<uint32_t>(log_.size()), forks_++, epoch_, 0};
  epoch_ = ++last_epoch_;
  return fork;
}

void Store::set_aside(Fork& fork) {
  ++fork.arms;
  ++pass_;
  for (size_t i = fork.mark; i < log_.size(); ++i) {
    Cell& cell = cells_[log_[i].cell];
    if (cell.mark == pass_) continue;
    cell.mark = pass_;
    collected_[fork.depth].push_back({log_[i].cell, cell.value});
  }
}

void Store::end_arm(Fork& fork, bool goes_on) {
  if (goes_on) set_aside(fork);
  for (size_t i = log_.size(); i-- > fork.mark;) {
    cells_[log_[i].cell].value = log_[i].value;
  }
  log_.resize(fork.mark);
  epoch_ = ++last_epoch_;
}

bool Store::meet(const Fork& fork) {
  epoch_ = fork.outer_epoch;
  ++pass_;
  joined_.clear();
  for (const Change& change : collected_[fork.depth]) {
    Cell& cell = cells_[change.cell];
    if (cell.mark != pass_) {
      cell.mark = pass_;
      cell.place = static_cast<uint32_t>(joined_.size());
      joined_.push_back({change.cell, 1, change.value});
    } else {
      Joined& joined = joined_[cell.place];
      ++joined.arms;
      joined.value = joiner_.join(joined.value, change.value);
    }
  }
  forks_ = fork.depth;
  bool changed = false;
  for (const Joined& joined : joined_) {
    const Value& before = cells_[joined.cell].value;
    const Value now = joined.arms < fork.arms ? joiner_.join(before, joined.value) : joined.value;
    changed = changed || !same(before, now);
    set(joined.cell, now);
  }
  return changed;
}

void Store::keep(const Fork& fork) {
  forks_ = fork.depth;
  epoch_ = fork.outer_epoch;
  // Outside of any arm nothing will be undone.
  if (epoch_ == 0) log_.resize(fork.mark);
}

}  // namespace halint
