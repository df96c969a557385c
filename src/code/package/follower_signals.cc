// What a call shows: a message sent, something outside, the host.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "code/package/call_words.h"
#include "code/package/follower.h"

namespace halint::package {
namespace {

constexpr size_t kMaxCall = 600;  // characters of a call that are searched for what it is about

template <size_t N>
bool is_any(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool at_message(Phase phase) { return phase == Phase::message || phase == Phase::message_later; }

SignalKind send_kind(Phase phase) {
  switch (phase) {
    case Phase::start:
      return SignalKind::sends_at_start;
    case Phase::timer:
      return SignalKind::sends_on_timer;
    case Phase::event:
      return SignalKind::sends_on_event;
    case Phase::shared:
      return SignalKind::sends_on_shared;
    case Phase::local:
      return SignalKind::sends_on_local;
    case Phase::route:
      return SignalKind::sends_on_route;
    case Phase::widget:
      return SignalKind::sends_on_widget;
    case Phase::message:
    case Phase::message_later:
      break;
  }
  return SignalKind::passes;
}

// Calls on outside objects that do nothing there, whatever the module.
bool is_housekeeping(std::string_view name) {
  constexpr std::array<std::string_view, 44> kWords{"on",
                                                    "once",
                                                    "off",
                                                    "then",
                                                    "catch",
                                                    "finally",
                                                    "removeListener",
                                                    "removeAllListeners",
                                                    "toString",
                                                    "emit",
                                                    "bind",
                                                    "close",
                                                    "end",
                                                    "destroy",
                                                    "abort",
                                                    "connect",
                                                    "disconnect",
                                                    "open",
                                                    "setEncoding",
                                                    "pipe",
                                                    "setTimeout",
                                                    "unref",
                                                    "status",
                                                    "log",
                                                    "warn",
                                                    "error",
                                                    "debug",
                                                    "trace",
                                                    "deregister",
                                                    "register",
                                                    "format",
                                                    "toISOString",
                                                    "call",
                                                    "apply",
                                                    "forEach",
                                                    "map",
                                                    "filter",
                                                    "init",
                                                    "login",
                                                    "setMaxListeners",
                                                    "addListener",
                                                    "json",
                                                    "text",
                                                    "hasOwnProperty"};
  return is_any(name, kWords);
}

}  // namespace

bool Follower::note_send(const Visit& visit, const Callee& callee, const Conditions& conditions) {
  const bool plain = !callee.member && callee.object.is(OriginKind::send);
  const bool method =
      callee.member && (callee.name == "send" || callee.name == "emit") && callee.object.is(OriginKind::node);
  if (!plain && !method) return false;
  if (method && callee.name == "emit") {
    // What a config node tells its nodes; `node.emit("input", …)` is a message of its own.
    const Place name = argument(callee.place, 0);
    const bool input = name.known() && program_[name.module].text_of(name.ref) == "input";
    if (!out_.config && !input) return true;
    // A timer that hands the next message to the node which set it up goes on for ever.
    if (input && visit.phase == Phase::message_later)
      tell(SignalKind::sends_on_timer, visit, visit.trigger, conditions);
    if (at_message(visit.phase)) return true;
  }
  const SignalKind kind = send_kind(visit.phase);
  if (kind == SignalKind::passes) {
    tell(kind, visit, {callee.place, words_of(callee), true}, conditions);
    if (visit.phase == Phase::message_later) tell(SignalKind::keeps_timer, visit, visit.trigger, conditions);
  } else {
    tell(kind, visit, visit.trigger, conditions);
  }
  return true;
}

// Node-RED's own objects: routes, and what is of no consequence.
bool Follower::note_node_red(const Visit& visit, const Callee& callee, const Conditions& conditions) {
  const Origin& object = callee.object;
  if (object.is(OriginKind::red) && callee.member) {
    constexpr std::array<std::string_view, 8> kRoutes{"get", "post", "put", "patch", "delete", "use", "all", "route"};
    if (object.name == "httpNode" && is_any(callee.name, kRoutes)) {
      for (uint32_t i = 1; i < 8; ++i) {
        const Place function = argument(callee.place, i).known() ? callback(argument(callee.place, i)) : Place();
        if (function.known())
          open(function, Phase::route, conditions, {callee.place, "RED.httpNode." + std::string(callee.name), true});
      }
      return true;
    }
    if (object.name == "events" && registers_for_events(callee.name)) {
      const Place function = argument(callee.place, 1).known() ? callback(argument(callee.place, 1)) : Place();
      if (function.known())
        open(function, visit.phase == Phase::start ? Phase::event : visit.phase, conditions,
             {callee.place, "RED.events.on", true});
      return true;
    }
    if (object.name == "nodes" && callee.name == "getNode") out_.alone = false;
    if (object.name == "nodes" || object.name == "util" || object.name == "log") {
      follow_callbacks(visit, callee, conditions);  // RED.util.evaluateNodeProperty(…, callback)
      return true;
    }
    return object.name == "httpAdmin" || object.name == "comms" || object.name == "settings";
  }
  constexpr std::array<std::string_view, 9> kNode{
      "status", "log", "warn", "error", "debug", "trace", "removeListener", "removeAllListeners", "metric"};
  if (object.is(OriginKind::node) && callee.member && is_any(callee.name, kNode)) return true;
  if (object.is(OriginKind::context)) {
    if (callee.name == "set" && at_message(visit.phase)) {
      tell(SignalKind::uses_context, visit, {callee.place, "context.set", true}, conditions);
    }
    return true;
  }
  // `msg.res.send(…)`: the answer to an HTTP request.
  if (object.is(OriginKind::message) && callee.member && at_message(visit.phase)) {
    const Module& m = program_[callee.place.module];
    const std::string_view text = m.slice(m.child(callee.place.ref, 0));
    constexpr std::array<std::string_view, 6> kAnswers{"send", "end", "json", "jsonp", "sendFile", "sendStatus"};
    if (text.find(".res.") != std::string_view::npos && is_any(callee.name, kAnswers)) {
      tell(SignalKind::replies, visit, {callee.place, "msg.res." + std::string(callee.name), true}, conditions);
      return true;
    }
  }
  return false;
}

bool Follower::note_widget(const Visit& visit, const Callee& callee, const Conditions& conditions) {
  const ModuleEntry* const known = callee.object.outside() ? find_module(callee.object.name) : nullptr;
  const bool first =
      known != nullptr && callee.name.starts_with("add") && known_call(*known, callee.name, false) == ModuleDoes::shows;
  const bool second = callee.object.is(OriginKind::other_node) && callee.name == "register" &&
                      argument(callee.place, 2).known() &&
                      (callee.object.name == "group" || callee.object.name == "page" || callee.object.name == "ui" ||
                       callee.object.name.empty());
  if (!first && !second) return false;
  const Trigger trigger{callee.place, words_of(callee), true};
  tell(SignalKind::shows, visit, trigger, conditions);
  if (out_.outputs > 0 && hears_users(callee)) tell(SignalKind::sends_on_widget, visit, trigger, conditions);
  return true;
}

// A widget that only shows is registered without a handler for what people do with it.
bool Follower::hears_users(const Callee& callee) {
  constexpr std::array<std::string_view, 5> kHandlers{"onAction", "onChange", "onSocket", "beforeSend", "convertBack"};
  for (uint32_t i = 0; i < 4; ++i) {
    const Place given = argument(callee.place, i);
    if (!given.known()) break;
    const Origin options = origins_.of(given);
    if (!options.is(OriginKind::object) || options.place.ref == js::kNone) continue;
    const Module& m = program_[options.place.module];
    for (Ref at = m[options.place.ref].first; at != js::kNone; at = m[at].next) {
      const bool second = callee.name == "register";
      if (is_any(m.member_name(at), kHandlers) && !(second && m.member_name(at) == "beforeSend")) return true;
    }
  }
  return false;
}

void Follower::note_code(const Visit& visit, const Callee& callee, const Conditions& conditions) {
  const ModuleEntry* const known = callee.object.outside() ? find_module(callee.object.name) : nullptr;
  const bool vm = known != nullptr && known->use == ModuleUse::code;
  const bool own =
      callee.object.is(OriginKind::global) && (callee.object.name == "eval" || callee.object.name == "Function");
  if (!vm && !own) return;
  tell(SignalKind::runs_code, visit, {callee.place, words_of(callee), true}, conditions);
}

void Follower::note_effect(const Visit& visit, const Callee& callee, ModuleDoes call, bool known,
                           const Conditions& conditions) {
  const Trigger trigger{callee.place, words_of(callee), known};
  switch (call) {
    case ModuleDoes::reads:
      tell(SignalKind::reads_outside, visit, trigger, conditions);
      break;
    case ModuleDoes::writes:
      tell(SignalKind::sets_outside, visit, trigger, conditions);
      break;
    case ModuleDoes::acts:
      tell(SignalKind::acts_outside, visit, trigger, conditions);
      break;
    case ModuleDoes::queries:
      tell(SignalKind::queries, visit, trigger, conditions);
      break;
    case ModuleDoes::shows:
      tell(SignalKind::shows, visit, trigger, conditions);
      break;
    case ModuleDoes::listens:
      tell(SignalKind::listens, visit, trigger, conditions);
      break;
    case ModuleDoes::unknown:
    case ModuleDoes::schedules:
    case ModuleDoes::names_host:
    case ModuleDoes::makes_ids:
    case ModuleDoes::clock:
    case ModuleDoes::pure:
    case ModuleDoes::changes_argument:
      tell(SignalKind::calls_outside, visit, trigger, conditions);
      break;
  }
}

void Follower::note_host(const Visit& visit, const Callee& callee, const ModuleEntry& known, ModuleDoes call,
                         const Conditions& conditions) {
  const Trigger trigger{callee.place, words_of(callee), true};
  if (call == ModuleDoes::listens && (known.use == ModuleUse::file || consumes_files(known)))
    tell(SignalKind::watches_file, visit, trigger, conditions);
  switch (known.use) {
    case ModuleUse::file:
      if (call == ModuleDoes::writes || call == ModuleDoes::acts)
        tell(SignalKind::writes_file, visit, trigger, conditions);
      if (call == ModuleDoes::reads) tell(SignalKind::reads_file, visit, trigger, conditions);
      break;
    case ModuleUse::process:
      if (!is_housekeeping(callee.name)) tell(SignalKind::runs_process, visit, trigger, conditions);
      break;
    case ModuleUse::hardware:
      tell(SignalKind::uses_hardware, visit, trigger, conditions);
      break;
    case ModuleUse::local_database:
      tell(SignalKind::uses_local_database, visit, trigger, conditions);
      break;
    default:
      break;
  }
}

void Follower::note_outside(const Visit& visit, const Callee& callee, const Conditions& conditions) {
  const Module& m = program_[callee.place.module];
  const Origin& object = callee.object;
  if (object.is(OriginKind::global) && object.name == "fetch" && !callee.member) {
    if (at_message(visit.phase)) note_effect(visit, callee, ModuleDoes::unknown, true, conditions);
    return;
  }
  if (!object.outside()) {
    // Something that could not be followed: what it does with a message is not known.
    const bool calls_out = object.is(OriginKind::unknown) && callee.member && at_message(visit.phase);
    const ModuleDoes guess = calls_out ? guess_call(callee.name) : ModuleDoes::unknown;
    if (guess == ModuleDoes::acts && callee.name != "add") note_effect(visit, callee, guess, false, conditions);
    return;
  }
  const ModuleEntry* const known = find_module(object.name);
  const bool made = m[callee.place.ref].kind == Kind::new_;
  if (known != nullptr && known->session && made) {
    tell(SignalKind::holds_session, visit, {callee.place, words_of(callee), true}, conditions);
  }
  if (known != nullptr && (known->use == ModuleUse::pure || known->use == ModuleUse::timer)) return;
  out_.alone = false;
  if (known != nullptr && known->use == ModuleUse::server && made)
    tell(SignalKind::listens, visit, {callee.place, words_of(callee), true}, conditions);
  ModuleDoes call = known != nullptr ? known_call(*known, callee.name, made) : ModuleDoes::unknown;
  if (known != nullptr) note_host(visit, callee, *known, call, conditions);
  const bool file = known != nullptr && (known->use == ModuleUse::file || consumes_files(*known));
  if (known != nullptr && call == ModuleDoes::listens && !file) {
    tell(SignalKind::listens, visit, {callee.place, words_of(callee), true}, conditions);
    return;
  }
  const bool host =
      known != nullptr && (file || known->use == ModuleUse::process || known->use == ModuleUse::hardware ||
                           known->use == ModuleUse::local_database || known->use == ModuleUse::code);
  if (host || made || !at_message(visit.phase)) return;
  // Whoever refreshes an access token (RFC 6749, section 6) changes nothing that others see.
  if (call == ModuleDoes::acts && known->use == ModuleUse::http &&
      m.slice(callee.place.ref).substr(0, kMaxCall).find("oken") != std::string_view::npos)
    call = ModuleDoes::reads;
  if (call != ModuleDoes::unknown) {
    note_effect(visit, callee, call, true, conditions);
    return;
  }
  // What another node is told by an event, it may do for others.
  if (callee.name == "emit" && object.is(OriginKind::other_node)) {
    note_effect(visit, callee, ModuleDoes::unknown, false, conditions);
    return;
  }
  if (is_housekeeping(callee.name)) return;
  call = guess_call(callee.name);
  const bool request = known != nullptr && known->use == ModuleUse::http;
  note_effect(visit, callee, call, request && call == ModuleDoes::unknown, conditions);
}

}  // namespace halint::package
