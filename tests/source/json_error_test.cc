// SPDX-License-Identifier: Apache-2.0
#include "halint/source/json_error.h"

#include <string>

#include "halint/flow/document.h"
#include "tests/catch.h"

using namespace halint;

namespace {

SourceFile file_of(std::string_view text) { return *SourceFile::create("flows.json", PaddedBytes::copy_of(text)); }

std::string error_of(std::string_view text) {
  const SourceFile file = file_of(text);
  const Result<Document> document = read_document(file);
  return document ? "no error" : document.error().to_string();
}

}  // namespace

TEST_CASE("broken JSON is told with its place and what was expected") {
  CHECK(error_of("") == "flows.json:1:1: the file is empty; expected Node-RED flows as JSON");
  CHECK(error_of("[{\"id\":\"a\",\n  \"type\" \"tab\"}]") ==
        "flows.json:2:10: expected ':' behind a property name, found '\"'");
  CHECK(error_of("[{\"id\":\"a\"}, ]") == "flows.json:1:14: expected a value, found ']'");
  CHECK(error_of("[{\"id\":\"a\",}]") == "flows.json:1:12: expected a property name in double quotes, found '}'");
  CHECK(error_of("[{id:1}]") == "flows.json:1:3: expected a property name in double quotes, found 'i'");
  CHECK(error_of("[{\"id\":\"a\" \"b\"}]") == "flows.json:1:12: expected ',' or '}' behind a property, found '\"'");
  CHECK(error_of("[01]") == "flows.json:1:3: a number must not begin with 0");
  CHECK(error_of("[{\"a\":\"\\x\"}]") == "flows.json:1:9: unknown escape in a string");
  CHECK(error_of("[{\"a\":\"\\u12g4\"}]") == "flows.json:1:9: expected four hexadecimal digits behind \\u");
  CHECK(error_of("[] []") == "flows.json:1:4: unexpected text behind the end of the document");
  CHECK(error_of("[truu]") == "flows.json:1:2: expected a value, found 't'");
}

TEST_CASE("a file that ends early is told so") {
  CHECK(error_of("[{\"id\":\"a\",\"type\":\"tab\"}") ==
        "flows.json:1:25: the file ends early: expected ',' or ']' behind an element; is it cut off?");
  CHECK(error_of("[{\"id\":\"a") == "flows.json:1:8: this string has no end; is the file cut off?");
}

TEST_CASE("faults in values that halint has no use for are found too") {
  CHECK(error_of("[{\"id\":\"a\",\"type\":\"tab\",\"x\":{\"deep\":[1,2,{\"y\":tru}]}}]") ==
        "flows.json:1:47: expected a value, found 't'");
  CHECK(error_of("{\"flows\":[{\"id\":\"a\",\"type\":\"tab\"}],\"rev\":-}") ==
        "flows.json:1:43: expected a digit, found '}'");
}

TEST_CASE("a property has no place in an array, nor a second value in an object") {
  CHECK(error_of("[{\"id\":\"a\",\"type\":\"t\",\"libs\":[\"z\":\"b\",\"n\"]}]") ==
        "flows.json:1:34: expected ',' or ']' behind an element, found ':'");
  CHECK(error_of("[{\"id\":\"a\",\"type\":\"t\":\"u\"}]") ==
        "flows.json:1:22: expected ',' or '}' behind a property, found ':'");
}

TEST_CASE("the column counts UTF-16 code units") {
  // An emoji is two of them, an umlaut one.
  CHECK(error_of("[{\"a\":\"😀ü\" 1}]") == "flows.json:1:13: expected ',' or '}' behind a property, found '1'");
}

TEST_CASE("text that is not UTF-8 is told with the place of the first bad byte") {
  CHECK(error_of("[{\"id\":\"a\",\n\"name\":\"\xFF\"}]") ==
        "flows.json:2:9: not valid UTF-8 from here on; save the file as UTF-8");
  CHECK(error_of(std::string("[\"") + std::string(5000, 'x') + "\xC3\"]") ==
        "flows.json:1:5003: not valid UTF-8 from here on; save the file as UTF-8");
  CHECK(error_of(std::string("\xFF\xFE[\0]\0", 6)) == "flows.json: is UTF-16 text; save it as UTF-8");
}

TEST_CASE("what JSON.parse accepts is accepted") {
  CHECK(error_of("[]") == "no error");
  CHECK(error_of("\xEF\xBB\xBF [ ] \r\n") == "no error");
  CHECK(error_of("[{\"id\":\"a\",\"type\":\"tab\",\"label\":\"\\ud800 lone\",\"n\":1e999,\"m\":-0.0E-7}]") ==
        "no error");
  CHECK(error_of("[{\"id\":\"a\",\"type\":\"tab\"}]") == "no error");
}

TEST_CASE("nesting has a limit that is told") {
  const std::string deep =
      "[{\"id\":\"a\",\"type\":\"tab\",\"x\":" + std::string(2000, '[') + std::string(2000, ']') + "}]";
  CHECK(error_of(deep) == "flows.json:1:1027: nested deeper than 1000 levels, which no Node-RED flow needs");
  const std::string fine =
      "[{\"id\":\"a\",\"type\":\"tab\",\"x\":" + std::string(900, '[') + std::string(900, ']') + "}]";
  CHECK(error_of(fine) == "no error");
}

TEST_CASE("JSON that holds no flows is told apart from broken JSON") {
  const std::string other =
      "flows.json: is JSON, but holds no Node-RED flows: expected an array of nodes, an object with \"flows\", "
      "a FlowFuse snapshot, or one flow with \"nodes\"";
  CHECK(error_of("{\"name\":\"x\",\"version\":\"1.0.0\"}") == other);
  CHECK(error_of("42") == other);
  CHECK(error_of("\"text\"") == other);
  CHECK(error_of("{\"flows\":{\"a\":1}}") == other);
  CHECK(error_of("[1, 2]") ==
        "flows.json:1:2: is JSON, but holds no Node-RED flows: expected a node, an object with \"id\" and \"type\"");
  CHECK(error_of("[{\"a\":1}]") ==
        "flows.json:1:2: is JSON, but holds no Node-RED flows: expected a node, an object with \"id\" and \"type\"");
}
