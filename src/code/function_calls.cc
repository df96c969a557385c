// FunctionWalker, part 5: calls of local functions, methods, context and node.
// SPDX-License-Identifier: Apache-2.0
#include "code/function_walker.h"

namespace halint {

using js::Kind;
using js::kNone;

FunctionWalker::Arguments FunctionWalker::arguments_of(Ref first) const {
  Arguments found;
  for (Ref at = first; at != kNone; at = node(at).next) {
    if (node(at).kind == Kind::kSpread) found.spread = true;
    if (found.count < found.at.size()) found.at[found.count] = at;
    ++found.count;
    if (found.count > found.at.size()) break;
  }
  return found;
}

namespace {

// A method that calls its callback before it returns.
bool runs_at_once(NameId method) {
  switch (method) {
    case kWord_forEach:
    case kWord_map:
    case kWord_filter:
    case kWord_find:
    case kWord_findIndex:
    case kWord_findLast:
    case kWord_findLastIndex:
    case kWord_some:
    case kWord_every:
    case kWord_reduce:
    case kWord_reduceRight:
    case kWord_flatMap:
    case kWord_sort:
    case kWord_replace:
    case kWord_replaceAll:
    case kWord_from:
      return true;
    default:
      return false;
  }
}

}  // namespace

// Where a callback runs that is handed to a method of this name.
CodePlace FunctionWalker::callback_place(NameId method, CodePlace now) {
  if (runs_at_once(method)) return now;
  switch (method) {
    case kWord_on:
    case kWord_once:
    case kWord_addListener:
    case kWord_addEventListener:
    case kWord_subscribe:
    case kWord_listen:
      return CodePlace::event;
    default:
      return now == CodePlace::timer || now == CodePlace::event ? now : CodePlace::async;
  }
}

namespace {

// Methods of arrays, maps and sets that change the object they are called on.
bool changes_object(NameId method) {
  switch (method) {
    case kWord_push:
    case kWord_pop:
    case kWord_shift:
    case kWord_unshift:
    case kWord_splice:
    case kWord_sort:
    case kWord_reverse:
    case kWord_fill:
    case kWord_copyWithin:
    case kWord_set:
    case kWord_add:
    case kWord_delete:
    case kWord_clear:
      return true;
    default:
      return false;
  }
}

// Methods that yield the object itself or something still inside it.
bool yields_inner(NameId method) {
  switch (method) {
    case kWord_pop:
    case kWord_shift:
    case kWord_sort:
    case kWord_reverse:
    case kWord_fill:
    case kWord_set:
    case kWord_add:
    case kWord_find:
    case kWord_findLast:
    case kWord_at:
    case kWord_get:
    case kWord_values:
    case kWord_entries:
      return true;
    default:
      return false;
  }
}

}  // namespace

Value FunctionWalker::eval_call(Ref ref) {
  const Ref callee_ref = node(ref).first;
  const js::Node& callee = node(callee_ref);
  const Ref first = callee.next;
  if (callee.kind == Kind::kMember) {
    const Value object = eval(callee.first);
    const Property property = property_of(callee_ref);
    const Value value = member_of(object, property, callee_ref);
    return call_value(value, object, property, ref, first);
  }
  if (callee.kind == Kind::kFunction || callee.kind == Kind::kArrow) {
    const Value arguments = eval_arguments(first, frame_.place, plain(from_unknown));
    Value result = run_function_node(callee_ref, frame_.place, true, {}, 0);
    absorb(result, arguments);
    return result;
  }
  const Value value = eval(callee_ref);
  return call_value(value, Value{}, Property{}, ref, first);
}

Value FunctionWalker::call_value(const Value& callee, const Value& object, const Property& method, Ref call,
                                 Ref first) {
  switch (callee.thing) {
    case Thing::kContextGet:
    case Thing::kContextSet:
    case Thing::kContextKeys:
      return call_context(callee, call, first);
    case Thing::kNodeMethod:
      return call_node(callee, call, first);
    case Thing::kEnvGet:
      return call_env(call, first);
    case Thing::kHost:
    case Thing::kHostMethod:
      return call_host(callee, call, first);
    case Thing::kModule:
      return call_module(callee, call, first, false);
    case Thing::kRequire:
      return call_require(call, first);
    case Thing::kFetch:
      return call_fetch(call, first);
    case Thing::kTimerStart:
      return call_timer(static_cast<TimerKind>(callee.ref), call, first);
    case Thing::kFunction:
      return call_function(callee, first);
    default:
      break;
  }
  if (node(node(call).first).kind == Kind::kMember) return call_method(object, method, call, first);
  const CodePlace place = callback_place(0, frame_.place);
  Value result = eval_arguments(first, place, plain(from_unknown));
  result.sources |= callee.sources;
  result.reads |= callee.reads;
  result.holds = 0;
  return result;
}

Value FunctionWalker::call_method(const Value& object, const Property& method, Ref call, Ref first) {
  switch (object.thing) {
    case Thing::kContextGet:
    case Thing::kContextSet:
    case Thing::kContextKeys:
    case Thing::kNodeMethod:
    case Thing::kFunction:
      if (method.name == kWord_bind) return object;
      if (method.name == kWord_call && first != kNone) {
        eval(first);
        return call_value(object, Value{}, Property{}, call, node(first).next);
      }
      break;
    case Thing::kGot:
    case Thing::kGotList:
      return call_got(object, method, call, first);
    case Thing::kResponse:
      act();
      break;
    default:
      break;
  }
  const CodePlace place = callback_place(method.name, frame_.place);
  Value element = plain(object.sources);
  element.reads = object.reads;
  if (object.thing == Thing::kArrayLiteral) element.sources |= from_unknown;
  Value result = plain(from_constant);
  const bool at_once = runs_at_once(method.name);
  for (Ref at = first; at != kNone; at = node(at).next) {
    if (at_once && is_function(node(at).kind)) {
      const Value returned = run_function_node(at, place, true, {&element, 1}, 0);
      absorb(result, returned);
    } else {
      absorb(result, eval_argument(at, place, {&element, 1}));
    }
  }
  if (changes_object(method.name)) absorb_into_root(node(node(call).first).first, result);
  result.sources |= object.sources;
  result.reads |= object.reads;
  result.holds = 0;
  return result;
}

// A method of an object that came out of a context.
Value FunctionWalker::call_got(const Value& object, const Property& method, Ref call, Ref first) {
  const CodePlace place = callback_place(method.name, frame_.place);
  const bool at_once = runs_at_once(method.name);
  Value element = object;
  element.thing = object.thing == Thing::kGot ? Thing::kGot : Thing::kPlain;
  Value arguments = plain(from_constant);
  for (Ref at = first; at != kNone; at = node(at).next) {
    const bool reducer = method.name == kWord_reduce || method.name == kWord_reduceRight;
    const Value pair[2] = {reducer ? plain(element.sources) : element, reducer ? element : plain(from_constant)};
    if (at_once && is_function(node(at).kind)) {
      absorb(arguments, run_function_node(at, place, true, pair, 0));
    } else {
      absorb(arguments, eval_argument(at, place, pair));
    }
  }
  if (object.thing == Thing::kGot && changes_object(method.name)) add_mutation(object.ref, arguments, span(call));
  Value result = plain(object.sources);
  if (object.thing == Thing::kGot && yields_inner(method.name)) result = object;
  result.reads |= object.reads | arguments.reads;
  result.sources |= arguments.sources;
  return result;
}

Value FunctionWalker::eval_arguments(Ref first, CodePlace place, const Value& parameter) {
  Value all = plain(from_constant);
  for (Ref at = first; at != kNone; at = node(at).next) absorb(all, eval_argument(at, place, {&parameter, 1}));
  return all;
}

// One argument; functions among them are taken for callbacks.
Value FunctionWalker::eval_argument(Ref ref, CodePlace place, std::span<const Value> parameters) {
  if (is_function(node(ref).kind)) {
    run_function_node(ref, place, false, parameters, 0);
    return plain(from_constant);
  }
  const Value value = eval(ref);
  if (value.thing == Thing::kFunction) {
    run_function(value.ref, place, parameters);
    if (names_[functions_[value.ref].name].callback_acts) act();
    return plain(from_constant);
  }
  return value;
}

Value FunctionWalker::call_function(const Value& callee, Ref first) {
  constexpr size_t kMaxParameters = 8;
  std::array<Value, kMaxParameters> parameters;
  size_t count = 0;
  const NameId name = functions_[callee.ref].name;
  const bool only_call = names_[name].occurrences <= 2;
  const CodePlace place = frame_.place == CodePlace::body ? CodePlace::nested : frame_.place;
  Value all = plain(from_constant);
  for (Ref at = first; at != kNone; at = node(at).next) {
    Value value = eval_argument(at, CodePlace::async, {});
    absorb(all, value);
    // What another call passes is not known here.
    if (!only_call) {
      value.certainty = Certainty::unknown;
      value.nullish = false;
      value.sources |= value.sources == from_constant ? from_unknown : from_constant;
    }
    if (count < kMaxParameters) parameters[count++] = value;
  }
  const bool timer = names_[name].timer_callback;
  run_function(callee.ref, timer ? CodePlace::timer : place, {parameters.data(), count});
  if (names_[name].callback_acts) act();
  Value result = functions_[callee.ref].result;
  absorb(result, all);
  result.holds = 0;
  return result;
}

Value FunctionWalker::call_node(const Value& callee, Ref call, Ref first) {
  CodeOutput& output = facts_.output;
  const bool message = role_ == CodeRole::message;
  switch (callee.ref) {
    case kWord_send: {
      const Value sent = first == kNone ? plain(from_unknown) : eval_argument(first, CodePlace::async, {});
      if (first != kNone) eval_arguments(node(first).next, CodePlace::async, plain(from_unknown));
      note_all_sent(first, sent, call);
      CodeSend& made = facts_.sends.emplace_back();
      made.place = frame_.place;
      made.part = part_;
      made.guarded = guarded();
      made.span = span(call);
      act();
      if (message && first != kNone && node(first).kind == Kind::kArray) {
        unsigned outputs = 0;
        unsigned index = 0;
        for (Ref at = node(first).first; at != kNone; at = node(at).next) {
          ++index;
          if (!is_nothing(at)) outputs = index;
        }
        if (outputs > output.outputs && outputs < 256) output.outputs = static_cast<uint8_t>(outputs);
      } else if (message && output.outputs == 0) {
        output.outputs = 1;
      }
      return plain(from_constant);
    }
    case kWord_linkcall: {
      const Value target = first == kNone ? plain(from_unknown) : eval(first);
      CodeLinkCall& made = facts_.link_calls.emplace_back();
      made.certainty = target.certainty == Certainty::constant ? Certainty::constant : Certainty::unknown;
      if (target.certainty == Certainty::constant) made.target = target.text;
      made.time = start_sent(0, call).time;
      made.part = part_;
      made.begin = node(call).begin;
      made.end = node(call).end;
      if (first != kNone) eval_arguments(node(first).next, CodePlace::async, plain(from_unknown));
      act();
      return plain(from_unknown);
    }
    case kWord_context: {
      Value value = plain(from_constant);
      value.thing = Thing::kContext;
      return value;
    }
    case kWord_error:
      if (first != kNone && node(first).next != kNone) note_report(CodeReport::Kind::error);
      output.calls_error = output.calls_error || message;
      break;
    case kWord_done:
      output.calls_done = output.calls_done || message;
      break;
    case kWord_status:
      note_report(CodeReport::Kind::status);
      output.calls_status = output.calls_status || message;
      break;
    default:
      break;
  }
  return eval_arguments(first, callback_place(callee.ref, frame_.place), plain(from_unknown));
}

Value FunctionWalker::call_env(Ref call, Ref first) {
  const Value name = first == kNone ? plain(from_unknown) : eval(first);
  EnvRead& made = facts_.env_reads.emplace_back();
  made.certainty = name.certainty;
  if (name.certainty != Certainty::unknown) made.name = name.text;
  made.part = part_;
  made.span = span(call);
  return plain(from_constant);
}

}  // namespace halint
