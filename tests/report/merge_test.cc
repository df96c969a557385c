// SPDX-License-Identifier: Apache-2.0
#include "halint/report/merge.h"

#include "tests/catch.h"
#include "tests/report/sample_report.h"

namespace halint {
namespace {

using test::sample_report;

TEST_CASE("reports are appended with their file numbers moved") {
  Report report = sample_report();
  append_report(report, sample_report());
  CHECK(report.files.size() == 4);
  REQUIRE(report.findings.size() == 6);
  CHECK(report.findings[3].file == 2);
  CHECK(report.findings[5].file == 3);
  CHECK(report.unknown_types["acme-counter"] == 6);
  CHECK(report.suppressed == 2);
}

TEST_CASE("ignoring a rule takes its findings out of the verdicts") {
  Report report = sample_report();
  keep_rules(report, {}, {"duplicated-timer"});
  CHECK(report.findings.size() == 2);
  CHECK(report.files[0].flows[0].errors == 1);
  CHECK(report.files[0].flows[0].verdict == Verdict::unsafe);
  keep_rules(report, {"split-node-state"}, {});
  CHECK(report.findings.size() == 1);
  CHECK(report.files[0].flows[0].errors == 0);
  CHECK(report.files[0].flows[0].verdict == Verdict::safe);
  CHECK(report.files[1].flows[0].verdict == Verdict::review);
}

TEST_CASE("hiding findings leaves verdicts alone") {
  Report report = sample_report();
  hide_below(report, Level::error, Confidence::high);
  CHECK(report.findings.size() == 1);
  CHECK(report.hidden == 2);
  CHECK(report.files[1].flows[0].verdict == Verdict::review);
}

}  // namespace
}  // namespace halint
