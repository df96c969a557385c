// Every fix that is offered is tried here once more, from outside: the file with it is linted.
// SPDX-License-Identifier: Apache-2.0
#include "halint/fix/fix.h"

#include <algorithm>
#include <map>
#include <set>

#include "halint/report/formats.h"
#include "tests/catch.h"
#include "tests/cli/command_line.h"
#include "tests/support/testdata.h"

namespace halint {
namespace {

using test::contains;
using test::FlowFile;
using test::run_halint;
using test::TempDir;

// How often each finding is there, by level and by what it is.
std::map<std::string, int> known(const Report& report, Level from) {
  std::map<std::string, int> out;
  for (const ReportFinding& finding : report.findings) {
    if (finding.level >= from)
      ++out[std::string(finding.rule->id) + ' ' + finding.fingerprint +
            (from == Level::note ? "" : std::string(to_string(finding.level)))];
  }
  return out;
}

std::string with(const FlowFile& file, const std::vector<Edit>& edits) {
  return apply_edits(file.source().bytes(), edits);
}

Options options_for(const FlowFile& file) {
  Options options;
  options.platform = file.platform();
  if (const auto store = file.header("shared-store")) options.shared_stores.push_back(*store);
  return options;
}

void check_fix(const FlowFile& file, const Report& before, const ReportFinding& finding, const Fix& fix) {
  INFO(file.name() << ": " << finding.rule->id << ": " << fix.description);
  CHECK_FALSE(collide(fix.edits));
  const FlowFile fixed(file.name(), with(file, fix.edits));
  const Report after = fixed.check(file.platform());
  const std::string key = std::string(finding.rule->id) + ' ' + finding.fingerprint;
  CHECK(known(after, Level::note)[key] < known(before, Level::note)[key]);
  std::map<std::string, int> allowed = known(before, Level::warning);
  for (const auto& [now, count] : known(after, Level::warning)) CHECK((count <= allowed[now] || now.empty()));
}

const std::string kSubscription =
    R"([{"id":"t","type":"tab","label":"Shop"},
{"id":"b","type":"mqtt-broker","name":"B","broker":"h","port":"1883","clientid":""},
{"id":"i","type":"mqtt in","z":"t","broker":"b","topic":"orders","qos":"1","x":1,"y":1,"wires":[["o"]]},
{"id":"o","type":"e-mail","z":"t","server":"h","name":"x@y","x":2,"y":1,"wires":[]}EXTRA])";

std::string subscription(const std::string& extra) {
  std::string text = kSubscription;
  return text.replace(text.find("EXTRA"), 5, extra);
}

}  // namespace

TEST_CASE("fix: whatever is offered on a test flow helps, and does no harm", "[fix]") {
  std::set<std::string> rules;
  for (const std::filesystem::path& path : test::all_flow_files()) {
    const FlowFile file(path);
    const Report before = file.check();
    for (const ReportFinding& finding : before.findings) {
      size_t offered = 0;
      for (const Fix& fix : finding.fixes) {
        if (fix.edits.empty()) continue;
        ++offered;
        rules.insert(std::string(finding.rule->id));
        check_fix(file, before, finding, fix);
      }
      CHECK(offered <= 1);
    }
  }
  for (const char* rule : {"mqtt-fixed-client-id", "mqtt-plain-subscription", "mqtt-dead-shared-filter",
                           "mqtt-shared-no-local", "mqtt-shared-protocol", "mqtt-abandoned-session",
                           "mqtt-presence-message", "mqtt-shared-reply", "mqtt-overlapping-subscriptions"})
    CHECK(rules.count(rule) == 1);
}

TEST_CASE("fix: all fixes together leave less, add no error or warning, and a second time changes nothing", "[fix]") {
  for (const std::filesystem::path& path : test::all_flow_files()) {
    const FlowFile file(path);
    INFO(file.name());
    for (const bool unsafe : {false, true}) {
      const Result<FixResult> once = fix(file.source(), options_for(file), Catalog(), unsafe);
      REQUIRE(once.has_value());
      CHECK(once->applied.empty() == once->edits.empty());
      if (once->edits.empty()) continue;
      const FlowFile fixed(file.name(), with(file, once->edits));
      const Result<FixResult> twice = fix(fixed.source(), options_for(file), Catalog(), unsafe);
      REQUIRE(twice.has_value());
      CHECK(twice->edits.empty());
      std::map<std::string, int> allowed = known(file.check(), Level::warning);
      for (const auto& [now, count] : known(fixed.check(file.platform()), Level::warning))
        CHECK((count <= allowed[now] || now.empty()));
    }
  }
}

TEST_CASE("fix: a fix that does harm is not offered", "[fix]") {
  const auto fixes = [](const std::string& extra) {
    const FlowFile file("made", subscription(extra));
    std::vector<std::string> out;
    for (const ReportFinding& finding : file.check(Platform::flowfuse).findings) {
      for (const Fix& fix : finding.fixes) out.push_back(fix.description);
    }
    return out;
  };
  REQUIRE(fixes("").size() == 1);
  CHECK(fixes("").front().find("broker node of its own") == std::string::npos);
  // Beside a plain twin on its connection a shared subscription is undone, so it gets a connection to itself.
  const std::vector<std::string> twin = fixes(
      R"(,{"id":"j","type":"mqtt in","z":"t","broker":"b","topic":"orders","x":1,"y":2,"wires":[["d"]]},{"id":"d","type":"debug","z":"t","x":2,"y":2,"wires":[]})");
  REQUIRE(twin.size() == 1);
  CHECK_THAT(twin.front(), contains("broker node of its own"));
}

TEST_CASE("fix: a client ID that is a device's identity stays", "[fix]") {
  const auto fixes = [](const std::string& host) {
    const FlowFile file("made", R"([{"id":"t","type":"tab","label":"Shop"},
{"id":"b","type":"mqtt-broker","name":"","broker":")" +
                                    host + R"(","port":"1883","clientid":"pump"},
{"id":"o","type":"mqtt out","z":"t","broker":"b","topic":"a","x":1,"y":1,"wires":[]}])");
    size_t count = 0;
    for (const ReportFinding& finding : file.check(Platform::docker).findings) {
      if (finding.rule->id == "mqtt-fixed-client-id") count += 1 + 10 * finding.fixes.size();
    }
    return count;
  };
  CHECK(fixes("broker.example.org") == 11);
  for (const char* host :
       {"plant.azure-devices.net", "a1-ats.iot.eu-west-1.amazonaws.com", "broker.netpie.io", "mqtt.netpie.io",
        "broker.nexpie.io", "broker.losant.com", "mqtt3.thingspeak.com", "a1b2.iot-as-mqtt.cn-shanghai.aliyuncs.com"}) {
    INFO(host);
    CHECK(fixes(host) == 1);
  }
}

TEST_CASE("fix: what --select leaves out still counts as harm", "[fix]") {
  const FlowFile file(
      "made",
      subscription(
          R"(,{"id":"j","type":"mqtt in","z":"t","broker":"b","topic":"orders","x":1,"y":2,"wires":[["d"]]},{"id":"d","type":"debug","z":"t","x":2,"y":2,"wires":[]})"));
  Options options;
  options.policy.select = {"mqtt-plain-subscription"};
  const Result<FixResult> result = fix(file.source(), options, Catalog(), true);
  REQUIRE(result.has_value());
  REQUIRE(result->applied.size() == 1);
  CHECK_THAT(result->applied.front().description, contains("broker node of its own"));
}

TEST_CASE("fix: a suppression that nothing needs is taken out, whatever stands around it", "[fix]") {
  const FlowFile file(
      "made",
      R"([{"id":"t","type":"tab","label":"Quiet","info":"About it.\n// halint-ignore duplicated-timer -- twice is fine\nMore."},
{"id":"d","type":"debug","z":"t","x":1,"y":1,"wires":[]}])");
  const Result<FixResult> result = fix(file.source(), Options(), Catalog(), false);
  REQUIRE(result.has_value());
  CHECK_THAT(with(file, result->edits), contains(R"("info":"About it.\nMore.")"));
}

TEST_CASE("diff: lines around a change, counted as patch counts them", "[fix]") {
  const Result<SourceFile> file = SourceFile::create("a.json", PaddedBytes::copy_of("1\n2\n3\n4\n5\n6\n7\n8\n9"));
  REQUIRE(file.has_value());
  const std::vector<Edit> edits{{{8, 9}, "five\nand a half"}, {{16, 17}, "nine"}};
  CHECK(write_diff(*file, edits) ==
        "--- a/a.json\n+++ b/a.json\n@@ -2,8 +2,9 @@\n 2\n 3\n 4\n-5\n+five\n+and a half\n 6\n 7\n 8\n-9\n"
        "\\ No newline at end of file\n+nine\n\\ No newline at end of file\n");
  CHECK(write_diff(*file, {}).empty());
}

TEST_CASE("halint fix: writes, shows, checks", "[fix]") {
  const TempDir dir;
  const std::string loud = dir.write("loud.json", test::kLoudFlow);
  std::string fixed = test::kLoudFlow;
  fixed.replace(fixed.find("\"same\""), 6, "\"\"");
  CHECK(run_halint({"fix", loud, "--check"}).code == 1);
  const test::Ran diff = run_halint({"fix", loud, "--diff"});
  CHECK(diff.code == 0);
  CHECK_THAT(diff.out, contains("\n-{\"id\":\"b\""));
  CHECK(test::read_file(loud) == test::kLoudFlow);
  CHECK(run_halint({"fix", "-"}, test::kLoudFlow).out == fixed);
  CHECK(run_halint({"fix", "-"}, test::kQuietFlow).out == test::kQuietFlow);
  CHECK(run_halint({"fix", loud, "--select", "duplicated-timer"}).code == 0);
  CHECK(test::read_file(loud) == test::kLoudFlow);
  CHECK(run_halint({"fix", loud}).code == 0);
  CHECK(test::read_file(loud) == fixed);
  CHECK(run_halint({"fix", loud, "--check"}).code == 0);
}

TEST_CASE("halint fix: suppresses with a reason", "[fix]") {
  const TempDir dir;
  const std::string loud = dir.write("loud.json", test::kLoudFlow);
  CHECK(run_halint({"fix", loud, "--suppress", "mqtt-fixed-client-id"}).code == 2);
  CHECK(run_halint({"fix", loud, "--suppress", "mqtt-fixed-client", "--reason", "x"}).code == 2);
  CHECK(run_halint({"fix", loud, "--suppress", "duplicated-timer", "--reason", "x"}).code == 2);
  CHECK(run_halint({"fix", loud, "--suppress", "mqtt-fixed-client-id", "--reason", "x", "--node", "o"}).code == 2);
  CHECK(test::read_file(loud) == test::kLoudFlow);
  CHECK(run_halint({"fix", loud, "--suppress", "mqtt-fixed-client-id", "--reason", "one \"copy\" connects"}).code == 0);
  CHECK_THAT(test::read_file(loud),
             contains(R"("info":"// halint-ignore mqtt-fixed-client-id -- one \"copy\" connects"})"));
  CHECK(run_halint({"check", loud}).code == 0);
}

}  // namespace halint
