// Makes flows for measuring, on stdout and always the same ones:
//   bench_generate NODES [--one-line] [--shape NAME]
// Without a shape: flows as people have them. The shapes are what an honest program chokes on; `--shapes` lists them.
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>

#include "flow_writer.h"
#include "function_samples.h"

namespace bench {
namespace {

constexpr size_t kTabSize = 60;  // nodes, about

class Flows {
 public:
  Flows(FlowWriter& out, uint64_t nodes) : out_(out), wanted_(nodes) {}

  void write() {
    broker_ = next();
    out_.node(broker_, "mqtt-broker").text("name", "Plant").text("broker", "mqtt.example.org").text("port", "1883").text("clientid", "");
    out_.raw("autoConnect", "true").raw("usetls", "false").text("protocolVersion", "5").text("keepalive", "60").raw("cleansession", "true").end();
    write_subflow();
    while (out_.count() < wanted_) write_tab();
  }

 private:
  FlowWriter& out_;
  uint64_t wanted_;
  uint64_t made_ = 0;
  Random random_{1};
  FunctionSamples samples_{random_};
  std::string broker_, subflow_, tab_, group_, link_;
  size_t placed_ = 0;

  std::string next() { return id_of(++made_); }
  std::string word() { return std::string(random_.pick(kWords)); }

  FlowWriter& begin(const std::string& id, std::string_view type) {
    out_.node(id, type).text("z", tab_);
    if (!group_.empty()) out_.text("g", group_);
    return out_.text("name", random_.chance(60) ? word() + " " + std::to_string(random_.below(90)) : "");
  }
  void end(const std::vector<Ids>& wires) { out_.place(placed_++).wires(wires).end(); }

  void write_subflow() {
    subflow_ = next();
    const std::string inner = next();
    out_.node(subflow_, "subflow").text("name", "Scale").text("info", "").text("category", "");
    out_.key("in").begin('[').begin('{').number("x", 60).number("y", 80).key("wires").begin('[').begin('{').text("id", inner).end('}').end(']').end('}').end(']');
    out_.key("out").begin('[').begin('{').number("x", 360).number("y", 80).key("wires").begin('[').begin('{').text("id", inner).number("port", 0).end('}').end(']').end('}').end(']');
    out_.key("env").begin('[').begin('{').text("name", "FACTOR").text("type", "num").text("value", "10").end('}').end(']').text("color", "#DDAA99").end();
    tab_ = subflow_;
    begin(inner, "function").text("func", "msg.payload = msg.payload * Number(env.get(\"FACTOR\"));\nreturn msg;").number("outputs", 1);
    end({{}});
  }

  void write_tab() {
    tab_ = next();
    group_.clear();
    placed_ = 0;
    out_.node(tab_, "tab").text("label", word() + " " + std::to_string(made_)).raw("disabled", random_.chance(3) ? "true" : "false").text("info", "").raw("env", "[]").end();
    const uint64_t until = std::min(out_.count() + kTabSize, wanted_);
    while (out_.count() < until) write_motif();
  }

  void write_motif() {
    group_.clear();
    if (random_.chance(20)) {
      group_ = next();
      out_.node(group_, "group").text("z", tab_).text("name", word()).key("style").begin('{').raw("label", "true").end('}').key("nodes").list({});
      out_.number("x", 54).number("y", 19).number("w", 692).number("h", 142).end();
    }
    std::vector<std::string> way;
    switch (random_.below(8)) {
      case 0: way = {"mqtt in", "json", "function", "switch", "change", "mqtt out"}; break;
      case 1: way = {"http in", "function", "change", "template", "http response"}; break;
      case 2: way = {"inject", "function", "http request", "function", "debug"}; break;
      case 3: way = {"mqtt in", "function", "smooth", "rbe", "switch", "mqtt out"}; break;
      case 4: way = {"http in", "function", "split", "change", "join", "function", "http response"}; break;
      case 5: way = {"inject", "template", "delay", "subflow", "debug"}; break;
      case 6: way = {"mqtt in", "switch", "function", "trigger", "change", "link out"}; break;
      default: way = {"link in", "function", "delay", "file", "debug"}; break;
    }
    if (random_.chance(10)) way = {"catch", "function", "debug"};
    if (random_.chance(8)) way = {"comment"};
    Ids ids;
    for (size_t i = 0; i < way.size(); ++i) ids.push_back(next());
    if (way.back() == "link out") link_ = ids.back();
    for (size_t i = 0; i < way.size(); ++i) write_node(way[i], ids[i], i + 1 < ids.size() ? Ids{ids[i + 1]} : Ids{});
  }

  void write_node(const std::string& type, const std::string& id, const Ids& to) {
    begin(id, type == "subflow" ? "subflow:" + subflow_ : type);
    if (type == "function") {
      out_.text("func", samples_.body(5 + random_.below(36), tab_.substr(0, 3))).number("outputs", 1).number("timeout", 0).number("noerr", 0);
      out_.text("initialize", "").text("finalize", "").raw("libs", "[]");
    } else if (type == "mqtt in") {
      const std::string prefix = random_.chance(50) ? "$share/line/" : "";
      out_.text("topic", prefix + "plant/" + word() + "/" + std::to_string(random_.below(1000)) + "/+").text("qos", "1").text("datatype", "auto-detect").text("broker", broker_);
      out_.raw("nl", "false").raw("rap", "true").number("rh", 0).number("inputs", 0);
    } else if (type == "mqtt out") {
      out_.text("topic", random_.chance(70) ? "plant/" + word() : "").text("qos", "1").text("retain", "false").text("broker", broker_);
    } else if (type == "http in") {
      out_.text("url", "/api/" + word() + "/" + id.substr(0, 6)).text("method", random_.chance(60) ? "get" : "post").raw("upload", "false").text("swaggerDoc", "");
    } else if (type == "http request") {
      out_.text("method", random_.chance(50) ? "GET" : "POST").text("ret", "obj").text("paytoqs", "ignore").text("url", "https://api.example.org/v1/" + word()).text("tls", "").raw("persist", "false");
    } else if (type == "http response") {
      out_.text("statusCode", "200").raw("headers", "{}");
    } else if (type == "inject") {
      out_.key("props").begin('[').begin('{').text("p", "payload").end('}').begin('{').text("p", "topic").text("vt", "str").end('}').end(']');
      out_.text("repeat", random_.chance(60) ? std::to_string(random_.below(600) + 1) : "").text("crontab", "").raw("once", random_.chance(20) ? "true" : "false").text("topic", "").text("payload", "").text("payloadType", "date");
    } else if (type == "change" || type == "switch") {
      write_rules(type == "change");
    } else if (type == "template") {
      out_.text("field", "payload").text("fieldType", "msg").text("format", "handlebars").text("syntax", "mustache");
      out_.text("template", "<html>\n  <h1>{{payload." + word() + "}}</h1>\n  <p>{{topic}}: {{payload.value}} {{payload.unit}}</p>\n</html>").text("output", "str");
    } else if (type == "delay") {
      out_.text("pauseType", random_.chance(50) ? "delay" : "rate").text("timeout", "5").text("timeoutUnits", "seconds").text("rate", "1").text("nbRateUnits", "1").text("rateUnits", "second").raw("drop", "false");
    } else if (type == "join") {
      out_.text("mode", random_.chance(50) ? "auto" : "custom").text("build", "array").text("property", "payload").text("propertyType", "msg").text("count", random_.chance(50) ? "" : "4").text("timeout", "");
    } else if (type == "smooth") {
      out_.text("property", "payload").text("action", "mean").text("count", "10").text("mult", "single");
    } else if (type == "trigger") {
      out_.text("op1", "1").text("op2", "0").text("duration", "250").text("units", "ms").text("extend", "false");
    } else if (type == "file") {
      out_.text("filename", "/data/" + word() + ".log").text("filenameType", "str").raw("appendNewline", "true").text("overwriteFile", "false");
    } else if (type == "link in" || type == "link out") {
      out_.key("links").list(type == "link in" && !link_.empty() ? Ids{link_} : Ids{});
      link_.clear();
    } else if (type == "catch") {
      out_.raw("scope", "null").raw("uncaught", "false");
    }
    const bool ends = type == "debug" || type == "mqtt out" || type == "http response" || type == "comment" || type == "link out";
    end(ends ? std::vector<Ids>{} : type == "switch" ? std::vector<Ids>{to, Ids{}} : std::vector<Ids>{to});
  }

  void write_rules(bool change) {
    if (!change) out_.text("property", "payload." + word()).text("propertyType", "msg");
    out_.key("rules").begin('[');
    for (size_t i = 0; i < 2; ++i) {
      out_.begin('{');
      if (change) out_.text("t", "set").text("p", word()).text("pt", random_.chance(12) ? "flow" : "msg").text("to", "payload." + word()).text("tot", random_.chance(12) ? "flow" : "msg");
      else out_.text("t", i == 0 ? "gt" : "else").text("v", "10").text("vt", "num");
      out_.end('}');
    }
    out_.end(']');
    if (!change) out_.text("checkall", "true").raw("repair", "false").number("outputs", 2);
  }
};

// The shapes: each in a few lines, because what is hard about it must be plain.
class Shapes {
 public:
  Shapes(FlowWriter& out, uint64_t nodes) : out_(out), nodes_(nodes) {}

  using Shape = void (Shapes::*)();
  static const std::map<std::string, Shape>& all() {
    static const std::map<std::string, Shape> shapes{
        {"chain", &Shapes::chain},         {"state-chain", &Shapes::state_chain}, {"star-in", &Shapes::star_in},     {"star-out", &Shapes::star_out},
        {"links", &Shapes::links},         {"lattice", &Shapes::lattice},         {"nesting", &Shapes::nesting},     {"unfolding", &Shapes::unfolding},
        {"big-function", &Shapes::big_function}, {"keys", &Shapes::keys},         {"one-key", &Shapes::one_key},     {"any-key", &Shapes::any_key},
        {"findings", &Shapes::findings},   {"topics", &Shapes::topics},           {"files", &Shapes::files},         {"sockets", &Shapes::sockets},
        {"widgets", &Shapes::widgets},     {"catch-all", &Shapes::catch_all},     {"catches", &Shapes::catches},     {"groups", &Shapes::groups},
        {"requests", &Shapes::requests},   {"properties", &Shapes::properties},   {"names", &Shapes::names},         {"strangers", &Shapes::strangers},
        {"no-targets", &Shapes::no_targets}, {"brokers", &Shapes::brokers},       {"many-accesses", &Shapes::many_accesses},
    };
    return shapes;
  }

 private:
  FlowWriter& out_;
  uint64_t nodes_;
  size_t placed_ = 0;
  static inline const std::string kTab = "tab";

  static std::string n(uint64_t i) { return "n" + std::to_string(i); }
  FlowWriter& begin(const std::string& id, std::string_view type, const std::string& z = kTab) { return out_.node(id, type).text("z", z); }
  void end(const std::vector<Ids>& wires) { out_.place(placed_++).wires(wires).end(); }
  void tab(const std::string& id = kTab) { out_.node(id, "tab").text("label", id).end(); }
  void broker() { out_.node("broker", "mqtt-broker").text("broker", "localhost").text("protocolVersion", "4").end(); }
  void request(const std::string& id, const Ids& to) {
    begin(id, "http in").text("url", "/" + id).text("method", "post");
    end({to});
  }
  void function(const std::string& id, std::string_view code, const Ids& to) {
    begin(id, "function").text("func", code).number("outputs", 1);
    end({to});
  }
  void timer(const std::string& id, const Ids& to) {
    begin(id, "inject").text("repeat", "5");
    end({to});
  }
  void post(const std::string& id) {
    begin(id, "http request").text("method", "POST").text("url", "http://example.org");
    end({{}});
  }
  Ids numbered(uint64_t count) const {
    Ids ids;
    for (uint64_t i = 0; i < count; ++i) ids.push_back(n(i));
    return ids;
  }

  void chain() {
    tab();
    timer("start", {n(0)});
    for (uint64_t i = 0; i < nodes_; ++i) {
      begin(n(i), "change").raw("rules", "[]");
      end({{i + 1 < nodes_ ? n(i + 1) : "last"}});
    }
    post("last");
  }
  // Every node is a finding, and each has a longer way than the one before.
  void state_chain() {
    tab();
    request("start", {n(0)});
    for (uint64_t i = 0; i < nodes_; ++i) {
      begin(n(i), "smooth").text("count", "10");
      end({{i + 1 < nodes_ ? n(i + 1) : "last"}});
    }
    post("last");
  }
  void star_in() {
    tab();
    for (uint64_t i = 0; i < nodes_; ++i) timer(n(i), {"hub"});
    begin("hub", "join").text("mode", "custom").text("count", "4");
    end({{"last"}});
    post("last");
  }
  void star_out() {
    tab();
    timer("hub", numbered(nodes_));
    for (uint64_t i = 0; i < nodes_; ++i) post(n(i));
  }
  void links() {
    const auto side = static_cast<uint64_t>(std::sqrt(static_cast<double>(nodes_)));
    tab();
    Ids in;
    Ids out;
    for (uint64_t i = 0; i < side; ++i) in.push_back("in" + std::to_string(i)), out.push_back("out" + std::to_string(i));
    for (uint64_t i = 0; i < side; ++i) {
      timer("t" + std::to_string(i), {out[i]});
      begin(out[i], "link out").key("links").list(in);
      end({});
      begin(in[i], "link in").key("links").list(out);
      end({{"p" + std::to_string(i)}});
      post("p" + std::to_string(i));
    }
  }
  // Layers of 100 nodes, each wired to all of the next: from everywhere, much is near.
  void lattice() {
    constexpr uint64_t kWidth = 100;
    tab();
    request("start", {n(0)});
    for (uint64_t i = 0; i < nodes_; ++i) {
      Ids to;
      for (uint64_t k = 0; k < kWidth && (i / kWidth + 1) * kWidth + k < nodes_; ++k) to.push_back(n((i / kWidth + 1) * kWidth + k));
      begin(n(i), i % 2 == 0 ? "join" : "function").text("mode", "custom").text("count", "4").text("func", "flow.set('k', flow.get('k') + 1);\nreturn msg;");
      end({to});
    }
  }
  void subflow(uint64_t i, uint64_t copies, bool last) {
    const std::string id = "s" + std::to_string(i);
    out_.node(id, "subflow").key("in").begin('[').begin('{').key("wires").begin('[').begin('{').text("id", id + "a").end('}').end(']').end('}').end(']').raw("out", "[]").end();
    for (uint64_t k = 0; k < copies; ++k) {
      begin(id + (k == 0 ? "a" : "b"), last ? "smooth" : "subflow:s" + std::to_string(i + 1), id);
      end({{}});
    }
  }
  void nesting() {
    tab();
    request("start", {"top"});
    begin("top", "subflow:s0");
    end({});
    for (uint64_t i = 0; i < nodes_; ++i) subflow(i, 1, i + 1 == nodes_);
  }
  void unfolding() {
    tab();
    request("start", {"top"});
    begin("top", "subflow:s0");
    end({});
    for (uint64_t i = 0; i < nodes_; ++i) subflow(i, 2, i + 1 == nodes_);
  }
  void big_function() {
    Random random(2);
    FunctionSamples samples(random);
    std::string code;
    while (code.size() < nodes_ * 100) code += "{\n" + samples.body(40, "big") + "\n}\n";
    tab();
    request("start", {"f"});
    function("f", code, {});
  }
  void keys() {
    tab();
    request("start", numbered(nodes_));
    for (uint64_t i = 0; i < nodes_; ++i) {
      const std::string key = "key" + std::to_string(i);
      function(n(i), "flow.set('" + key + "', (flow.get('" + key + "') || 0) + 1);\nreturn msg;", {});
    }
  }
  void one_key() {
    tab();
    request("start", numbered(nodes_));
    for (uint64_t i = 0; i < nodes_; ++i) function(n(i), "flow.set('k.p" + std::to_string(i) + "', (flow.get('k.p" + std::to_string(i) + "') || 0) + 1);\nreturn msg;", {});
  }
  void any_key() {
    tab();
    request("start", numbered(nodes_));
    for (uint64_t i = 0; i < nodes_; ++i) {
      const bool dynamic = i % 2 == 0;
      function(n(i), dynamic ? "return { payload: flow.get(msg.topic) };" : "flow.set('key" + std::to_string(i) + "', msg.payload);", {});
    }
  }
  void findings() {
    tab();
    for (uint64_t i = 0; i < nodes_; ++i) {
      timer(n(i), {"p" + std::to_string(i)});
      post("p" + std::to_string(i));
    }
  }
  void topics() {
    tab();
    broker();
    for (uint64_t i = 0; i < nodes_; ++i) {
      begin(n(i), "mqtt in").text("topic", (i % 2 == 0 ? "$share/g/a/" : "a/") + std::to_string(i / 2)).text("broker", "broker");
      end({{"last"}});
    }
    post("last");
  }
  void files() {
    tab();
    request("start", numbered(nodes_));
    for (uint64_t i = 0; i < nodes_; ++i) {
      begin(n(i), i % 2 == 0 ? "file" : "file in").text("filename", "/tmp/log").text("filenameType", "str");
      end({{}});
    }
  }
  void sockets() {
    tab();
    request("start", {"f"});
    function("f", "return { payload: msg.payload };", numbered(nodes_));
    for (uint64_t i = 0; i < nodes_; ++i) {
      begin(n(i), "websocket out").text("server", "ws").text("client", "");
      end({});
    }
    out_.node("ws", "websocket-listener").text("path", "/ws").end();
  }
  void widgets() {
    tab();
    request("start", numbered(nodes_));
    for (uint64_t i = 0; i < nodes_; ++i) {
      begin(n(i), i % 2 == 0 ? "ui_text" : "ui_button").text("group", "");
      end({{n(i)}});
    }
  }
  void catch_all() {
    tab();
    for (const char* type : {"catch", "status"}) {
      begin(type, type).raw("scope", "null");
      end({{"last"}});
    }
    post("last");
    request("start", {n(0)});
    for (uint64_t i = 0; i < nodes_; ++i) function(n(i), "return msg;", {n((i * 7 + 1) % nodes_)});
  }
  void catches() {
    tab();
    for (uint64_t i = 0; i < nodes_; ++i) {
      begin(n(i), i % 2 == 0 ? "catch" : "function").raw("scope", "null").text("func", "return msg;");
      end({{"last"}});
    }
    post("last");
  }
  void groups() {
    tab();
    begin("listen", "catch").text("scope", "group").text("g", "g0");
    end({{}});
    for (uint64_t i = 0; i < nodes_; ++i) {
      out_.node("g" + std::to_string(i), "group").text("z", kTab);
      if (i > 0) out_.text("g", "g" + std::to_string(i - 1));
      out_.end();
      begin(n(i), "function").text("g", "g" + std::to_string(i)).text("func", "return msg;");
      end({{}});
    }
  }
  // What a request does is looked for before it.
  void requests() {
    const std::string code = "msg.method = msg.x ? 'PUT' : undefined;\n" + std::string(2000, ' ') + "return msg;";
    tab();
    request("start", {"f"});
    function("f", code, numbered(nodes_));
    for (uint64_t i = 0; i < nodes_; ++i) {
      begin(n(i), "http request").text("method", "use").text("url", "");
      end({{}});
    }
  }
  // One node with very many properties, and one property with very many rules.
  void properties() {
    tab();
    begin("wide", "http request");
    for (uint64_t i = 0; i < nodes_; ++i) out_.text("p" + std::to_string(i), "v");
    end({{}});
    begin("rules", "change").key("rules").begin('[');
    for (uint64_t i = 0; i < nodes_; ++i) out_.begin('{').text("t", "set").text("p", "k" + std::to_string(i)).text("pt", "flow").text("to", "k" + std::to_string(i + 1)).text("tot", "flow").end('}');
    out_.end(']');
    end({{}});
    request("start", {"wide", "rules"});
  }
  void names() {
    tab();
    request("start", {n(0)});
    for (uint64_t i = 0; i < nodes_; ++i) {
      begin(n(i), "smooth").text("name", std::string(10'000, 'x')).text("count", "10");
      end({{"last"}});
    }
    post("last");
  }
  void strangers() {
    tab();
    request("start", numbered(nodes_));
    for (uint64_t i = 0; i < nodes_; ++i) {
      begin(n(i), "acme-" + std::to_string(i));
      end({{}});
    }
  }
  void no_targets() {
    tab();
    for (uint64_t i = 0; i < nodes_; ++i) {
      begin(n(i), "change").raw("rules", "[]");
      end({{"nowhere" + std::to_string(i)}});
    }
  }
  void brokers() {
    tab();
    for (uint64_t i = 0; i < nodes_; ++i) {
      out_.node("b" + std::to_string(i), "mqtt-broker").text("broker", "localhost").text("clientid", "same").end();
      begin(n(i), "mqtt in").text("topic", "a").text("broker", "b" + std::to_string(i));
      end({{}});
    }
  }
  // One function that reads and writes very often.
  void many_accesses() {
    std::string code;
    for (uint64_t i = 0; i < nodes_; ++i) code += "flow.set('k', flow.get('k') + " + std::to_string(i) + ");\nglobal.set('g" + std::to_string(i) + "', msg);\nx" + std::to_string(i) + " = (x" + std::to_string(i) + " || 0) + 1;\n";
    tab();
    request("start", {"f"});
    function("f", code, {"last"});
    post("last");
  }
};

int run(int argc, char** argv) {
  uint64_t nodes = 0;
  bool pretty = true;
  std::string shape;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--one-line") == 0) pretty = false;
    else if (std::strcmp(argv[i], "--shape") == 0 && i + 1 < argc) shape = argv[++i];
    else if (std::strcmp(argv[i], "--shapes") == 0) {
      for (const auto& [name, write] : Shapes::all()) std::printf("%s\n", name.c_str());
      return 0;
    } else nodes = std::strtoull(argv[i], nullptr, 10);
  }
  const auto found = Shapes::all().find(shape);
  if (nodes == 0 || (!shape.empty() && found == Shapes::all().end())) {
    std::fprintf(stderr, "usage: bench_generate NODES [--one-line] [--shape NAME] | --shapes\n");
    return 2;
  }
  FlowWriter out(pretty);
  if (shape.empty()) Flows(out, nodes).write();
  else (Shapes(out, nodes).*found->second)();
  return 0;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) { return bench::run(argc, argv); }
