// What a node keeps from one message to the next.
// SPDX-License-Identifier: Apache-2.0
#include "code/package/call_words.h"
#include "code/package/follower.h"

namespace halint::package {
namespace {

bool is_number_step(const Module& m, Ref write) {
  if (m[write].kind == Kind::update) return true;
  const js::TokenKind op = m[write].op;
  return op == js::TokenKind::plus_assign || op == js::TokenKind::minus_assign;
}

bool is_flag(const Module& m, Ref value) {
  const Kind kind = m[value].kind;
  return kind == Kind::true_ || kind == Kind::false_ || (kind == Kind::unary && m[value].op == js::TokenKind::not_);
}

}  // namespace

// The name of what lives longer than the message if `target` belongs to it; empty for what is made for the message.
std::string Follower::outliving(const Visit& visit, Ref target) {
  const Module& m = program_[visit.module];
  constexpr int kMaxChain = 12;
  Ref root = target;
  std::string_view field;
  for (int i = 0; i < kMaxChain && m[root].kind == Kind::member; ++i) {
    field = m.member_name(root);
    root = m.child(root, 0);
  }
  if (m[root].kind == Kind::this_) return field.empty() ? std::string() : "." + std::string(field);
  if (m[root].kind != Kind::identifier) return {};
  const uint32_t index = m.binding_of(root);
  const Origin origin = origins_.of({visit.module, root});
  if (origin.is(OriginKind::node) || origin.is(OriginKind::instance)) {
    return field.empty() ? std::string() : "." + std::string(field);
  }
  if (index == kNoIndex || origin.is(OriginKind::message) || origin.is(OriginKind::config)) return {};
  const Binding& binding = m.bindings()[index];
  if (binding.parameter != kNoIndex || at_message_.contains({visit.module, binding.function})) return {};
  return std::string(binding.name);
}

// Written and never read is a status at most.
bool Follower::is_read(uint32_t module, Ref target) const {
  const Module& m = program_[module];
  Ref root = target;
  Ref last = target;
  while (m[root].kind == Kind::member && program_.spend()) {
    last = root;
    root = m.child(root, 0);
  }
  const bool field =
      m[root].kind == Kind::this_ || m.binding_of(root) == kNoIndex || m.reads_of_field(m.member_name(last)) > 0;
  if (m[last].kind == Kind::member && field) return m.reads_of_field(m.member_name(last)) > 0;
  const uint32_t binding = m[root].kind == Kind::identifier ? m.binding_of(root) : kNoIndex;
  return binding == kNoIndex || m.bindings()[binding].reads > 0;
}

void Follower::note_write(const Visit& visit, Ref write) {
  if (!program_.spend()) return;
  const Module& m = program_[visit.module];
  const Ref target = m.child(write, 0);
  const std::string name = outliving(visit, target);
  if (name.empty() || !is_read(visit.module, target)) return;
  const Trigger trigger{{visit.module, write}, name, true};
  Conditions conditions = visit.conditions;
  conditions.add(conditions_of(program_, origins_, {visit.module, write}));
  if (is_number_step(m, write)) {
    const Ref value = m[write].kind == Kind::update ? js::kNone : m.child(write, 1);
    const bool text = value != js::kNone && m[value].kind == Kind::string;
    if (!text) tell(SignalKind::keeps_counter, visit, trigger, conditions);
    return;
  }
  if (m[write].kind != Kind::assign) return;
  const Ref value = m.child(write, 1);
  if (value == js::kNone) return;
  if (is_flag(m, value)) {
    tell(SignalKind::keeps_flag, visit, trigger, conditions);
    return;
  }
  const Origin origin = origins_.of({visit.module, value});
  if (origin.outside() || origin.is(OriginKind::function) || origin.is(OriginKind::instance)) return;
  if (!origins_.holds_message({visit.module, value})) return;
  tell(SignalKind::keeps_last, visit, trigger, conditions);
}

void Follower::note_collection(const Visit& visit, Ref call) {
  const Module& m = program_[visit.module];
  const Ref callee = m.child(call, 0);
  if (m[callee].kind != Kind::member) return;
  const std::string_view method = m.member_name(callee);
  const bool fills = changes_collection(method);
  if (!fills && !empties_collection(method)) return;
  const Ref target = m.child(callee, 0);
  const std::string name = outliving(visit, target);
  if (name.empty() || origins_.of({visit.module, target}).outside()) return;
  auto& used = collections_[name];
  used.first = used.first || fills;
  used.second = used.second || empties_collection(method);
  if (!fills || !is_read(visit.module, target)) return;
  Conditions conditions = visit.conditions;
  conditions.add(conditions_of(program_, origins_, {visit.module, call}));
  tell(SignalKind::keeps_list, visit, {{visit.module, call}, name, true}, conditions);
}

void Follower::note_state(const Visit& visit) {
  const Function& function = program_[visit.module].functions()[visit.function];
  for (const Ref write : function.writes) note_write(visit, write);
  for (const Ref call : function.calls) note_collection(visit, call);
}

}  // namespace halint::package
