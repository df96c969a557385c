// --statistics and the progress line.
// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <memory>

#include "cli/progress.h"
#include "halint/report/stage_times.h"
#include "tests/catch.h"
#include "tests/cli/command_line.h"

namespace halint {

using test::contains;
using test::kLoudFlow;
using test::kQuietFlow;
using test::Ran;
using test::run_halint;
using test::TempDir;

TEST_CASE("statistics go to standard error, and count what is suppressed") {
  const TempDir dir;
  const std::string loud = dir.write("loud.json", kLoudFlow);
  const std::string quiet = dir.write("quiet.json", kQuietFlow);
  const std::string config =
      dir.write("other.toml", "[[ignore]]\nrule = \"mqtt-fixed-client-id\"\nnode = \"b\"\nreason = \"why not\"\n");
  const Ran ran =
      run_halint({"check", loud, quiet, "--statistics", "--select", "mqtt-fixed-client-id", "--format", "json"});
  CHECK(ran.code == 1);
  CHECK(ran.out.back() == '\n');
  CHECK(ran.out.find("suppressed\n") == std::string::npos);
  CHECK_THAT(ran.err, contains("2 files, 2 flows, 5 nodes in "));
  CHECK_THAT(ran.err, contains("  rule                  errors  warnings  notes  suppressed\n"
                               "  mqtt-fixed-client-id       1         0      0           0\n"));
  CHECK_THAT(run_halint({"check", loud, "--statistics", "--select", "mqtt-fixed-client-id", "--config", config}).err,
             contains("  mqtt-fixed-client-id       0         0      0           1\n"));
  CHECK(run_halint({"check", loud}).err.find("errors") == std::string::npos);
}

TEST_CASE("timings name each stage on standard error") {
  const TempDir dir;
  const std::string flow = dir.write("flows.json", kQuietFlow);
  const Ran plain = run_halint({"check", flow, "--no-config"});
  const Ran ran = run_halint({"check", flow, "--no-config", "--timings"});
  CHECK(ran.out == plain.out);
  for (const std::string_view stage : kStages) {
    INFO(stage);
    CHECK_THAT(ran.err, contains("\n  " + std::string(stage) + ' '));
  }
  CHECK(plain.err.empty());
}

TEST_CASE("progress is shown from the first second on, and erased") {
  using namespace std::chrono_literals;
  const cli::Progress::Time start{};
  std::FILE* const file = std::tmpfile();
  {
    cli::Progress progress(file, 4, start);
    progress.count(start + 900ms);
    CHECK(std::ftell(file) == 0);
    progress.count(start + 1500ms);
    progress.count(start + 1510ms);
    progress.count(start + 9000ms);
  }
  CHECK(test::rewound(file) == "\r\x1B[Khalint: 2 of 4 files\r\x1B[K");
}

TEST_CASE("a quick run shows no progress, nor does one that nobody looks at") {
  using namespace std::chrono_literals;
  const cli::Progress::Time start{};
  std::FILE* const file = std::tmpfile();
  { cli::Progress(file, 2, start).count(start + 10ms); }
  { cli::Progress(nullptr, 2, start).count(start + 5000ms); }
  CHECK(test::rewound(file).empty());
}

}  // namespace halint
