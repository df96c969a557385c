// Tests of what code does in the order in which it runs: branches, loops, try, callbacks, helpers, aliases.
// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "halint/code/function_facts.h"
#include "tests/catch.h"

namespace {

using namespace halint;

const FunctionFacts& facts_of(std::string_view text) {
  static FunctionAnalyzer analyzer;
  const CodePart part{text, CodeRole::message};
  return analyzer.analyze({&part, 1});
}

// Is the last read of a key surely of what the same message wrote?
bool preceded(const std::string& text) {
  bool found = false;
  for (const ContextAccess& access : facts_of(text).accesses) {
    if (access.kind == AccessKind::read) found = access.preceded;
  }
  return found;
}

size_t count(const std::string& text, AccessKind kind, std::string_view key) {
  size_t found = 0;
  for (const ContextAccess& access : facts_of(text).accesses)
    found += access.kind == kind && access.key == key ? 1U : 0U;
  return found;
}

size_t state_writes(const std::string& start, const std::string& message) {
  static FunctionAnalyzer analyzer;
  const CodePart parts[] = {{start, CodeRole::initialize}, {message, CodeRole::message}};
  size_t found = 0;
  for (const StateAccess& state : analyzer.analyze(parts).states) {
    found += state.is_write && state.time == UseTime::message && state.outlives_message ? 1U : 0U;
  }
  return found;
}

}  // namespace

TEST_CASE("order: a write before a read, on every way") {
  CHECK(preceded("flow.set('a', 1); msg.x = flow.get('a')"));
  CHECK(preceded("if (x) flow.set('a', 1); else flow.set('a', 2); msg.x = flow.get('a')"));
  CHECK(preceded("const put = v => flow.set('a', v); put(1); msg.x = flow.get('a')"));
  CHECK(preceded("for (const k of ['a', 'b']) flow.set(k, 1); msg.x = flow.get('b')"));
  CHECK(preceded("try { flow.set('a', 1); JSON.parse(t) } catch (e) {} msg.x = flow.get('a')"));
  CHECK_FALSE(preceded("if (x) flow.set('a', 1); msg.x = flow.get('a')"));
  CHECK_FALSE(preceded("load().then(v => flow.set('a', v)); msg.x = flow.get('a')"));
  CHECK_FALSE(preceded("for (const v of msg.list) flow.set('a', v); msg.x = flow.get('a')"));
  CHECK_FALSE(preceded("msg.list.forEach(v => flow.set('a', v)); msg.x = flow.get('a')"));
  CHECK_FALSE(preceded("try { flow.set('a', JSON.parse(t)) } catch (e) {} msg.x = flow.get('a')"));
  CHECK_FALSE(preceded("function late() { flow.set('a', 1) } msg.x = flow.get('a'); late()"));
}

TEST_CASE("helpers: each call counts") {
  const std::string keep = "function keep(c, k, v) { c.set(k, v) } keep(context, 'a', 1); keep(flow, 'b', 2)";
  CHECK(count(keep, AccessKind::write, "a") == 1);
  CHECK(count(keep, AccessKind::write, "b") == 1);
  CHECK(count("const s = {x: flow}; s.x.set('a', 1)", AccessKind::write, "a") == 1);
  CHECK(count("class S { constructor(c) { this.c = c } put() { this.c.set('a', 1) } } new S(flow).put()",
              AccessKind::write, "a") == 1);
  CHECK(count("flow.set.apply(flow, ['a', 1])", AccessKind::write, "a") == 1);
  CHECK(count("(x ? flow : global).set('a', 1)", AccessKind::write, "a") == 2);
  CHECK(count("function unused() { flow.set('a', 1) }", AccessKind::write, "a") == 0);
  CHECK(count("const on = false; if (on) flow.set('a', 1)", AccessKind::write, "a") == 0);
}

TEST_CASE("aliases: what a key keeps is changed by any name") {
  CHECK(count("for (const o of Object.values(flow.get('m'))) o.n += 1", AccessKind::mutate, "m") == 1);
  CHECK(count("const c = {...flow.get('m')}; c.inner.n = 1", AccessKind::mutate, "m") == 1);
  CHECK(count("flow.get('m').filter(e => e.on)[0].n = 1", AccessKind::mutate, "m") == 1);
  CHECK(count("flow.get('m').filter(e => e.on).push(1)", AccessKind::mutate, "m") == 0);
  CHECK(count("const c = {...flow.get('m')}; c.n = 1", AccessKind::mutate, "m") == 0);
}

TEST_CASE("state: what On Start made and messages change") {
  CHECK(state_writes("seen = new Set()", "seen.add(msg.x)") > 0);
  CHECK(state_writes("next = (() => { let n = 0; return () => ++n })()", "msg.x = next()") > 0);
  CHECK(state_writes("state = {list: []}", "state.list.push(msg.x)") > 0);
  CHECK(state_writes("cfg = {a: 1}", "msg.x = cfg.a") == 0);
  CHECK(state_writes("cfg = {a: 1}", "const c = {...cfg}; c.a = msg.x") == 0);
}

TEST_CASE("messages: what leaves by which output") {
  const FunctionFacts& facts = facts_of("msg.topic = 'a'; return [null, msg]");
  REQUIRE(facts.sent.size() == 1);
  CHECK(facts.sent[0].port == 1);
  CHECK(facts.sent[0].keeps);
  CHECK(facts.sent[0].properties.at(0).path == "topic");
  CHECK(facts.sent[0].properties.at(0).text == "a");
  CHECK(facts_of("const out = {payload: 1}; return out").sent.at(0).kept == 0);
  CHECK(facts_of("return {payload: 1, _session: msg._session}").sent.at(0).kept == keeps_session);
  CHECK((facts_of("return {...msg, payload: 1}").sent.at(0).kept & keeps_session) != 0);
  CHECK(facts_of("flow.set('a', 1)").sent.empty());
  const FunctionFacts& guarded = facts_of("if (!msg.req) return null; return msg");
  REQUIRE(guarded.sent.size() == 1);
  REQUIRE(guarded.sent[0].conditions.size() == 1);
  CHECK(guarded.sent[0].conditions[0].path == "req");
  CHECK(guarded.sent[0].conditions[0].test == CodeCondition::Test::truthy);
}

TEST_CASE("messages: what a function of the body returns for it, it returns under its own conditions") {
  const auto guarded = [](const char* code) {
    const FunctionFacts& facts = facts_of(code);
    REQUIRE(facts.sent.size() == 1);
    return facts.sent[0].conditions.size() == 1 && facts.sent[0].conditions[0].path == "req";
  };
  CHECK(guarded("return f(msg); function f(m) { if (!m.req) return null; return m; }"));
  CHECK(guarded("const main = async () => { if (!msg.req) return; return msg; }; return await main();"));
  CHECK(guarded("const f = m => m.req ? m : null; return f(msg);"));
  CHECK(guarded("return g(msg); function g(m) { return f(m); } function f(m) { if (m.req) return m; }"));
  CHECK(guarded("const o = {f(m) { if (m.req) return m; }}; return o.f(msg);"));
  CHECK_FALSE(guarded("return f(msg); function f(m) { if (!m.req) node.log('none'); return m; }"));
  CHECK(facts_of("return f(msg); function f(m) { if (!m.req) return null; return m; }").output.returns ==
        ReturnPaths::some);
  CHECK(facts_of("return f(msg); function f(m) { return m; }").output.returns == ReturnPaths::all);
  CHECK(facts_of("return f(msg); function f(m) { m.a = 1; }").sent.empty());
  const std::vector<SentMessage>& again =
      facts_of("return f(msg); function f(m) { return m.a ? f(m.a) : [null, m]; }").sent;
  CHECK(std::any_of(again.begin(), again.end(), [](const SentMessage& sent) { return sent.port == 1; }));
}
