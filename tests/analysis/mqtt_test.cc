// SPDX-License-Identifier: Apache-2.0
#include "analysis/mqtt.h"

#include <algorithm>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/support/testdata.h"

using namespace halint;

TEST_CASE("a shared filter is taken apart as Node-RED does") {
  CHECK_FALSE(parse_filter("a/b").shared);
  CHECK(parse_filter("$share/g/a/+/b").group == "g");
  CHECK(parse_filter("$share/g/a/+/b").filter == "a/+/b");
  CHECK(parse_filter("$share/g//a").filter == "/a");
  CHECK(parse_filter("$share/g/a/#").dead == nullptr);
  for (const char* dead : {"$share/g/#", "$share/g", "$share//a", "$share/g+/a", "$share/g/", "$share", "$queue/a",
                           "$exclusive/a", "$oshare/g/a"}) {
    INFO(dead);
    CHECK(parse_filter(dead).dead != nullptr);
  }
  CHECK_FALSE(parse_filter("$shared/g/a").shared);
}

TEST_CASE("filters overlap when some topic matches both") {
  CHECK(overlap("a/b", "a/b"));
  CHECK(overlap("a/+", "a/b"));
  CHECK(overlap("a/#", "a/b/c"));
  CHECK(overlap("a/#", "a"));
  CHECK(overlap("a", "a/#"));
  CHECK(overlap("+/b/#", "a/+/c"));
  CHECK(overlap("#", "a"));
  CHECK_FALSE(overlap("a/b", "a/c"));
  CHECK_FALSE(overlap("a/+", "a/b/c"));
  CHECK_FALSE(overlap("a/b", "a"));
  CHECK_FALSE(overlap("#", "$SYS/broker"));
  CHECK(overlap("$SYS/#", "$SYS/broker"));
}

TEST_CASE("of several filters on one connection, the plain one makes the finding, wherever it stands") {
  std::vector<std::string> nodes{
      R"({"id":"a","type":"mqtt in","z":"t","broker":"b","topic":"$share/g/x/+","x":1,"y":1,"wires":[["d"]]})",
      R"({"id":"c","type":"mqtt in","z":"t","broker":"b","topic":"$share/h/x/1","x":1,"y":1,"wires":[["d"]]})",
      R"({"id":"p","type":"mqtt in","z":"t","broker":"b","topic":"#","x":1,"y":1,"wires":[["d"]]})"};
  std::sort(nodes.begin(), nodes.end());
  do {
    std::string flows =
        R"([{"id":"t","type":"tab"},{"id":"b","type":"mqtt-broker","broker":"h"},{"id":"d","type":"debug","z":"t","x":1,"y":1,"wires":[]})";
    for (const std::string& node : nodes) flows += "," + node;
    size_t errors = 0;
    for (const ReportFinding& finding : test::FlowFile("mqtt", flows + "]").check().findings) {
      if (finding.rule->id == "mqtt-overlapping-subscriptions" && finding.level == Level::error) ++errors;
    }
    CHECK(errors == 2);
  } while (std::next_permutation(nodes.begin(), nodes.end()));
}

TEST_CASE("of thousands of filters on one connection, exactly those that overlap are told") {
  const std::vector<std::pair<std::string, std::string>> pairs{
      {"a/b/#", "a/b"}, {"a/c", "a/+"}, {"+/d/e", "a/d/e"}, {"f/g/+/h", "f/g/i/+"}, {"j/#", "j/k/l"}, {"m/n", "m/n"}};
  std::string flows =
      R"([{"id":"t","type":"tab"},{"id":"b","type":"mqtt-broker","broker":"h"},{"id":"d","type":"debug","z":"t","x":1,"y":1,"wires":[]})";
  const auto subscribe = [&](const std::string& id, const std::string& topic) {
    flows += R"(,{"id":")" + id + R"(","type":"mqtt in","z":"t","broker":"b","topic":")" + topic +
             R"(","x":1,"y":1,"wires":[["d"]]})";
  };
  for (int i = 0; i < 1500; ++i) {
    subscribe("p" + std::to_string(i), "x/" + std::to_string(i) + "/+");
    subscribe("s" + std::to_string(i), "$share/g/y/" + std::to_string(i) + "/+");
  }
  std::vector<std::string> expected;
  for (size_t i = 0; i < pairs.size(); ++i) {
    expected.push_back("shared" + std::to_string(i));
    subscribe(expected.back(), "$share/g/" + pairs[i].first);
    subscribe("plain" + std::to_string(i), pairs[i].second);
  }
  std::vector<std::string> told;
  const Report report = test::FlowFile("mqtt", flows + "]").check();
  for (const ReportFinding& finding : report.findings) {
    if (finding.rule->id == "mqtt-overlapping-subscriptions" && finding.level == Level::error)
      told.push_back(finding.place.node.id);
  }
  std::sort(told.begin(), told.end());
  CHECK(told == expected);
}
