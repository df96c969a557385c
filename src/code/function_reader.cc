// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "code/readers.h"
#include "halint/code/code_text.h"

namespace halint {
namespace {

// One body with what is needed to find places in it.
struct Body {
  std::string_view property;
  CodeRole role;
  CodeText text;
};

class Converter {
 public:
  Converter(NodeId node, const std::vector<Body>& bodies, const FunctionFacts& facts)
      : node_(node), bodies_(bodies), facts_(facts) {
    if (facts.held.empty()) return;
    held_by_access_.resize(facts.accesses.size());
    held_by_state_.resize(facts.states.size());
    for (const HeldMessage& held : facts.held) {
      if (held.access != HeldMessage::kNoIndex) held_by_access_[held.access] |= held.what;
      if (held.state != HeldMessage::kNoIndex) held_by_state_[held.state] |= held.what;
    }
  }

  void add_uses(CodeFacts& out) const {
    uint32_t order = 0;
    for (const ContextAccess& access : facts_.accesses) {
      ContextUse use;
      use.node = node_;
      use.scope = access.scope;
      use.kind = access.kind;
      use.certainty = access.certainty;
      use.store_kind = access.store_kind;
      use.time = access.time;
      use.parents = access.parents;
      use.sources = access.sources;
      use.read_modify_write = access.read_modify_write;
      use.guard_reads_key = access.guard_reads_key;
      use.deletes = access.deletes;
      use.sets_true = bodies_[access.part].text.text().substr(
                          access.value_span.begin, access.value_span.end - access.value_span.begin) == "true";
      use.guarded = access.guarded;
      use.asynchronous = access.asynchronous;
      use.guard = access.guard;
      use.deferred = access.deferred;
      use.preceded = access.preceded;
      use.certain = access.certain;
      use.shown_only = access.shown_only;
      use.puts_back = access.puts_back;
      use.own_key = access.own_key;
      use.connection_key = access.connection_key;
      use.by_client_method = access.by_client_method;
      use.keeps_function = access.keeps_function;
      use.keeps_client = access.keeps_client;
      use.called = access.called;
      use.stays = access.stays;
      use.alike = access.alike;
      use.conditions = access.conditions;
      use.text = access.text;
      use.path = access.key;
      use.key = access.root.empty() ? access.key : access.root;
      if (!access.root.empty() && use.certainty == Certainty::prefix && access.key.size() > access.root.size()) {
        use.certainty = Certainty::constant;
        use.path.resize(access.key.find_last_of(".[") + 1);  // the last part is not known wholly
      }
      use.store = access.store;
      use.held = held_by_access_.empty() ? 0 : held_by_access_[static_cast<size_t>(&access - facts_.accesses.data())];
      locate(access.part, access.span, use.property, use.span, use.code_line);
      use.order = order++;
      if (access.kind != AccessKind::keys) count(access.certainty, out.keys);
      out.uses.push_back(std::move(use));
    }
    for (const StateAccess& state : facts_.states) {
      if (state.kind == StateKind::shared_property) out.uses.push_back(use_of(state, order++));
    }
  }

  NodeCode node_code() const {
    NodeCode code;
    code.node = node_;
    for (const StateAccess& state : facts_.states) {
      if (state.kind != StateKind::shared_property) add_state(state, code);
    }
    for (const CodeTimer& timer : facts_.timers) add_timer(timer, code);
    for (const ExternalUse& use : facts_.uses) add_outside(use, code);
    for (const CodeSend& send : facts_.sends) {
      if (send.time != UseTime::start || code.start_send_line != 0) continue;
      std::string property;
      locate(send.part, send.span, property, code.start_send, code.start_send_line);
    }
    for (const SentMessage& sent : facts_.sent) {
      code.sends_at_start =
          code.sends_at_start || sent.time == UseTime::start || (sent.time == UseTime::timer && !sent.repeats);
      code.sends_on_timer = code.sends_on_timer || (sent.time == UseTime::timer && sent.repeats);
    }
    for (const CodeConsumer& consumer : facts_.consumers) {
      if (!consumer.sends) continue;
      CodeInput& made = code.inputs.emplace_back();
      made.consumption = consumer.consumption;
      made.module = consumer.module;
      locate(consumer.part, consumer.span, made.property, made.span, made.code_line);
    }
    for (const MessageChange& change : facts_.changes) {
      CodeChange& made = code.changes.emplace_back();
      made.time = change.time;
      made.path = change.path;
      locate(change.part, change.span, made.property, made.span, made.code_line);
    }
    for (const MessageProperty& property : facts_.properties) {
      code.makes_parts = code.makes_parts || property.name.substr(0, 5) == "parts";
      code.writes_session = code.writes_session || property.name.substr(0, 8) == "_session";
    }
    for (const CodeError& error : facts_.errors) {
      CodeProblem problem{std::string(error.error.message), {}, {}, 0};
      locate(error.part, {error.error.offset, error.error.offset + 1}, problem.property, problem.span,
             problem.code_line);
      code.problems.push_back(std::move(problem));
    }
    code.has_code = code.problems.empty();
    code.sent = facts_.sent;
    code.link_calls = facts_.link_calls;
    code.takes_lock = facts_.takes_lock;
    code.answers = facts_.output.answers;
    code.reports = facts_.reports;
    return code;
  }

 private:
  NodeId node_;
  const std::vector<Body>& bodies_;
  const FunctionFacts& facts_;
  std::vector<uint8_t> held_by_access_, held_by_state_;  // by index into the facts; empty if nothing is held

  // Properties of `context.global` are what keys are, but that `get` does not see them.
  ContextUse use_of(const StateAccess& state, uint32_t order) const {
    ContextUse use;
    use.node = node_;
    use.scope = state.scope;
    use.kind = state.is_write ? AccessKind::write : AccessKind::read;
    use.time = state.time;
    use.sources = state.sources;
    use.read_modify_write = state.read_modify_write;
    use.guarded = state.guarded;
    use.preceded = !state.outlives_message;
    use.shown_only = state.shown_only;
    use.stays = state.stays;
    use.alike = state.alike;
    use.on_object = true;
    use.key = use.path = state.name;
    locate(state.part, state.span, use.property, use.span, use.code_line);
    use.order = order;
    return use;
  }

  static void count(Certainty certainty, KeyCounts& keys) {
    switch (certainty) {
      case Certainty::constant:
        ++keys.constant;
        break;
      case Certainty::prefix:
        ++keys.prefix;
        break;
      case Certainty::unknown:
        ++keys.unknown;
        break;
    }
  }

  void locate(uint8_t part, CodeSpan span, std::string& property, Span& place, uint32_t& line) const {
    const Body& body = bodies_[part];
    property = body.property;
    // A fault may stand behind the last character.
    if (span.begin >= body.text.text().size() && span.begin > 0)
      span = {static_cast<uint32_t>(body.text.text().size() - 1), static_cast<uint32_t>(body.text.text().size())};
    place = body.text.file_span(span.begin, span.end);
    line = body.text.line(span.begin);
  }

  void add_state(const StateAccess& state, NodeCode& code) const {
    CodeStateUse use;
    use.kind = state.kind;
    use.time = state.time;
    use.shown_only = state.shown_only;
    use.connection_key = state.connection_key;
    use.stays = state.stays;
    use.alike = state.alike;
    use.is_write = state.is_write;
    use.read_modify_write = state.read_modify_write;
    use.outlives_message = state.outlives_message;
    use.sources = state.sources;
    use.held = held_by_state_.empty() ? 0 : held_by_state_[static_cast<size_t>(&state - facts_.states.data())];
    use.name = state.name;
    locate(state.part, state.span, use.property, use.span, use.code_line);
    code.states.push_back(std::move(use));
  }

  void add_timer(const CodeTimer& timer, NodeCode& code) const {
    CodeTimerUse use;
    use.kind = timer.kind;
    use.time = timer.time;
    use.ends_itself = timer.ends_itself;
    use.sends = timer.sends;
    locate(timer.part, timer.span, use.property, use.span, use.code_line);
    code.timers.push_back(std::move(use));
  }

  void add_outside(const ExternalUse& external, NodeCode& code) const {
    CodeOutside use;
    use.kind = external.kind;
    use.time = external.time;
    use.acts = external.acts;
    use.writes = external.writes;
    use.method_known = !external.verb.empty();
    use.module = external.module;
    use.method = external.method;
    use.path = external.path;
    locate(external.part, external.span, use.property, use.span, use.code_line);
    if (external.time == UseTime::message) {
      code.acts_outside = code.acts_outside || external.acts;
    }
    if (external.kind == ExternalKind::http && external.time == UseTime::message) {
      code.may_act_outside = code.may_act_outside || (external.verb.empty() && external.method != "get");
    }
    code.outside.push_back(std::move(use));
  }
};

}  // namespace

void FunctionReader::read(NodeId node, std::span<const std::string_view> code, CodeFacts& facts) {
  std::vector<Body> bodies;
  // On Start code first: it runs first, and it shares the sandbox.
  for (const bool start : {true, false}) {
    for (const std::string_view property : code) {
      if ((property == "initialize") != start) continue;
      const JsonValue value = document_.property(node, property);
      if (value.kind() != JsonKind::string || value.is_empty()) continue;
      const CodeRole role = start                    ? CodeRole::initialize
                            : property == "finalize" ? CodeRole::finalize
                                                     : CodeRole::message;
      bodies.push_back({property, role, CodeText(*document_.file, value)});
    }
  }
  if (bodies.empty()) return;
  std::vector<CodePart> parts;
  parts.reserve(bodies.size());
  for (const Body& body : bodies) parts.push_back({body.text.text(), body.role});
  std::vector<std::string> names;
  document_.property(node, "libs").for_each_element([&](JsonValue library) {
    names.push_back(library.member("var").text());
    names.push_back(library.member("module").text());
  });
  std::vector<CodeLibrary> libraries;
  for (size_t i = 0; i + 1 < names.size(); i += 2) libraries.push_back({names[i], names[i + 1]});
  thread_local FunctionAnalyzer analyzer;  // keeps its memory from node to node and from file to file
  const FunctionFacts& found = analyzer.analyze(parts, libraries, globals_);
  const Converter converter(node, bodies, found);
  converter.add_uses(facts);
  facts.nodes.push_back(converter.node_code());
}

}  // namespace halint
