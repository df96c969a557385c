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

TEST_CASE("a suppressed finding counts for nothing, and can be left out") {
  Report report = sample_report();
  const uint32_t errors = report.count(Level::error);
  suppress(report, report.findings[0], {SuppressedBy::baseline, "accepted"});
  suppress(report, report.findings[0], {SuppressedBy::flow, "twice"});
  CHECK(report.findings[0].suppression->reason == "accepted");
  CHECK(report.suppressed == 2);
  CHECK(report.count(Level::error) == errors - 1);
  CHECK(report.files[0].flows[0].errors == 1);
  CHECK(report.files[0].flows[0].verdict == Verdict::unsafe);
  suppress(report, report.findings[1], {SuppressedBy::baseline, "accepted"});
  CHECK(report.files[0].flows[0].errors == 0);
  CHECK(report.files[0].flows[0].verdict == Verdict::safe);
  CHECK(report.files[1].flows[0].verdict == Verdict::review);
  drop_suppressed(report);
  CHECK(report.findings.size() == 1);
  CHECK(report.suppressed == 3);
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
