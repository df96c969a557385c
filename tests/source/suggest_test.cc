// SPDX-License-Identifier: Apache-2.0
#include "source/suggest.h"

#include <array>

#include "tests/catch.h"

namespace halint::cli {
namespace {

constexpr std::array<std::string_view, 5> kWords{"mqtt in", "mqtt out", "mqtt-broker", "duplicated-timer", "json"};

TEST_CASE("edit distance counts swaps as one") {
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("check", "chekc") == 1);
  CHECK(edit_distance("JSON", "json") == 0);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance(std::string(100000, 'a'), "b") == 100000);
}

TEST_CASE("the nearest word is suggested, and nothing for a stranger") {
  CHECK(did_you_mean("duplicated-timr", kWords) == "; did you mean \"duplicated-timer\"?");
  CHECK(did_you_mean("jsn", kWords) == "; did you mean \"json\"?");
  CHECK(did_you_mean("mqtt", kWords, 3) == "; did you mean \"mqtt in\", \"mqtt out\" or \"mqtt-broker\"?");
  CHECK(did_you_mean("timer", kWords) == "; did you mean \"duplicated-timer\"?");
  CHECK(did_you_mean("xyzzy", kWords).empty());
  CHECK(did_you_mean("", kWords).empty());
}

}  // namespace
}  // namespace halint::cli
