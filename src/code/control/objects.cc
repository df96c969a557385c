// SPDX-License-Identifier: Apache-2.0
#include "code/control/objects.h"

#include <algorithm>

#include "code/control/expressions.h"
#include "code/sandbox/sandbox.h"

namespace halint {

using js::Kind;
using js::kNone;
using js::Ref;

namespace {

constexpr std::string_view kApplication = "req.app";

// Below what a copy keeps for each of its connections.
bool names_connection(const Property& property) { return (property.index.sources & from_connection) != 0; }

// A path below the Express application, which is one object of the process.
bool is_application(std::string_view path) {
  return path.substr(0, kApplication.size()) == kApplication &&
         (path.size() == kApplication.size() || path[kApplication.size()] == '.');
}

// What tells the socket that a message came over, and with it the one copy that has that socket: `_session` of
// Node-RED, `socketid` of node-red-dashboard, `_client` of @flowfuse/node-red-dashboard, `_socketId` of uibuilder.
bool is_connection(std::string_view path) {
  return path.substr(0, 8) == "_session" || path == "socketid" || path == "_client.socketId" || path == "_socketId";
}

}  // namespace

ObjectId Objects::make(ObjectKind kind, Ref ref) {
  const ObjectId made = m_.heap.make(kind);
  Object& object = m_.heap[made];
  object.ref = ref;
  object.unit = m_.frame.unit;
  object.run = m_.run;
  object.repeated = m_.frame.many;
  return made;
}

void Objects::init_element(ObjectId array, uint32_t index, const Value& value) {
  char text[12];
  size_t length = 0;
  for (uint32_t rest = index; length == 0 || rest > 0; rest /= 10) text[length++] = static_cast<char>('0' + rest % 10);
  std::reverse(text, text + length);
  const NameId name = index < 10 ? m_.names.intern(std::string_view("0123456789").substr(index, 1))
                                 : m_.names.intern(m_.pool.copy({text, length}));
  m_.heap.store.set(m_.heap.make_field(array, name, value), value);
}

void Objects::init_any(ObjectId object, const Value& value) {
  Object& made = m_.heap[object];
  if (made.element == 0) {
    made.element = m_.heap.store.make(value);
  } else {
    m_.heap.store.weaken(made.element, value);
  }
}

void Objects::copy_fields(ObjectId into, ObjectId from, const Value& value) {
  switch (m_.heap[from].kind) {
    case ObjectKind::literal:
    case ObjectKind::array: {
      m_.heap[into].spreads_message = m_.heap[into].spreads_message || m_.heap[from].spreads_message;
      m_.heap[into].open = m_.heap[into].open || m_.heap[from].open;
      if (m_.heap[from].element != 0) init_any(into, m_.heap.store[m_.heap[from].element]);
      for (uint32_t at = m_.heap[from].first_field; at != 0; at = m_.heap.field_at(at).next) {
        const Value copied = m_.heap.store[m_.heap.field_at(at).cell];
        m_.heap.store.set(m_.heap.make_field(into, m_.heap.field_at(at).name, copied), copied);
        if (!m_.step()) break;
      }
      break;
    }
    case ObjectKind::message:
      m_.heap[into].spreads_message = true;
      for (uint32_t at = m_.heap[from].first_field; at != 0; at = m_.heap.field_at(at).next) {
        const Value copied = m_.heap.store[m_.heap.field_at(at).cell];
        m_.heap.store.set(m_.heap.make_field(into, m_.heap.field_at(at).name, copied), copied);
        if (!m_.step()) break;
      }
      break;
    default: {
      // The inner objects are those of the original.
      Value inner = value;
      inner.holds = 0;
      if (m_.heap[from].kind == ObjectKind::content || m_.heap[from].kind == ObjectKind::remembered) {
        init_any(into, inner);
      }
      m_.heap[into].open = true;
      break;
    }
  }
}

void Objects::note_literal_message(Ref literal) {
  for (Ref part = m_.node(literal).first; part != kNone; part = m_.node(part).next) {
    if (m_.node(part).kind != Kind::property || m_.node(part).has(js::flag_computed)) continue;
    const Ref key = m_.node(part).first;
    std::string_view name = m_.ast().slice(key);
    if (m_.node(key).kind == Kind::string && name.size() >= 2) name = name.substr(1, name.size() - 2);
    const Ref value_ref = m_.node(part).has(js::flag_shorthand) ? key : m_.node(key).next;
    Value value = made_of(from_unknown);
    const Kind kind = value_ref == kNone ? Kind::missing : m_.node(value_ref).kind;
    const bool plain = kind == Kind::string || kind == Kind::number || kind == Kind::template_ ||
                       kind == Kind::identifier || kind == Kind::true_ || kind == Kind::false_;
    if (plain) value = m_.heap.with_contents(r_.expressions->eval(value_ref));
    r_.messages.property(name, value, part, value_ref);
  }
}

CellId Objects::message_field(ObjectId object, NameId name) {
  const CellId known = m_.heap.field(object, name);
  if (known != 0) return known;
  const ObjectId made = m_.heap.make(ObjectKind::message_member);
  const Object& parent = m_.heap[object];
  const std::string_view text = m_.names.text(name);
  std::string_view path = text;
  if (parent.kind == ObjectKind::message_member) {
    bool cut = false;
    path = m_.pool.join(m_.pool.join(parent.text, ".", cut), text, cut);
  }
  m_.heap[made].text = path;
  Value value = object_value(made, from_message);
  if (parent.kind == ObjectKind::message) {
    if (name == name_id(Word::res)) value.holds = holds_response;
    if (name == name_id(Word::req)) value.holds = holds_request;
  }
  if (is_connection(path)) value.sources = from_connection;
  if (path == "_msgid") value.sources = from_message_id;
  return m_.heap.make_field(object, name, value);
}

// What is kept beyond the message keeps what it refers to.
void Objects::pass_keeper(const Object& from, const Value& value) {
  if (from.keeper == Keeper::none) return;
  const Keeper keeper = from.keeper;
  const uint32_t by = from.kept_by;
  for (const ObjectId member : m_.heap.members(value.object)) {
    Object& object = m_.heap[member];
    if (object.kind < ObjectKind::literal || object.keeper != Keeper::none) continue;
    object.keeper = keeper;
    object.kept_by = by;
  }
}

// A field of an object that code made, or of its class.
Value Objects::own_member(ObjectId object, const Property& property) {
  const Object& at = m_.heap[object];
  if (!property.known) {
    Value any = at.element != 0 ? m_.heap.store[at.element] : Value{};
    constexpr unsigned kMost = 16;
    unsigned seen = 0;
    bool first = at.element == 0;
    for (uint32_t i = at.first_field; i != 0 && ++seen <= kMost; i = m_.heap.field_at(i).next) {
      const Value& value = m_.heap.store[m_.heap.field_at(i).cell];
      any = first ? value : m_.heap.join(any, value);
      first = false;
    }
    if (first) any = made_of(from_unknown);
    any.maybe_nullish = true;
    return any;
  }
  ObjectId owner = object;
  for (unsigned depth = 0; owner != 0 && depth < 8; ++depth) {
    if (const CellId cell = m_.heap.field(owner, property.name); cell != 0) {
      Value value = m_.heap.store[cell];
      value.assigned = false;
      return value;
    }
    const ObjectId prototype = m_.heap[owner].prototype;
    if (prototype == 0) break;
    const ObjectId methods = m_.heap[prototype].extra;
    if (const CellId cell = methods == 0 ? 0 : m_.heap.field(methods, property.name); cell != 0) {
      return m_.heap.store[cell];
    }
    owner = m_.heap[prototype].is_class ? prototype : 0;
  }
  if (at.spreads_message) return m_.heap.store[message_field(r_.sandbox->message(), property.name)];
  Value value = at.element != 0 ? m_.heap.store[at.element] : made_of(from_unknown);
  if (at.element == 0 && !at.open && at.kind == ObjectKind::literal) value = made_of(from_constant);
  value.maybe_nullish = true;
  return value;
}

Value Objects::member_of(ObjectId object, const Value& base, const Property& property, Ref ref) {
  switch (m_.heap[object].kind) {
    case ObjectKind::literal:
    case ObjectKind::array:
    case ObjectKind::function:
    case ObjectKind::bound: {
      Value value = own_member(object, property);
      pass_keeper(m_.heap[object], value);
      return value;
    }
    case ObjectKind::message:
    case ObjectKind::message_member: {
      if (!property.known || m_.heap[object].text.size() > 100) {
        Value value = made_of(static_cast<uint8_t>(from_message | (property.index.sources & ~from_message_id)));
        value.object = m_.heap[object].kind == ObjectKind::message ? 0 : object;
        return value;
      }
      const CellId cell = message_field(object, property.name);
      Value value = m_.heap.store[cell];
      if (is_application(m_.heap[object].text) && ref != kNone) {
        const StateId state = r_.state.state(StateKind::host_object_property, ContextScope::node,
                                             m_.heap[m_.heap.members(value.object).at[0]].text);
        absorb(value, r_.state.read(state, ref));
      }
      return value;
    }
    case ObjectKind::content:
      if (names_connection(property)) return r_.context.of_connection(m_.heap[object].ref);
      [[fallthrough]];
    case ObjectKind::remembered: {
      Value value = object_value(object, base.sources);
      value.reads = base.reads;
      value.maybe_nullish = true;
      return value;
    }
    default:
      return r_.sandbox->member(object, property, ref);
  }
}

Value Objects::member(const Value& base, const Property& property, Ref ref) {
  if (base.object == 0) {
    Value value = made_of(base.sources);
    value.reads = base.reads | property.index.reads;
    value.sources |= property.index.sources;
    value.maybe_nullish = true;
    return value;
  }
  Value value;
  bool first = true;
  for (const ObjectId object : m_.heap.members(base.object)) {
    const Value one = member_of(object, base, property, ref);
    value = first ? one : m_.heap.join(value, one);
    first = false;
  }
  if (!names_connection(property)) value.reads |= base.reads;
  value.sources |= property.index.sources;
  value.reads |= property.index.reads;
  return value;
}

std::string_view Objects::root_name(Ref whole) const {
  const std::string_view text = m_.ast().slice(whole);
  size_t end = 0;
  while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '_' ||
                               text[end] == '$' || static_cast<unsigned char>(text[end]) >= 0x80)) {
    ++end;
  }
  return text.substr(0, end);
}

// Changes what is kept beyond the message? Then that is a fact.
bool Objects::note_kept(ObjectId id, const Value& value, Ref whole, const Value& index, bool anew) {
  const Object& object = m_.heap[id];
  if (object.kind == ObjectKind::content) {
    r_.context.mutate(object.ref, value, whole, object.extra != 0 ? made_of(from_connection) : index, anew);
    return true;
  }
  if (object.kind == ObjectKind::remembered) {
    r_.state.mutate(object.ref, value, whole, index);
    return true;
  }
  if (object.kind == ObjectKind::message_member) {
    if (is_application(object.text)) {
      const StateId state = r_.state.state(StateKind::host_object_property, ContextScope::node, object.text);
      r_.state.read(state, whole);
      r_.state.mutate(state, value, whole, index);
    } else {
      r_.messages.changed(object.text, whole);
    }
    return true;
  }
  if (object.keeper == Keeper::context) {
    r_.context.mutate(object.kept_by, value, whole, index, anew);
    return true;
  }
  if (object.keeper == Keeper::state) {
    r_.state.mutate(object.kept_by, value, whole, index);
    return true;
  }
  if (object.kind >= ObjectKind::literal && object.run != m_.run) {
    const StateId state = r_.state.state(StateKind::closure_variable, ContextScope::node, root_name(whole));
    r_.state.read(state, whole);
    r_.state.mutate(state, value, whole, index);
    return true;
  }
  return false;
}

void Objects::mutated(const Value& base, const Value& value, Ref whole, const Value& index) {
  for (const ObjectId object : m_.heap.members(base.object)) {
    note_kept(object, value, whole, index);
  }
}

void Objects::set_in(ObjectId id, const Property& property, const Value& value, Ref whole, Ref target, Ref value_ref,
                     bool reads_first, bool surely) {
  const Object& object = m_.heap[id];
  switch (object.kind) {
    case ObjectKind::literal:
    case ObjectKind::array:
    case ObjectKind::function:
    case ObjectKind::bound: {
      note_kept(id, value, whole, property.index, !reads_first);
      if (!property.known) {
        init_any(id, value);
        return;
      }
      const bool message =
          object.kind == ObjectKind::literal && object.run == m_.run &&
          (m_.heap.field(id, name_id(Word::payload)) != 0 || m_.heap.field(id, name_id(Word::topic)) != 0);
      if (message) r_.messages.property(property.text, m_.heap.with_contents(value), whole, value_ref);
      const CellId known = m_.heap.field(id, property.name);
      Value absent = nothing();
      const CellId cell = known != 0 ? known : m_.heap.make_field(id, property.name, absent);
      if (surely && !object.repeated) {
        m_.heap.store.set(cell, value);
      } else {
        m_.heap.store.weaken(cell, value);
      }
      return;
    }
    case ObjectKind::message:
    case ObjectKind::message_member: {
      std::string_view path = property.text;
      if (object.kind == ObjectKind::message_member) {
        note_kept(id, value, whole, property.index, !reads_first);
        if (is_application(object.text)) return;
        bool cut = false;
        path = m_.pool.join(m_.pool.join(object.text, ".", cut), property.text, cut);
      }
      const Value whole_value = m_.heap.with_contents(value);
      m_.observe(whole_value);
      m_.told |= whole_reads(whole_value);
      r_.messages.property(path, whole_value, whole, value_ref);
      r_.context.acted();
      if (!property.known) return;
      const CellId cell = message_field(id, property.name);
      if (surely) {
        m_.heap.store.set(cell, value);
      } else {
        m_.heap.store.weaken(cell, value);
      }
      return;
    }
    case ObjectKind::content:
    case ObjectKind::remembered:
      note_kept(id, value, whole, property.index, !reads_first);
      return;
    default:
      r_.sandbox->set_member(id, property, value, whole, target, reads_first);
      return;
  }
}

void Objects::set(const Value& base, const Property& property, const Value& value, Ref whole, Ref target, Ref value_ref,
                  bool reads_first) {
  const Heap::Members members = m_.heap.members(base.object);
  for (const ObjectId object : members) {
    set_in(object, property, value, whole, target, value_ref, reads_first, members.count == 1);
  }
}

}  // namespace halint
