// Packages read without being run: what is seen, what is not believed, and what broken ones cannot do.
// SPDX-License-Identifier: Apache-2.0
#include "halint/catalog/machine_reading.h"
#include "halint/code/package/package_reading.h"
#include "tests/catch.h"

namespace halint::package {
namespace {

constexpr std::string_view kManifest =
    R"({"name": "node-red-contrib-acme", "version": "2.1.0", "node-red": {"nodes": {"acme": "acme.js"}}})";

// The body of a constructor, and the editor's half of it.
struct Source {
  std::string body;
  int inputs = 1;
  int outputs = 1;
};

PackageReading read(const std::string& script, const std::string& page) {
  const PackageFile files[] = {{"package.json", kManifest}, {"acme.js", script}, {"acme.html", page}};
  return read_package(files);
}

PackageReading read(const Source& source) {
  return read(
      "module.exports = function (RED) {\n  function Acme(config) {\n    RED.nodes.createNode(this, config);\n"
      "    const node = this;\n" +
          source.body + "\n  }\n  RED.nodes.registerType('acme', Acme);\n};\n",
      "<script type=\"text/javascript\">RED.nodes.registerType('acme', {category: 'function', inputs: " +
          std::to_string(source.inputs) + ", outputs: " + std::to_string(source.outputs) +
          ", defaults: {name: {value: ''}, poll: {value: false}, mode: {value: 'a'}}});</script>");
}

NodeType entry(NodeStore& store, const Source& source) {
  const PackageReading reading = read(source);
  REQUIRE(reading.types.size() == 1);
  return read_by_machine(store, reading, reading.types[0]);
}

}  // namespace

TEST_CASE("a package's name, types and properties are read", "[package]") {
  const PackageReading reading = read({"", 1, 2});
  CHECK(reading.name == "node-red-contrib-acme");
  CHECK(reading.version == "2.1.0");
  REQUIRE(reading.types.size() == 1);
  const TypeReading& type = reading.types[0];
  CHECK(type.type == "acme");
  CHECK(type.followed);
  CHECK(type.outputs == 2);
  CHECK(type.properties.size() == 3);
}

TEST_CASE("a node without input that sends on a timer is a timer, and the line says where", "[package]") {
  NodeStore store;
  const NodeType type = entry(store, {"    setInterval(() => node.send({ payload: 1 }), 1000);", 0, 1});
  CHECK(type.machine);
  REQUIRE(type.facts.delivery.size() == 1);
  CHECK(type.facts.delivery[0] == Delivery::timer);
  CHECK(type.facts.confidence == Confidence::low);
  CHECK(type.source == "acme.js:5");
}

TEST_CASE("a property around a timer becomes a case", "[package]") {
  NodeStore store;
  const NodeType type = entry(store, {"    if (config.poll) setInterval(() => node.send({}), 1000);", 0, 1});
  CHECK(type.facts.delivery.empty());
  REQUIRE(type.cases.size() == 1);
  REQUIRE(type.cases[0].facts.delivery.size() == 1);
  CHECK(type.cases[0].facts.delivery[0] == Delivery::timer);
  CHECK(type.cases[0].when[0].path == "poll");
}

TEST_CASE("a timer that only delays what came in is no source", "[package]") {
  NodeStore store;
  const NodeType type = entry(store, {"    node.on('input', (msg) => { setTimeout(() => node.send(msg), 100); });"});
  CHECK(type.facts.delivery.empty());
  CHECK(type.facts.state == NodeState::timer);
}

TEST_CASE("a counter that is kept is a doubt, a variable of one message is none", "[package]") {
  NodeStore store;
  const NodeType kept =
      entry(store, {"    let n = 0;\n    node.on('input', (msg) => { n++; msg.n = n; node.send(msg); });"});
  CHECK(kept.facts.state == NodeState::unset);
  CHECK(kept.maybe.find("acme.js:6") != std::string_view::npos);
  CHECK(entry(store, {"    node.on('input', (msg) => { let n = 0; n++; msg.n = n; node.send(msg); });"}).maybe.empty());
}

TEST_CASE("two kinds of state are one that is believed", "[package]") {
  NodeStore store;
  const NodeType type =
      entry(store, {"    let n = 0; const seen = [];\n    node.on('input', (msg) => {\n"
                    "      n++; seen.push(msg.payload); msg.n = n; msg.all = seen; node.send(msg); });"});
  CHECK(type.facts.state == NodeState::aggregate);
  CHECK(type.source == "acme.js:7");
}

TEST_CASE("a port is claimed by the one that listens on it, a stick by its host", "[package]") {
  NodeStore store;
  const NodeType server = entry(store, {"    require('net').createServer((s) => node.send({})).listen(1883);", 0, 1});
  CHECK(!server.facts.exclusive.empty());
  const NodeType stick = entry(store, {"    const { SerialPort } = require('serialport');\n"
                                       "    const port = new SerialPort({ path: '/dev/ttyUSB0' });\n"
                                       "    port.on('data', (data) => node.send({ payload: data }));",
                                       0, 1});
  CHECK(stick.facts.resource == Resource::hardware);
  REQUIRE(stick.facts.delivery.size() == 1);
  CHECK(stick.facts.delivery[0] == Delivery::local);
}

TEST_CASE("a property that lets messages through becomes a case", "[package]") {
  NodeStore store;
  const NodeType type = entry(store, {"    node.on('input', (msg) => { if (config.poll) { node.send(msg); } });"});
  REQUIRE(type.cases.size() == 1);
  CHECK(type.cases[0].facts.passes == false);
  CHECK(type.cases[0].when[0].path == "poll");
  CHECK(!entry(store, {"    node.on('input', (msg) => { if (config.poll) node.send(1); node.send(msg); });"})
             .facts.passes);
}

TEST_CASE("RED is known by what is done with it, when minified code calls it t", "[package]") {
  const PackageReading reading = read(
      "module.exports=function(t){t.nodes.registerType('acme',function(e){t.nodes.createNode(this,e);var s=this,"
      "a=t.nodes.getNode(e.server);s.on('input',function(m){a.emit('write',m),s.send(m)})})};",
      "<script>RED.nodes.registerType('acme',{inputs:1,outputs:1,defaults:{server:{value:''}}});</script>");
  REQUIRE(reading.types.size() == 1);
  CHECK_FALSE(reading.types[0].alone);
  NodeStore store;
  CHECK(read_by_machine(store, reading, reading.types[0]).facts.effect == Effect::unset);
}

TEST_CASE("a poll that hands itself the next message is a timer", "[package]") {
  NodeStore store;
  const NodeType type =
      entry(store, {"    node.on('input', () => { node.send({}); setTimeout(() => node.emit('input', {}), 9); });\n"
                    "    node.emit('input', {});",
                    0, 1});
  REQUIRE(!type.facts.delivery.empty());
  CHECK(type.facts.delivery[0] == Delivery::timer);
}

TEST_CASE("conditions on one property are told once, and none that contradict each other", "[package]") {
  NodeStore store;
  const NodeType closer =
      entry(store, {"    if (config.mode) { if (config.mode === 'b') setInterval(() => node.send({}), 1000); }", 0, 1});
  REQUIRE(closer.cases.size() == 1);
  CHECK(closer.cases[0].when.size() == 1);
  const NodeType never = entry(
      store,
      {"    if (config.mode === 'a') { if (config.mode === 'b') setInterval(() => node.send({}), 1000); }", 0, 1});
  CHECK(never.cases.empty());
  CHECK(!never.maybe.empty());
}

TEST_CASE("what a known module does outside is an effect, what is not known is a doubt", "[package]") {
  NodeStore store;
  const NodeType mail = entry(store, {"    const t = require('nodemailer').createTransport({});\n"
                                      "    node.on('input', (msg) => { t.sendMail(msg.payload); });",
                                      1, 0});
  CHECK(mail.facts.effect == Effect::non_idempotent);
  const NodeType other = entry(store, {"    const t = require('acme-client').open();\n"
                                       "    node.on('input', (msg) => { t.frobnicate(msg); node.send(msg); });"});
  CHECK(other.facts.effect == Effect::unset);
  CHECK(!other.maybe.empty());
}

TEST_CASE("a node that only computes does nothing outside", "[package]") {
  NodeStore store;
  const NodeType type = entry(store, {"    node.on('input', (msg, send) => { msg.payload *= 2; send(msg); });"});
  CHECK(type.facts.effect == Effect::none);
  CHECK(type.maybe.empty());
}

TEST_CASE("hostile and broken packages yield what could be read", "[package]") {
  const std::string deep(200'000, '(');
  const std::string calls = [] {
    std::string text = "module.exports = function (RED) { function A(c) { const node = this;";
    for (int i = 0; i < 3000; ++i)
      text += "function f" + std::to_string(i) + "() { f" + std::to_string((i + 1) % 3000) + "(); node.send(f" +
              std::to_string(i) + "); }";
    return text + "f0(); } RED.nodes.registerType('acme', A); };";
  }();
  const std::string wide = [] {
    std::string text = "module.exports = function (RED) { function A(c) { const node = this;";
    for (int i = 0; i < 20000; ++i)
      text += "x.y" + std::to_string(i) + "(node.send, c.z); if (c.p && c.q) node.emit('e', () => node.send(1));";
    text += "}";
    for (int i = 0; i < 2000; ++i) text += "RED.nodes.registerType('t" + std::to_string(i) + "', A);";
    return text + "}";
  }();
  const PackageReading much = read(wide, "");
  CHECK(much.types.size() == 2000);
  CHECK(much.cut);
  CHECK_FALSE(much.types.back().followed);
  for (const std::string& script : {std::string(), deep, calls, std::string("RED.nodes.registerType('acme', acme"),
                                    std::string("var a = a; var b = c, c = b; RED.nodes.registerType(a, b)")}) {
    CHECK(read(script, "<script>" + script).name == "node-red-contrib-acme");
  }
  const PackageFile loop[] = {
      {"package.json", kManifest},
      {"acme.js", "module.exports = require('./b'); RED.nodes.registerType('acme', module.exports)"},
      {"b.js", "module.exports = require('./acme')"}};
  CHECK(read_package(loop).types.size() == 1);
  const PackageFile broken[] = {{"package.json", "{\"name\": "}, {"../../etc.js", ""}};
  CHECK(read_package(broken).types.empty());
}

}  // namespace halint::package
