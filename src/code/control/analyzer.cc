// Runs the bodies of one node in the order in which Node-RED does, and puts what was recorded in order.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "code/control/assignments.h"
#include "code/control/calls.h"
#include "code/control/expressions.h"
#include "code/control/functions.h"
#include "code/control/methods.h"
#include "code/control/objects.h"
#include "code/control/statements.h"
#include "code/control/tests.h"
#include "code/sandbox/context_calls.h"
#include "code/sandbox/modules.h"
#include "code/sandbox/sandbox.h"

namespace halint {

using js::Ref;

Rooms::Rooms(FunctionFacts& facts)
    : m(facts),
      context(m),
      state(m),
      timers(m),
      messages(m),
      outside(m),
      statements(std::make_unique<Statements>(*this)),
      expressions(std::make_unique<Expressions>(*this)),
      assignments(std::make_unique<Assignments>(*this)),
      objects(std::make_unique<Objects>(*this)),
      calls(std::make_unique<Calls>(*this)),
      methods(std::make_unique<Methods>(*this)),
      functions(std::make_unique<Functions>(*this)),
      sandbox(std::make_unique<Sandbox>(*this)),
      context_calls(std::make_unique<ContextCalls>(*this)),
      modules(std::make_unique<Modules>(*this)),
      tests(std::make_unique<Tests>(*this)) {}

Rooms::~Rooms() = default;

namespace {

// Puts a list in the order of the text, and gives `index` of every held message its new number.
template <typename Fact>
void sort_by_place(std::vector<Fact>& list, std::vector<HeldMessage>& held, uint32_t HeldMessage::*index) {
  std::vector<uint32_t> order(list.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto before = [&](uint32_t a, uint32_t b) {
    return list[a].part != list[b].part ? list[a].part < list[b].part : list[a].span.begin < list[b].span.begin;
  };
  if (std::is_sorted(order.begin(), order.end(), before)) return;
  std::stable_sort(order.begin(), order.end(), before);
  std::vector<Fact> sorted;
  sorted.reserve(list.size());
  std::vector<uint32_t> place(list.size());
  for (uint32_t i = 0; i < order.size(); ++i) {
    sorted.push_back(std::move(list[order[i]]));
    place[order[i]] = i;
  }
  list.swap(sorted);
  if (index == nullptr) return;
  for (HeldMessage& one : held) {
    if (one.*index != HeldMessage::kNoIndex) one.*index = place[one.*index];
  }
}

}  // namespace

void FunctionFacts::clear() {
  accesses.clear();
  states.clear();
  timers.clear();
  sends.clear();
  held.clear();
  uses.clear();
  env_reads.clear();
  properties.clear();
  sent.clear();
  link_calls.clear();
  reports.clear();
  consumers.clear();
  changes.clear();
  errors.clear();
  output = {};
  takes_lock = false;
}

struct FunctionAnalyzer::State {
  FunctionFacts facts;
  Rooms rooms{facts};

  void begin(std::span<const CodeLibrary> libraries);
  void run(const CodePart& part, uint8_t index);
  void finish();
};

void FunctionAnalyzer::State::begin(std::span<const CodeLibrary> given) {
  facts.clear();
  rooms.m.reset();
  rooms.context.reset();
  rooms.state.reset();
  rooms.timers.reset();
  rooms.messages.reset();
  rooms.outside.reset();
  rooms.statements->reset();
  rooms.expressions->reset();
  rooms.functions->reset();
  rooms.sandbox->reset();
  for (const CodeLibrary& library : given) {
    if (!library.variable.empty()) rooms.sandbox->add_library(library.variable, rooms.modules->module(library.module));
  }
}

void FunctionAnalyzer::State::run(const CodePart& part, uint8_t index) {
  Machine& m = rooms.m;
  Unit& unit = m.add_unit(part);
  for (const js::SyntaxError& error : unit.ast->errors) facts.errors.push_back({index, error});
  if (part.role == CodeRole::finalize) return;  // runs when the copy stops
  // Each node is looked at a few times, and small bodies may do more.
  constexpr int64_t kStepsPerNode = 24;
  m.budget = kStepsPerNode * static_cast<int64_t>(unit.ast->nodes.size()) + 2000;
  m.frame = {};
  m.frame.unit = index;
  m.run = index;
  m.frame.time = part.role == CodeRole::initialize ? UseTime::start : UseTime::message;
  m.guards.clear();
  m.reachable = true;
  m.frame.activation = m.activate(unit.ast->root, index, 0);
  rooms.sandbox->begin(part.role == CodeRole::message);
  rooms.context.forget_assigned();
  rooms.state.forget_assigned();
  Fork returns = m.heap.store.fork();
  m.frame.returns = &returns;
  rooms.statements->hoist(unit.ast->root);
  rooms.statements->list((*unit.ast)[unit.ast->root].first);
  if (m.reachable && part.role == CodeRole::message) rooms.messages.ended();
  m.heap.store.end_arm(returns, m.reachable);
  m.heap.store.meet(returns);
  rooms.context.end_of_body();
  m.frame.returns = nullptr;
  m.frame.body = false;
  m.reachable = true;
  m.guards.clear();
  rooms.functions->run_waiting();
}

void FunctionAnalyzer::State::finish() {
  rooms.messages.finish();
  rooms.context.finish();
  rooms.state.finish();
  sort_by_place(facts.accesses, facts.held, &HeldMessage::access);
  sort_by_place(facts.states, facts.held, &HeldMessage::state);
  sort_by_place(facts.timers, facts.held, nullptr);
  sort_by_place(facts.sends, facts.held, nullptr);
  sort_by_place(facts.uses, facts.held, nullptr);
  sort_by_place(facts.env_reads, facts.held, nullptr);
  sort_by_place(facts.properties, facts.held, nullptr);
}

FunctionAnalyzer::FunctionAnalyzer() : state_(std::make_unique<State>()) {}
FunctionAnalyzer::~FunctionAnalyzer() = default;
FunctionAnalyzer::FunctionAnalyzer(FunctionAnalyzer&&) noexcept = default;
FunctionAnalyzer& FunctionAnalyzer::operator=(FunctionAnalyzer&&) noexcept = default;

const FunctionFacts& FunctionAnalyzer::analyze(std::span<const CodePart> parts, std::span<const CodeLibrary> libraries,
                                               std::span<const CodeLibrary> globals) {
  state_->begin(libraries);
  state_->rooms.context_calls->set_globals(globals);
  uint8_t index = 0;
  for (const CodePart& part : parts) {
    state_->run(part, index);
    if (++index == 255) break;
  }
  state_->finish();
  return state_->facts;
}

}  // namespace halint
