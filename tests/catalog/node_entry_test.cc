// What an entry may say beyond one type with one answer, seen in what halint finds with it.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "halint/halint.h"
#include "halint/rule/config.h"
#include "tests/catch.h"

namespace halint {
namespace {

using Strings = std::vector<std::string>;

Strings found(const std::string& toml, const std::string& nodes) {
  const Result<Config> config = read_config(toml, "halint.toml");
  INFO((config ? "" : config.error().to_string()));
  REQUIRE(config.has_value());
  const std::string flows = R"([{"id":"t","type":"tab"},)" + nodes +
                            R"(,{"id":"e","type":"e-mail","z":"t","x":9,"y":1,"wires":[]},
                               {"id":"p","type":"http request","method":"POST","z":"t","x":9,"y":2,"wires":[[]]}])";
  const Result<SourceFile> file = SourceFile::create("flows.json", PaddedBytes::copy_of(flows));
  REQUIRE(file.has_value());
  Report report;
  check(*file, options_of(*config), Catalog(config->node_types), report);
  Strings out;
  for (const ReportFinding& f : report.findings) out.push_back(std::string(f.rule->id) + ' ' + f.place.node.id);
  return out;
}

std::string node(const std::string& id, const std::string& type, const std::string& to, const std::string& more = {}) {
  return R"({"id":")" + id + R"(","type":")" + type + R"(","z":"t","x":1,"y":1,)" + more + R"("wires":[[")" + to +
         R"("]]})";
}

}  // namespace

TEST_CASE("an entry may stand for several types, and for all that begin alike", "[catalog]") {
  const std::string entry =
      "[[node]]\ntype = [\"acme-a\", \"acme-in-*\"]\nsummary = \"A.\"\ndelivery = \"every\"\n"
      "[[node]]\ntype = \"acme-in-test\"\nsummary = \"B.\"\n";
  CHECK(found(entry, node("a", "acme-a", "e")) == Strings{"duplicated-input a"});
  CHECK(found(entry, node("a", "acme-in-pump", "e")) == Strings{"duplicated-input a"});
  CHECK(found(entry, node("a", "acme-in-test", "e")).empty());
  CHECK(found(entry, node("a", "acme-inn", "e")) == Strings{"unknown-node-type a"});
  CHECK(found(entry, node("a", "victron-input-gridmeter", "e")) == Strings{"duplicated-input a"});
}

TEST_CASE("a source may have several kinds of event", "[catalog]") {
  const std::string both = "[[node]]\ntype = \"acme\"\nsummary = \"A.\"\ndelivery = [\"timer\", \"balanced\"]\n";
  const std::string nodes = node("a", "acme", "s") + ',' + node("s", "smooth", "e", R"("action":"mean","count":"5",)");
  CHECK(found(both, nodes) == Strings{"duplicated-timer a", "split-node-state s"});
}

TEST_CASE("a device that serves several clients is claimed only by more copies than that", "[catalog]") {
  const std::string entry = "[[node]]\ntype = \"acme\"\nsummary = \"A.\"\nexclusive = \"the device\"\n";
  CHECK(found(entry, node("a", "acme", "p")) == Strings{"exclusive-connection a"});
  CHECK(found(entry + "connections = 1\n", node("a", "acme", "p")) == Strings{"exclusive-connection a"});
  CHECK(found(entry + "connections = 2\n", node("a", "acme", "p")).empty());
  CHECK(found("replicas = 3\n" + entry + "connections = 2\n", node("a", "acme", "p")) ==
        Strings{"exclusive-connection a"});
}

TEST_CASE("what is kept for a connection is whole where the messages come over connections", "[catalog]") {
  const std::string kept = "[[node]]\ntype = \"acme\"\nsummary = \"A.\"\nstate = \"latch\"\n";
  const std::string request = node("i", "http in", "a", R"("url":"/a","method":"get",)");
  const std::string socket = node("i", "tcp in", "a", R"("server":"server","port":"9",)");
  const std::string behind = ',' + node("a", "acme", "p");
  CHECK(found(kept, request + behind) == Strings{"split-node-state a"});
  CHECK(found(kept, socket + behind).back() == "split-node-state a");
  CHECK(found(kept + "per = \"connection\"\n", request + behind) == Strings{"split-node-state a"});
  const Strings silent = found(kept + "per = \"connection\"\n", socket + behind);
  CHECK(std::find(silent.begin(), silent.end(), "split-node-state a") == silent.end());
}

TEST_CASE("a message of the node's own is no answer to the connection that asked", "[catalog]") {
  const std::string socket =
      R"({"id":"l","type":"websocket-listener","path":"/ws"},{"id":"i","type":"websocket in","z":"t","server":"l","x":1,"y":1,"wires":[["a"]]},
         {"id":"o","type":"websocket out","z":"t","server":"l","x":3,"y":1,"wires":[]},)";
  const std::string entry = "[[node]]\ntype = \"acme\"\nsummary = \"A.\"\n";
  CHECK(found(entry, socket + node("a", "acme", "o")).empty());
  CHECK(found(entry + "fresh = true\n", socket + node("a", "acme", "o")) == Strings{"local-clients o"});
}

}  // namespace halint
