// MessageWrites: what code puts into the messages that leave a function node.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

#include "analysis/message_writes.h"
#include "analysis/switch_rules.h"

namespace halint {

namespace {

constexpr size_t kMostPassages = size_t{1} << 14;

// Of some values no more is known than that they are an object or a text.
MessageValue unknown_value(const SentProperty& property) {
  MessageValue value = anything(property.sources);
  if (property.type == ConstantType::object || property.type == ConstantType::string) {
    value.open = false;
    value.constants.push_back(
        {property.type == ConstantType::object ? ValueType::object : ValueType::text, "?", TextForm::holes});
  }
  return value;
}

}  // namespace

// The value of a property that code puts into a message, given what came in.
MessageValue MessageWrites::sent_value(const SentProperty& property, MessageId before) {
  if (property.deletes) return constant(ValueType::undefined, {});
  if (property.passed) {
    const PropertyIndex from = asked_.find_path(property.text);
    return from == AskedProperties::kNone ? anything(from_message) : table_.value(table_.get(before, from));
  }
  if (property.certainty == Certainty::unknown) return unknown_value(property);
  ValueType type = ValueType::text;
  switch (property.type) {
    case ConstantType::unknown:
    case ConstantType::string:
      break;
    case ConstantType::number:
      type = ValueType::number;
      break;
    case ConstantType::boolean:
      type = ValueType::boolean;
      break;
    case ConstantType::null:
      type = ValueType::null;
      break;
    case ConstantType::object:
      type = ValueType::object;
      break;
  }
  MessageValue value =
      constant(type, property.text, property.certainty == Certainty::constant ? TextForm::whole : TextForm::beginning);
  value.sources = property.sources;
  return value;
}

// The code adds to what it finds in context, so what it sends of it is this copy's own.
bool MessageWrites::counts(NodeId node) const {
  const std::span<const ContextUse> uses = code_.uses_of(node);
  return std::any_of(uses.begin(), uses.end(), [](const ContextUse& use) {
    return use.writes() && use.read_modify_write && use.time == UseTime::message;
  });
}

// What the file says of a variable is a text; whether code sees a number or a truth value depends on its type.
bool is_closed_by_variable(const FlowGraph& graph, VertexId v, const CodeCondition& condition) {
  if (condition.of != CodeCondition::Of::environment) return false;
  const TextValue text = variable(graph, v, condition.path);
  if (!text.known()) return false;
  const bool typed = condition.type != ConstantType::unknown && condition.type != ConstantType::string;
  if (typed && condition.test == CodeCondition::Test::equals) return text.text != condition.text;
  return !typed && !may_hold(condition, {ValueType::text, text.text});
}

// A test that code makes cannot hold for such a message, or for no more than one of many alike.
bool MessageWrites::is_excluded(VertexId v, const CodeCondition& condition, MessageId message, bool each_copy) {
  using Asks = CodeCondition::Test;
  const bool asks_truth = condition.test == Asks::truthy || condition.test == Asks::equals ||
                          condition.test == Asks::present || condition.test == Asks::differs;
  MessageValue value;
  if (condition.of == CodeCondition::Of::message) {
    const PropertyIndex property = asked_.find_path(condition.path);
    if (property == AskedProperties::kNone) return false;
    value = table_.value(table_.get(message, property));
    if (value.elected && each_copy && asks_truth) return true;
  } else if (condition.of == CodeCondition::Of::environment) {
    // What is worked out from the variable has a type of its own.
    return (each_copy && (asks_truth || condition.test == Asks::has_type) && flags_.is_one_copys(condition.path)) ||
           is_closed_by_variable(graph_, v, condition);
  } else if (condition.of != CodeCondition::Of::context) {
    return false;
  } else {
    const ContextScope scope = condition.scope == "global" ? ContextScope::global : ContextScope::flow;
    return each_copy && asks_truth && condition.scope != "node" &&
           flags_.of(graph_, v, scope, condition.path) == FlagKind::leader;
  }
  if (value.open) return false;
  return std::none_of(value.constants.begin(), value.constants.end(),
                      [&](const Constant& c) { return may_hold(condition, c); });
}

std::vector<MessageWrites::PreparedWrite> MessageWrites::prepare(NodeId node, const SentMessage& sent) {
  std::vector<PreparedWrite> prepared;
  std::vector<Write> writes;
  for (const SentProperty& property : sent.properties) {
    if (touched_by(property.path).empty()) continue;
    if (!property.certain || property.passed) {
      prepared.push_back({{}, &property});
      continue;
    }
    writes.clear();
    assign(property.path, own_of_copy(node, sent_value(property, kAnyMessage)), writes);
    for (const Write& write : writes) prepared.push_back({write});
  }
  return prepared;
}

MessageValue MessageWrites::own_of_copy(NodeId node, MessageValue value) const {
  if ((value.sources & from_context) != 0 && counts(node)) value.sources |= from_copy;
  return value;
}

MessageId MessageWrites::sent(NodeId node, const SentMessage& sent, MessageId before) {
  if (sent.opaque) return kAnyMessage;
  const MessageId start = sent.keeps ? before : table_.empty();
  const auto [known, added] = prepared_.try_emplace(&sent);
  if (added) known->second = prepare(node, sent);
  std::vector<Write> writes;
  for (const auto& [write, depends] : known->second) {
    if (depends == nullptr) {
      writes.push_back(write);
      continue;
    }
    MessageValue value = own_of_copy(node, sent_value(*depends, before));
    if (!depends->certain) {
      const PropertyIndex property = asked_.find_path(depends->path);
      value = property == AskedProperties::kNone ? anything(depends->sources)
                                                 : either(value, table_.value(table_.get(start, property)));
    }
    assign(depends->path, value, writes);
  }
  if (sent.keeps) return written(start, writes);
  const auto take = [&](std::string_view name, KeptPart part) {
    const PropertyIndex property = asked_.find(name);
    if (property != AskedProperties::kNone && (sent.kept & part) != 0)
      writes.push_back({property, AskedProperties::kNone, table_.get(before, property)});
  };
  take("_session", keeps_session);
  take("req", keeps_request);
  take("res", keeps_response);
  take("parts", keeps_parts);
  return written(start, writes);
}

namespace {

// Only the copy that a store gave the lock goes on.
bool is_locked(const NodeCode& code, const SentMessage& sent) {
  using Asks = CodeCondition::Test;
  return code.takes_lock && std::any_of(sent.conditions.begin(), sent.conditions.end(), [](const CodeCondition& c) {
           if (c.of != CodeCondition::Of::answer) return false;
           const bool none = c.text == "0" || c.text == "false" || c.type == ConstantType::null;
           if (c.test == Asks::equals) return !none;
           return c.test == Asks::truthy || c.test == Asks::present || (c.test == Asks::differs && none);
         });
}

}  // namespace

MessageId MessageWrites::behind_function(VertexId v, uint16_t port, MessageId message, bool own, bool each_copy) {
  const NodeCode* code = code_.find(graph_.vertex(v).node);
  if (code == nullptr || !code->has_code) return own ? kAnyMessage : weakened(message);
  const Passage passage{v, message, port, own, each_copy};
  if (passages_.empty()) passages_.resize(std::min(std::bit_ceil(writes_.size()), kMostPassages));
  const size_t hash = (size_t{v} * 31 + message) * 8 + port * 4U + (own ? 2U : 0U) + (each_copy ? 1U : 0U);
  auto& [known, result] = passages_[hash * 0x9E3779B97F4A7C15U >> 32 & (passages_.size() - 1)];
  if (known == passage) return result;
  known = passage;
  return result = through_code(passage);
}

// What leaves a function node by one output: each of its sends that such a message can bring about.
MessageId MessageWrites::through_code(const Passage& passage) {
  const NodeId node = graph_.vertex(passage.vertex).node;
  const NodeCode& code = *code_.find(node);
  const bool guarded = passage.each_copy && !passage.own;
  MessageId joined = kNoMessage;
  for (const SentMessage& one : code.sent) {
    if ((one.time == UseTime::message) == passage.own) continue;
    if (one.port != passage.port && one.port != SentMessage::kAnyPort) continue;
    const bool excluded =
        std::any_of(one.conditions.begin(), one.conditions.end(), [&](const CodeCondition& condition) {
          return is_excluded(passage.vertex, condition, passage.message, guarded);
        });
    if (!excluded && !(guarded && is_locked(code, one))) joined = table_.join(joined, sent(node, one, passage.message));
  }
  return joined;
}

void MessageWrites::forget_passages() { passages_.clear(); }

}  // namespace halint
