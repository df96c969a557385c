// Reports as bytes: one function per format. All are deterministic, linear in the report, and write UTF-8 without
// clocks, absolute paths or anything else that the report does not hold.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
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
};

/// For people at a terminal.
[[nodiscard]] std::string write_text(const Report& report, const TextOptions& options = {});
/// The stable machine interface: docs/formats.md and docs/schema/halint-report.schema.json.
[[nodiscard]] std::string write_json(const Report& report);
/// SARIF 2.1.0, within the limits of GitHub's code scanning. All of `known` are listed; findings of a rule that is not
/// among them are written without an index.
[[nodiscard]] std::string write_sarif(const Report& report, std::span<const Rule> known = rules());

}  // namespace halint
