// Reports as bytes: one function per format. All are deterministic, linear in the report, and write UTF-8 without
// clocks, absolute paths or anything else that the report does not hold.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "halint/report/report.h"

namespace halint {

/// Where halint is developed: SARIF and help point there.
inline constexpr std::string_view kHomePage = "https://github.com/halint/halint";

/// Version of the JSON form. It grows when something is renamed, removed or changes its meaning, not when something
/// is added.
inline constexpr int kJsonVersion = 1;

struct TextOptions {
  bool color = false;    ///< ANSI colours
  uint32_t width = 100;  ///< columns to wrap at
  bool summary = true;   ///< the readiness of flows and the counts, behind the findings
  uint32_t jobs = 1;     ///< threads that may be at work at the same time; the text does not depend on it
  std::string links;     ///< URI of the folder that paths are relative to, as in `file://host/home/me/`, to link files
                         ///< and rules by OSC 8; empty: no links
};

/// For people at a terminal.
[[nodiscard]] std::string write_text(const Report& report, const TextOptions& options = {});
/// The end of it alone: the readiness of flows and the counts.
[[nodiscard]] std::string write_summary(const Report& report, const TextOptions& options = {});
/// The stable machine interface: docs/formats.md and docs/schema/halint-report.schema.json.
[[nodiscard]] std::string write_json(const Report& report);
/// SARIF 2.1.0, within the limits of GitHub's code scanning. All of `known` are listed; findings of a rule that is not
/// among them are written without an index.
[[nodiscard]] std::string write_sarif(const Report& report, std::span<const Rule> known = rules());

/// Workflow commands, which GitHub Actions turns into annotations. GitHub shows ten of each kind per step: more are
/// summed up in one notice.
[[nodiscard]] std::string write_github(const Report& report);
/// GitLab's Code Quality report (and Code Climate's): a JSON array.
[[nodiscard]] std::string write_gitlab(const Report& report);
/// JUnit XML: a test suite per file, in it one test case per flow and rule, or per flow that has no findings. Findings
/// from `fail_on` upwards are failures, milder ones skipped tests; without a value none fails.
[[nodiscard]] std::string write_junit(const Report& report, std::optional<Level> fail_on = Level::error);
/// `file:line:column: level[rule] message`, a line each; without a place what has none.
[[nodiscard]] std::string write_concise(const Report& report);
/// Checkstyle's XML, which many review tools read.
[[nodiscard]] std::string write_checkstyle(const Report& report);

/// How often each rule was broken, for people; counted file by file, suppressed findings included.
class RuleStatistics {
 public:
  void count(const Report& piece);
  /// With what was looked at. `seconds` is the time the run has taken.
  [[nodiscard]] std::string write(const Report& run, double seconds) const;

 private:
  struct Counts {
    uint32_t errors = 0;
    uint32_t warnings = 0;
    uint32_t notes = 0;
    uint32_t suppressed = 0;

    [[nodiscard]] uint32_t all() const { return errors + warnings + notes + suppressed; }
  };
  std::map<std::string_view, Counts> rules_;
};
/// Report::times as a table for people.
[[nodiscard]] std::string write_timings(const Report& report);

/// A job summary on GitHub holds 1 MiB; the rest is for what other steps add.
inline constexpr size_t kMaxSummary = 1000000;

/// A page for people: the readiness of flows, and the findings, worst first. When it would be longer than `most` bytes,
/// the mildest findings are left out, and it says so.
[[nodiscard]] std::string write_markdown(const Report& report, size_t most = kMaxSummary);

}  // namespace halint
