// SPDX-License-Identifier: Apache-2.0
#include "halint/report/formats.h"

#include "halint/report/escape.h"
#include "halint/report/merge.h"
#include "halint/report/ndjson.h"
#include "halint/report/pages.h"
#include "halint/source/json_error.h"
#include "tests/report/golden.h"
#include "tests/report/sample_report.h"

namespace halint {
namespace {

using test::check_golden;
using test::contains;
using test::hostile_report;
using test::pieces_of;
using test::sample_report;
using test::sample_rules;

// Nothing that a terminal would obey or hide, and no broken UTF-8.
void check_harmless(const std::string& text) {
  for (size_t at = 0; at < text.size();) {
    const Utf8Char c = read_utf8(text, at);
    INFO("byte " << at << ", code point " << static_cast<uint32_t>(c.code));
    REQUIRE(c.valid);
    REQUIRE((c.code == '\n' || !is_unsafe(c.code)));
    at += c.size;
  }
}

void check_json(const std::string& text) {
  const Result<SourceFile> file = SourceFile::create("out.json", PaddedBytes::copy_of(text));
  REQUIRE(file.has_value());
  const std::optional<Error> error = find_json_error(*file);
  INFO((error ? error->to_string() : std::string()));
  CHECK(!error);
}

ReportFile file_of(uint32_t nodes) {
  ReportFile file;
  file.path = "flows.json";
  file.nodes = file.checked = nodes;
  return file;
}

TEST_CASE("golden: text") { check_golden("report.txt", write_text(sample_report())); }

TEST_CASE("golden: text in colour on a narrow terminal") {
  check_golden("report-color.txt", write_text(sample_report(), {true, 60, true}));
}

TEST_CASE("links of a terminal go to files and rules, and to nothing that a path makes up") {
  TextOptions options;
  options.links = "file://host/home/me/";
  Report report = sample_report();
  const std::string plain = write_text(report);
  CHECK(plain.find("\x1B]8;;") == std::string::npos);
  std::string text = write_text(report, options);
  CHECK(text.find("\x1B]8;;file://host/home/me/" + report.files[0].path + "#") != std::string::npos);
  CHECK(text.find(std::string("\x1B]8;;") + std::string(kHomePage) + "/blob/main/docs/rules.md#") != std::string::npos);
  report.files[0].path = "/srv/a b\x1B]8;;http://evil.example\x1B\\.json";
  text = write_text(report, options);
  CHECK(text.find("\x1B]8;;file://host/srv/a%20b%1B%5D8%3B%3Bhttp%3A//evil.example%1B%5C.json#") != std::string::npos);
  CHECK(text.find("\x1B]8;;http://evil") == std::string::npos);
  for (ReportFile& file : report.files) file.path = "<stdin>";
  CHECK(write_text(report, options).find("file://") == std::string::npos);
}

TEST_CASE("golden: json") { check_golden("report.json", write_json(sample_report())); }

TEST_CASE("golden: ndjson") {
  const Report report = sample_report();
  RunHead head;
  head.inputs = report.files.size();
  head.digest = "0123456789abcdef";
  head.errors = report.errors;
  head.left_out = report.left_out;
  const RunEnd end;
  const std::unique_ptr<ReportWriter> writer = ndjson_writer(head, end);
  std::string text = writer->head(report);
  for (const Report& piece : pieces_of(report)) text += writer->body(piece);
  check_golden("report.ndjson", text + writer->tail(report));
}

TEST_CASE("golden: sarif") { check_golden("report.sarif", write_sarif(sample_report(), sample_rules())); }

TEST_CASE("golden: formats for pipelines") {
  check_golden("report.github.txt", write_github(sample_report()));
  check_golden("report.gitlab.json", write_gitlab(sample_report()));
  check_golden("report.junit.xml", write_junit(sample_report()));
  check_golden("report.checkstyle.xml", write_checkstyle(sample_report()));
  check_golden("report.md", write_markdown(sample_report()));
  check_golden("report.concise.txt", write_concise(sample_report()));
}

TEST_CASE("golden: rule pages") {
  check_golden("rules.md", write_rules_markdown(sample_rules()));
  check_golden("rule.txt", write_rule_page(sample_rules()[0]) + write_rule_list(sample_rules()));
}

TEST_CASE("hostile text in every field does no harm in any format") {
  const std::string text =
      GENERATE(as<std::string>(), "\x1B[31mred\x1B[0m\x07\b\r\n\t", "\"><script>alert(1)</script>\\",
               "\u202Eevil\u2066\u200F\u200B\uFEFF\u2028", "\xED\xA0\x80 lone surrogate", "\xFF\xC0\x80 invalid \xF5",
               "\u009B31m C1", "[text](1) {0} %s %n ~1 / #", "");
  const Report report = hostile_report(text);
  check_harmless(write_text(report));
  check_harmless(write_json(report));
  check_harmless(write_sarif(report, sample_rules()));
  for (const std::string& written : {write_github(report), write_gitlab(report), write_junit(report),
                                     write_checkstyle(report), write_markdown(report), write_concise(report)}) {
    check_harmless(written);
  }
  check_json(write_gitlab(report));
  check_json(write_json(report));
  check_json(write_sarif(report, sample_rules()));
}

TEST_CASE("a name in a flow makes no link in a SARIF message") {
  const std::string sarif = write_sarif(hostile_report("[text](1)"), sample_rules());
  CHECK_THAT(sarif, contains("\"text\": \"[text] (1). "));
  CHECK(sarif.find("\"text\": \"[text](1).") == std::string::npos);
}

TEST_CASE("an empty report is whole in every format") {
  Report report;
  report.files = {file_of(57)};
  report.files[0].flows.push_back({.id = "t1", .label = "A", .checked = 57});
  check_json(write_json(report));
  check_json(write_sarif(report, sample_rules()));
  CHECK_THAT(write_text(report),
             contains("Safe for 2 copies: nothing to report in 57 nodes of 1 flow; 1 file linted."));
  CHECK(write_text(report, {false, 100, false}).empty());
}

TEST_CASE("the verdict of a partly read input is no clean one") {
  Report report;
  report.files = {file_of(5)};
  report.errors = {Error{"x", "y"}};
  CHECK_THAT(write_text(report), contains("1 input could not be checked; the rest is safe for 2 copies"));
}

TEST_CASE("findings that are hidden are counted, and keep the verdict") {
  Report report = sample_report();
  report.findings.clear();
  report.hidden = 3;
  const std::string text = write_text(report, {false, 200, true});
  CHECK_THAT(text, contains("Not safe for 2 copies: nothing to report"));
  CHECK_THAT(text, contains("3 not shown"));
}

TEST_CASE("of many flows only the worst are listed") {
  Report report;
  report.files = {file_of(100)};
  for (int i = 0; i < 100; ++i) {
    const bool bad = i % 2 == 0;
    report.files[0].flows.push_back({.id = std::to_string(i),
                                     .label = "flow number " + std::to_string(i),
                                     .errors = bad ? static_cast<uint32_t>(i + 1) : 0,
                                     .checked = 1});
  }
  const std::string text = write_text(report);
  CHECK_THAT(text, contains("flow number 98 "));
  CHECK(text.find("flow number 2 ") == std::string::npos);
  CHECK(text.find("flow number 3 ") == std::string::npos);
  CHECK_THAT(text, contains("and 60 more flows: 10 unsafe and 50 safe"));
}

TEST_CASE("the underline stands under the region, whatever the width of characters") {
  Report report = sample_report();
  report.findings.resize(1);
  ReportFinding& finding = report.findings[0];
  finding.place.location = test::sample_location(7, "\t漢字 e\u0301 🚀 ", "wörd", " behind");
  const std::string text = write_text(report);
  CHECK_THAT(text, contains("    7 |  漢字 e\u0301 🚀 wörd behind\n      |           ^^^^\n") || contains("7 |"));
  CHECK_THAT(text, contains("      |            ^^^^\n"));
}

size_t count_of(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

TEST_CASE("the same help stands in a report once per rule and file, and the same place once per finding") {
  Report report = sample_report();
  ReportFinding one = report.findings[0];
  one.help = {"Do this."};
  one.fixes.clear();
  one.related.assign(5, one.related.empty() ? ReportRelated{one.place, "here too"} : one.related[0]);
  report.findings.assign(200, one);
  report.findings.resize(300, one);
  for (size_t i = 200; i < 300; ++i) report.findings[i].file = 1;
  for (const std::string& text : {write_text(report), write_markdown(report)})
    CHECK(count_of(text, "help: Do this.") == 2);
  CHECK(count_of(write_text(report), "= also:") == 300);
}

TEST_CASE("sums that are more than all are explained") {
  Report report = sample_report();
  const std::string why = "counts in every flow that uses it";
  for (ReportFinding& finding : report.findings) finding.flows = {0};
  CHECK_THAT(write_text(report), !contains(why));
  report.findings[1].flows = {0, 1};
  CHECK_THAT(write_text(report), contains(why));
  CHECK_THAT(write_markdown(report), contains(why));
}

TEST_CASE("what was looked at stands in the last line") {
  Report report;
  report.files = {file_of(5), file_of(7)};
  report.rules_run = report.rules_known = 30;
  CHECK_THAT(write_text(report), contains("; 2 files linted.\n"));
  report.left_out = {{"a", "b"}};
  report.rules_run = 4;
  CHECK_THAT(
      write_text(report, {false, 300, true}),
      contains("Safe for 2 copies, as far as 4 rules tell: nothing to report in 12 nodes of 0 flows; 4 of 30 rules "
               "ran; 2 files linted, 1 left out.\n"));
  report.files[1].checked = 0;
  CHECK_THAT(write_text(report, {false, 300, true}), contains("; nothing was checked in flows.json"));
  report.unclear = true;
  CHECK_THAT(write_text(report), contains("To review before running 2 copies"));
  report.files[0].replicas = 2;
  report.replicas = 5;
  CHECK_THAT(write_text(report), contains("2 to 5 copies"));
  CHECK_THAT(write_markdown(report), contains(" halint: To review"));
}

TEST_CASE("what is accepted is not called safe") {
  Report report;
  report.files = {file_of(5)};
  report.files[0].flows = {{"a", "Accepted one", false, false, 0, 0, 0, 2},
                           {.id = "b", .label = "Quiet one", .checked = 1}};
  report.suppressed = 2;
  const std::string text = write_text(report);
  CHECK_THAT(text, contains("Accepted for 2 copies"));
  CHECK_THAT(text, contains("  Accepted one  accepted       0         0      0\n"));
  CHECK_THAT(text, contains("  Quiet one     safe           0         0      0\n"));
  CHECK_THAT(write_json(report), contains("\"verdict\": \"accepted\""));
}

TEST_CASE("GitHub tells findings apart by the one fingerprint it heeds") {
  Report report = sample_report();
  report.findings.assign(3, report.findings[0]);
  report.findings[2].fingerprint = "ffffffffffffffff";
  const std::string sarif = write_sarif(report, sample_rules());
  const std::string own = report.findings[0].fingerprint;
  CHECK_THAT(sarif, contains("\"primaryLocationLineHash\": \"" + own + ":1\""));
  CHECK_THAT(sarif, contains("\"primaryLocationLineHash\": \"" + own + ":2\""));
  CHECK_THAT(sarif, contains("\"primaryLocationLineHash\": \"ffffffffffffffff:1\""));
}

TEST_CASE("an enormous line is cut around the region") {
  Report report = sample_report();
  report.findings.resize(1);
  report.findings[0].place.location =
      test::sample_location(1, std::string(100000, 'x'), std::string(100000, 'y'), std::string(100000, 'z'));
  const std::string text = write_text(report);
  CHECK(text.size() < 3000);
  CHECK_THAT(text, contains("x" + std::string(10, 'y')) || contains("…" + std::string(10, 'y')));
}

TEST_CASE("sarif keeps to the limits of its reader and drops the mildest findings") {
  Report report = sample_report();
  const ReportFinding note = [&] {
    ReportFinding finding = report.findings[2];
    finding.level = Level::note;
    return finding;
  }();
  report.findings.assign(25010, note);
  report.findings.push_back(sample_report().findings[1]);
  const std::string sarif = write_sarif(report, sample_rules());
  CHECK_THAT(sarif, contains("11 findings were left out"));
  size_t results = 0;
  for (size_t at = sarif.find("\"ruleId\""); at != std::string::npos; at = sarif.find("\"ruleId\"", at + 1)) ++results;
  CHECK(results == 25000);
  CHECK(sarif.rfind("\"mqtt-fixed-client-id\"") > sarif.size() - 20000);
}

}  // namespace
}  // namespace halint
