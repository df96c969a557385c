// SPDX-License-Identifier: Apache-2.0
#include "code/control/machine.h"

namespace halint {
namespace {

// Nothing else is in it than what is alike everywhere and what the key or the state with that bit held.
bool is_made_of(const Value& value, uint64_t bit) {
  constexpr uint8_t kOfHeld = from_context | from_unknown;
  return (value.reads & ~bit) == 0 && is_same_everywhere(value.sources & static_cast<uint8_t>(~kOfHeld));
}

}  // namespace

void Machine::reset() {
  variable = {};
  names.reset();
  pool.reset();
  heap.reset();
  activations.resize(1);
  guards.clear();
  running.clear();
  frame = {};
  reachable = true;
  depth = 0;
  observed = revealed = used = logged = told = 0;
  budget = 0;
  run = 0;
  bits_ = 0;
  used_units_ = 0;
}

CodeCondition condition_of(const Guard& guard) {
  CodeCondition made;
  made.of = guard.of;
  made.test = guard.test;
  made.type = guard.type;
  made.path = guard.path;
  made.text = guard.text;
  const bool keyed = guard.of == CodeCondition::Of::context || guard.of == CodeCondition::Of::copy;
  if (keyed && !guard.path.empty()) {
    made.scope = guard.scope == ContextScope::node ? "node" : guard.scope == ContextScope::flow ? "flow" : "global";
  }
  return made;
}

Unit& Machine::add_unit(const CodePart& part) {
  if (used_units_ == units.size()) units.push_back(std::make_unique<Unit>());
  Unit& unit = *units[used_units_++];
  unit.ast = &unit.parser.parse(part.text);
  unit.role = part.role;
  unit.names.resolve(*unit.ast, names);
  unit.entered.assign(unit.ast->nodes.size(), 0);
  return unit;
}

bool Machine::is_default(const Value& value, ObjectId held, uint64_t bit) const {
  if ((value.holds & kWhole) == 0 || !is_made_of(value, bit)) return false;
  bool was = false;
  bool made = false;
  for (const ObjectId object : heap.members(value.object)) {
    if (object != held && !heap.is_constant(object)) return false;
    was = was || object == held;
    made = made || object != held;
  }
  return was && made;
}

bool Machine::is_flag(const Value& value, ObjectId held, uint64_t bit) const {
  return value.constant() || value.nullish || (value.object == held && is_made_of(value, bit));
}

uint64_t Machine::guard_reads() const {
  uint64_t reads = 0;
  for (const Guard& guard : guards) reads |= guard.reads;
  return reads;
}

CellId Machine::cell_of(BindingId binding, uint32_t& activation) const {
  const Binding& found = scopes()[binding];
  for (activation = frame.activation; activation != 0; activation = activations[activation].outer) {
    const Activation& at = activations[activation];
    if (at.function == found.function && at.unit == frame.unit) return at.first + found.slot;
  }
  return 0;
}

uint32_t Machine::activate(js::Ref function, uint8_t unit, uint32_t outer) {
  Activation made;
  made.function = function;
  made.outer = outer;
  made.unit = unit;
  made.run = run;
  const uint32_t slots = units[unit]->names.slots_of(function);
  Value initial = nothing();
  for (uint32_t i = 0; i < slots; ++i) {
    const CellId cell = heap.store.make(initial);
    if (i == 0) made.first = cell;
  }
  activations.push_back(made);
  return static_cast<uint32_t>(activations.size() - 1);
}

}  // namespace halint
