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

namespace {

// A list so long that several threads read it; `element` makes each of its nodes.
template <typename Element>
std::string long_list(Element&& element) {
  std::string text = "[";
  for (int i = 0; i < 30'000; ++i) text += (i == 0 ? "\n" : ",\n") + element(std::to_string(i));
  return text + "]";
}

// Everything that can be asked of a document, but for addresses.
std::string told(const Document& document) {
  std::string out;
  for (NodeId id = 0; id < document.nodes.size(); ++id) {
    const DocumentNode& node = document.nodes[id];
    out += std::string(node.id) + '|' + std::string(node.type) + '|' + std::string(node.z) + '|' +
           std::string(node.name) + '|' + std::string(document.types[node.type_index]) + '|' +
           std::to_string(node.span.begin) + '-' + std::to_string(node.span.end);
    document.for_each_property(
        id, [&](std::string_view name, JsonValue value) { out += '|' + std::string(name) + std::string(value.raw()); });
    out += '\n';
  }
  return out;
}

void check_parts_agree(const std::string& text) {
  const SourceFile file = *SourceFile::create("f.json", PaddedBytes::copy_of(text));
  const Result<Document> alone = read_document(file, 1);
  const Result<Document> shared = read_document(file, 3);
  REQUIRE(static_cast<bool>(alone) == static_cast<bool>(shared));
  if (alone) {
    CHECK(told(*alone) == told(*shared));
    CHECK(alone->nodes.size() == shared->nodes.size());
  } else {
    CHECK(alone.error().to_string() == shared.error().to_string());
  }
}

}  // namespace

TEST_CASE("a long list reads the same in one part or in several") {
  check_parts_agree(long_list([](const std::string& i) {
    const std::string flow = i.size() < 3 ? "t" : i.substr(0, 2);
    return R"({"id":"n)" + i + R"(","type":"type )" + i.substr(i.size() - 1) + R"(","z":")" + flow +
           R"(","na\u006de":")" + i + R"(","name":"\u0061","only)" + i + R"(":[1,{"a":null}]})";
  }));
}

TEST_CASE("what only looks like a node of the list does not mislead the threads") {
  // Each node has things in it that begin as nodes do.
  check_parts_agree(long_list([](const std::string& i) {
    return R"({"z":"t","id":"n)" + i + R"(","type":"a","list":[1,{"id":"x","type":"b"},{"id":"y","type":"b"}]})";
  }));
}

TEST_CASE("a fault in any part of a long list is found, and a strange element") {
  for (const std::string fault : {R"({"id":"n","type":"a",})", R"({"id":"n","type":"a","\q":1})", "7", "[1", "{"}) {
    for (const std::string place : {"5", "14990", "29999"}) {
      check_parts_agree(long_list([&](const std::string& i) {
        return i == place ? fault : R"({"id":"n)" + i + R"(","type":"a","x":1,"y":2})";
      }));
    }
  }
}

TEST_CASE("the last of equal keys counts, as in JSON.parse") {
  const Read read(R"([{"id":"a","type":"x","topic":"one","topic":"two"}])");
  CHECK(read.document.property(0, "topic").text() == "two");
}

TEST_CASE("a lone surrogate becomes a replacement character") {
  const Read read(R"([{"id":"a","type":"x","name":"\ud800!\udc00"}])");
  CHECK(read.document.nodes[0].name == "\xEF\xBF\xBD!\xEF\xBF\xBD");
}
