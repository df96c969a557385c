// Flows that were run on real Node-RED, one copy against two: halint's verdict must be the one that was observed.
// The header of each file says it: `verdict: diverges|same`, `platform: …`, `needs: …` for an analysis that is still
// missing, `unknowable: …` where no flow file can tell.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <filesystem>
#include <string>

#include "tests/catch.h"
#include "tests/support/testdata.h"

namespace fs = std::filesystem;

namespace halint::test {
namespace {

// Kinds of analysis that are there; what needs another is listed and not judged.
constexpr std::array<std::string_view, 1> kImplemented{"context"};
constexpr size_t kCases = 117;

bool is_implemented(std::string_view need) {
  return std::find(kImplemented.begin(), kImplemented.end(), need) != kImplemented.end();
}

// Errors and warnings, one line each.
std::string hazards(const Report& report) {
  std::string text;
  for (const ReportFinding& f : report.findings) {
    if (f.level < Level::warning) continue;
    text += "\n        " + std::string(to_string(f.level)) + "[" + std::string(f.rule->id) + "] at " + f.place.node.id +
            ": " + f.message;
  }
  return text;
}

}  // namespace

TEST_CASE("proof: the verdict is the one observed on real Node-RED", "[rules][proof]") {
  std::string wrong;
  std::string left_out;
  size_t judged = 0;
  for (const fs::path& path : flow_files("proof")) {
    const FlowFile file(path);
    const std::optional<std::string> verdict = file.header("verdict");
    INFO(file.name());
    REQUIRE((verdict == "diverges" || verdict == "same"));
    const std::string found = hazards(file.check());
    const std::string title = path.stem().string() + " " + *verdict;
    if (const auto reason = file.header("unknowable")) {
      left_out += "\n  " + title + ": unknowable: " + *reason;
      continue;
    }
    const auto needs = file.header("needs");
    if (needs && !is_implemented(*needs)) {
      left_out += "\n  " + title + ": needs " + *needs;
      continue;
    }
    ++judged;
    if (found.empty() == (*verdict == "same")) continue;
    wrong += "\n  " + title + ", but halint " + (found.empty() ? "says nothing" : "says:" + found);
  }
  INFO("judged: " << judged << ", not judged:" << left_out);
  INFO("wrong verdicts:" << wrong);
  CHECK(wrong.empty());
  CHECK(judged > 0);
}

TEST_CASE("proof: every observed case is there", "[rules][proof]") { CHECK(flow_files("proof").size() == kCases); }

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
