// SPDX-License-Identifier: Apache-2.0
#include "analysis/mqtt.h"

#include "tests/catch.h"

using namespace halint;

TEST_CASE("a shared filter is taken apart as Node-RED does") {
  CHECK_FALSE(parse_filter("a/b").shared);
  CHECK(parse_filter("$share/g/a/+/b").group == "g");
  CHECK(parse_filter("$share/g/a/+/b").filter == "a/+/b");
  CHECK(parse_filter("$share/g//a").filter == "/a");
  CHECK(parse_filter("$share/g/a/#").dead == nullptr);
  for (const char* dead : {"$share/g/#", "$share/g", "$share//a", "$share/g+/a", "$share/g/", "$share", "$queue/a", "$exclusive/a", "$oshare/g/a"}) {
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
