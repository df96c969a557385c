// FunctionFacts: recording what the walk meets, and the public face.
// SPDX-License-Identifier: Apache-2.0
#include "halint/code/function_facts.h"

#include <algorithm>

#include "code/function_walker.h"

namespace halint {

using js::kNone;

namespace {

// What a path is stored under: `a` of `a.b[0]` and of `a[0]`.
std::string_view root_of(std::string_view key, Certainty certainty) {
  const size_t end = key.find_first_of(".[");
  if (end != std::string_view::npos && end > 0) return key.substr(0, end);
  return certainty == Certainty::constant ? key : std::string_view{};
}

}  // namespace

ContextKey split_context_key(std::string_view text, Certainty certainty) {
  ContextKey key;
  key.certainty = certainty;
  if (certainty == Certainty::unknown) return key;
  if (text.substr(0, 3) == "#:(") {
    const size_t end = text.find(")::");
    if (end != std::string_view::npos && end > 3) {
      key.store_kind = StoreKind::constant;
      key.store = text.substr(3, end - 3);
      text.remove_prefix(end + 3);
    } else if (certainty == Certainty::prefix) {
      key.store_kind = StoreKind::unknown;
      text = {};
    }
  }
  constexpr std::string_view kParent = "$parent.";
  while (text.substr(0, kParent.size()) == kParent && key.parents < 255) {
    ++key.parents;
    text.remove_prefix(kParent.size());
  }
  key.key = text;
  key.root = root_of(text, certainty);
  if (text.empty() && certainty == Certainty::prefix) key.certainty = Certainty::unknown;
  return key;
}

uint32_t FunctionWalker::add_access(AccessKind kind, const Value& context, const Value& key_value, Ref key_ref,
                                    Ref call) {
  const auto index = static_cast<uint32_t>(facts_.accesses.size());
  ContextAccess& made = facts_.accesses.emplace_back();
  access_bits_.push_back(0);
  made.scope = context.scope;
  made.kind = kind;
  made.place = frame_.place;
  made.part = part_;
  made.guarded = guarded();
  made.span = span(call);
  if (kind == AccessKind::keys) return index;
  const ContextKey key = split_context_key(key_value.text, key_value.certainty);
  made.certainty = key.certainty;
  made.store_kind = key.store_kind;
  made.parents = key.parents;
  made.key = key.key;
  made.root = key.root;
  made.store = key.store;
  if (key_ref != kNone) made.key_span = span(key_ref);
  return index;
}

// An explicit store wins over the one in the key.
void FunctionWalker::set_store(uint32_t index, const Value& store, bool given) {
  if (!given) return;
  ContextAccess& access = facts_.accesses[index];
  access.store_kind = store.certainty == Certainty::constant ? StoreKind::constant : StoreKind::unknown;
  access.store = store.certainty == Certainty::constant ? store.text : std::string_view{};
}

// The bit of a key; keys that cannot be known are the same if they are spelt the same.
uint64_t FunctionWalker::key_bit(const ContextAccess& access, Ref key_ref) {
  if (access.kind == AccessKind::keys) return 0;
  std::string_view text = access.key;
  if (access.certainty != Certainty::constant) {
    const CodeSpan at = key_ref == kNone ? access.key_span : span(key_ref);
    text = ast_->text.substr(at.begin, at.end - at.begin);
  }
  for (size_t i = 0; i < keys_.size(); ++i) {
    const KeySlot& slot = keys_[i];
    if (slot.scope == access.scope && slot.parents == access.parents && slot.store_kind == access.store_kind &&
        slot.certainty == access.certainty && slot.key == text && slot.store == access.store) {
      return key_bits_[i];
    }
  }
  const uint64_t bit = new_bit();
  if (bit != 0) {
    keys_.push_back({access.scope, access.parents, access.certainty, access.store_kind, text, access.store});
    key_bits_.push_back(bit);
  }
  return bit;
}

void FunctionWalker::add_write(const Value& context, const Value& key, Ref key_ref, const Value& value, Ref value_ref,
                               Ref call, const Value& store, bool store_given, bool callback) {
  const uint32_t index = add_access(AccessKind::write, context, key, key_ref, call);
  set_store(index, store, store_given);
  ContextAccess& made = facts_.accesses[index];
  const uint64_t bit = key_bit(made, key_ref);
  access_bits_[index] = bit;
  made.sources = value.sources;
  made.read_modify_write = (value.reads & bit) != 0;
  made.guard_reads_key = (frame_.guard_reads & bit) != 0;
  made.deletes = value.nullish;
  made.asynchronous = callback;
  if (value_ref != kNone) made.value_span = span(value_ref);
  hold(value, index, HeldMessage::kNoIndex, made.span);
  act();
  // The store keeps the very object: changing the variable later changes what is stored.
  if (value_ref == kNone || node(value_ref).kind != js::Kind::kIdentifier) return;
  Binding* const binding = find(name_of(value_ref));
  if (binding == nullptr) return;
  Value& kept = binding->value;
  if (kept.thing == Thing::kPlain || kept.thing == Thing::kObjectLiteral || kept.thing == Thing::kArrayLiteral) {
    kept.thing = Thing::kGot;
    kept.ref = index;
  }
}

void FunctionWalker::add_mutation(uint32_t from, const Value& value, CodeSpan whole) {
  const auto index = static_cast<uint32_t>(facts_.accesses.size());
  facts_.accesses.push_back(facts_.accesses[from]);
  access_bits_.push_back(access_bits_[from]);
  ContextAccess& made = facts_.accesses.back();
  if (made.part != part_) made.key_span = {};
  made.kind = AccessKind::mutate;
  made.place = frame_.place;
  made.part = part_;
  made.sources = value.sources;
  made.read_modify_write = true;
  made.guard_reads_key = (frame_.guard_reads & access_bits_[index]) != 0;
  made.deletes = false;
  made.guarded = guarded();
  made.asynchronous = false;
  made.span = whole;
  made.value_span = {};
  hold(value, index, HeldMessage::kNoIndex, whole);
  act();
}

uint32_t FunctionWalker::state_slot(StateKind kind, ContextScope scope, std::string_view name) {
  // One table for all names: a control character keeps the kinds apart.
  static constexpr std::string_view kMarks = "\1\2\3\4\5\6\7\10\16\17\20\21";
  const std::string_view mark = kMarks.substr(static_cast<size_t>(kind) * 3 + static_cast<size_t>(scope), 1);
  NameId id = 0;
  if (kind == StateKind::implicit_global) {
    id = names_.intern(name);
  } else {
    bool cut = false;
    id = names_.intern(pool_.join(mark, name, cut));
  }
  if (names_[id].state != kNoIndex) return names_[id].state;
  const auto index = static_cast<uint32_t>(states_.size());
  StateSlot& made = states_.emplace_back();
  made.kind = kind;
  made.scope = scope;
  made.name = name;
  names_[id].state = index;
  return index;
}

Value FunctionWalker::read_state(uint32_t index, Ref ref) {
  StateSlot& slot = states_[index];
  StateAccess& made = facts_.states.emplace_back();
  access_states_.push_back(index);
  made.kind = slot.kind;
  made.scope = slot.scope;
  made.place = frame_.place;
  made.part = part_;
  made.guarded = guarded();
  made.name = slot.name;
  made.span = span(ref);
  Value value = plain(from_unknown);
  if (slot.definite) {
    value.sources = slot.sources;
  } else if (frame_.deferred) {
    slot.nested_read = true;
  } else {
    slot.outlives = true;
  }
  if (slot.bit == 0) slot.bit = new_bit();
  value.reads = slot.bit;
  return value;
}

void FunctionWalker::write_state(uint32_t index, const Value& value, Ref whole, bool reads_first) {
  StateSlot& slot = states_[index];
  const auto at = static_cast<uint32_t>(facts_.states.size());
  StateAccess& made = facts_.states.emplace_back();
  access_states_.push_back(index);
  made.kind = slot.kind;
  made.scope = slot.scope;
  made.place = frame_.place;
  made.part = part_;
  made.sources = value.sources;
  made.is_write = true;
  made.read_modify_write = reads_first || (value.reads & slot.bit) != 0;
  made.guarded = guarded();
  made.name = slot.name;
  made.span = span(whole);
  slot.written = true;
  slot.sources = slot.definite ? static_cast<uint8_t>(slot.sources | value.sources) : value.sources;
  if (!frame_.deferred) {
    if (frame_.guard == 0) slot.plain_write = true;
    if (!slot.definite) {
      slot.definite = true;
      definite_log_.push_back(index);
    }
  }
  hold(value, HeldMessage::kNoIndex, at, made.span);
}

void FunctionWalker::add_use(ExternalKind kind, std::string_view module, std::string_view method, std::string_view verb,
                             bool writes, Ref ref) {
  ExternalUse& made = facts_.uses.emplace_back();
  made.kind = kind;
  made.place = frame_.place;
  made.part = part_;
  made.writes = writes;
  made.guarded = guarded();
  made.module = module;
  made.method = method;
  made.verb = verb;
  made.span = span(ref);
  if (kind != ExternalKind::host_name && kind != ExternalKind::process_env && kind != ExternalKind::module) act();
}

void FunctionWalker::hold(const Value& value, uint32_t access, uint32_t state, CodeSpan where) {
  if (value.holds == 0) return;
  HeldMessage& made = facts_.held.emplace_back();
  made.what = value.holds;
  made.part = part_;
  made.access = access;
  made.state = state;
  made.span = where;
}

void FunctionWalker::act() {
  if (frame_.timer != kNoIndex) facts_.timers[frame_.timer].sends = true;
  if (frame_.name != 0) names_[frame_.name].callback_acts = true;
}

void FunctionWalker::end_group() {
  // Reads of names that nothing here writes are reads of the host's own, except seeds on the contexts.
  std::vector<uint32_t>& moved = branch_;
  moved.assign(facts_.states.size(), HeldMessage::kNoIndex);
  size_t kept = 0;
  for (size_t i = 0; i < facts_.states.size(); ++i) {
    const StateSlot& slot = states_[access_states_[i]];
    if (!slot.written && slot.kind != StateKind::context_property) continue;
    moved[i] = static_cast<uint32_t>(kept);
    facts_.states[kept] = facts_.states[i];
    facts_.states[kept++].outlives_message = slot.outlives;
  }
  facts_.states.resize(kept);
  for (HeldMessage& held : facts_.held) {
    if (held.state != HeldMessage::kNoIndex) held.state = moved[held.state];
  }
  const auto order = [](const auto& list, std::vector<uint32_t>& places) {
    places.resize(list.size());
    for (uint32_t i = 0; i < places.size(); ++i) places[i] = i;
    std::stable_sort(places.begin(), places.end(), [&](uint32_t a, uint32_t b) {
      return list[a].part != list[b].part ? list[a].part < list[b].part : list[a].span.begin < list[b].span.begin;
    });
  };
  // Sorts one list and gives `index` of every held message its new number.
  const auto sort_list = [&](auto& list, uint32_t HeldMessage::*index) {
    if (list.size() < 2) return;
    order(list, moved);
    if (std::is_sorted(moved.begin(), moved.end())) return;
    auto sorted = list;
    std::vector<uint32_t> place(list.size());
    for (uint32_t i = 0; i < moved.size(); ++i) {
      sorted[i] = list[moved[i]];
      place[moved[i]] = i;
    }
    list.swap(sorted);
    if (index == nullptr) return;
    for (HeldMessage& held : facts_.held) {
      if (held.*index != HeldMessage::kNoIndex) held.*index = place[held.*index];
    }
  };
  sort_list(facts_.accesses, &HeldMessage::access);
  sort_list(facts_.states, &HeldMessage::state);
  sort_list(facts_.timers, nullptr);
  sort_list(facts_.sends, nullptr);
  sort_list(facts_.uses, nullptr);
  sort_list(facts_.env_reads, nullptr);
  sort_list(facts_.properties, nullptr);
  branch_.clear();
}

void FunctionFacts::clear() {
  accesses.clear();
  states.clear();
  timers.clear();
  sends.clear();
  held.clear();
  uses.clear();
  env_reads.clear();
  properties.clear();
  sent.clear();
  link_calls.clear();
  reports.clear();
  errors.clear();
  output = {};
}

struct FunctionAnalyzer::State {
  js::Parser parser;
  FunctionFacts facts;
  FunctionWalker walker{facts};
};

FunctionAnalyzer::FunctionAnalyzer() : state_(std::make_unique<State>()) {}
FunctionAnalyzer::~FunctionAnalyzer() = default;
FunctionAnalyzer::FunctionAnalyzer(FunctionAnalyzer&&) noexcept = default;
FunctionAnalyzer& FunctionAnalyzer::operator=(FunctionAnalyzer&&) noexcept = default;

const FunctionFacts& FunctionAnalyzer::analyze(std::span<const CodePart> parts,
                                               std::span<const CodeLibrary> libraries) {
  state_->facts.clear();
  state_->walker.begin_group(libraries);
  uint8_t index = 0;
  for (const CodePart& part : parts) {
    state_->walker.walk_part(state_->parser.parse(part.text), part, index);
    if (++index == 255) break;
  }
  state_->walker.end_group();
  return state_->facts;
}

}  // namespace halint
