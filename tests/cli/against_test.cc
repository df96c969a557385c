// check --against: only what an older version did not have. SPDX-License-Identifier: Apache-2.0
#include "tests/catch.h"
#include "tests/cli/command_line.h"

namespace halint::cli {
namespace {

using test::contains;
using test::kLoudFlow;
using test::kQuietFlow;
using test::run_halint;
using test::TempDir;

// The same flow with its nodes moved, in another order, written otherwise, and a broker more.
const std::string kMoved =
    R"([ {"wires":[],"y":70,"x":90,"topic":"a","broker":"b","z":"t","type":"mqtt out","id":"o"},
{"id":"b","type":"mqtt-broker","name":"B","broker":"h","port":"1883","clientid":"same"}BROKER,
{"id":"t","type":"tab","label":"Loud"} ])";

std::string moved(const std::string& more) {
  std::string text = kMoved;
  return text.replace(text.find("BROKER"), 6, more);
}

}  // namespace

TEST_CASE("check --against: what was there before is left out, wherever it stands now") {
  const TempDir dir;
  const std::string before = dir.write("before.json", kLoudFlow);
  const std::string now = dir.write("now.json", moved(""));
  CHECK(run_halint({"check", now, "--no-config"}).code == 1);
  CHECK(run_halint({"check", now, "--no-config", "--against", before}).code == 0);
  CHECK(run_halint({"check", now, "--no-config", "--against", "-"}, kLoudFlow).code == 0);
  const std::string more = dir.write(
      "more.json", moved(R"(,{"id":"b2","type":"mqtt-broker","name":"C","broker":"k","port":"1883","clientid":"twin"},
{"id":"o2","type":"mqtt out","z":"t","broker":"b2","topic":"a","x":1,"y":9,"wires":[]})"));
  const auto ran = run_halint({"check", more, "--no-config", "--against", before});
  CHECK(ran.code == 1);
  CHECK_THAT(ran.out, contains("twin"));
  CHECK(ran.out.find("as “same”") == std::string::npos);
  CHECK(ran.err.empty());
}

TEST_CASE("check --against: a directory of older files") {
  const TempDir dir;
  dir.write("before/a/flows.json", kLoudFlow);
  dir.write("before/b/flows.json", "[{]");
  const std::string moved_away = dir.write("now/elsewhere/flows.json", moved(""));
  CHECK(run_halint({"check", dir / "now", "--no-config"}).code == 1);
  const auto ran = run_halint({"check", dir / "now", "--no-config", "--against", dir / "before"});
  CHECK(ran.code == 0);
  CHECK_THAT(ran.err, contains("b/flows.json"));
  CHECK(run_halint({"check", dir / "now", "--no-config", "--against", dir / "before/b"}).code == 1);
}

TEST_CASE("check --against: an older version that there was not, or that is none") {
  const TempDir dir;
  const std::string now = dir.write("now.json", kLoudFlow);
  CHECK(run_halint({"check", now, "--no-config", "--against", "-"}, "").code == 1);
  CHECK(run_halint({"check", now, "--no-config", "--against", "-"}, kQuietFlow).code == 1);
  const auto broken = run_halint({"check", now, "--no-config", "--against", "-"}, "[{]");
  CHECK(broken.code == 2);
  CHECK_THAT(broken.err, contains("the older version"));
  CHECK(run_halint({"check", now, "--no-config", "--against", dir / "none.json"}).code == 2);
  CHECK(run_halint({"check", "-", "--no-config", "--against", "-"}, kLoudFlow).code == 2);
}

}  // namespace halint::cli
