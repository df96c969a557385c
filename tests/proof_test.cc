// Flows that were run on real Node-RED, one copy against two (tests/live): halint's verdict must be the one that was
// observed. What a case expects stands in its file, in `case` beside `flows`; testdata/README.md says how.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <string>

#include "tests/catch.h"
#include "tests/support/testdata.h"

namespace fs = std::filesystem;

namespace halint::test {
namespace {

bool is_hazard(const ReportFinding& finding) { return finding.level >= Level::warning; }

std::string hazards(const Report& report) {
  std::string text;
  for (const ReportFinding& f : report.findings) {
    if (!is_hazard(f)) continue;
    text += "\n        " + std::string(to_string(f.level)) + "[" + std::string(f.rule->id) + "] at " + f.place.node.id +
            ": " + f.message;
  }
  return text;
}

// The rule of the case names one of its nodes, as an error or a warning.
bool names_what_it_must(const FlowFile& file, const Report& report, const std::string& rule) {
  const std::vector<std::string> nodes = file.header_list("nodes");
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const ReportFinding& f) {
    return is_hazard(f) && f.rule->id == rule && std::find(nodes.begin(), nodes.end(), f.place.node.id) != nodes.end();
  });
}

// What is wrong with halint's answer to a case, or nothing.
std::string disagreement(const FlowFile& file, const std::string& verdict) {
  const Report report = file.check();
  const std::string found = hazards(report);
  if (const auto rule = file.header("rule")) {
    if (names_what_it_must(file, report, *rule)) return {};
    return ", but " + *rule + " does not name what it must;" + (found.empty() ? " no finding" : found);
  }
  if (verdict == "diverges") return ", but the case names no rule that must find it";
  return found.empty() ? "" : ", but halint says:" + found;
}

}  // namespace

TEST_CASE("proof: the verdict is the one observed on real Node-RED", "[rules][proof]") {
  std::string wrong;
  size_t judged = 0;
  std::vector<fs::path> paths = flow_files("proof");
  for (const fs::path& path : flow_files("deployments")) paths.push_back(path);
  for (const fs::path& path : paths) {
    const FlowFile file(path);
    INFO(file.name());
    const std::optional<std::string> verdict = file.header("verdict");
    REQUIRE(verdict);
    const bool is_verdict = *verdict == "diverges" || *verdict == "same" || *verdict == "same-set-other-order" ||
                            *verdict == "wrong-with-one-copy";
    REQUIRE(is_verdict);
    // Where no flow file can tell, the case says why.
    if (file.header("unknowable")) continue;
    ++judged;
    const std::string trouble = disagreement(file, *verdict);
    // A known limit is one only as long as halint is wrong.
    if (file.header("limit")) {
      if (trouble.empty()) wrong += "\n  " + path.stem().string() + " is judged right: it is no limit any more";
    } else if (!trouble.empty())
      wrong += "\n  " + path.stem().string() + " " + *verdict + trouble;
  }
  INFO("judged: " << judged);
  INFO("wrong verdicts:" << wrong);
  CHECK(wrong.empty());
  CHECK(judged > 100);
}

TEST_CASE("proof: no type of the flows is unknown, and no flow is broken", "[rules][proof]") {
  for (const fs::path& path : flow_files("proof")) {
    const Report report = FlowFile(path).check();
    INFO(short_name(path));
    CHECK(report.unknown_types.empty());
    CHECK(std::none_of(report.findings.begin(), report.findings.end(),
                       [](const ReportFinding& f) { return f.rule->id == "invalid-flow"; }));
  }
}

}  // namespace halint::test
