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
  CHECK(report.files[0].flows[0].verdict() == Verdict::unsafe);
  suppress(report, report.findings[1], {SuppressedBy::baseline, "accepted"});
  CHECK(report.files[0].flows[0].errors == 0);
  CHECK(report.files[0].flows[0].accepted == 2);
  CHECK(report.files[0].flows[0].verdict() == Verdict::accepted);
  CHECK(report.files[1].flows[0].verdict() == Verdict::review);
  drop_suppressed(report);
  CHECK(report.findings.size() == 1);
  CHECK(report.suppressed == 3);
}

TEST_CASE("hiding findings leaves verdicts alone") {
  Report report = sample_report();
  const Threshold strict{Level::error, Confidence::high};
  hide_below(report, std::vector<Threshold>{strict, strict});
  CHECK(report.findings.size() == 1);
  CHECK(report.hidden == 2);
  CHECK(report.files[1].flows[0].verdict() == Verdict::review);
}

TEST_CASE("each file has a threshold of its own") {
  Report report = sample_report();
  hide_below(report, std::vector<Threshold>{{Level::note, Confidence::low}, {Level::error, Confidence::low}});
  CHECK(report.findings.size() == 2);
  CHECK(report.hidden == 1);
}

TEST_CASE("a flow with something unclear in it stays to be reviewed, whatever is accepted") {
  Report report = sample_report();
  ReportFlow& flow = report.files[0].flows[0];
  flow.unclear = true;
  suppress(report, report.findings[0], {SuppressedBy::baseline, "accepted"});
  suppress(report, report.findings[1], {SuppressedBy::baseline, "accepted"});
  CHECK(flow.verdict() == Verdict::review);
  CHECK(ReportFlow{}.verdict() == Verdict::unchecked);
}

TEST_CASE("many findings alike are summed up: by file, rule and level, the suppressed ones apart") {
  Report report = sample_report();
  const ReportFinding one = report.findings[0];
  report.findings.clear();
  const auto add = [&](size_t count, auto change) {
    for (size_t i = 0; i < count; ++i) change(report.findings.emplace_back(one));
  };
  add(7, [](ReportFinding&) {});
  add(4, [](ReportFinding& f) { f.level = Level::note; });
  add(5, [](ReportFinding& f) { f.file = 1; });
  add(6, [](ReportFinding& f) { f.suppression = Suppression{SuppressedBy::baseline, "accepted"}; });
  const uint32_t errors = report.count(Level::error);
  sum_up(report, 3);
  CHECK(report.count(Level::error) == errors);
  CHECK(report.count(Level::note) == 4);
  std::vector<uint32_t> counts;
  for (const ReportFinding& f : report.findings) counts.push_back(f.stands_for);
  CHECK(counts == std::vector<uint32_t>{1, 1, 1, 4, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3});
  const ReportFinding& rest = report.findings[3];
  CHECK(rest.message.starts_with("4 more findings of " + std::string(rest.rule->id)));
  CHECK(rest.fixes.empty());
  sum_up(report, 3);
  CHECK(report.findings.size() == 16);
}

}  // namespace
}  // namespace halint
