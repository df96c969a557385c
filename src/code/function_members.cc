// FunctionWalker, part 4: properties, and what assigning to names, properties and patterns means.
// SPDX-License-Identifier: Apache-2.0
#include "code/function_walker.h"

namespace halint {

using js::Kind;
using js::kNone;

FunctionWalker::Property FunctionWalker::property_of(Ref member) {
  const Ref ref = node(node(member).first).next;
  Property property;
  if (ref == kNone) return property;
  if (!node(member).has(js::kFlagComputed)) {
    if (node(ref).kind != Kind::kIdentifier) return property;
    property.text = ast_->slice(ref);
    property.name = name_of(ref);
    property.known = true;
    return property;
  }
  const Value value = eval(ref);
  if (value.certainty == Certainty::constant) {
    property.text = value.text;
    property.name = names_.intern(value.text);
    property.known = true;
  }
  return property;
}

Value FunctionWalker::member_of(const Value& object, const Property& property, Ref ref) {
  Value value = plain(object.sources);
  value.reads = object.reads;
  switch (object.thing) {
    case Thing::kContext:
      return context_member(object, property, ref);
    case Thing::kMessage:
    case Thing::kMessageMember:
      return message_member(object, property, ref);
    case Thing::kHost:
    case Thing::kHostMethod:
      return host_member(object, property, ref);
    case Thing::kObjectLiteral:
      return literal_member(object, property);
    case Thing::kResponse:
      value.thing = Thing::kResponse;
      value.holds = holds_response;
      return value;
    case Thing::kNode:
      value.thing = Thing::kNodeMethod;
      value.ref = property.name;
      if (property.name == kWord_send) value.holds = holds_send;
      return value;
    case Thing::kEnv:
      if (property.name == kWord_get) value.thing = Thing::kEnvGet;
      return value;
    case Thing::kProcessEnv:
      add_use(ExternalKind::process_env, "process", property.text, {}, false, ref);
      return plain(from_nondeterministic);
    case Thing::kModule:
      value = object;
      if (property.name != kWord_promises && property.name != kWord_default) value.text = property.text;
      return value;
    case Thing::kGot:
      if (property.name == kWord_length) return value;
      value.thing = Thing::kGot;
      value.ref = object.ref;
      return value;
    case Thing::kGotList:
      if (property.known && property.text.size() == 1 && property.text[0] >= '0' && property.text[0] <= '9' &&
          static_cast<uint32_t>(property.text[0] - '0') < object.method) {
        value.thing = Thing::kGot;
        value.ref = object.ref + static_cast<uint32_t>(property.text[0] - '0');
      }
      return value;
    default:
      return value;
  }
}

Value FunctionWalker::context_member(const Value& object, const Property& property, Ref) {
  Value value = object;
  switch (property.name) {
    case kWord_get:
      value.thing = Thing::kContextGet;
      return value;
    case kWord_set:
      value.thing = Thing::kContextSet;
      return value;
    case kWord_keys:
      value.thing = Thing::kContextKeys;
      return value;
    case kWord_flow:
    case kWord_global:
      if (object.scope != ContextScope::node) break;
      value.scope = property.name == kWord_flow ? ContextScope::flow : ContextScope::global;
      return value;
    default:
      break;
  }
  // A property of the object: perhaps a module of functionGlobalContext.
  value = plain(from_unknown);
  return value;
}

Value FunctionWalker::message_member(const Value& object, const Property& property, Ref ref) {
  Value value = plain(object.sources);
  value.reads = object.reads;
  if (object.thing == Thing::kMessage) {
    if ((object.holds & holds_message) != 0 && property.known) {
      for (const auto& [name, known] : message_values_) {
        if (name == property.text) return known;
      }
    }
    if (property.name == kWord_res || property.name == kWord_req) {
      value.thing = property.name == kWord_res ? Thing::kResponse : Thing::kRequest;
      value.holds = property.name == kWord_res ? holds_response : holds_request;
      return value;
    }
    value.thing = Thing::kMessageMember;
    value.text = property.text;
    const Ref key = node(node(ref).first).next;
    // ref: where the path begins in the text, if it can be sliced.
    value.ref = node(ref).kind == Kind::kMember && !node(ref).has(js::kFlagComputed) ? node(key).begin : kNoIndex;
    return value;
  }
  value.thing = Thing::kMessageMember;
  value.text = object.text;
  value.ref = kNoIndex;
  if (object.ref != kNoIndex && node(ref).kind == Kind::kMember && !node(ref).has(js::kFlagComputed) &&
      node(ref).end > object.ref) {
    value.ref = object.ref;
    value.text = ast_->text.substr(object.ref, node(ref).end - object.ref);
  }
  return value;
}

Value FunctionWalker::host_member(const Value& object, const Property& property, Ref ref) {
  Value value = plain(from_constant);
  if (object.thing == Thing::kHost && object.ref == kWord_process) {
    if (property.name == kWord_env) {
      value.thing = Thing::kProcessEnv;
      return value;
    }
    if (property.name == kWord_pid) {
      add_use(ExternalKind::host_name, "process", "pid", {}, false, ref);
      value.sources = from_nondeterministic;
      return value;
    }
  }
  if (object.thing == Thing::kHostMethod && object.method != kWord_prototype && object.ref != kWord_RED) return value;
  value.thing = Thing::kHostMethod;
  value.ref = object.ref;
  value.method = property.name;
  return value;
}

// Constants kept in a literal: `const KEYS = {count: "n"}`.
Value FunctionWalker::literal_member(const Value& object, const Property& property) {
  constexpr int kMaxLooks = 64;
  Value value = plain(object.sources);
  value.reads = object.reads;
  if (!property.known) return value;
  int looks = 0;
  for (Ref part = node(object.ref).first; part != kNone && looks < kMaxLooks; part = node(part).next, ++looks) {
    const js::Node& at = node(part);
    if (at.kind != Kind::kProperty || at.has(js::kFlagComputed) || ast_->slice(at.first) != property.text) continue;
    const Ref made = node(at.first).next;
    if (node(made).kind == Kind::kString) return eval_string(made);
  }
  return value;
}

// Reads of properties that live on objects of the sandbox.
void FunctionWalker::note_member_read(const Value& object, const Property& property, Ref ref, Value& value) {
  if (value.thing != Thing::kPlain && value.thing != Thing::kHostMethod) return;
  StateKind kind = StateKind::context_property;
  std::string_view name = property.text;
  if (object.thing == Thing::kSandbox) {
    kind = StateKind::this_property;
  } else if (object.thing == Thing::kHost || object.thing == Thing::kHostMethod) {
    kind = StateKind::host_object_property;
    name = ast_->slice(ref).substr(0, TextPool::kMaxLength);
  } else if (object.thing != Thing::kContext) {
    return;
  }
  if (!property.known) return;
  const Value read = read_state(state_slot(kind, object.scope, name), ref);
  if (value.thing == Thing::kPlain) value.sources |= read.sources;
  value.reads |= read.reads;
}

void FunctionWalker::assign(Ref target, const Value& value, Ref whole, bool declares) {
  switch (node(target).kind) {
    case Kind::kIdentifier:
      assign_name(target, value, whole, declares, false);
      return;
    case Kind::kMember: {
      const Value object = eval(node(target).first);
      const Property property = property_of(target);
      assign_member(target, object, property, value, whole, kNone, false);
      return;
    }
    case Kind::kDefault: {
      const Ref inner = node(target).first;
      const Value fallback = eval(node(inner).next);
      assign(inner, merge(value, fallback), whole, declares);
      return;
    }
    case Kind::kRest: {
      Value rest = value;
      if (rest.thing != Thing::kMessage) rest.thing = Thing::kPlain;
      assign(node(target).first, rest, whole, declares);
      return;
    }
    case Kind::kObjectPattern:
    case Kind::kArrayPattern:
      assign_pattern(target, value, whole, declares);
      return;
    default:
      return;
  }
}

void FunctionWalker::assign_pattern(Ref target, const Value& value, Ref whole, bool declares) {
  const bool is_array = node(target).kind == Kind::kArrayPattern;
  uint32_t index = 0;
  for (Ref part = node(target).first; part != kNone; part = node(part).next, ++index) {
    const js::Node& at = node(part);
    if (at.kind == Kind::kMissing) continue;
    Value element = plain(value.sources);
    element.reads = value.reads;
    if (is_array) {
      if (value.thing == Thing::kGotList && index < value.method) {
        element.thing = Thing::kGot;
        element.ref = value.ref + index;
      } else if (value.thing == Thing::kGot) {
        element = value;
      }
      assign(part, element, whole, declares);
      continue;
    }
    if (at.kind != Kind::kProperty) {
      assign(part, value, whole, declares);
      continue;
    }
    Property property;
    if (at.has(js::kFlagComputed)) {
      eval(at.first);
    } else if (node(at.first).kind == Kind::kIdentifier) {
      property = {ast_->slice(at.first), name_of(at.first), true};
    }
    element = member_of(value, property, part);
    if (value.thing == Thing::kContext || value.thing == Thing::kSandbox)
      note_member_read(value, property, part, element);
    if (node(at.first).next != kNone) assign(node(at.first).next, element, whole, declares);
  }
}

void FunctionWalker::assign_name(Ref target, const Value& value, Ref whole, bool declares, bool reads_first) {
  const NameId name = name_of(target);
  Binding* const binding = find(name);
  if (binding == nullptr) {
    if (names_[name].state == kNoIndex) {
      names_[name].state = state_slot(StateKind::implicit_global, ContextScope::node, names_[name].text);
    }
    write_state(names_[name].state, value, whole, reads_first);
    return;
  }
  const bool replaces = declares || (binding->guard >= frame_.guard && binding->function == frame_.depth);
  if (replaces) {
    binding->value = value;
  } else if (binding->function == frame_.depth && frame_.guard != 0 && frame_.guard == frame_.branch_guard) {
    before_branch_.emplace_back(static_cast<uint32_t>(binding - bindings_.data()), binding->value);
    binding->value = value;
  } else {
    binding->value = merge(binding->value, value);
  }
  if (names_[name].reassigned && binding->value.thing == Thing::kFunction && !declares)
    binding->value.thing = Thing::kPlain;
}

void FunctionWalker::assign_member(Ref target, const Value& object, const Property& property, const Value& value,
                                   Ref whole, Ref value_ref, bool reads_first) {
  switch (object.thing) {
    case Thing::kContext:
    case Thing::kSandbox:
    case Thing::kHost:
    case Thing::kHostMethod:
    case Thing::kModule: {
      StateKind kind = StateKind::host_object_property;
      std::string_view name = ast_->slice(target).substr(0, TextPool::kMaxLength);
      if (object.thing == Thing::kContext || object.thing == Thing::kSandbox) {
        kind = object.thing == Thing::kContext ? StateKind::context_property : StateKind::this_property;
        name = property.text;
      }
      write_state(state_slot(kind, object.scope, name), value, whole, reads_first);
      return;
    }
    case Thing::kMessage:
    case Thing::kMessageMember: {
      const Value member = message_member(object, property, target);
      std::string_view name = member.thing == Thing::kMessageMember ? member.text : property.text;
      if (name.empty()) name = property.text;
      note_message_property(name, value, span(whole), value_ref, value.nullish);
      if (object.thing != Thing::kMessage || (object.holds & holds_message) == 0 || !property.known) return;
      Value kept = value;
      if (frame_.guard > 0 || frame_.depth > 0) kept.certainty = Certainty::unknown;
      kept.nullish = false;
      for (auto& [known, old] : message_values_) {
        if (known != property.text) continue;
        old = frame_.guard > 0 ? merge(old, kept) : kept;
        return;
      }
      if (message_values_.size() < 16) {
        if (frame_.guard > 0) kept.sources |= from_message;
        message_values_.emplace_back(property.text, kept);
      }
      return;
    }
    case Thing::kGot:
      add_mutation(object.ref, value, span(whole));
      return;
    case Thing::kNode:
    case Thing::kResponse:
    case Thing::kRequest:
      return;
    default:
      absorb_into_root(node(target).first, value);
      return;
  }
}

// A member of a local object changed: the object is now made of the value too.
void FunctionWalker::absorb_into_root(Ref target, const Value& value) {
  while (node(target).kind == Kind::kMember) target = node(target).first;
  if (node(target).kind != Kind::kIdentifier) return;
  Binding* const binding = find(name_of(target));
  if (binding == nullptr) return;
  absorb(binding->value, value);
  if (binding->value.thing == Thing::kObjectLiteral || binding->value.thing == Thing::kArrayLiteral) {
    binding->value.thing = Thing::kPlain;
  }
}

void FunctionWalker::note_message_property(std::string_view name, const Value& value, CodeSpan whole, Ref value_ref,
                                           bool deletes) {
  MessageProperty& made = facts_.properties.emplace_back();
  made.certainty = value.certainty;
  if (value.certainty != Certainty::unknown) made.text = value.text;
  made.part = part_;
  made.sources = value.sources;
  made.deletes = deletes;
  made.name = name;
  made.span = whole;
  if (value_ref != kNone) made.value_span = span(value_ref);
}

}  // namespace halint
