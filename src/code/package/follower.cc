// SPDX-License-Identifier: Apache-2.0
#include "code/package/follower.h"

#include <algorithm>

#include "code/package/call_words.h"

namespace halint::package {
namespace {

constexpr size_t kMaxVisits = 3000;   // functions that are followed for one type
constexpr size_t kMaxSignals = 200;   // of one type
constexpr size_t kMaxArguments = 12;  // of one call
constexpr size_t kMaxWhat = 60;       // characters of a call as it is shown

bool at_message(Phase phase) { return phase == Phase::message || phase == Phase::message_later; }

}  // namespace

void Follower::learn_red(Place registration) {
  const Module& m = program_[registration.module];
  Ref at = m.child(registration.ref, 0);
  while (at != js::kNone && m[at].kind == Kind::member) at = m.child(at, 0);
  if (at == js::kNone || m[at].kind != Kind::identifier) return;
  const uint32_t found = m.binding_of(at);
  if (found == kNoIndex || m.bindings()[found].parameter == kNoIndex) return;
  origins_.bind(registration.module, m.bindings()[found].function, m.bindings()[found].parameter,
                {OriginKind::red, {}, {}});
}

void Follower::run(Place constructor) {
  const Origin origin = origins_.of(constructor);
  Visit start{constructor.module, 0, Phase::start, {}, {constructor, "start", true}};
  if (origin.is(OriginKind::class_of)) {
    open_class(origin.place, start, {});
  } else if (origin.is(OriginKind::function)) {
    const Module& m = program_[origin.place.module];
    origins_.bind(origin.place.module, m.function_at(origin.place.ref), 0, {OriginKind::config, {}, {}});
    open(origin.place, Phase::start, {}, start.trigger);
  } else {
    return;
  }
  out_.followed = true;
  for (size_t count = 0; !open_.empty() && count < kMaxVisits; ++count) {
    const Visit next = std::move(open_.front());
    open_.pop_front();
    visit(next);
  }
  if (!program_.spend()) out_.followed = false;
  if (!open_.empty()) tell(SignalKind::unresolved, start, start.trigger, {});
  for (const auto& [name, used] : collections_) {
    if (!used.first || !used.second) continue;
    for (Signal& signal : out_.signals) {
      if (signal.kind == SignalKind::keeps_list && signal.what == name) signal.kind = SignalKind::keeps_queue;
    }
  }
}

void Follower::open(Place function, Phase phase, const Conditions& conditions, const Trigger& trigger) {
  const uint32_t index = program_[function.module].function_at(function.ref);
  if (index == kNoIndex) return;
  const bool conditional = conditions.sometimes || !conditions.tests.empty();
  // Seen without a condition, it need not be seen with one.
  if (seen_.contains({function.module, index, phase, false})) return;
  if (!seen_.insert({function.module, index, phase, conditional}).second) return;
  if (at_message(phase)) at_message_.insert({function.module, index});
  open_.push_back({function.module, index, phase, conditions, trigger});
}

void Follower::open_class(Place place, const Visit& from, const Conditions& conditions) {
  const Module& m = program_[place.module];
  const Ref ref = place.ref;
  if (is_function(m[ref].kind)) {
    open(place, from.phase, conditions, from.trigger);
    return;
  }
  for (Ref at = m[ref].first; at != js::kNone; at = m[at].next) {
    if (m[at].kind != Kind::method || m.member_name(at) != "constructor") continue;
    const Place constructor{place.module, m.child(at, 1)};
    origins_.bind(place.module, m.function_at(constructor.ref), 0, {OriginKind::config, {}, {}});
    open(constructor, from.phase, conditions, from.trigger);
  }
}

Place Follower::argument(Place call, uint32_t index) const {
  const Ref ref = program_[call.module].child(call.ref, index + 1);
  return ref == js::kNone ? Place() : Place{call.module, ref};
}

void Follower::bind_arguments(Place function, Place call, uint32_t first) {
  const uint32_t index = program_[function.module].function_at(function.ref);
  if (index == kNoIndex) return;
  for (uint32_t i = 0; i < kMaxArguments; ++i) {
    const Place given = argument(call, first + i);
    if (!given.known()) break;
    Origin origin = origins_.of(given);
    if (origin.is(OriginKind::unknown) && origins_.holds_message(given)) origin.kind = OriginKind::message;
    origins_.bind(function.module, index, i, origin);
  }
}

// The function that an argument is: in place, by name, a method of the node, or any of these with `.bind(this)`.
Place Follower::callback(Place argument) {
  const Module& m = program_[argument.module];
  Ref ref = argument.ref;
  if (m[ref].kind == Kind::call) {
    const Ref bound = m.child(ref, 0);
    if (m[bound].kind != Kind::member || m.member_name(bound) != "bind") return {};
    ref = m.child(bound, 0);
  }
  const Origin origin = origins_.of({argument.module, ref});
  if (origin.is(OriginKind::function)) return origin.place;
  if (m[ref].kind != Kind::member) return {};
  return origins_.method(origins_.of({argument.module, m.child(ref, 0)}), m.member_name(ref), argument.module);
}

Follower::Callee Follower::callee_of(Place call) {
  const Module& m = program_[call.module];
  Ref callee = m.child(call.ref, 0);
  Callee out{call, {}, {}, m[callee].kind == Kind::member};
  if (!out.member) {
    out.name = m[callee].kind == Kind::identifier ? m.slice(callee) : std::string_view();
    out.object = origins_.of({call.module, callee});
    return out;
  }
  out.name = m.member_name(callee);
  out.object = origins_.of({call.module, m.child(callee, 0)});
  // `node.send.call(node, msg)`
  if ((out.name == "call" || out.name == "apply") && m[m.child(callee, 0)].kind == Kind::member) {
    callee = m.child(callee, 0);
    out.name = m.member_name(callee);
    out.object = origins_.of({call.module, m.child(callee, 0)});
  }
  return out;
}

std::string Follower::words_of(const Callee& callee) const {
  std::string out =
      callee.object.outside() || callee.object.is(OriginKind::global) ? callee.object.name : std::string();
  if (out.empty()) {
    const Module& m = program_[callee.place.module];
    const std::string_view text = m.slice(m.child(callee.place.ref, 0));
    const bool plain = text.size() <= kMaxWhat && text.find_first_of("(){}[]\n \"'`") == std::string_view::npos;
    return std::string(plain ? text : callee.name);
  }
  if (callee.member) out.append(".").append(callee.name);
  return out.substr(0, kMaxWhat);
}

void Follower::tell(SignalKind kind, const Visit& visit, const Trigger& trigger, const Conditions& conditions) {
  if (out_.signals.size() >= kMaxSignals) return;
  const bool conditional = conditions.sometimes || !conditions.tests.empty();
  if (told_.contains({kind, trigger.place.module, trigger.place.ref, false})) return;
  if (!told_.insert({kind, trigger.place.module, trigger.place.ref, conditional}).second) return;
  const Module& m = program_[trigger.place.module];
  Signal signal;
  signal.kind = kind;
  signal.file = m.path();
  signal.line = m.line_of(trigger.place.ref);
  signal.what = trigger.what;
  signal.known = trigger.known;
  signal.at_message = at_message(visit.phase);
  signal.sometimes = conditions.sometimes;
  signal.when = conditions.tests;
  out_.signals.push_back(std::move(signal));
}

void Follower::visit(const Visit& visit) {
  const std::vector<Ref>& calls = program_[visit.module].functions()[visit.function].calls;
  for (const Ref call : calls) {
    if (!program_.spend()) return;
    follow_call(visit, {visit.module, call});
  }
  if (at_message(visit.phase)) note_state(visit);
}

void Follower::follow_call(const Visit& visit, Place call) {
  const Callee callee = callee_of(call);
  Conditions conditions = conditions_of(program_, origins_, call);
  conditions.add(visit.conditions);
  if (follow_input(callee, conditions) || note_send(visit, callee, conditions)) return;
  if (note_node_red(visit, callee, conditions) || note_widget(visit, callee, conditions)) return;
  if (follow_timer(visit, callee, conditions)) return;
  note_code(visit, callee, conditions);
  if (follow_own(visit, callee, conditions)) return;
  if (callee.object.is(OriginKind::other_node)) follow_other_node(visit, callee, conditions);
  note_outside(visit, callee, conditions);
  follow_callbacks(visit, callee, conditions);
}

// `node.on("input", …)` and `node.on("close", …)`.
bool Follower::follow_input(const Callee& callee, const Conditions& conditions) {
  if (!callee.member || (callee.name != "on" && callee.name != "once" && callee.name != "addListener")) return false;
  const Place name = argument(callee.place, 0);
  const std::string event = name.known() ? program_[name.module].text_of(name.ref) : std::string();
  const bool node = callee.object.is(OriginKind::node);
  if (event == "close" && node) return true;
  if (event != "input" || callee.object.outside()) return false;
  const Place function = argument(callee.place, 1).known() ? callback(argument(callee.place, 1)) : Place();
  if (!function.known()) return true;
  const uint32_t index = program_[function.module].function_at(function.ref);
  origins_.bind(function.module, index, 0, {OriginKind::message, {}, {}});
  origins_.bind(function.module, index, 1, {OriginKind::send, {}, {}});
  origins_.bind(function.module, index, 2, {OriginKind::done, {}, {}});
  open(function, Phase::message, conditions, {callee.place, "input", true});
  return true;
}

bool Follower::follow_timer(const Visit& visit, const Callee& callee, const Conditions& conditions) {
  const Origin& object = callee.object;
  const std::string name = object.is(OriginKind::global)
                               ? (callee.member ? object.name + "." + std::string(callee.name) : object.name)
                               : std::string();
  const bool interval = name == "setInterval" || name == "global.setInterval";
  const bool timeout =
      name == "setTimeout" || name == "setImmediate" || name == "process.nextTick" || name == "global.setTimeout";
  const ModuleEntry* const known = object.outside() ? find_module(object.name) : nullptr;
  const bool schedule = known != nullptr && known->use == ModuleUse::timer;
  if (!interval && !timeout && !schedule) return false;
  for (uint32_t i = 0; i < kMaxArguments; ++i) {
    const Place given = argument(callee.place, i);
    if (!given.known()) break;
    std::vector<Place> functions{callback(given)};
    const Module& m = program_[given.module];
    if (m[given.ref].kind == Kind::object) {  // new CronJob({ cronTime, onTick })
      for (Ref at = m[given.ref].first; at != js::kNone; at = m[at].next) {
        if (m[at].kind == Kind::property) functions.push_back(callback({given.module, m.child(at, 1)}));
      }
    }
    for (const Place function : functions) {
      if (!function.known()) continue;
      // A timeout that sets itself again is an interval.
      bool again = !timeout;
      for (uint32_t f = visit.function; f != kNoIndex && !again; f = program_[visit.module].functions()[f].parent) {
        again = function.module == visit.module && program_[visit.module].functions()[f].ref == function.ref;
      }
      const Trigger trigger{callee.place, words_of(callee), true};
      if (at_message(visit.phase)) {
        open(function, Phase::message_later, conditions, trigger);
      } else if (again || visit.phase == Phase::timer) {
        open(function, Phase::timer, conditions, trigger);
      } else {
        open(function, visit.phase, conditions, visit.phase == Phase::start ? trigger : visit.trigger);
      }
    }
  }
  return true;
}

// A function, a method or a class of the package itself.
bool Follower::follow_own(const Visit& visit, const Callee& callee, const Conditions& conditions) {
  const Module& m = program_[callee.place.module];
  if (m[callee.place.ref].kind == Kind::new_) {
    const Origin made = origins_.of({callee.place.module, m.child(callee.place.ref, 0)});
    if (!made.is(OriginKind::class_of) && !made.is(OriginKind::function)) return false;
    const Module& where = program_[made.place.module];
    for (Ref at = where[made.place.ref].first; at != js::kNone; at = where[at].next) {
      if (where[at].kind == Kind::method && where.member_name(at) == "constructor") {
        bind_arguments({made.place.module, where.child(at, 1)}, callee.place, 0);
      }
    }
    if (made.is(OriginKind::function)) bind_arguments(made.place, callee.place, 0);
    Visit same = visit;
    open_class(made.place, same, conditions);
    return true;
  }
  Place function;
  if (callee.member) {
    function = origins_.method(callee.object, callee.name, callee.place.module);
  } else if (callee.object.is(OriginKind::function)) {
    function = callee.object.place;
  }
  if (!function.known()) return false;
  const std::string_view called = m.member_name(m.child(callee.place.ref, 0));
  bind_arguments(function, callee.place, called == "call" ? 1 : 0);
  open(function, visit.phase, conditions, visit.trigger);
  follow_callbacks(visit, callee, conditions);
  return true;
}

// `node.server.publish(…)` where the server is a config node of this package: its method is looked at as well.
void Follower::follow_other_node(const Visit& visit, const Callee& callee, const Conditions& conditions) {
  const auto property = std::find_if(out_.properties.begin(), out_.properties.end(),
                                     [&](const Property& p) { return p.name == callee.object.name; });
  if (property == out_.properties.end() || property->config_type.empty()) return;
  const auto constructor = constructors_.find(property->config_type);
  if (constructor == constructors_.end()) return;
  const uint32_t module = constructor->second.module;
  const std::vector<Ref>& methods = program_[module].methods(callee.name);
  if (methods.empty() || registers_for_events(callee.name)) return;
  bind_arguments({module, methods.front()}, callee.place, 0);
  open({module, methods.front()}, visit.phase, conditions, visit.trigger);
}

// What the events of a file are likely to be, from the modules that it and the files beside it require.
Phase Follower::phase_of_file(uint32_t module, uint32_t depth) {
  constexpr uint32_t kMaxFiles = 3;
  const size_t functions = program_[module].functions().size();
  for (size_t f = 0; f < functions; ++f) {
    for (const Ref call : program_[module].functions()[f].calls) {
      if (!program_.spend()) return Phase::event;
      const Module& m = program_[module];
      const Ref callee = m.child(call, 0);
      const Ref name = m.child(call, 1);
      if (m[callee].kind == Kind::member && m.slice(callee).starts_with("RED.httpNode.")) return Phase::route;
      if (m[callee].kind != Kind::identifier || m.slice(callee) != "require" || name == js::kNone) continue;
      const std::string wanted = m.text_of(name);
      const ModuleEntry* const known = find_module(wanted);
      // Most nodes read a file now and then; their events are others.
      if (known != nullptr && known->use != ModuleUse::file && has_local_events(*known)) return Phase::local;
      if (known != nullptr && shares_events(*known)) return Phase::shared;
      const uint32_t next = depth < kMaxFiles ? program_.require(module, wanted) : kNoIndex;
      if (next == kNoIndex || next == module) continue;
      if (const Phase phase = phase_of_file(next, depth + 1); phase != Phase::event) return phase;
    }
  }
  return Phase::event;
}

Phase Follower::phase_of_callback(const Visit& visit, const Callee& callee) {
  if (visit.phase != Phase::start || !registers_for_events(callee.name)) return visit.phase;
  if (callee.object.is(OriginKind::module) || callee.object.is(OriginKind::made)) {
    const ModuleEntry* const known = find_module(callee.object.name);
    if (known == nullptr) return Phase::event;
    if (known->use == ModuleUse::pure) {  // an emitter of the package: where its events come from, the file may say
      const Phase phase = phase_of_file(callee.place.module, 0);
      return phase == Phase::event ? visit.phase : phase;
    }
    if (shares_events(*known)) return Phase::shared;
    return has_local_events(*known) ? Phase::local : Phase::event;
  }
  if (callee.object.is(OriginKind::other_node)) {
    const auto property = std::find_if(out_.properties.begin(), out_.properties.end(),
                                       [&](const Property& p) { return p.name == callee.object.name; });
    const auto constructor =
        property == out_.properties.end() ? constructors_.end() : constructors_.find(property->config_type);
    if (constructor != constructors_.end()) {
      const Phase phase = phase_of_file(constructor->second.module, 0);
      if (phase != Phase::event) return phase;
    }
  }
  return phase_of_file(callee.place.module, 0);
}

// Functions handed to somebody else's function: called for each event, or once when the work is done.
void Follower::follow_callbacks(const Visit& visit, const Callee& callee, const Conditions& conditions) {
  const ModuleEntry* const known = callee.object.outside() ? find_module(callee.object.name) : nullptr;
  const bool server = known != nullptr && known_call(*known, callee.name, true) == ModuleDoes::listens;
  Phase phase = server && visit.phase == Phase::start ? Phase::local : phase_of_callback(visit, callee);
  const Place first = argument(callee.place, 0);
  const std::string event = first.known() ? program_[first.module].text_of(first.ref) : std::string();
  for (uint32_t i = 0; i < kMaxArguments; ++i) {
    const Place given = argument(callee.place, i);
    if (!given.known()) break;
    const Kind kind = program_[given.module][given.ref].kind;
    if (kind != Kind::arrow && kind != Kind::function && kind != Kind::identifier && kind != Kind::member &&
        kind != Kind::call)
      continue;
    const Place function = callback(given);
    if (!function.known()) continue;
    const Trigger own{callee.place, words_of(callee), known != nullptr};
    if (phase == Phase::event && is_connection_event(event)) {
      tell(SignalKind::connects, visit, own, conditions);
      open(function, Phase::event, conditions, own);
      continue;
    }
    open(function, phase, conditions, phase == visit.phase ? visit.trigger : own);
  }
}

}  // namespace halint::package
