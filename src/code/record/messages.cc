// SPDX-License-Identifier: Apache-2.0
#include "code/record/messages.h"

#include <algorithm>

namespace halint {

using js::kNone;
using js::Ref;

namespace {

constexpr size_t kMaxProperties = 32;
constexpr size_t kMaxConditions = 8;

uint8_t part_of_message(std::string_view path) {
  if (path == "_session") return keeps_session;
  if (path == "req") return keeps_request;
  if (path == "res") return keeps_response;
  return path == "parts" ? keeps_parts : 0;
}

}  // namespace

void MessageRecorder::reset() {
  sites_.reset();
  sent_sites_.reset();
  other_sites_.reset();
  returns_message_ = returns_nothing_ = 0;
}

void MessageRecorder::property(std::string_view path, const Value& value, Ref whole, Ref value_ref) {
  auto& list = m_.facts.properties;
  const uint32_t index =
      sites_.find_or_add(uint64_t{m_.frame.unit} << 24 | whole, value_ref, static_cast<uint32_t>(list.size()));
  const bool fresh = index == list.size();
  if (fresh) list.emplace_back();
  MessageProperty& made = list[index];
  if (fresh) {
    made.certainty = value.certainty;
    made.text = value.certainty == Certainty::unknown ? std::string_view{} : value.text;
  } else if (made.certainty != value.certainty || made.text != value.text) {
    made.certainty = Certainty::unknown;
    made.text = {};
  }
  made.part = m_.frame.unit;
  made.sources |= value.sources;
  made.deletes = value.nullish;
  made.name = path;
  made.span = m_.span(whole);
  if (value_ref != kNone) made.value_span = m_.span(value_ref);
}

void MessageRecorder::changed(std::string_view path, Ref whole) {
  auto& list = m_.facts.changes;
  const uint32_t index =
      other_sites_.find_or_add(uint64_t{m_.frame.unit} << 24 | whole, 1, static_cast<uint32_t>(list.size()));
  if (index < list.size()) return;
  list.push_back({m_.frame.time, m_.frame.unit, path, m_.span(whole)});
}

SentMessage MessageRecorder::start(uint16_t port, Ref where) const {
  SentMessage made;
  made.port = port;
  made.time = m_.frame.time;
  made.deferred = m_.frame.deferred;
  made.repeats = m_.frame.repeats;
  made.guarded = m_.guarded();
  made.part = m_.frame.unit;
  made.begin = m_.node(where).begin;
  made.end = m_.node(where).end;
  for (const Guard& guard : m_.guards) {
    if (guard.told && made.conditions.size() < kMaxConditions) {
      made.conditions.push_back(condition_of(guard));
    }
  }
  return made;
}

SentProperty MessageRecorder::property_of(std::string path, const Value& value, ObjectId own) const {
  SentProperty made;
  made.path = std::move(path);
  const Heap::Members members = m_.heap.members(value.object);
  const bool may_be_own = own != 0 && std::find(members.begin(), members.end(), own) != members.end();
  made.certain = !may_be_own;
  made.deletes = value.nullish;
  if (may_be_own && members.count == 1 && value.beside != 0 && !value.maybe_nullish) {
    const Value& set = m_.heap.beside(value);
    made.sources = set.sources;
    made.type = set.type;
    made.certainty = set.certainty;
    if (set.certainty != Certainty::unknown) made.text = set.text;
    return made;
  }
  made.sources = m_.heap.with_contents(value).sources;
  made.type = value.type;
  if (value.nullish) return made;
  if (members.count == 1 && !may_be_own && value.beside == 0 && !value.constant()) {
    const Object& object = m_.heap[*members.begin()];
    if (object.kind == ObjectKind::message_member) {
      made.passed = true;
      made.text = object.text;
      return made;
    }
    if (object.kind == ObjectKind::literal || object.kind == ObjectKind::array) made.type = ConstantType::object;
  }
  made.certainty = value.certainty;
  if (value.certainty != Certainty::unknown) made.text = value.text;
  return made;
}

// What is known of the properties of a message or below them. Those that are as they came in are not listed.
void MessageRecorder::add_fields(SentMessage& made, ObjectId object, const std::string& prefix, unsigned depth) const {
  const bool came_in =
      m_.heap[object].kind == ObjectKind::message || m_.heap[object].kind == ObjectKind::message_member;
  for (uint32_t at = m_.heap[object].first_field; at != 0; at = m_.heap.field_at(at).next) {
    if (made.properties.size() >= kMaxProperties) return;
    const Heap::Field& field = m_.heap.field_at(at);
    const Value& value = m_.heap.store[field.cell];
    const std::string path = prefix + std::string(m_.names.text(field.name));
    ObjectId own = 0;
    if (came_in) {
      for (const ObjectId member : m_.heap.members(value.object)) {
        if (m_.heap[member].kind == ObjectKind::message_member && m_.heap[member].text == path) own = member;
      }
    }
    const bool as_it_came = own != 0 && own == value.object && !value.maybe_nullish && value.beside == 0;
    if (!as_it_came) made.properties.push_back(property_of(path, value, own));
    if (depth < 3) {
      const Heap::Members below = m_.heap.members(value.object);
      const ObjectKind kind = below.count == 1 ? m_.heap[*below.begin()].kind : ObjectKind::none;
      const bool made_here = kind == ObjectKind::literal || kind == ObjectKind::array;
      if (below.count == 1 && kind != ObjectKind::message && (own != 0 || made_here)) {
        add_fields(made, *below.begin(), path + '.', depth + 1);
      }
    }
  }
}

void MessageRecorder::sent(uint16_t port, ObjectId object, const Value& value, Ref where, bool many) {
  SentMessage made = start(port, where);
  made.many = many || m_.frame.many;
  const ObjectKind kind = object == 0 ? ObjectKind::none : m_.heap[object].kind;
  if (kind == ObjectKind::message || kind == ObjectKind::literal) {
    constexpr uint8_t kAll = keeps_session | keeps_request | keeps_response | keeps_parts;
    made.keeps = kind == ObjectKind::message || m_.heap[object].spreads_message;
    made.opaque = m_.heap[object].open || (kind == ObjectKind::literal && m_.heap[object].element != 0);
    made.kept = made.keeps ? kAll : 0;
    add_fields(made, object, {}, 0);
    for (const SentProperty& property : made.properties) {
      const uint8_t part = part_of_message(property.path);
      const bool kept = property.passed && property.text == property.path;
      made.kept = static_cast<uint8_t>(kept ? made.kept | part : made.kept & ~part);
    }
  } else {
    made.opaque = true;
  }
  if ((value.holds & kDrained) != 0) made.time = UseTime::message;  // it leaves because it once came in
  auto& list = m_.facts.sent;
  const uint32_t index =
      sent_sites_.find_or_add(uint64_t{m_.frame.unit} << 24 | where,
                              uint64_t{port} << 40 | uint64_t{object} << 4 | static_cast<uint64_t>(made.time),
                              static_cast<uint32_t>(list.size()));
  if (index < list.size()) {
    made.guarded = made.guarded && list[index].guarded;
    list[index] = std::move(made);
  } else {
    list.push_back(std::move(made));
  }
}

// One output gets nothing, a message, or a list of messages.
bool MessageRecorder::leave_by(uint16_t port, const Value& value, Ref where, bool many) {
  if (value.nullish) return false;
  m_.observe_sent(m_.heap.with_contents(value));
  const Heap::Members members = m_.heap.members(value.object);
  if (members.count == 0) {
    const bool plain_value = value.constant() || value.type == ConstantType::number || value.is_string();
    if (plain_value) return false;  // not an object: Node-RED refuses to send it
    sent(port, 0, value, where, many);
    return true;
  }
  for (const ObjectId member : members) {
    const Object& object = m_.heap[member];
    if (object.kind != ObjectKind::array) {
      sent(port, member, value, where, many);
      continue;
    }
    if (object.element != 0) {
      const Value element = m_.heap.store[object.element];
      if (m_.heap.kind(element.object) != ObjectKind::array) leave_by(port, element, where, true);
    }
    for (uint32_t at = object.first_field; at != 0; at = m_.heap.field_at(at).next) {
      const Value element = m_.heap.store[m_.heap.field_at(at).cell];
      if (m_.heap.kind(element.object) != ObjectKind::array) leave_by(port, element, where, many);
    }
  }
  return true;
}

bool MessageRecorder::leave(const Value& value, Ref where) {
  if (value.nullish) return false;
  const bool message_time = m_.frame.time == UseTime::message;
  const ObjectKind kind = m_.heap.kind(value.object);
  if (kind != ObjectKind::array) {
    const bool known = kind == ObjectKind::message || kind == ObjectKind::literal || Heap::is_set(value.object);
    const bool left = leave_by(known ? 0 : SentMessage::kAnyPort, value, where, false);
    if (left && known && message_time) set_outputs(1);
    return left;
  }
  const Object& list = m_.heap[value.object];
  bool left = false;
  size_t outputs = 0;
  size_t port = 0;
  for (uint32_t at = list.first_field; at != 0; at = m_.heap.field_at(at).next, ++port) {
    const Value element = m_.heap.store[m_.heap.field_at(at).cell];
    if (!leave_by(static_cast<uint16_t>(std::min<size_t>(port, SentMessage::kAnyPort - 1)), element, where, false)) {
      continue;
    }
    left = true;
    outputs = port + 1;
  }
  if (list.element != 0) {
    left = true;
    leave_by(SentMessage::kAnyPort, m_.heap.store[list.element], where, false);
  } else if (message_time) {
    set_outputs(outputs);
  }
  return left;
}

void MessageRecorder::set_outputs(size_t outputs) {
  uint8_t& most = m_.facts.output.outputs;
  most = std::max(most, static_cast<uint8_t>(std::min<size_t>(outputs, 255)));
}

void MessageRecorder::returned(const Value& value, Ref where) {
  if (value.nullish || !leave(value, where)) {
    ++returns_nothing_;
    return;
  }
  ++returns_message_;
  if (value.maybe_nullish) ++returns_nothing_;
}

void MessageRecorder::ended() { ++returns_nothing_; }

void MessageRecorder::report(CodeReport::Kind kind) {
  auto& list = m_.facts.reports;
  const uint64_t detail = static_cast<uint64_t>(kind) << 8 | static_cast<uint64_t>(m_.frame.time) << 1;
  const uint32_t index = other_sites_.find_or_add(~0ULL >> 8, detail, static_cast<uint32_t>(list.size()));
  if (index == list.size()) list.push_back({kind, m_.frame.time, false});
  list[index].repeats = list[index].repeats || m_.frame.repeats;
}

void MessageRecorder::call_link(const Value& target, Ref call) {
  auto& list = m_.facts.link_calls;
  const uint32_t index =
      other_sites_.find_or_add(uint64_t{m_.frame.unit} << 24 | call, 2 + (m_.names.intern(target.text) << 4),
                               static_cast<uint32_t>(list.size()));
  if (index < list.size()) return;
  CodeLinkCall& made = list.emplace_back();
  made.certainty = target.constant() ? Certainty::constant : Certainty::unknown;
  if (target.constant()) made.target = target.text;
  made.time = m_.frame.time;
  made.part = m_.frame.unit;
  made.begin = m_.node(call).begin;
  made.end = m_.node(call).end;
}

void MessageRecorder::finish() {
  ReturnPaths& returns = m_.facts.output.returns;
  returns = returns_message_ == 0 ? ReturnPaths::never : (returns_nothing_ == 0 ? ReturnPaths::all : ReturnPaths::some);
}

}  // namespace halint
