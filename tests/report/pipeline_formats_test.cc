// The formats that other programs read in a pipeline: what those programs need, beyond the goldens.
// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "halint/report/formats.h"
#include "halint/report/merge.h"
#include "tests/catch.h"
#include "tests/report/sample_report.h"

namespace halint {
namespace {

using test::contains;
using test::hostile_report;
using test::sample_report;

size_t count_of(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

/// `errors`, `warnings` and `notes` findings, in one file.
Report crowd(size_t errors, size_t warnings, size_t notes) {
  Report report = sample_report();
  const ReportFinding one = report.findings.front();
  report.errors.clear();
  report.findings.clear();
  const auto add = [&](size_t count, Level level) {
    for (size_t i = 0; i < count; ++i) {
      report.findings.push_back(one);
      report.findings.back().level = level;
    }
  };
  add(errors, Level::error);
  add(warnings, Level::warning);
  add(notes, Level::note);
  return report;
}

TEST_CASE("a workflow command stays one command, whatever a flow is called") {
  const std::string text = write_github(hostile_report("a\r\n::error file=x::y,z:100%\u2028::stop-commands::t"));
  CHECK(count_of(text, "\n") == sample_report().findings.size() + 1);
  CHECK(count_of(text, "\n::") == sample_report().findings.size());
  CHECK(text.starts_with("::error file=a  %3A%3Aerror file=x%3A%3Ay%2Cz%3A100%25"));
  CHECK(text.find('\r') == std::string::npos);
}

TEST_CASE("GitHub shows ten annotations of a kind; the rest is summed up in one of them") {
  const auto [errors, warnings, notes, rest] = GENERATE(table<size_t, size_t, size_t, std::string>({
      {10, 10, 10, ""},
      {11, 10, 9, "1 error more"},
      {12, 15, 10, "2 errors, 5 warnings and 1 note more"},
      {0, 0, 11, "2 notes more"},
  }));
  const std::string text = write_github(crowd(errors, warnings, notes));
  CHECK(count_of(text, "::error ") == std::min<size_t>(errors, 10));
  CHECK(count_of(text, "::warning ") == std::min<size_t>(warnings, 10));
  CHECK(count_of(text, "::notice ") == std::min<size_t>(notes + (rest.empty() ? 0 : 1), 10));
  if (!rest.empty()) CHECK_THAT(text, contains("::notice title=halint::" + rest));
}

TEST_CASE("paths are those of the repository, without ./") {
  Report report = sample_report();
  report.files[0].path = "./sub/../flows.json";
  report.errors[0].path = "././broken.json";
  for (const std::string& text : {write_github(report), write_gitlab(report), write_junit(report),
                                  write_checkstyle(report), write_markdown(report)}) {
    CHECK(text.find("\"./") == std::string::npos);
    CHECK(text.find("=./") == std::string::npos);
  }
  CHECK_THAT(write_gitlab(report), contains("\"path\": \"sub/../flows.json\""));
}

TEST_CASE("GitLab drops issues with equal fingerprints, so each is another") {
  Report report = crowd(3, 2, 2);
  report.findings.front().fingerprint.clear();
  Report other = crowd(3, 0, 0);
  other.files[0].path = "copy.json";
  append_report(report, std::move(other));
  report.errors = {Error{"a", "x"}, Error{"a", "x"}, Error{"a", "y"}};
  const std::string text = write_gitlab(report);
  std::set<std::string> prints;
  const std::string_view key = "\"fingerprint\": \"";
  for (size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + 1)) {
    prints.insert(text.substr(at + key.size(), 16));
  }
  CHECK(prints.size() == 13);
}

TEST_CASE("a GitLab fingerprint does not depend on the line or on other findings") {
  Report report = sample_report();
  const std::string before = write_gitlab(report);
  report.findings.erase(report.findings.begin());
  report.findings[0].place.location.begin.line += 100;
  const std::string after = write_gitlab(report);
  const std::string_view key = "\"fingerprint\": \"";
  const std::string last = after.substr(after.rfind(key), 40);
  CHECK_THAT(before, contains(last));
}

TEST_CASE("JUnit fails what fails the run, and keeps the rest in sight") {
  const auto [fail_on, failures, skipped] = GENERATE(table<std::optional<Level>, size_t, size_t>({
      {Level::error, 2, 1},
      {Level::warning, 3, 0},
      {Level::note, 3, 0},
      {std::nullopt, 0, 3},
  }));
  const std::string text = write_junit(sample_report(), fail_on);
  CHECK(count_of(text, "<failure ") == failures);
  CHECK(count_of(text, "<skipped ") == skipped);
  CHECK_THAT(text, contains("<testsuites name=\"halint\" tests=\"5\" failures=\"" + std::to_string(failures) +
                            "\" errors=\"1\" skipped=\"" + std::to_string(skipped) + "\""));
  CHECK_THAT(text, contains("classname=\"Größe 漢字\" name=\"ready for several copies\""));
  CHECK(text.find("\"Old\"") == std::string::npos);
}

TEST_CASE("JUnit tells flows of one name apart") {
  Report report = sample_report();
  report.files[0].flows[1].label = "Orders";
  const std::string text = write_junit(report);
  CHECK_THAT(text, contains("classname=\"Orders (t1)\" name=\"duplicated-timer\""));
  CHECK_THAT(text, contains("classname=\"Orders (t2)\" name=\"ready for several copies\""));
}

TEST_CASE("text from flows is no markup in Markdown") {
  const std::string text =
      write_markdown(hostile_report("<b>|`x`[a](http://e.example)*y* @me #1 ![i](j) www.e.example ~~z~~ $m$\n# h"));
  for (const std::string_view markup :
       {"<b>", "`x`", "[a](http", "*y*", " @me", " #1", "http:", "www.", "~~z", "$m$"}) {
    INFO(markup);
    for (size_t at = text.find(markup); at != std::string::npos; at = text.find(markup, at + 1)) {
      CHECK((at != 0 && text[at - 1] == '\\'));
    }
  }
  CHECK(count_of(text, "\n# ") == 0);
}

TEST_CASE("a summary keeps to its size, loses the mildest findings, and says so") {
  const Report report = crowd(50, 50, 2000);
  const std::string text = write_markdown(report, 90000);
  CHECK(text.size() <= 90000);
  CHECK(text.size() > 80000);
  CHECK(count_of(text, "**[duplicated-timer](") >= 100);
  CHECK_THAT(text, contains("findings are not listed, the mildest ones: this page holds at most 90000 bytes."));
  CHECK(write_markdown(crowd(4000, 0, 0)).size() <= kMaxSummary);
  Report long_names = hostile_report(std::string(400000, 'x'));
  CHECK(write_markdown(long_names).size() <= kMaxSummary);
}

TEST_CASE("what is allowed is shown as such, where a format can, and else not at all") {
  Report report = sample_report();
  report.errors.clear();
  for (ReportFinding& finding : report.findings) finding.suppression = Suppression{SuppressedBy::flow, "told <so>"};
  CHECK(write_github(report).empty());
  CHECK(write_gitlab(report) == "[]\n");
  CHECK(count_of(write_checkstyle(report), "<error") == 0);
  const std::string junit = write_junit(report, Level::note);
  CHECK(count_of(junit, "<failure") == 0);
  CHECK(count_of(junit, "<skipped") == 3);
  CHECK_THAT(junit, contains("suppressed: told &lt;so&gt;"));
  const std::string markdown = write_markdown(report);
  CHECK(count_of(markdown, "### ") == 1);
  CHECK_THAT(markdown, contains("### Suppressed"));
  CHECK(count_of(markdown, "- allowed: told &#60;so&#62;") == 3);
}

TEST_CASE("nothing found is said in every format") {
  Report report;
  report.files.resize(1);
  report.files[0].path = "flows.json";
  report.files[0].nodes = report.files[0].checked = 57;
  report.files[0].flows.push_back({.id = "t1", .label = "A", .checked = 57});
  CHECK(write_github(report).empty());
  CHECK(write_gitlab(report) == "[]\n");
  CHECK_THAT(write_junit(report), contains("<testcase classname=\"A\" name=\"ready for several copies\""));
  CHECK_THAT(write_checkstyle(report), contains("<file name=\"flows.json\">\n  </file>"));
  CHECK_THAT(write_markdown(report), contains("## ✅ halint: Safe for 2 copies"));
}

}  // namespace
}  // namespace halint
