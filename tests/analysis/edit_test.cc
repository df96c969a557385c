// SPDX-License-Identifier: Apache-2.0
#include "halint/analysis/edit.h"

#include <random>

#include "tests/catch.h"
#include "tests/support/testdata.h"

namespace halint {
namespace {

std::string applied(const test::FlowFile& file, std::vector<Edit> edits) {
  sort_edits(edits);
  REQUIRE_FALSE(collide(edits));
  return apply_edits(file.source().bytes(), edits);
}

// A few edits that do not collide in a text of that size.
std::vector<Edit> some_edits(size_t size, std::mt19937& random) {
  const auto below = [&random](uint32_t limit) { return static_cast<uint32_t>(random() % limit); };
  std::vector<Edit> edits;
  for (uint32_t at = below(4); at < size; at += 1 + below(5)) {
    const uint32_t end = std::min(at + below(4), static_cast<uint32_t>(size));
    edits.push_back({{at, end}, std::string(below(4), static_cast<char>('A' + below(26)))});
    at = end;
  }
  return edits;
}

}  // namespace

TEST_CASE("edits: a property is replaced, or added as its neighbours are written") {
  const test::FlowFile pretty("pretty",
                              "[\r\n    {\r\n        \"id\": \"a\",\r\n        \"type\": \"debug\"\r\n    }\r\n]\r\n");
  CHECK(applied(pretty, {set_property(pretty.document(), 0, "type", "\"x\"")}) ==
        "[\r\n    {\r\n        \"id\": \"a\",\r\n        \"type\": \"x\"\r\n    }\r\n]\r\n");
  CHECK(applied(pretty, {set_property(pretty.document(), 0, "info", "\"x\"")}) ==
        "[\r\n    {\r\n        \"id\": \"a\",\r\n        \"type\": \"debug\",\r\n        \"info\": \"x\"\r\n    "
        "}\r\n]\r\n");
  const test::FlowFile flat(
      "flat", "\xEF\xBB\xBF[{\"id\":\"a\",\"type\":\"debug\"},{\"id\":\"b\",\"type\":\"debug\",\"wires\":[]}]");
  CHECK(applied(flat, {set_property(flat.document(), 0, "info", "1"), set_property(flat.document(), 1, "info", "2")}) ==
        "\xEF\xBB\xBF[{\"id\":\"a\",\"type\":\"debug\",\"info\":1},{\"id\":\"b\",\"type\":\"debug\",\"wires\":[],"
        "\"info\":2}]");
}

TEST_CASE("edits: a node is copied behind itself") {
  const test::FlowFile file(
      "copied",
      "[\n {\n  \"id\": \"a\",\n  \"type\": \"mqtt-broker\"\n },\n {\n  \"id\": \"b\",\n  \"type\": \"x\"\n }\n]");
  const std::vector<std::pair<std::string_view, std::string>> changed{{"id", "\"c\""}};
  CHECK(applied(file, {copy_node(file.document(), 0, changed)}) ==
        "[\n {\n  \"id\": \"a\",\n  \"type\": \"mqtt-broker\"\n },\n {\n  \"id\": \"c\",\n  \"type\": "
        "\"mqtt-broker\"\n },\n {\n  \"id\": \"b\",\n  \"type\": \"x\"\n }\n]");
}

TEST_CASE("edits: a line is added to a text and taken out again") {
  const test::FlowFile file(
      "lines",
      R"([{"id":"a","type":"x","info":"one\ntwo"},{"id":"b","type":"x","info":""},{"id":"c","type":"x","info":7}])");
  const Document& document = file.document();
  CHECK(
      applied(file, add_line(document, 0, "info", "say \"so\"")) ==
      R"([{"id":"a","type":"x","info":"one\ntwo\nsay \"so\""},{"id":"b","type":"x","info":""},{"id":"c","type":"x","info":7}])");
  CHECK(
      applied(file, add_line(document, 1, "info", "so")) ==
      R"([{"id":"a","type":"x","info":"one\ntwo"},{"id":"b","type":"x","info":"so"},{"id":"c","type":"x","info":7}])");
  CHECK(add_line(document, 2, "info", "so").empty());
  const auto without = [&](std::string_view text, std::string_view piece) {
    const test::FlowFile one("one", "[{\"id\":\"a\",\"type\":\"x\",\"info\":\"" + std::string(text) + "\"}]");
    const auto at = static_cast<uint32_t>(one.source().bytes().find(piece));
    const std::string out = applied(one, {remove_line(one.document(), {at, at + static_cast<uint32_t>(piece.size())})});
    const size_t begin = out.find("info\":\"") + 7;
    return out.substr(begin, out.rfind('"') - begin);
  };
  CHECK(without(R"(// x)", "// x").empty());
  CHECK(without(R"(a\n// x)", "// x") == "a");
  CHECK(without(R"(a\r\n  // x  )", "// x") == "a");
  CHECK(without(R"(// x\nb)", "// x") == "b");
  CHECK(without(R"(a\n\t// x\r\nb)", "// x") == R"(a\nb)");
  CHECK(without(R"(call(); // x\nb)", "// x") == R"(call();\nb)");
  CHECK(without(R"(a\\n // x)", "// x") == R"(a\\n)");
}

TEST_CASE("edits: two rounds of edits are one") {
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    const std::string text(random() % 40, 'x');
    const std::vector<Edit> first = some_edits(text.size(), random);
    const std::string middle = apply_edits(text, first);
    const std::vector<Edit> second = some_edits(middle.size(), random);
    const std::vector<Edit> both = compose_edits(first, second);
    CHECK_FALSE(collide(both));
    CHECK(apply_edits(text, both) == apply_edits(middle, second));
  }
}

TEST_CASE("edits: a string is written as JSON.stringify writes it") {
  CHECK(json_string("a\"\\\n\t\x01ä") == "\"a\\\"\\\\\\n\\t\\u0001ä\"");
}

}  // namespace halint
