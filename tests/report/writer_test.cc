// Reports written file by file: the same bytes as at once, in every format that can.
// SPDX-License-Identifier: Apache-2.0
#include "halint/report/writer.h"

#include <array>
#include <utility>

#include "halint/report/merge.h"
#include "tests/catch.h"
#include "tests/report/sample_report.h"

namespace halint {
namespace {

using test::contains;
using test::hostile_report;
using test::pieces_of;
using test::sample_report;
using test::sample_rules;

size_t count_of(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

// As a run does it: every file is noted before the first body is asked for again, and no finding is left by then.
std::string written_by_file(ReportWriter& writer, const Report& whole) {
  std::vector<std::string> bodies;
  for (const Report& piece : pieces_of(whole)) {
    bodies.push_back(writer.body(piece));
    writer.note(piece);
  }
  Report run = whole;
  let_go(run);
  const std::string head = writer.head(run);
  std::string text;
  for (size_t first = 0; first < bodies.size(); ++first) {
    const std::string body = writer.head_comes_last() ? writer.filled(bodies[first], run, first) : bodies[first];
    if (!text.empty() && !body.empty()) text += writer.between();
    text += body;
  }
  return head + text + writer.tail(run);
}

// Files in turn, with findings of every level, some allowed, and the same fingerprint again and again.
Report many_findings(size_t count) {
  const Report sample = sample_report();
  Report report = sample;
  report.findings.clear();
  for (uint32_t file = 0; file < report.files.size(); ++file) {
    for (size_t i = 0; i < count / report.files.size(); ++i) {
      ReportFinding& added = report.findings.emplace_back(sample.findings[i % 3]);
      added.file = file;
      added.level = std::array{Level::note, Level::warning, Level::error}[i % 3];
      added.path.clear();
      added.related.clear();
      if (i % 7 == 0) added.suppression = Suppression{SuppressedBy::config, "wanted"};
    }
  }
  return report;
}

TEST_CASE("a report that is written file by file is the same bytes as one that is written at once") {
  for (const Report& whole : {sample_report(), hostile_report("x\n\"<\x1B"), many_findings(4000), Report()}) {
    TextOptions quiet;
    quiet.summary = false;
    const std::pair<std::unique_ptr<ReportWriter>, std::string> formats[] = {
        {json_writer(), write_json(whole)},
        {text_writer({}), write_text(whole)},
        {text_writer(quiet), write_text(whole, quiet)},
        {concise_writer(), write_concise(whole)},
        {sarif_writer(sample_rules()), write_sarif(whole, sample_rules())},
        {github_writer(), write_github(whole)},
        {gitlab_writer(), write_gitlab(whole)},
        {junit_writer(Level::warning), write_junit(whole, Level::warning)},
        {checkstyle_writer(), write_checkstyle(whole)},
        {markdown_writer(), write_markdown(whole)},
        {markdown_writer(5000), write_markdown(whole, 5000)}};
    for (const auto& [writer, expected] : formats) CHECK(written_by_file(*writer, whole) == expected);
  }
}

TEST_CASE("of too many findings SARIF keeps the worst, wherever they are, in their order") {
  Report report = many_findings(30000);
  const std::string text = written_by_file(*sarif_writer(sample_rules()), report);
  CHECK(count_of(text, "\"ruleId\"") == 25000);
  CHECK(count_of(text, "\"level\": \"error\",\n          \"message\"") == 10000);
  CHECK(count_of(text, "\"level\": \"warning\",\n          \"message\"") == 10000);
  CHECK(count_of(text, "\"suppressions\": [") == 25000);
  CHECK_THAT(text, contains("5000 findings were left out") || contains("5,000 findings were left out"));
}

}  // namespace
}  // namespace halint
