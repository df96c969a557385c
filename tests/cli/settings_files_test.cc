// Which settings.js is heeded, and what it changes.
// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "tests/catch.h"
#include "tests/cli/command_line.h"

namespace halint::test {
namespace {

// A counter behind requests, in the store that is used without a name.
constexpr const char* kFlows = R"([{"id":"t1","type":"tab","label":"Shop"},
{"id":"in","type":"http in","z":"t1","url":"/n","method":"get","wires":[["n1"]]},
{"id":"n1","type":"function","z":"t1","name":"count","func":"const n = (flow.get('n') || 0) + 1;\nflow.set('n', n);\nreturn msg;","wires":[["out"]]},
{"id":"out","type":"http response","z":"t1","wires":[]}])";
constexpr const char* kRedis =
    "module.exports = { contextStorage: { default: { module: require('node-red-contrib-context-redis') } } };";

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string rules_of(const std::string& path, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments{"check", path, "--no-config", "--format", "concise", "--fail-on", "never"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_halint(arguments).out;
}

}  // namespace

TEST_CASE("settings.js beside the flows says what the stores are") {
  const TempDir dir;
  const std::string flows = dir.write("flows.json", kFlows);
  CHECK(has(rules_of(flows), "split-context"));
  dir.write("settings.js", kRedis);
  CHECK_FALSE(has(rules_of(flows), "split-context"));
  CHECK(has(rules_of(flows), "context-lost-update"));
  CHECK(has(rules_of(flows), "synchronous-store-read"));
}

TEST_CASE("a store in memory stays one beside a shared default store") {
  const TempDir dir;
  std::string text = kFlows;
  text.replace(text.find("get('n')"), 8, "get('n', 'mem')");
  text.replace(text.find("set('n', n)"), 11, "set('n', n, 'mem')");
  const std::string flows = dir.write("flows.json", text);
  dir.write(
      "settings.js",
      "module.exports = { contextStorage: { default: { module: require('node-red-contrib-context-redis') }, mem: { "
      "module: 'memory' } } };");
  const std::string found = rules_of(flows);
  CHECK(has(found, "split-context"));
  CHECK_FALSE(has(found, "synchronous-store-read"));
  CHECK_FALSE(has(found, "context-lost-update"));
}

TEST_CASE("settings.js of the user directory holds for its projects, and for nothing else") {
  const TempDir dir;
  dir.write("settings.js", kRedis);
  CHECK_FALSE(has(rules_of(dir.write("projects/shop/flows.json", kFlows)), "split-context"));
  CHECK(has(rules_of(dir.write("other/shop/flows.json", kFlows)), "split-context"));
}

TEST_CASE("the option --settings takes the place of what lies beside the flows") {
  const TempDir dir;
  const std::string flows = dir.write("flows.json", kFlows);
  const std::string elsewhere = dir.write("etc/settings.js", kRedis);
  CHECK_FALSE(has(rules_of(flows, {"--settings", elsewhere}), "split-context"));
  dir.write("settings.js", "module.exports = {};");
  CHECK_FALSE(has(rules_of(flows, {"--settings", elsewhere}), "split-context"));
}

TEST_CASE("a settings.js that cannot be read is told, and ends the run only if it was named") {
  const TempDir dir;
  const std::string flows = dir.write("flows.json", kFlows);
  const std::string broken = dir.write("settings.js", "module.exports = {\n  a: ]\n};");
  const Ran found = run_halint({"check", flows, "--no-config", "--fail-on", "never"});
  CHECK(found.code == 0);
  CHECK(has(found.err, "settings.js:2:6"));
  CHECK(has(found.err, "stays unknown"));
  const Ran named = run_halint({"check", flows, "--no-config", "--fail-on", "never", "--settings", broken});
  CHECK(named.code == 2);
  CHECK(has(named.err, "settings.js:2:6"));
  CHECK(run_halint({"check", flows, "--no-config", "--settings", dir / "none.js"}).code == 2);
}

TEST_CASE("what settings.js switches off does not run, and is told") {
  const TempDir dir;
  const std::string flows = dir.write("flows.json", kFlows);
  dir.write("settings.js", "module.exports = { httpNodeRoot: false };");
  CHECK(has(rules_of(flows), "invalid-flow"));
  CHECK_FALSE(has(rules_of(flows), "split-context"));
  std::string text = kFlows;
  const std::string named =
      dir.write("named.json", text.insert(text.find("\"func\""), R"("libs":[{"var":"axios","module":"axios"}],)"));
  dir.write("settings.js", "module.exports = { functionExternalModules: false };");
  CHECK(has(rules_of(named), "function “count” does not start"));
  CHECK_FALSE(has(rules_of(named), "split-context"));
  CHECK(has(rules_of(flows), "split-context"));
}

TEST_CASE("a snapshot whose instance allows no modules starts no function that names some") {
  const TempDir dir;
  std::string text = kFlows;
  text.insert(text.find("\"func\""), R"("libs":[{"var":"axios","module":"axios"}],)");
  const auto snapshot = [&](const std::string& settings) {
    return dir.write("snapshot.json", R"({"id":"s","name":"v1","flows":{"flows":)" + text +
                                          R"(,"credentials":{}},"settings":{"settings":)" + settings +
                                          R"(,"env":{},"modules":{}}})");
  };
  CHECK(has(rules_of(snapshot(R"({"modules":{"allowInstall":true}})")), "split-context"));
  const std::string found = rules_of(snapshot(R"({"modules":{"allowInstall":false}})"));
  CHECK(has(found, "which its FlowFuse instance does not allow"));
  CHECK_FALSE(has(found, "split-context"));
}

TEST_CASE("folders on a volume that all copies have are said in halint.toml") {
  const TempDir dir;
  const auto found = [&](const std::string& path) {
    const std::string file =
        dir.write("flows.json", R"([{"id":"t","type":"tab","label":"T"},
{"id":"h","type":"http in","z":"t","url":"/a","method":"post","wires":[["w"]]},
{"id":"w","type":"file","z":"t","filename":")" +
                                    path + R"(","filenameType":"str","overwriteFile":"false","wires":[["r"]]},
{"id":"r","type":"http response","z":"t","wires":[]}])");
    return run_halint({"check", file, "--platform", "docker", "--format", "concise", "--fail-on", "never"}).out;
  };
  CHECK(has(found("/shared/a.log"), "local-file"));
  dir.write("halint.toml", "[files]\nshared-folders = [\"/shared/\"]\n");
  CHECK_FALSE(has(found("/shared/a.log"), "local-file"));
  CHECK(has(found("/shared-not/a.log"), "local-file"));
  CHECK(has(found("/shared/../tmp/a.log"), "local-file"));
  CHECK(has(found("shared/a.log"), "local-file"));
}

TEST_CASE("halint fix heeds the settings.js that halint check heeds") {
  const TempDir dir;
  std::string text = kFlows;
  text.replace(text.find("count"), 5, "c\",\"info\":\"// halint-ignore split-context -- an estimate");
  const std::string flows = dir.write("flows.json", text);
  CHECK(run_halint({"fix", flows, "--no-config", "--check"}).code == 0);
  const std::string elsewhere = dir.write("etc/settings.js", kRedis);
  CHECK(run_halint({"fix", flows, "--no-config", "--check", "--settings", elsewhere}).code == 1);  // not needed
  dir.write("settings.js", kRedis);
  CHECK(run_halint({"fix", flows, "--no-config", "--check"}).code == 1);
}

}  // namespace halint::test
