// SPDX-License-Identifier: Apache-2.0
#include "code/record/state.h"

#include <algorithm>

namespace halint {

using js::Ref;

void StateRecorder::reset() {
  states_.clear();
  state_of_.clear();
  held_.clear();
  sites_.reset();
  names_.reset();
}

StateId StateRecorder::state(StateKind kind, ContextScope scope, std::string_view name) {
  const uint64_t detail = static_cast<uint64_t>(kind) << 8 | static_cast<uint64_t>(scope);
  const auto next = static_cast<StateId>(states_.size());
  const StateId id = names_.find_or_add(m_.names.intern(name), detail, next);
  if (id != next) return id;
  State made{kind, scope, name};
  made.bit = m_.new_bit();
  Value content = made_of(from_unknown);
  content.object = made.content = m_.heap.make(ObjectKind::remembered);
  content.maybe_nullish = true;
  m_.heap[made.content].ref = id;
  made.cell = m_.heap.store.make(content);
  states_.push_back(made);
  return id;
}

uint32_t StateRecorder::access(StateId id, Ref ref, bool is_write) {
  const Frame& frame = m_.frame;
  const uint64_t place = uint64_t{frame.unit} << 24 | ref;
  const uint64_t detail = uint64_t{id} << 16 | uint64_t{is_write} << 8 | static_cast<uint64_t>(frame.place) << 4 |
                          static_cast<uint64_t>(frame.time);
  auto& list = m_.facts.states;
  const uint32_t index = sites_.find_or_add(place, detail, static_cast<uint32_t>(list.size()));
  if (index < list.size()) {
    list[index].guarded = list[index].guarded && m_.guarded();
    return index;
  }
  StateAccess& made = list.emplace_back();
  made.kind = states_[id].kind;
  made.scope = states_[id].scope;
  made.place = frame.place;
  made.time = frame.time;
  made.part = frame.unit;
  made.is_write = is_write;
  made.guarded = m_.guarded();
  made.name = states_[id].name;
  made.span = m_.span(ref);
  state_of_.push_back(id);
  held_.push_back(0);
  return index;
}

Value StateRecorder::read(StateId id, Ref ref) {
  access(id, ref, false);
  State& state = states_[id];
  Value value = m_.heap.store[state.cell];
  const bool assigned = value.assigned;
  value.assigned = false;
  if (assigned) return value;
  state.outlives = true;
  value.sources |= from_unknown;
  value.reads |= state.bit;
  value.holds |= kWhole;
  if (value.nullish || value.constant()) {
    value.nullish = false;
    value.certainty = Certainty::unknown;
    value.type = ConstantType::unknown;
  }
  value.maybe_nullish = true;
  value.object = m_.heap.unite(value.object, state.content);
  return value;
}

void StateRecorder::write(StateId id, const Value& given, Ref whole, bool reads_first) {
  const uint32_t index = access(id, whole, true);
  State& state = states_[id];
  const Value value = m_.heap.with_contents(given);
  StateAccess& made = m_.facts.states[index];
  made.sources |= value.sources;
  made.read_modify_write = made.read_modify_write || reads_first || (value.reads & state.bit) != 0;
  state.written = true;
  state.alike = state.alike && is_default(id, given);
  hold(index, value);
  m_.observe(value.reads & ~state.bit);
  for (const ObjectId object : m_.heap.members(given.object)) {
    Object& kept = m_.heap[object];
    if (kept.kind < ObjectKind::literal || kept.keeper != Keeper::none) continue;
    kept.keeper = Keeper::state;
    kept.kept_by = id;
  }
  Value now = given;
  now.assigned = true;
  m_.heap.store.set(state.cell, now);
}

// An object of constants where nothing is: written under the test whether something is there, or beside what was there.
bool StateRecorder::is_default(StateId id, const Value& value) const {
  const State& state = states_[id];
  if (m_.is_default(value, state.content, state.bit)) return true;
  const bool absent = std::any_of(m_.guards.begin(), m_.guards.end(), [id](const Guard& guard) {
    return guard.state == id && (guard.test == CodeCondition::Test::absent || guard.test == CodeCondition::Test::falsy);
  });
  const Heap::Members members = m_.heap.members(value.object);
  return absent && members.count == 1 && m_.heap.is_constant(*members.begin());
}

void StateRecorder::mutate(StateId id, const Value& given, Ref whole, const Value& index_value) {
  const uint32_t index = access(id, whole, true);
  State& state = states_[id];
  const Value value = m_.heap.with_contents(given);
  StateAccess& made = m_.facts.states[index];
  made.sources |= value.sources;
  made.read_modify_write = true;
  made.connection_key = (index_value.sources & (from_connection | from_message_id)) != 0;
  // `queue.add(…)` of what nothing here makes is a client's method: what settings.js gave to all functions.
  state.written = state.written || !m_.frame.by_client_method;
  state.alike = false;
  hold(index, value);
  m_.observe(value.reads & ~state.bit);
}

void StateRecorder::forget_assigned() {
  m_.step(static_cast<int64_t>(states_.size()));
  for (const State& state : states_) {
    Value value = m_.heap.store[state.cell];
    if (!value.assigned) continue;
    value.assigned = false;
    m_.heap.store.set(state.cell, value);
  }
}

void StateRecorder::hold(uint32_t index, const Value& value) {
  const auto fresh = static_cast<uint8_t>(value.holds & kHeldBits & ~held_[index]);
  if (fresh == 0) return;
  held_[index] |= fresh;
  m_.observe(states_[state_of_[index]].bit);
  m_.facts.held.push_back(
      {fresh, m_.facts.states[index].part, HeldMessage::kNoIndex, index, m_.facts.states[index].span});
}

void StateRecorder::finish() {
  auto& list = m_.facts.states;
  std::vector<uint32_t> moved(list.size(), HeldMessage::kNoIndex);
  size_t kept = 0;
  for (size_t i = 0; i < list.size(); ++i) {
    const State& state = states_[state_of_[i]];
    const bool seed = state.kind == StateKind::context_property || state.kind == StateKind::shared_property;
    if (!state.written && !seed) continue;
    moved[i] = static_cast<uint32_t>(kept);
    list[kept] = list[i];
    list[kept].outlives_message = state.outlives;
    list[kept].alike = list[kept].is_write && state.alike && state.bit != 0 && (m_.told & state.bit) == 0;
    list[kept].stays = state.bit != 0 && state.drained && (m_.revealed & state.bit) == 0;
    list[kept++].shown_only = state.bit != 0 && (m_.observed & state.bit) == 0 &&
                              (m_.facts.output.calls_status || (m_.logged & state.bit) != 0);
  }
  list.resize(kept);
  for (HeldMessage& held : m_.facts.held) {
    if (held.state != HeldMessage::kNoIndex) held.state = moved[held.state];
  }
}

}  // namespace halint
