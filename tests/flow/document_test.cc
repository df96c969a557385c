// SPDX-License-Identifier: Apache-2.0
#include "halint/flow/document.h"

#include <string>

#include "tests/catch.h"

using namespace halint;

namespace {

// Keeps the file beside the document that views it.
struct Read {
  SourceFile file;
  Document document;
  explicit Read(std::string_view text)
      : file(*SourceFile::create("f.json", PaddedBytes::copy_of(text))), document(*read_document(file)) {}
};

}  // namespace

TEST_CASE("a flow array is read in file order") {
  const Read read(R"([{"id":"t","type":"tab","label":"Orders","disabled":true},
 {"id":"n1","type":"inject","z":"t","name":"tick","x":1,"y":2,"d":true,"wires":[["n2"]]}])");
  const Document& d = read.document;
  CHECK(d.shape == Shape::flow_array);
  REQUIRE(d.nodes.size() == 2);
  CHECK(d.nodes[0].name == "Orders");
  CHECK(d.nodes[0].disabled);
  CHECK(d.nodes[1].z == "t");
  CHECK(d.nodes[1].name == "tick");
  CHECK(d.nodes[1].has_position);
  CHECK(d.nodes[1].disabled);
  CHECK(d.property(1, "wires").raw() == R"([["n2"]])");
  CHECK_FALSE(d.property(1, "wire"));
}

TEST_CASE("each shape is told apart by what is in it") {
  CHECK(Read(R"({"rev":"1","flows":[{"id":"a","type":"tab"}]})").document.shape == Shape::flows_with_revision);
  const Read snapshot(
      R"({"id":"s","name":"x","settings":{"settings":{},"env":{"A":"1","B":{"value":"2"},"C":{"hidden":true,"$":"zz"}},
    "modules":{"node-red":"4.1.0"}},"flows":{"credentials":{"$":"x"},"flows":[{"id":"a","type":"tab"}]}})");
  CHECK(snapshot.document.shape == Shape::snapshot);
  REQUIRE(snapshot.document.nodes.size() == 1);
  REQUIRE(snapshot.document.environment.size() == 3);
  CHECK(snapshot.document.environment[0].value == "1");
  CHECK(snapshot.document.environment[1].value == "2");
  CHECK_FALSE(snapshot.document.environment[2].known);
  REQUIRE(snapshot.document.modules.size() == 1);
  CHECK(snapshot.document.modules[0].second == "4.1.0");
  const Read flow(
      R"({"id":"f1","label":"One","nodes":[{"id":"n","type":"debug","z":"f1"}],"configs":[{"id":"c","type":"mqtt-broker","z":"f1"}],"subflows":[]})");
  CHECK(flow.document.shape == Shape::single_flow);
  REQUIRE(flow.document.nodes.size() == 3);
  CHECK(flow.document.nodes[2].type == "tab");
  CHECK(flow.document.nodes[2].name == "One");
}

TEST_CASE("spans are exact through byte order mark, escapes and one-line files") {
  const Read read(
      "\xEF\xBB\xBF[{\"id\":\"a\\u002eb\",\"type\":\"inject\",\"name\":\"gr\\u00fc\\ud83d\\ude00n\", \"repeat\" : "
      "\"5\" }]");
  const Document& d = read.document;
  CHECK(d.nodes[0].id == "a.b");
  CHECK(d.nodes[0].name == "grü😀n");
  CHECK(read.file.cut(d.span_of(d.property(0, "repeat"))) == "\"5\"");
  CHECK(read.file.cut(d.id_span(0)) == "\"a\\u002eb\"");
}

TEST_CASE("the last of equal keys counts, as in JSON.parse") {
  const Read read(R"([{"id":"a","type":"x","topic":"one","topic":"two"}])");
  CHECK(read.document.property(0, "topic").text() == "two");
}

TEST_CASE("a lone surrogate becomes a replacement character") {
  const Read read(R"([{"id":"a","type":"x","name":"\ud800!\udc00"}])");
  CHECK(read.document.nodes[0].name == "\xEF\xBF\xBD!\xEF\xBF\xBD");
}
