// Node types that are read from the packages beside the flows.
// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "tests/catch.h"
#include "tests/cli/command_line.h"

namespace halint::test {
namespace {

constexpr const char* kFlows = R"([{"id":"t","type":"tab","label":"Plant"},
{"id":"a","type":"acme-poll","z":"t","wires":[["m"]]},
{"id":"m","type":"mqtt out","z":"t","topic":"boiler","broker":"b","wires":[]},
{"id":"b","type":"mqtt-broker","broker":"mq","port":"1883","clientid":""}])";

void install(const TempDir& dir, const std::string& modules) {
  const std::string folder = modules + "/node-red-contrib-acme/";
  dir.write(folder + "package.json",
            R"({"name":"node-red-contrib-acme","version":"2.1.0","node-red":{"nodes":{"acme":"acme.js"}}})");
  dir.write(folder + "acme.js",
            "module.exports = function (RED) {\n  function Acme(config) {\n    RED.nodes.createNode(this, config);\n"
            "    setInterval(() => this.send({ payload: 1 }), 1000);\n  }\n"
            "  RED.nodes.registerType('acme-poll', Acme);\n};\n");
  dir.write(folder + "acme.html",
            "<script>RED.nodes.registerType('acme-poll', { inputs: 0, outputs: 1, defaults: {} });</script>");
}

Ran check(const std::string& path, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments{"check", path, "--no-config", "--fail-on", "never"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_halint(arguments);
}

bool has(const Ran& ran, std::string_view part) { return unwrapped(ran.out).find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a type that the tables lack is read from node_modules beside the flows, and said to be") {
  const TempDir dir;
  const std::string flows = dir.write("flows.json", kFlows);
  CHECK(has(check(flows), "unknown node types: acme-poll (1)"));
  install(dir, "node_modules");
  const Ran ran = check(flows);
  CHECK(has(ran, "warning[duplicated-timer]"));
  CHECK(has(ran, "low confidence"));
  CHECK(has(ran, "acme-poll (node-red-contrib-acme 2.1.0, read by machine): Starts a timer, acme.js:4"));
  CHECK_FALSE(has(ran, "unknown node types"));
  CHECK(has(ran, "Plant review"));
}

TEST_CASE("the nodes of a project are in the user directory") {
  const TempDir dir;
  install(dir, "node_modules");
  CHECK(has(check(dir.write("projects/plant/flows.json", kFlows)), "read by machine"));
  CHECK_FALSE(has(check(dir.write("other/plant/flows.json", kFlows)), "read by machine"));
}

TEST_CASE("the folder that --node-modules names says where packages are, and must be there") {
  const TempDir dir;
  const std::string flows = dir.write("flows.json", kFlows);
  install(dir, "elsewhere/node_modules");
  CHECK(has(check(flows, {"--node-modules", dir / "elsewhere"}), "read by machine"));
  CHECK(has(check(flows, {"--node-modules", dir / "elsewhere/node_modules"}), "read by machine"));
  const Ran ran = check(flows, {"--node-modules", dir / "nowhere"});
  CHECK(ran.code == 2);
  CHECK(ran.err.find("there is no such folder") != std::string::npos);
}

TEST_CASE("an older version of the flows is looked at with the same packages") {
  const TempDir dir;
  const std::string flows = dir.write("flows.json", kFlows);
  install(dir, "node_modules");
  CHECK_FALSE(has(check(flows, {"--against", flows}), "duplicated-timer"));
}

TEST_CASE("broken packages beside the flows do no harm") {
  const TempDir dir;
  const std::string flows = dir.write("flows.json", kFlows);
  dir.write("node_modules/a/package.json", R"({"node-red":{"nodes":)");
  dir.write("node_modules/b/package.json", R"({"name":"b","node-red":{"nodes":{"x":"../../../etc/passwd.js"}}})");
  dir.write("node_modules/c/package.json", R"({"name":"c","node-red":{"nodes":{"x":"c.js"}}})");
  dir.write("node_modules/c/c.js", "module.exports = function (RED) { RED.nodes.registerType('acme-poll', ");
  std::filesystem::create_directory_symlink(dir.path(), dir / "node_modules/loop");
  const Ran ran = check(flows);
  CHECK(ran.code == 0);
  CHECK(has(ran, "unknown node types: acme-poll (1)"));
}

}  // namespace halint::test
