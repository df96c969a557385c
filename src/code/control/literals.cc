// Expressions: object and array literals, and the names of properties.
// SPDX-License-Identifier: Apache-2.0
#include "code/control/expressions.h"
#include "code/control/objects.h"

namespace halint {

using js::Kind;
using js::kNone;
using js::Ref;

Value Expressions::array(Ref ref) {
  const ObjectId made = r_.objects->make(ObjectKind::array, ref);
  Value value = object_value(made);
  uint32_t index = 0;
  for (Ref part = m_.node(ref).first; part != kNone; part = m_.node(part).next) {
    if (m_.node(part).kind == Kind::spread) {
      const Value list = eval(m_.node(part).first);
      std::vector<Value> known;
      if (elements_of(list, known)) {
        for (const Value& each : known) {
          r_.objects->init_element(made, index++, each);
          absorb(value, each);
        }
        continue;
      }
      const Value element = element_of(list);
      r_.objects->init_any(made, element);
      absorb(value, element);
      continue;
    }
    const Value element = m_.node(part).kind == Kind::missing ? nothing() : eval(part);
    r_.objects->init_element(made, index++, element);
    absorb(value, m_.heap.with_contents(element));
  }
  return value;
}

// What is spread into a literal: its own fields; the inner objects are the same ones.
void Expressions::spread_into(ObjectId made, const Value& value) {
  if (value.object == 0 && !value.constant() && !value.nullish) m_.heap[made].open = true;
  for (const ObjectId member : m_.heap.members(value.object)) {
    r_.objects->copy_fields(made, member, value);
  }
}

Value Expressions::object(Ref ref) {
  const ObjectId made = r_.objects->make(ObjectKind::literal, ref);
  Value value = object_value(made);
  bool message = false;
  for (Ref part = m_.node(ref).first; part != kNone; part = m_.node(part).next) {
    if (m_.node(part).kind == Kind::spread) {
      const Value spread = eval(m_.node(part).first);
      spread_into(made, spread);
      absorb(value, m_.heap.with_contents(spread));
      continue;
    }
    const Property key = key_of(part);
    message = message || (key.known && (key.name == name_id(Word::payload) || key.name == name_id(Word::topic)));
    const Ref key_ref = m_.node(part).first;
    const Ref value_ref = m_.node(part).has(js::flag_shorthand) ? key_ref : m_.node(key_ref).next;
    const Value given = eval(value_ref);
    if (key.known) {
      m_.heap.store.set(m_.heap.make_field(made, key.name, given), given);
    } else {
      r_.objects->init_any(made, given);
    }
    absorb(value, m_.heap.with_contents(given));
  }
  if (message) r_.objects->note_literal_message(ref);
  return value;
}

Property Expressions::key_of(Ref property) {
  const Ref key = m_.node(property).first;
  Property named;
  if (key == kNone) return named;
  if (m_.node(property).has(js::flag_computed)) {
    named.index = m_.heap.with_contents(eval(key));
  } else if (m_.node(key).kind == Kind::string) {
    named.index = string(key);
  } else {
    named.index = constant(m_.ast().slice(key), ConstantType::string);
  }
  if (!named.index.constant()) return named;
  named.text = named.index.text;
  named.name = m_.names.intern(named.text);
  named.known = true;
  return named;
}

Property Expressions::property_of(Ref member) {
  const js::Node& node = m_.node(member);
  const Ref key = m_.node(node.first).next;
  Property named;
  if (key == kNone) return named;
  if (!node.has(js::flag_computed)) {
    named.name = m_.name_of(key);
    named.text = m_.names.text(named.name);
    named.known = m_.node(key).kind == Kind::identifier || m_.node(key).kind == Kind::private_name;
    return named;
  }
  named.index = m_.heap.with_contents(eval(key));
  if (!named.index.constant()) return named;
  named.text = named.index.text;
  named.name = m_.names.intern(named.text);
  named.known = true;
  return named;
}

}  // namespace halint
