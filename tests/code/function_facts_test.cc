// Tests of what is found in function code: each form of access, and its nearest innocent twin.
// SPDX-License-Identifier: Apache-2.0
#include "halint/code/function_facts.h"

#include <algorithm>
#include <string>
#include <vector>

#include "tests/catch.h"

namespace {

using namespace halint;
using Texts = std::vector<std::string>;

/// A text whose `[[` and `]]` mark an expected span.
struct Marked {
  explicit Marked(const std::string& source) {
    const size_t open = source.find("[[");
    const size_t close = source.rfind("]]");
    text = source.substr(0, open) + source.substr(open + 2, close - open - 2) + source.substr(close + 2);
    span = {static_cast<uint32_t>(open), static_cast<uint32_t>(close - 2)};
  }
  std::string text;
  CodeSpan span;
};

const FunctionFacts& facts_of(std::string_view text, std::span<const CodeLibrary> libraries = {}) {
  static FunctionAnalyzer analyzer;
  const CodePart part{text, CodeRole::message};
  return analyzer.analyze({&part, 1}, libraries);
}

// "flow.write a.b@store" and what is special about the access.
std::string show(const ContextAccess& access) {
  static const char* const kScopes[] = {"node", "flow", "global"};
  static const char* const kKinds[] = {"read", "write", "keys", "mutate"};
  std::string line =
      std::string(kScopes[static_cast<int>(access.scope)]) + '.' + kKinds[static_cast<int>(access.kind)] + ' ';
  for (int i = 0; i < access.parents; ++i) line += '^';
  line += access.certainty == Certainty::unknown ? "?" : std::string(access.key);
  if (access.certainty == Certainty::prefix) line += '~';
  if (access.store_kind == StoreKind::constant) line += '@' + std::string(access.store);
  if (access.store_kind == StoreKind::unknown) line += "@?";
  return line;
}

Texts accesses(const std::string& text) {
  Texts shown;
  for (const ContextAccess& access : facts_of(text).accesses) shown.push_back(show(access));
  return shown;
}

ContextAccess write_in(const std::string& text) {
  for (const ContextAccess& access : facts_of(text).accesses) {
    if (access.kind == AccessKind::write) return access;
  }
  FAIL("no write in " << text);
  return {};
}

Texts states(const std::string& text) {
  Texts shown;
  for (const StateAccess& state : facts_of(text).states) {
    static const char* const kKinds[] = {"name ", "this.", "context.", "shared.", "host ", "closure "};
    shown.push_back(std::string(state.is_write ? "write " : "read ") + kKinds[static_cast<int>(state.kind)] +
                    std::string(state.name) + (state.outlives_message ? "!" : ""));
  }
  return shown;
}

}  // namespace

TEST_CASE("context: every way to spell an access") {
  CHECK(accesses("flow.get('a')") == Texts{"flow.read a"});
  CHECK(accesses("context.set(\"a\", 1)") == Texts{"node.write a"});
  CHECK(accesses("context.flow.get('a'); context.global.set('b', 1)") == Texts{"flow.read a", "global.write b"});
  CHECK(accesses("flow['get']('a'); flow?.get?.('b'); global.keys()") ==
        Texts{"flow.read a", "flow.read b", "global.keys ?"});
  CHECK(accesses("flow.get(['a', 'b']); flow.set(['c', k], [1, 2])") ==
        Texts{"flow.read a", "flow.read b", "flow.write c", "flow.write ?"});
  CHECK(accesses("const g = global; g.get('a')") == Texts{"global.read a"});
  CHECK(accesses("const {get, set: put} = flow; put('a', get('b'))") == Texts{"flow.write a", "flow.read b"});
  CHECK(accesses("const get = flow.get.bind(flow); get('a'); flow.get.call(flow, 'b')") ==
        Texts{"flow.read a", "flow.read b"});
  CHECK(accesses("const {flow: f} = context; f.get('a')") == Texts{"flow.read a"});
  CHECK(accesses("const get = util.promisify(flow.get); await get('a')") == Texts{"flow.read a"});
  CHECK(accesses("node.context().global.get('a')") == Texts{"global.read a"});
  CHECK(accesses("function f(c) { c.set('a', 1) } f(flow)") == Texts{"flow.write a"});
}

TEST_CASE("context: keys and stores") {
  CHECK(accesses("flow.get('a.b[0]', 'file')") == Texts{"flow.read a.b[0]@file"});
  CHECK(accesses("flow.set('a', 1, 'file', () => {})") == Texts{"flow.write a@file"});
  CHECK(accesses("flow.get('a', (e, v) => v)") == Texts{"flow.read a"});
  CHECK(accesses("flow.get('a', store)") == Texts{"flow.read a@?"});
  CHECK(accesses("flow.get('#:(file)::$parent.$parent.a')") == Texts{"flow.read ^^a@file"});
  CHECK(accesses("flow.get('#:(file)::a', 'memory')") == Texts{"flow.read a@memory"});
  CHECK(accesses("flow.get(`n_${msg.topic}`); flow.get('m_' + x + '_y')") == Texts{"flow.read n_~", "flow.read m_~"});
  CHECK(accesses("const K = 'a' + '_b'; flow.get(K); flow.get(`${K}_c`)") == Texts{"flow.read a_b", "flow.read a_b_c"});
  CHECK(accesses("let k = 'a'; if (x) k = 'b'; flow.get(k)") == Texts{"flow.read ?"});
  CHECK(accesses("var k = 'a'; flow.get(k)") == Texts{"flow.read a"});
  CHECK(accesses("const K = {n: 'count'}; flow.get(K.n)") == Texts{"flow.read count"});
  CHECK(accesses("flow.get('t\\u00e4g\\'')") == Texts{"flow.read t\xC3\xA4g'"});
  CHECK(accesses("flow.get(msg.topic); flow.get(...a)") == Texts{"flow.read ?", "flow.read ?"});
  CHECK(facts_of("flow.get('a.b[0]')").accesses[0].root == "a");
  CHECK(facts_of("flow.get('a.b' + c)").accesses[0].root == "a");
  CHECK(facts_of("flow.get('ab' + c)").accesses[0].root.empty());
}

TEST_CASE("context: what only looks like an access") {
  CHECK(accesses("// flow.get('a')\n/* flow.get('a') */ 'flow.get(\"a\")'; /flow.get('a')/; `flow.get('a')`").empty());
  CHECK(accesses("const flow = {}; flow.get('a')").empty());
  CHECK(accesses("function f(flow) { flow.get('a') } f(new Map())").empty());
  CHECK(accesses("{ let global = new Map(); global.set('a', 1) } global.set('b', 1)") == Texts{"global.write b"});
  CHECK(accesses("flow.get('b'); var flow").empty());
  CHECK(accesses("try {} catch (flow) { flow.get('a') }").empty());
  CHECK(accesses("class flow {} flow.get('a')").empty());
  CHECK(accesses("msg.flow.get('a'); my.context.get('b'); new Map().get('c')").empty());
  CHECK(accesses("return msg; flow.get('a')").empty());
}

TEST_CASE("context: spans point at the call and the key") {
  const Marked call("a();\nconst x = [[flow.get('k')]] || 0;");
  CHECK(facts_of(call.text).accesses.at(0).span.begin == call.span.begin);
  CHECK(facts_of(call.text).accesses.at(0).span.end == call.span.end);
  const Marked key("/* \xC3\xA9\xF0\x9F\x98\x80 */ flow.set([['k']], 1)");
  CHECK(facts_of(key.text).accesses.at(0).key_span.begin == key.span.begin);
  CHECK(facts_of(key.text).accesses.at(0).key_span.end == key.span.end);
  const Marked value("flow.set('k', [[msg.payload + 1]])");
  CHECK(facts_of(value.text).accesses.at(0).value_span.begin == value.span.begin);
  CHECK(facts_of(value.text).accesses.at(0).value_span.end == value.span.end);
  const Marked change("const u = flow.get('u'); [[u.a = 1]];");
  CHECK(facts_of(change.text).accesses.at(1).span.begin == change.span.begin);
  CHECK(facts_of(change.text).accesses.at(1).span.end == change.span.end);
}

TEST_CASE("context: read-modify-write follows the value") {
  CHECK(write_in("flow.set('n', (flow.get('n') || 0) + 1)").read_modify_write);
  CHECK(write_in("let n = flow.get('n') || 0; n++; flow.set('n', n)").read_modify_write);
  CHECK(write_in("var a = flow.get('a'); a.push(1); flow.set('a', a)").read_modify_write);
  CHECK(write_in("flow.get('n', (e, v) => flow.set('n', v + 1))").read_modify_write);
  CHECK(write_in("const get = () => flow.get('n'); flow.set('n', get() + 1)").read_modify_write);
  CHECK(write_in("flow.set(msg.topic, flow.get(msg.topic) + 1)").read_modify_write);
  CHECK(write_in("let n = flow.get('n'); if (n > 5) n = 0; else n += 1; flow.set('n', n)").read_modify_write);
  CHECK_FALSE(write_in("flow.set('n', flow.get('m') + 1)").read_modify_write);
  CHECK_FALSE(write_in("flow.get('n'); flow.set('n', msg.payload)").read_modify_write);
  CHECK_FALSE(write_in("flow.set('n', global.get('n'))").read_modify_write);
  CHECK_FALSE(write_in("flow.set('n', flow.get('n', 'file'))").read_modify_write);
  CHECK(write_in("if (!flow.get('on')) flow.set('on', true)").guard_reads_key);
  CHECK(write_in("if (flow.get('on')) return; flow.set('on', true)").guard_reads_key);
  CHECK_FALSE(write_in("if (flow.get('off')) flow.set('on', true)").guard_reads_key);
}

TEST_CASE("facts: what is fetched again when it is old, and when that was, depends on no message") {
  const auto guard = [](const std::string& code) { return write_in("const t = flow.get('t'); " + code).guard; };
  const std::string told = " msg.a = t.v; return msg";
  CHECK(guard("if (!t || t.until < Date.now()) flow.set('t', {v: fetched(), until: Date.now()});" + told) ==
        AccessGuard::age);
  CHECK(guard("if (t && t.until > Date.now()) { msg.a = t.v; return msg; } flow.set('t', {v: fetched()})") ==
        AccessGuard::age);
  CHECK(guard("if (t < Date.now()) flow.set('t', Date.now()); msg.a = t; return msg") == AccessGuard::other);
  CHECK(guard("if (!t || t.until < Date.now()) flow.set('t', {v: msg.b, until: Date.now()});" + told) ==
        AccessGuard::other);
  CHECK(guard("if (!t || t.until < msg.now) flow.set('t', {v: fetched()});" + told) == AccessGuard::other);
  CHECK(guard("if (!t || t.v < Math.random()) flow.set('t', {v: fetched()});" + told) == AccessGuard::other);
  CHECK(guard("if (t.until < Date.now()) flow.set('t', {v: fetched(), n: t.n + 1});" + told) == AccessGuard::other);
  CHECK(guard("if (!t || t.until < Date.now()) flow.set('t', {v: fetched(), until: Date.now()}); return msg") ==
        AccessGuard::other);

  const FunctionFacts& two = facts_of(
      "if (!flow.get('t') || flow.get('end') < Date.now()) { flow.set('t', fetched()); flow.set('end', Date.now()); }"
      "msg.a = flow.get('t'); return msg");
  for (const ContextAccess& access : two.accesses) {
    if (access.kind == AccessKind::write) CHECK(access.guard == AccessGuard::age);
  }
}

TEST_CASE("facts: a value that a log tells and nothing else needs is only shown") {
  const auto shown = [](const std::string& code) {
    const FunctionFacts& facts = facts_of(code);
    REQUIRE_FALSE(facts.accesses.empty());
    return facts.accesses[0].shown_only;
  };
  CHECK(shown("const n = flow.get('n') + 1; flow.set('n', n); node.log(n)"));
  CHECK(shown("const n = flow.get('n') + 1; flow.set('n', n); console.log('n', n)"));
  CHECK_FALSE(shown("const n = flow.get('n') + 1; flow.set('n', n); node.log('n')"));
  CHECK_FALSE(shown("const n = flow.get('n') + 1; flow.set('n', n); node.log(n); if (n > 5) msg.a = 1; return msg"));
  CHECK_FALSE(shown("const n = flow.get('n') + 1; flow.set('n', n); node.error(n)"));
}

TEST_CASE("context: what a written value is made from") {
  CHECK(write_in("flow.set('a', {b: [1, 'c']})").value() == ValueClass::constant);
  CHECK(write_in("flow.set('a', msg.payload.b)").value() == ValueClass::message);
  CHECK(write_in("const p = msg.payload; flow.set('a', Number(p) * 2)").value() == ValueClass::message);
  CHECK(write_in("flow.set('a', flow.get('b'))").value() == ValueClass::context);
  for (const char* text :
       {"Date.now()", "new Date()", "Math.random()", "RED.util.generateId()", "process.pid", "crypto.randomUUID()"}) {
    CHECK(write_in("flow.set('a', " + std::string(text) + ")").value() == ValueClass::nondeterministic);
  }
  CHECK(write_in("flow.set('a', new Date(msg.ts))").value() == ValueClass::message);
  CHECK(write_in("flow.set('a', something())").value() == ValueClass::unknown);
  CHECK(write_in("flow.set('a', undefined)").deletes);
  CHECK(write_in("flow.set('a', null)").deletes);
  CHECK_FALSE(write_in("flow.set('a', 0)").deletes);
}

TEST_CASE("context: objects changed in place") {
  CHECK(accesses("flow.get('o').x = 1") == Texts{"flow.read o", "flow.mutate o"});
  for (const char* change :
       {"o.x = 1", "o.x.y += 1", "o[k]++", "delete o.x", "o.push(1)", "o.list.splice(0, 1)", "Object.assign(o, {a: 1})",
        "o.forEach(e => { e.x = 1 })", "for (const e of o) e.x = 1", "o.find(e => e.id).n = 1", "o.m.set('k', 1)"}) {
    INFO(change);
    CHECK(accesses("const o = flow.get('o') || {}; " + std::string(change)).at(1) == "flow.mutate o");
  }
  for (const char* use :
       {"o.map(e => e.x)", "const c = {...o}; c.x = 1", "let c = JSON.parse(JSON.stringify(o)); c.x = 1",
        "x = o.length", "const c = o.slice(); c.push(1)", "Object.assign({}, o)"}) {
    INFO(use);
    CHECK(accesses("const o = flow.get('o') || []; " + std::string(use)).size() == 1);
  }
  CHECK(accesses("const o = {}; flow.set('o', o); o.x = 1") == Texts{"flow.write o", "flow.mutate o"});
}

TEST_CASE("context: where it happens") {
  const auto place = [](const std::string& text) { return write_in(text).place; };
  CHECK(place("flow.set('a', 1)") == CodePlace::body);
  CHECK(place("[1].forEach(x => flow.set('a', x))") == CodePlace::body);
  CHECK(place("(async () => { flow.set('a', 1) })()") == CodePlace::body);
  CHECK(place("setTimeout(() => flow.set('a', 1), 10)") == CodePlace::timer);
  CHECK(place("function tick() { flow.set('a', 1) } setInterval(tick, 1000)") == CodePlace::timer);
  CHECK(place("emitter.on('x', () => flow.set('a', 1))") == CodePlace::event);
  CHECK(place("load().then(v => flow.set('a', v))") == CodePlace::async);
  CHECK(place("function f() { flow.set('a', 1) } f()") == CodePlace::nested);
  CHECK(write_in("if (x) flow.set('a', 1)").guarded);
  CHECK(write_in("x && flow.set('a', 1)").guarded);
  CHECK_FALSE(write_in("if (x) y(); flow.set('a', 1)").guarded);
}

TEST_CASE("state: names that outlive a message") {
  CHECK(states("n = (n || 0) + 1") == Texts{"write name n!", "read name n!"});
  CHECK(states("if (typeof n === 'undefined') n = 0; n++") ==
        Texts{"read name n!", "write name n!", "read name n!", "write name n!"});
  CHECK(states("n = msg.payload; msg.x = n") == Texts{"write name n", "read name n"});
  CHECK(states("if (a) n = 1; else n = 2; msg.x = n") == Texts{"write name n", "write name n", "read name n"});
  CHECK(states("if (a) n = 1; msg.x = n") == Texts{"write name n!", "read name n!"});
  CHECK(states("if (a) { n = 1 } else { return } msg.x = n") == Texts{"write name n", "read name n"});
  CHECK(states("for (i = 0; i < 3; i++) f(i)") ==
        Texts{"write name i", "read name i", "read name i", "write name i", "read name i"});
  CHECK(states("function f() { return n } n = 1; f()") == Texts{"read name n", "write name n"});
  CHECK(states("function inc() { n = (n || 0) + 1 } inc()") == Texts{"write name n!", "read name n!"});
  CHECK(states("var n; n = (n || 0) + 1; let m = 1; m++").empty());
  CHECK(states("msg.x = Math.PI; foo(bar)").empty());
}

TEST_CASE("context and state: what every copy makes for itself where nothing is") {
  const auto alike = [](const std::string& text) {
    const FunctionFacts& facts = facts_of(text);
    const auto& uses = facts.accesses;
    const auto& states = facts.states;
    return std::all_of(uses.begin(), uses.end(),
                       [](const ContextAccess& use) { return use.kind == AccessKind::read || use.alike; }) &&
           std::all_of(states.begin(), states.end(), [](const StateAccess& use) { return !use.is_write || use.alike; });
  };
  for (const char* same :
       {"context.c = context.c || {a: 1}; msg.x = context.c.a",
        "if (!context.c) context.c = {a: 1}; msg.x = context.c.a",
        "if (context.c === undefined) { context.c = [5]; } msg.x = context.c[0] + 1",
        "context.c ?"
        "?= [1, 2]; msg.x = context.c[1]",
        "flow.set('c', flow.get('c') || {a: [1]}); msg.x = flow.get('c').a.length",
        "const c = flow.get('c') || {a: 1}; flow.set('c', c); if (c.a > msg.payload) node.send(msg)"}) {
    INFO(same);
    CHECK(alike(same));
  }
  for (const char* other :
       {"context.c = context.c || {a: 1}; context.c.a++", "context.c = context.c || {a: msg.payload}",
        "context.c = context.c || {a: Date.now()}", "context.c = context.c || {}; msg.x = context.c",
        "context.c = context.c || []; context.c.push(1)",
        "context.c = context.c || {}; _.set(context.c, 'a', msg.payload)",
        "if (!context.c) { context.c = {}; node.send(msg); }", "if (context.c) return; context.c = {}; return msg",
        "const first = !context.c; context.c = context.c || {}; if (first) node.send(msg)",
        "if (!context.c) context.c = true", "context.c = context.c || {}; context.c = {b: msg.payload}",
        "flow.set('c', flow.get('c') || [msg.payload])", "flow.set('c', flow.get('d') || {a: 1})",
        "const c = flow.get('c') || {}; c.x = msg.payload; flow.set('c', c)"}) {
    INFO(other);
    CHECK_FALSE(alike(other));
  }
}

TEST_CASE("state: properties of the sandbox and of shared objects") {
  CHECK(states("this.n = (this.n || 0) + 1") == Texts{"write this.n!", "read this.n!"});
  CHECK(states("function F() { this.n = 1 } new F()").empty());
  CHECK(states("(() => { this.n = 1 })()") == Texts{"write this.n"});
  CHECK(states("context.n = (context.n || 0) + 1; context.global.x = 1") ==
        Texts{"write context.n!", "read context.n!", "write shared.x"});
  CHECK(states("msg.x = global.config.url") == Texts{"read context.config!"});
  CHECK(states("Buffer.n = (Buffer.n || 0) + 1") == Texts{"write host Buffer.n!", "read host Buffer.n!"});
  CHECK(facts_of("Buffer.n = (Buffer.n || 0) + 1").states.at(0).read_modify_write);
  CHECK(states("node.n = (node.n || 0) + 1").empty());
}

TEST_CASE("state: parts of one node share the sandbox") {
  FunctionAnalyzer analyzer;
  const CodePart parts[] = {{"cache = {}; n = 0", CodeRole::initialize},
                            {"n++; cache[msg.topic] = msg.payload", CodeRole::message}};
  const FunctionFacts& facts = analyzer.analyze(parts);
  REQUIRE(facts.states.size() == 6);
  CHECK(facts.states[0].part == 0);
  CHECK(facts.states[1].name == "n");
  CHECK(facts.states[1].outlives_message);
  CHECK(facts.states[2].part == 1);
  CHECK(facts.states[4].name == "cache");
  CHECK_FALSE(facts.states[4].is_write);
  CHECK(facts.states[5].name == "cache");
  CHECK(facts.states[5].is_write);
  CHECK(facts.states[5].read_modify_write);
}

TEST_CASE("messages: kept for later") {
  const auto held = [](const std::string& text) {
    const FunctionFacts& facts = facts_of(text);
    return facts.held.empty() ? 0 : static_cast<int>(facts.held[0].what);
  };
  CHECK(held("flow.set('r', msg.res)") == holds_response);
  CHECK(held("flow.set('r', {res: msg.res, t: 1})") == holds_response);
  CHECK(held("flow.set('m', msg)") == holds_message);
  CHECK(held("flow.set('m', {...msg})") == holds_message);
  CHECK(held("flow.set('m', RED.util.cloneMessage(msg))") == holds_message);
  CHECK(held("const q = flow.get('q') || []; q.push(msg); flow.set('q', q)") == holds_message);
  CHECK(held("const saved = []; saved.push(msg.res); flow.set('q', saved)") == holds_response);
  CHECK(held("pending = msg") == holds_message);
  CHECK(held("const w = flow.get('w') || {}; w[msg.id] = msg.res") == holds_response);
  CHECK(held("flow.set('m', msg.payload)") == 0);
  CHECK(held("flow.set('m', msg.req.query.x)") == 0);
  CHECK(held("flow.set('m', JSON.stringify(msg))") == 0);
  CHECK(held("const m = msg; return m") == 0);
  const FunctionFacts& facts = facts_of("let f = () => flow.set('later', 1); flow.set('r', msg.res); f()");
  CHECK(facts.accesses.at(facts.held.at(0).access).key == "r");
}

TEST_CASE("timers and sending") {
  const FunctionFacts& facts = facts_of(
      "const t = setInterval(() => { node.send({payload: 1}) }, 1000); setTimeout(() => {}, 5); node.send(msg)");
  REQUIRE(facts.timers.size() == 2);
  CHECK(facts.timers[0].kind == TimerKind::interval);
  CHECK(facts.timers[0].sends);
  CHECK_FALSE(facts.timers[1].sends);
  REQUIRE(facts.sends.size() == 2);
  CHECK(facts.sends[0].place == CodePlace::timer);
  CHECK(facts.sends[1].place == CodePlace::body);
  CHECK(facts_of("setInterval(poll, 5); function poll() { helper() } function helper() { node.send(msg) }")
            .timers.at(0)
            .sends);
  const CodeLibrary cron[] = {{"cron", "node-cron"}};
  CHECK(facts_of("cron.schedule('* * * * *', () => node.send(msg))", cron).timers.at(0).kind == TimerKind::schedule);
  CHECK(facts_of("const setTimeout = () => {}; setTimeout(() => {}, 5)").timers.empty());
}

TEST_CASE("returns") {
  const auto returns = [](const std::string& text) { return facts_of(text).output.returns; };
  CHECK(returns("return msg") == ReturnPaths::all);
  CHECK(returns("if (a) return msg") == ReturnPaths::some);
  CHECK(returns("if (a) return msg; else return null") == ReturnPaths::some);
  CHECK(returns("if (a) { return msg } return {payload: 1}") == ReturnPaths::all);
  CHECK(returns("return") == ReturnPaths::never);
  CHECK(returns("node.send(msg); return null") == ReturnPaths::never);
  CHECK(returns("[1].map(x => { return x })") == ReturnPaths::never);
  CHECK(returns("switch (a) { case 1: return msg; default: return [null, msg] }") == ReturnPaths::all);
  CHECK(returns("switch (a) { case 1: return msg; default: break }") == ReturnPaths::some);
  CHECK(returns("return a ? msg : null") == ReturnPaths::some);
  CHECK(facts_of("return [null, msg, null]").output.outputs == 2);
  CHECK(facts_of("return msg").output.outputs == 1);
}

TEST_CASE("outside: modules, requests, files, host") {
  const CodeLibrary libraries[] = {{"fs", "fs"}, {"axios", "axios"}, {"os", "node:os"}};
  const FunctionFacts& facts = facts_of(
      "fs.writeFileSync('a', 'b'); fs.readFileSync('a'); axios.post(u, d); os.hostname(); process.env.HOME; fetch(u, "
      "{method: 'PUT'}); "
      "require('child_process').exec('ls'); env.get('X')",
      libraries);
  REQUIRE(facts.uses.size() == 8);
  CHECK(facts.uses[0].kind == ExternalKind::file);
  CHECK(facts.uses[0].writes);
  CHECK_FALSE(facts.uses[1].writes);
  CHECK(facts.uses[2].verb == "POST");
  CHECK(facts.uses[3].kind == ExternalKind::host_name);
  CHECK(facts.uses[4].method == "HOME");
  CHECK(facts.uses[5].verb == "PUT");
  CHECK(facts.uses[6].kind == ExternalKind::process);
  CHECK(facts.env_reads.at(0).name == "X");
  CHECK(facts_of("const fs = global.get('fs'); fs.appendFile('a')").uses.at(0).writes);
  CHECK(facts_of("const fs = {}; fs.writeFileSync('a')", libraries).uses.empty());
}

TEST_CASE("messages: properties that are set") {
  const auto shown = [](const std::string& text) {
    Texts all;
    for (const MessageProperty& made : facts_of(text).properties) {
      all.push_back(std::string(made.name) + '=' +
                    (made.certainty == Certainty::unknown ? "?" : std::string(made.text)) +
                    (made.certainty == Certainty::prefix ? "~" : ""));
    }
    return all;
  };
  CHECK(shown("msg.topic = 'SELECT 1'; msg['method'] = \"POST\"") == Texts{"topic=SELECT 1", "method=POST"});
  CHECK(shown("msg.topic = `INSERT INTO t VALUES (${msg.x})`") == Texts{"topic=INSERT INTO t VALUES (~"});
  CHECK(shown("msg.headers.accept = 'json'; msg.parts = {id: 1}") == Texts{"headers.accept=json", "parts=?"});
  CHECK(shown("return {payload: 1, topic: 'a'}") == Texts{"payload=1", "topic=a"});
  CHECK(shown("var m = {payload: {}}; m.topic = 'b'; return m") == Texts{"payload=?", "topic=b"});
  CHECK(shown("(msg => { msg.topic = 'x' })({})").empty());
  CHECK(facts_of("delete msg.payload").properties.at(0).deletes);
}

TEST_CASE("broken and hostile code") {
  CHECK_FALSE(accesses("flow.set('a', 1\nif (x {\nflow.get('b')").empty());
  CHECK(facts_of("flow.set('a', ").errors.size() == 1);
  for (const char* piece : {"flow.get(",
                            "flow.get('a').",
                            "a.b(",
                            "x=>",
                            "if(flow.get('a'))",
                            "a+",
                            "n++;",
                            "this.a=1;",
                            "[",
                            "{a:",
                            "f(()=>{",
                            "(",
                            "a&&",
                            "a?b:",
                            "function f(){",
                            "var a1=flow.get('x'),",
                            "`${",
                            "if(a){}else ",
                            "flow.set([",
                            "!",
                            "({b:flow.get('c'+"}) {
    std::string text;
    while (text.size() < 200000) text += piece;
    const FunctionFacts& facts = facts_of(text);
    for (const ContextAccess& access : facts.accesses) {
      if (access.span.end > text.size() || access.span.begin > access.span.end)
        FAIL("span outside the text: " << piece);
    }
  }
  std::string names;
  for (int i = 0; i < 30000; ++i) names += "v" + std::to_string(i) + "=this.p" + std::to_string(i) + ";";
  CHECK(facts_of(names).errors.empty());
}
