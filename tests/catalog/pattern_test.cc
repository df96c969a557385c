// SPDX-License-Identifier: Apache-2.0
#include "catalog/pattern.h"

#include <string>

#include "tests/catch.h"

namespace halint {
namespace {

bool found(std::string_view pattern, std::string_view text) {
  const Result<Pattern> compiled = Pattern::compile(pattern);
  INFO(pattern << " in " << text);
  REQUIRE(compiled);
  return compiled->search(text);
}

std::string mistake_in(std::string_view pattern) {
  const Result<Pattern> compiled = Pattern::compile(pattern);
  INFO(pattern);
  REQUIRE_FALSE(compiled);
  return compiled.error().message + " @" + std::to_string(compiled.error().column);
}

TEST_CASE("patterns are searched, not matched from the beginning", "[pattern]") {
  CHECK(found("b", "abc"));
  CHECK(found("", "abc"));
  CHECK(found("", ""));
  CHECK_FALSE(found("d", "abc"));
  CHECK(found("^abc$", "abc"));
  CHECK_FALSE(found("^bc", "abc"));
  CHECK_FALSE(found("ab$", "abc"));
  CHECK(found("c$", "abc"));
}

TEST_CASE("patterns: alternatives, groups and repetition", "[pattern]") {
  CHECK(found("^(a|bc|def)$", "bc"));
  CHECK(found("^(a|bc|def)$", "def"));
  CHECK_FALSE(found("^(a|bc|def)$", "ab"));
  CHECK(found("^(?:|x)y$", "y"));
  CHECK(found("^a*b+c?$", "bbb"));
  CHECK(found("^a*b+c?$", "aabc"));
  CHECK_FALSE(found("^a*b+c?$", "aac"));
  CHECK(found("^(ab){2,3}$", "ababab"));
  CHECK_FALSE(found("^(ab){2,3}$", "ab"));
  CHECK_FALSE(found("^(ab){2,3}$", "abababab"));
  CHECK(found("^(ab){2,}$", "abababab"));
  CHECK(found("^(a|b){0}$", ""));
  CHECK(found("^x{0,2}y$", "xxy"));
  CHECK_FALSE(found("^x{0,2}y$", "xxxy"));
  CHECK(found("^(a*)*b$", "aaab"));
  CHECK(found("^a+?b$", "aab"));
  CHECK(found("^((a|b)*c){2}$", "abcbac"));
}

TEST_CASE("patterns: sets, classes and escapes", "[pattern]") {
  CHECK(found(R"(^\d{4}-\d\d$)", "2026-11"));
  CHECK(found(R"(^[\w.-]+@[a-z]+\.com$)", "ada-l@example.com"));
  CHECK_FALSE(found(R"(\.com$)", "hivemqxcom"));
  CHECK(found("^[^a-c]$", "d"));
  CHECK_FALSE(found("^[^a-c]$", "b"));
  CHECK(found(R"([\]\-^])", "x-"));
  CHECK(found(R"(\bcat\b)", "a cat."));
  CHECK_FALSE(found(R"(\bcat\b)", "concatenate"));
  CHECK(found(R"(\Bcat)", "concatenate"));
  CHECK(found(R"(^\s\S$)", "\tx"));
  CHECK(found(R"(^\x41\u0042\u00e4$)", "AB\xC3\xA4"));
  CHECK_FALSE(found("^.$", "\n"));
  CHECK(found("^.$", std::string_view("\0", 1)));
  CHECK(found("ä", "Länge"));
}

TEST_CASE("patterns that cannot be read say where and why", "[pattern]") {
  CHECK(mistake_in("a(b") == "a ) is missing @4");
  CHECK(mistake_in("ab)") == "there is a ) too many @3");
  CHECK(mistake_in("[ab") == "a ] is missing @4");
  CHECK(mistake_in("*a") == "there is nothing in front of the * that it could repeat @1");
  CHECK(mistake_in("a**") == "it repeats what is repeated already @3");
  CHECK(mistake_in("[z-a]") == "a range must go from a lower to a higher character @5");
  CHECK_THAT(mistake_in("a(?!b)"), test::contains("looking ahead or behind"));
  CHECK_THAT(mistake_in(R"((a)\1)"), test::contains("refers back"));
  CHECK_THAT(mistake_in("a\\"), test::contains("nothing behind"));
  CHECK_THAT(mistake_in("a{2"), test::contains("must follow the {"));
  CHECK_THAT(mistake_in("a{3,2}"), test::contains("must follow the {"));
  CHECK_THAT(mistake_in(std::string(501, 'a')), test::contains("longer than 500"));
  CHECK_THAT(mistake_in(std::string(60, '(')), test::contains("nested too deeply"));
  CHECK_THAT(mistake_in("((((a{99}){99}){99}){99})"), test::contains("repeats too much"));
}

TEST_CASE("no pattern takes more than linear time", "[pattern]") {
  const std::string text(20000, 'a');
  CHECK_FALSE(found("^(a|a)*b$", text));
  CHECK_FALSE(found("(a*)*b", text));
  CHECK_FALSE(found("(((){999}){999}){999}b", text));
  CHECK_FALSE(found("(a?){50}a{50}b", text));
}

}  // namespace
}  // namespace halint
