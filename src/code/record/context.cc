// SPDX-License-Identifier: Apache-2.0
#include "code/record/context.h"

#include <algorithm>

namespace halint {

using js::kNone;
using js::Ref;

namespace {

constexpr uint8_t kOfMessageOrCopy = from_message | from_copy | from_connection | from_message_id;

}  // namespace

void ContextRecorder::reset() {
  keys_.clear();
  key_of_.clear();
  held_.clear();
  renewals_.clear();
  sites_.reset();
  left_ = false;
}

KeyId ContextRecorder::key(ContextScope scope, const Value& value, Ref key_ref, const Value* store) {
  const ContextKey taken = split_context_key(value.text, value.certainty);
  Key made;
  made.pattern.scope = scope;
  made.pattern.certainty = taken.certainty;
  made.pattern.store_kind = taken.store_kind;
  made.pattern.parents = taken.parents;
  made.pattern.key = taken.key;
  made.pattern.root = taken.root;
  made.pattern.store = taken.store;
  made.pattern.own_key = (value.sources & from_message_id) != 0;
  made.pattern.connection_key = (value.sources & from_connection) != 0;
  if (store != nullptr) {  // an explicit store wins over the one in the key
    made.pattern.store_kind = store->constant() ? StoreKind::constant : StoreKind::unknown;
    made.pattern.store = store->constant() ? store->text : std::string_view{};
  }
  if (taken.certainty != Certainty::constant) {
    made.spelt = key_ref == kNone ? std::string_view{} : m_.ast().slice(key_ref);
    made.chosen_by = value.object;
  }
  const size_t count = std::min(keys_.size(), kMaxLook);
  for (size_t i = 0; i < count; ++i) {
    const ContextAccess& known = keys_[i].pattern;
    if (known.scope == scope && known.parents == made.pattern.parents && known.certainty == taken.certainty &&
        known.store_kind == made.pattern.store_kind && known.key == taken.key && known.store == made.pattern.store &&
        keys_[i].spelt == made.spelt && keys_[i].chosen_by == made.chosen_by) {
      return static_cast<KeyId>(i);
    }
  }
  const auto id = static_cast<KeyId>(keys_.size());
  made.bit = m_.new_bit();
  Value content = made_of(from_context);
  content.reads = made.bit;
  content.object = made.content = m_.heap.make(ObjectKind::content);
  content.maybe_nullish = true;
  m_.heap[made.content].ref = id;
  made.cell = m_.heap.store.make(content);
  keys_.push_back(made);
  return id;
}

// Is there a guard on this key, and what does it ask?
AccessGuard ContextRecorder::guard_of(KeyId key) const {
  AccessGuard found = AccessGuard::none;
  for (const Guard& guard : m_.guards) {
    if (guard.told && guard.of == CodeCondition::Of::context && guard.key == key) {
      const bool absent = guard.test == CodeCondition::Test::absent || guard.test == CodeCondition::Test::falsy;
      if (absent) return AccessGuard::absence;
    } else if ((guard.reads & keys_[key].bit) == 0) {
      continue;
    }
    const bool by_age = (guard.sources & from_nondeterministic) != 0 && (guard.sources & kOfMessageOrCopy) == 0;
    if (by_age)
      found = AccessGuard::age;
    else if (found == AccessGuard::none)
      found = AccessGuard::other;
  }
  return found;
}

uint32_t ContextRecorder::access(AccessKind kind, KeyId key, Ref call) {
  const Frame& frame = m_.frame;
  const uint64_t place = uint64_t{frame.unit} << 24 | call;
  const uint64_t detail = uint64_t{key} << 16 | static_cast<uint64_t>(kind) << 8 |
                          static_cast<uint64_t>(frame.place) << 4 | static_cast<uint64_t>(frame.time);
  auto& list = m_.facts.accesses;
  const uint32_t index = sites_.find_or_add(place, detail, static_cast<uint32_t>(list.size()));
  if (index < list.size()) {
    list[index].guarded = list[index].guarded && m_.guarded();
    hold_conditions(list[index], false);
    return index;
  }
  ContextAccess made = key == Object::kNone ? ContextAccess{} : keys_[key].pattern;
  made.kind = kind;
  made.place = frame.place;
  made.time = frame.time;
  made.deferred = frame.deferred;
  made.part = frame.unit;
  made.guarded = m_.guarded();
  made.span = m_.span(call);
  if (key != Object::kNone) {
    made.guard = guard_of(key);
    made.guard_reads_key = (m_.guard_reads() & keys_[key].bit) != 0;
  }
  made.preceded = true;
  made.alike = kind == AccessKind::write;
  hold_conditions(made, true);
  list.push_back(std::move(made));
  key_of_.push_back(key);
  held_.push_back(0);
  return index;
}

// Code that is called twice does it under what holds both times.
void ContextRecorder::hold_conditions(ContextAccess& access, bool fresh) const {
  if (!fresh && access.conditions.empty()) return;
  std::vector<CodeCondition> now;
  for (const Guard& guard : m_.guards) {
    const bool kept = guard.of == CodeCondition::Of::environment || guard.of == CodeCondition::Of::answer;
    if (guard.told && kept) now.push_back(condition_of(guard));
  }
  const auto still = [&](const CodeCondition& known) {
    return std::any_of(now.begin(), now.end(), [&](const CodeCondition& c) {
      return c.test == known.test && c.path == known.path && c.text == known.text;
    });
  };
  if (fresh) {
    access.conditions = std::move(now);
  } else {
    std::erase_if(access.conditions, [&](const CodeCondition& known) { return !still(known); });
  }
}

Value ContextRecorder::of_connection(KeyId id) {
  Key& key = keys_[id];
  if (key.own_content == 0) {
    key.own_content = m_.heap.make(ObjectKind::content);
    m_.heap[key.own_content].ref = id;
    m_.heap[key.own_content].extra = 1;
  }
  Value value = object_value(key.own_content, from_connection);
  value.maybe_nullish = true;
  return value;
}

Value ContextRecorder::read(KeyId id, Ref call, Ref key_ref, bool asynchronous) {
  const uint32_t index = access(AccessKind::read, id, call);
  Key& key = keys_[id];
  ContextAccess& made = m_.facts.accesses[index];
  made.asynchronous = asynchronous;
  if (key_ref != kNone) made.key_span = m_.span(key_ref);
  Value value = m_.heap.store[key.cell];
  const bool assigned = value.assigned;
  made.preceded = made.preceded && assigned;
  value.assigned = false;
  if (!assigned) {
    value.sources |= from_context;
    value.reads |= key.bit;
    value.holds |= kWhole;
    value.maybe_nullish = true;
    if (value.nullish || value.constant()) {
      value.nullish = false;
      value.certainty = Certainty::unknown;
      value.type = ConstantType::unknown;
    }
    value.object = m_.heap.unite(value.object, key.content);
  }
  return value;
}

void ContextRecorder::write(KeyId id, const Value& given, Ref call, Ref key_ref, Ref value_ref, bool asynchronous) {
  const uint32_t index = access(AccessKind::write, id, call);
  Key& key = keys_[id];
  ContextAccess& made = m_.facts.accesses[index];
  const Value value = m_.heap.with_contents(given);
  made.asynchronous = asynchronous;
  made.sources |= value.sources;
  made.read_modify_write = made.read_modify_write || (value.reads & key.bit) != 0;
  made.deletes = value.nullish;
  if (made.guard == AccessGuard::age) renewals_.push_back({index, m_.guard_reads()});
  made.alike = made.alike && m_.is_default(given, key.content, key.bit);
  made.puts_back = m_.heap.kind(given.object) == ObjectKind::content && m_.heap[given.object].ref == id;
  made.text = value.constant() ? value.text : std::string_view{};
  if (key_ref != kNone) made.key_span = m_.span(key_ref);
  if (value_ref != kNone) made.value_span = m_.span(value_ref);
  hold(index, value);
  m_.observe(value.reads & ~key.bit);
  note_written(id, given.object, made);
  Value now = given;
  now.assigned = true;
  m_.heap.store.set(key.cell, now);
}

// What is written keeps what it refers to.
void ContextRecorder::note_written(KeyId id, ObjectId objects, ContextAccess& made) {
  bool held_before = false;
  for (const ObjectId object : m_.heap.members(objects)) {
    Object& kept = m_.heap[object];
    held_before = held_before || (kept.kind == ObjectKind::content && kept.ref == id);
    made.keeps_client = made.keeps_client || kept.kind == ObjectKind::module;
    if (kept.kind < ObjectKind::literal || kept.keeper != Keeper::none) continue;
    kept.keeper = Keeper::context;
    kept.kept_by = id;
    if (kept.kind == ObjectKind::function) made.keeps_function = true;
  }
  const bool seeds = made.guard == AccessGuard::absence || made.time == UseTime::start;
  if (!held_before && !seeds) keys_[id].replaced = true;
}

void ContextRecorder::mutate(KeyId id, const Value& given, Ref whole, const Value& index_value, bool anew) {
  const uint32_t index = access(AccessKind::mutate, id, whole);
  ContextAccess& made = m_.facts.accesses[index];
  const Value value = m_.heap.with_contents(given);
  made.sources |= value.sources;
  made.read_modify_write = true;
  made.puts_back = anew && ((value.reads | index_value.reads) & keys_[id].bit) == 0;
  made.by_client_method = m_.frame.by_client_method;
  made.connection_key = made.connection_key || (index_value.sources & from_connection) != 0;
  made.own_key = made.own_key || (index_value.sources & from_message_id) != 0;
  hold(index, value);
  m_.observe(value.reads & ~keys_[id].bit);
}

void ContextRecorder::note_called(KeyId key) { keys_[key].called = true; }

void ContextRecorder::list(ContextScope scope, Ref call, const Value* store) {
  const uint32_t index = access(AccessKind::keys, Object::kNone, call);
  ContextAccess& made = m_.facts.accesses[index];
  made.scope = scope;
  made.preceded = false;
  if (store == nullptr) return;
  made.store_kind = store->constant() ? StoreKind::constant : StoreKind::unknown;
  made.store = store->constant() ? store->text : std::string_view{};
}

void ContextRecorder::acted() {
  for (const Guard& guard : m_.guards) {
    m_.told |= guard.asks;
    const bool context = guard.told && guard.of == CodeCondition::Of::context && guard.key < keys_.size();
    if (context) keys_[guard.key].acts_on_guard = true;
  }
}

void ContextRecorder::message_leaves() {
  left_ = true;
  const size_t count = std::min(keys_.size(), kMaxLook);
  for (size_t i = 0; i < count; ++i) {
    if (!m_.heap.store[keys_[i].cell].assigned) keys_[i].unwritten_at_send = true;
  }
}

void ContextRecorder::forget_assigned(bool but_own) {
  m_.step(static_cast<int64_t>(keys_.size()));
  for (const Key& key : keys_) {
    Value value = m_.heap.store[key.cell];
    if (!value.assigned || (but_own && key.pattern.own_key)) continue;
    value.assigned = false;
    m_.heap.store.set(key.cell, value);
  }
}

void ContextRecorder::hold(uint32_t index, const Value& value) {
  const auto fresh = static_cast<uint8_t>(value.holds & kHeldBits & ~held_[index]);
  if (fresh == 0) return;
  held_[index] |= fresh;
  m_.observe(keys_[key_of_[index]].bit);
  m_.facts.held.push_back(
      {fresh, m_.facts.accesses[index].part, index, HeldMessage::kNoIndex, m_.facts.accesses[index].span});
}

void ContextRecorder::end_of_body() {
  for (Key& key : keys_) key.at_end = m_.heap.store[key.cell].assigned;
}

// What is kept for a connection, or waits in a queue, in the copy that will ask for it.
bool ContextRecorder::stays(const Key& key) const {
  if (key.pattern.connection_key) return true;
  if (key.bit == 0 || key.replaced) return false;
  if (key.own_content != 0 && (m_.observed & key.bit) == 0) return true;
  return key.drained && (m_.revealed & key.bit) == 0;
}

// What is fetched anew when it is old; and when that was, kept under a key of its own.
void ContextRecorder::judge_renewals() {
  auto& list = m_.facts.accesses;
  const auto made_of_own = [&](const Renewal& renewal) {
    const ContextAccess& access = list[renewal.access];
    return (access.sources & (kOfMessageOrCopy | from_context)) == 0 && !access.read_modify_write && !access.deletes;
  };
  // What nobody needs but to know when it was is no answer that is kept, but something that is not to happen too often.
  const auto is_fetched = [&](const Renewal& renewal) {
    return made_of_own(renewal) && (list[renewal.access].sources & from_unknown) != 0 &&
           (m_.used & keys_[key_of_[renewal.access]].bit) != 0;
  };
  uint64_t fetched = 0;
  for (const Renewal& renewal : renewals_) {
    if (is_fetched(renewal)) fetched |= keys_[key_of_[renewal.access]].bit;
  }
  for (const Renewal& renewal : renewals_) {
    const bool is_time = made_of_own(renewal) && (list[renewal.access].sources & from_nondeterministic) != 0;
    if (!is_fetched(renewal) && !(is_time && (renewal.reads & fetched) != 0))
      list[renewal.access].guard = AccessGuard::other;
  }
}

void ContextRecorder::finish() {
  judge_renewals();
  auto& list = m_.facts.accesses;
  for (size_t i = 0; i < list.size(); ++i) {
    if (key_of_[i] == Object::kNone) continue;
    const Key& key = keys_[key_of_[i]];
    ContextAccess& access = list[i];
    const bool message = access.time == UseTime::message && !access.deferred;
    const bool at_end = left_ ? !key.unwritten_at_send : key.at_end;
    access.certain = access.kind == AccessKind::write && message && at_end && key_of_[i] < kMaxLook;
    if (access.guard == AccessGuard::absence && key.acts_on_guard) access.guard = AccessGuard::other;
    access.shown_only = access.kind != AccessKind::write && key.bit != 0 && (m_.observed & key.bit) == 0 &&
                        (m_.facts.output.calls_status || (m_.logged & key.bit) != 0);
    access.keeps_function = access.keeps_function && key.stateful;
    access.called = access.kind == AccessKind::read && key.called;
    access.stays = stays(key);
    access.alike = access.alike && key.bit != 0 && (m_.told & key.bit) == 0;
  }
}

}  // namespace halint
