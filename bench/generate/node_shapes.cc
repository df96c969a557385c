// Shapes with very many nodes or properties of one kind. SPDX-License-Identifier: Apache-2.0
#include "shapes.h"

namespace bench {
namespace {

void findings(ShapeWriter& out, uint64_t count) {
  out.tab();
  for (uint64_t i = 0; i < count; ++i) {
    const std::string post = "p" + std::to_string(i);
    out.timer(id_of(i), {post});
    out.post(post);
  }
}

void topics(ShapeWriter& out, uint64_t count) {
  out.tab();
  out.config("broker", "mqtt-broker", {{"broker", "localhost"}, {"protocolVersion", "4"}});
  for (uint64_t i = 0; i < count; ++i) {
    const std::string topic = (i % 2 == 0 ? "$share/g/a/" : "a/") + std::to_string(i / 2);
    out.node(id_of(i), "mqtt in", {{"topic", topic}, {"broker", "broker"}}, {Ids{"last"}});
  }
  out.post("last");
}

void brokers(ShapeWriter& out, uint64_t count) {
  out.tab();
  for (uint64_t i = 0; i < count; ++i) {
    const std::string broker = "b" + std::to_string(i);
    out.config(broker, "mqtt-broker", {{"broker", "localhost"}, {"clientid", "same"}});
    out.node(id_of(i), "mqtt in", {{"topic", "a"}, {"broker", broker}}, {Ids{}});
  }
}

void files(ShapeWriter& out, uint64_t count) {
  const Fields settings{{"filename", "/tmp/log"}, {"filenameType", "str"}};
  out.tab();
  out.request("start", first_ids(count));
  for (uint64_t i = 0; i < count; ++i) out.node(id_of(i), i % 2 == 0 ? "file" : "file in", settings, {Ids{}});
}

void sockets(ShapeWriter& out, uint64_t count) {
  const Ids ids = first_ids(count);
  out.tab();
  out.request("start", {"f"});
  out.function("f", "return { payload: msg.payload };", ids);
  for (const std::string& id : ids) out.node(id, "websocket out", {{"server", "ws"}, {"client", ""}}, {});
  out.config("ws", "websocket-listener", {{"path", "/ws"}});
}

void widgets(ShapeWriter& out, uint64_t count) {
  out.tab();
  out.request("start", first_ids(count));
  for (uint64_t i = 0; i < count; ++i) {
    out.node(id_of(i), i % 2 == 0 ? "ui_text" : "ui_button", {{"group", ""}}, {Ids{id_of(i)}});
  }
}

void catch_all(ShapeWriter& out, uint64_t count) {
  out.tab();
  for (const char* const type : {"catch", "status"}) out.node(type, type, {{"scope", nullptr}}, {Ids{"last"}});
  out.post("last");
  out.request("start", {id_of(0)});
  for (uint64_t i = 0; i < count; ++i) out.function(id_of(i), "return msg;", {id_of((i * 7 + 1) % count)});
}

void catches(ShapeWriter& out, uint64_t count) {
  const Fields settings{{"scope", nullptr}, {"func", "return msg;"}};
  out.tab();
  for (uint64_t i = 0; i < count; ++i) out.node(id_of(i), i % 2 == 0 ? "catch" : "function", settings, {Ids{"last"}});
  out.post("last");
}

// Groups one in the other.
void groups(ShapeWriter& out, uint64_t count) {
  out.tab();
  out.node("listen", "catch", {{"scope", "group"}, {"g", "g0"}}, {Ids{}});
  for (uint64_t i = 0; i < count; ++i) {
    const std::string group = "g" + std::to_string(i);
    Fields settings{{"z", "tab"}};
    if (i > 0) settings.push_back({"g", "g" + std::to_string(i - 1)});
    out.config(group, "group", settings);
    out.node(id_of(i), "function", {{"g", group}, {"func", "return msg;"}}, {Ids{}});
  }
}

// One node with very many properties, and one property with very many rules.
void properties(ShapeWriter& out, uint64_t count) {
  Ids names;
  for (uint64_t i = 0; i < count; ++i) names.push_back("p" + std::to_string(i));
  Fields wide;
  for (const std::string& name : names) wide.push_back({name, "v"});
  Objects rules;
  for (uint64_t i = 0; i < count; ++i) {
    const std::string from = "k" + std::to_string(i + 1);
    rules.push_back({{"t", "set"}, {"p", "k" + std::to_string(i)}, {"pt", "flow"}, {"to", from}, {"tot", "flow"}});
  }
  out.tab();
  out.node("wide", "http request", wide, {Ids{}});
  out.node("rules", "change", {{"rules", rules}}, {Ids{}});
  out.request("start", {"wide", "rules"});
}

void names(ShapeWriter& out, uint64_t count) {
  const Fields settings{{"name", std::string(10'000, 'x')}, {"count", "10"}};
  out.tab();
  out.request("start", {id_of(0)});
  for (const std::string& id : first_ids(count)) out.node(id, "smooth", settings, {Ids{"last"}});
  out.post("last");
}

void strangers(ShapeWriter& out, uint64_t count) {
  out.tab();
  out.request("start", first_ids(count));
  for (uint64_t i = 0; i < count; ++i) out.node(id_of(i), "acme-" + std::to_string(i), {}, {Ids{}});
}

}  // namespace

ShapeTable node_shapes() {
  return {{"findings", findings}, {"topics", topics},         {"brokers", brokers},     {"files", files},
          {"sockets", sockets},   {"widgets", widgets},       {"catch-all", catch_all}, {"catches", catches},
          {"groups", groups},     {"properties", properties}, {"names", names},         {"strangers", strangers}};
}

}  // namespace bench
