// SPDX-License-Identifier: Apache-2.0
#include "code/memory/heap.h"

#include <algorithm>

namespace halint {

Heap::Heap() : objects_(1), plain_(1), fields_(1), table_(256, 0) {}

void Heap::reset() {
  for (size_t i = 1; i < fields_.size(); ++i) {
    table_[fields_[i].slot] = 0;
  }
  objects_.resize(1);
  sets_.clear();
  plain_.resize(1);
  fields_.resize(1);
  store.reset();
}

ObjectId Heap::make(ObjectKind kind) {
  objects_.emplace_back().kind = kind;
  return static_cast<ObjectId>(objects_.size() - 1);
}

Heap::Members Heap::members(ObjectId object) const {
  if (is_set(object)) return sets_[object & ~kSetBit];
  Members one;
  if (object != 0) one.at[one.count++] = object;
  return one;
}

ObjectId Heap::unite(ObjectId left, ObjectId right) {
  if (left == right || right == 0) return left;
  if (left == 0) return right;
  Members all = members(left);
  for (const ObjectId added : members(right)) {
    ObjectId* const end = all.at.data() + all.count;
    ObjectId* const place = std::lower_bound(all.at.data(), end, added);
    if (all.count == kMaxSet || (place != end && *place == added)) continue;
    std::move_backward(place, end, end + 1);
    *place = added;
    ++all.count;
  }
  constexpr size_t kLook = 8;
  for (size_t i = sets_.size(); i-- > 0 && i + kLook >= sets_.size();) {
    if (sets_[i].count == all.count && sets_[i].at == all.at) return static_cast<ObjectId>(i) | kSetBit;
  }
  sets_.push_back(all);
  return static_cast<ObjectId>(sets_.size() - 1) | kSetBit;
}

Value Heap::join(const Value& left, const Value& right) {
  Value value = join_plain(left, right);
  value.object = unite(left.object, right.object);
  value.beside = left.object == right.object && left.beside == right.beside ? left.beside : join_beside(left, right);
  return value;
}

uint32_t Heap::keep_plain(const Value& value) {
  constexpr size_t kLook = 8;
  for (size_t i = plain_.size(); i-- > 1 && i + kLook >= plain_.size();) {
    if (same(plain_[i], value)) return static_cast<uint32_t>(i);
  }
  plain_.push_back(value);
  return static_cast<uint32_t>(plain_.size() - 1);
}

// `msg.a` that is set on some ways only: a part of the message as it came in, or what was set.
uint32_t Heap::join_beside(const Value& left, const Value& right) {
  if (left.object == 0 && right.object == 0) return 0;
  if (left.object == 0 || right.object == 0) {
    const Value& plain = left.object == 0 ? left : right;
    const Value& other = left.object == 0 ? right : left;
    if (plain.nullish) return other.beside;
    const Members members = this->members(other.object);
    const bool came_in = std::any_of(members.begin(), members.end(), [this](ObjectId member) {
      return objects_[member].kind == ObjectKind::message_member;
    });
    if (!came_in) return 0;
    return keep_plain(other.beside == 0 ? plain : join_plain(plain_[other.beside], plain));
  }
  if (left.beside == 0 || right.beside == 0) return std::max(left.beside, right.beside);
  return keep_plain(join_plain(plain_[left.beside], plain_[right.beside]));
}

uint32_t Heap::find_slot(ObjectId object, NameId name) const {
  const auto mask = static_cast<uint32_t>(table_.size() - 1);
  uint32_t slot = (object * 0x9E3779B9U ^ name * 0x85EBCA6BU) >> 7 & mask;
  while (table_[slot] != 0 && (fields_[table_[slot]].object != object || fields_[table_[slot]].name != name)) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

CellId Heap::field(ObjectId object, NameId name) const {
  if (objects_[object].first_field == 0) return 0;
  return fields_[table_[find_slot(object, name)]].cell;
}

CellId Heap::make_field(ObjectId object, NameId name, const Value& initial) {
  const uint32_t slot = find_slot(object, name);
  if (table_[slot] != 0) return fields_[table_[slot]].cell;
  const auto index = static_cast<uint32_t>(fields_.size());
  const CellId cell = store.make(initial);
  fields_.push_back({name, cell, 0, slot, object});
  table_[slot] = index;
  Object& owner = objects_[object];
  if (owner.first_field == 0) {
    owner.first_field = index;
  } else {
    fields_[owner.last_field].next = index;
  }
  owner.last_field = index;
  if (fields_.size() * 2 > table_.size()) grow();
  return cell;
}

void Heap::grow() {
  table_.assign(table_.size() * 2, 0);
  for (uint32_t index = 1; index < fields_.size(); ++index) {
    const uint32_t slot = find_slot(fields_[index].object, fields_[index].name);
    table_[slot] = index;
    fields_[index].slot = slot;
  }
}

// Looks at a few fields, a few levels deep: enough for what people write, and linear in the code.
void Heap::absorb_contents(Value& whole, ObjectId set, unsigned depth, unsigned& left) const {
  constexpr unsigned kMaxDepth = 5;
  if (set == 0 || depth == kMaxDepth) return;
  for (const ObjectId member : members(set)) {
    const Object& object = objects_[member];
    if (object.kind != ObjectKind::literal && object.kind != ObjectKind::array) continue;
    const auto take = [&](CellId cell) {
      absorb(whole, store[cell]);
      absorb_contents(whole, store[cell].object, depth + 1, left);
    };
    if (object.spreads_message) whole.sources |= from_message;
    if (object.element != 0) take(object.element);
    for (uint32_t at = object.first_field; at != 0 && left > 0; at = fields_[at].next) {
      --left;
      take(fields_[at].cell);
    }
  }
}

bool Heap::is_constant(ObjectId object) const {
  const Object& at = objects_[object];
  const bool made = at.kind == ObjectKind::literal || at.kind == ObjectKind::array;
  if (!made || at.open || at.prototype != 0) return false;
  const Value whole = with_contents(object_value(object));
  return is_same_everywhere(whole.sources) && whole.reads == 0 && whole.holds == 0;
}

Value Heap::with_contents(const Value& value) const {
  Value whole = value;
  unsigned left = 64;
  absorb_contents(whole, value.object, 0, left);
  return whole;
}

}  // namespace halint
