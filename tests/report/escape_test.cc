// SPDX-License-Identifier: Apache-2.0
#include "halint/report/escape.h"

#include "halint/report/layout.h"
#include "tests/catch.h"

namespace halint {
namespace {

TEST_CASE("printable text keeps what is harmless and replaces the rest") {
  CHECK(printable("plain") == "plain");
  CHECK(printable("Größe 漢字 🚀 ❤️") == "Größe 漢字 🚀 ❤️");
  CHECK(printable("a\tb\nc") == "a b c");
  CHECK(printable("\x1B[31m") == "\uFFFD[31m");
  CHECK(printable("a\u202Eb\u2066c\u200Fd") == "a\uFFFDb\uFFFDc\uFFFDd");
  CHECK(printable("\u0085\u009B") == "\uFFFD\uFFFD");
  CHECK(printable("\xED\xA0\x80") == "\uFFFD");
  CHECK(printable("\xFFx") == "\uFFFDx");
  CHECK(printable("\xE6\xBC") == "\uFFFD");
  CHECK(printable("\xC0\xAF") == "\uFFFD\uFFFD");
  CHECK(printable_lines("a\n\x1B\nb") == "a\n\uFFFD\nb");
}

TEST_CASE("JSON strings are valid and lose nothing that is text") {
  const auto json = [](std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
  };
  CHECK(json("a\"b\\c/d") == R"("a\"b\\c/d")");
  CHECK(json("\n\r\t\x01\x7F") == "\"\\n\\r\\t\\u0001\\u007f\"");
  CHECK(json("\u202E") == R"("\u202e")");
  CHECK(json("漢🚀") == "\"漢🚀\"");
  CHECK(json("\U000E0041") == R"("\udb40\udc41")");
  CHECK(json("\xFF") == "\"\uFFFD\"");
  CHECK(json("") == "\"\"");
}

TEST_CASE("paths become URIs") { CHECK(percent_encoded("sub dir/a#b?ü%.json") == "sub%20dir/a%23b%3F%C3%BC%25.json"); }

TEST_CASE("base64 pads") {
  CHECK(base64("").empty());
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foob") == "Zm9vYg==");
}

TEST_CASE("display width counts columns") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("漢字") == 4);
  CHECK(display_width("🚀") == 2);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("ü") == 1);
  CHECK(display_width("…“”›→") == 5);
  CHECK(display_width("ｆ") == 2);
}

TEST_CASE("long names are shortened by columns") {
  CHECK(shortened("abcdef", 6) == "abcdef");
  CHECK(shortened("abcdefg", 6) == "abcde…");
  CHECK(shortened("漢字漢字", 5) == "漢字…");
  CHECK(shortened("漢字漢字", 6) == "漢字…");
}

TEST_CASE("wrapping breaks at spaces and indents") {
  std::string out;
  append_wrapped(out, "one two three four", 4, 2, 12);
  CHECK(out == "one two\n  three four");
  out.clear();
  append_wrapped(out, "averyveryverylongword x", 0, 2, 8);
  CHECK(out == "  averyveryverylongword\n  x");
  out.clear();
  append_paragraphs(out, "one\ntwo\n\nthree\n- item\n- item\n", 2, 80);
  CHECK(out == "  one two\n\n  three\n  - item\n  - item\n");
}

}  // namespace
}  // namespace halint
