// SPDX-License-Identifier: Apache-2.0
#include "halint/code/code_text.h"

#include <string>

#include "tests/catch.h"

using namespace halint;

namespace {

// The file's bytes that `[begin, end)` of the code stand for.
std::string cut(std::string_view json, uint32_t begin, uint32_t end) {
  const SourceFile file = *SourceFile::create("f", PaddedBytes::copy_of(json));
  const CodeText code(file, JsonValue(file.bytes().data()));
  return std::string(file.cut(code.file_span(begin, end)));
}

}  // namespace

TEST_CASE("code offsets lead back to the file through all escapes") {
  const std::string json = R"("a\n\tflow.set(\"k\", '\u00e9\ud83d\ude00\\');")";
  const SourceFile file = *SourceFile::create("f", PaddedBytes::copy_of(json));
  const CodeText code(file, JsonValue(file.bytes().data()));
  REQUIRE(code.text() == "a\n\tflow.set(\"k\", 'é😀\\');");
  const auto begin = static_cast<uint32_t>(code.text().find("flow"));
  CHECK(cut(json, begin, begin + 8) == "flow.set");
  const auto key = static_cast<uint32_t>(code.text().find("\"k\""));
  CHECK(cut(json, key, key + 3) == R"(\"k\")");
  const auto emoji = static_cast<uint32_t>(code.text().find("😀"));
  CHECK(cut(json, emoji, emoji + 4) == R"(\ud83d\ude00)");
  CHECK(code.line(begin) == 2);
  CHECK(code.line(0) == 1);
}

TEST_CASE("long code is mapped as exactly as short code") {
  std::string json = "\"";
  for (int i = 0; i < 400; ++i) json += R"(x\\\u00fc\n)";
  json += "END\"";
  const SourceFile file = *SourceFile::create("f", PaddedBytes::copy_of(json));
  const CodeText code(file, JsonValue(file.bytes().data()));
  const auto at = static_cast<uint32_t>(code.text().find("END"));
  CHECK(file.cut(code.file_span(at, at + 3)) == "END");
  CHECK(code.line(at) == 401);
}

TEST_CASE("lone surrogates take part in the mapping") {
  const std::string json = R"("\ud800\u0041\udc00B")";
  const SourceFile file = *SourceFile::create("f", PaddedBytes::copy_of(json));
  const CodeText code(file, JsonValue(file.bytes().data()));
  const auto at = static_cast<uint32_t>(code.text().find('B'));
  CHECK(file.cut(code.file_span(at, at + 1)) == "B");
}
