// FunctionWalker: what leaves the node by `return` and `node.send`.
// SPDX-License-Identifier: Apache-2.0
#include "code/function_walker.h"

namespace halint {

using js::Kind;
using js::kNone;

namespace {

SentProperty property_of_value(std::string_view name, const Value& value) {
  SentProperty made;
  made.path = name;
  made.sources = value.sources;
  made.deletes = value.nullish;
  made.certain = true;
  if (value.thing == Thing::kMessageMember) {
    made.passed = true;
    made.text = value.text;
    return made;
  }
  made.certainty = value.certainty;
  if (value.certainty != Certainty::unknown) made.text = value.text;
  if (value.certainty == Certainty::constant) made.type = value.is_string ? ConstantType::string : ConstantType::number;
  return made;
}

uint8_t part_of_message(std::string_view path) {
  if (path == "_session") return keeps_session;
  if (path == "req") return keeps_request;
  if (path == "res") return keeps_response;
  return path == "parts" ? keeps_parts : 0;
}

}  // namespace

SentMessage FunctionWalker::start_sent(uint16_t port, Ref where) const {
  SentMessage made;
  made.port = port;
  made.guarded = guarded();
  made.deferred = frame_.deferred;
  made.part = part_;
  made.begin = node(where).begin;
  made.end = node(where).end;
  made.time = role_ == CodeRole::initialize ? UseTime::start : UseTime::message;
  if (frame_.place == CodePlace::timer) made.time = UseTime::timer;
  if (frame_.place == CodePlace::event) made.time = UseTime::event;
  return made;
}

// The messages of one output: nothing, one, or a list of them.
void FunctionWalker::note_sent(Ref ref, const Value& value, uint16_t port, Ref where) {
  if (ref == kNone || is_nothing(ref) || value.nullish) return;
  SentMessage made = start_sent(port, where);
  if (value.thing == Thing::kMessage) {
    made.keeps = true;
    made.kept = keeps_session | keeps_request | keeps_response | keeps_parts;
    for (const auto& [name, known] : message_values_) made.properties.push_back(property_of_value(name, known));
    for (const SentProperty& property : made.properties)
      made.kept = static_cast<uint8_t>(made.kept & ~part_of_message(property.path));
  } else if (value.thing == Thing::kObjectLiteral) {
    for (Ref part = node(value.ref).first; part != kNone; part = node(part).next) {
      const Ref key = node(part).first;
      if (node(part).kind != Kind::kProperty || node(part).has(js::kFlagComputed)) {
        made.opaque = true;
        continue;
      }
      const bool text = node(key).kind == Kind::kString;
      std::string_view name = ast_->slice(key);
      if (text) name = name.substr(1, name.size() - 2);
      const Ref held = node(part).has(js::kFlagShorthand) ? key : node(key).next;
      made.properties.push_back(property_of_value(name, peek(held)));
      if (made.properties.back().passed && made.properties.back().text == name)
        made.kept = static_cast<uint8_t>(made.kept | part_of_message(name));
    }
  } else {
    made.opaque = true;
  }
  facts_.sent.push_back(std::move(made));
}

// A value that can be told without running anything.
Value FunctionWalker::peek(Ref ref) {
  const Kind kind = ref == kNone ? Kind::kMissing : node(ref).kind;
  if (kind == Kind::kString) return eval_string(ref);
  if (kind == Kind::kNumber) {
    Value value = plain(from_constant);
    value.certainty = Certainty::constant;
    value.text = ast_->slice(ref);
    return value;
  }
  return plain(from_unknown);
}

void FunctionWalker::note_report(CodeReport::Kind kind) {
  CodeReport& made = facts_.reports.emplace_back();
  made.kind = kind;
  made.time = role_ == CodeRole::initialize ? UseTime::start : UseTime::message;
  if (frame_.place == CodePlace::timer) made.time = UseTime::timer;
  if (frame_.place == CodePlace::event) made.time = UseTime::event;
}

// The argument of `return` or `node.send`: a list has one element for each output.
void FunctionWalker::note_all_sent(Ref ref, const Value& value, Ref where) {
  if (ref == kNone) return;
  if (node(ref).kind != Kind::kArray) {
    // Something unknown may be a list.
    const bool known = value.thing == Thing::kMessage || value.thing == Thing::kObjectLiteral;
    note_sent(ref, value, known ? 0 : SentMessage::kAnyPort, where);
    return;
  }
  uint16_t port = 0;
  for (Ref at = node(ref).first; at != kNone; at = node(at).next, ++port) {
    if (is_nothing(at)) continue;
    const Binding* const binding = node(at).kind == Kind::kIdentifier ? find(name_of(at)) : nullptr;
    Value element = binding != nullptr ? binding->value : plain(from_unknown);
    if (node(at).kind == Kind::kObject) {
      element.thing = Thing::kObjectLiteral;
      element.ref = at;
    }
    note_sent(at, element, port, where);
  }
}

}  // namespace halint
