// The parts of the SARIF format.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "halint/report/report.h"
#include "report/json_writer.h"

namespace halint {

/// What GitHub takes at most (its documentation, "SARIF support for code scanning").
inline constexpr size_t kMaxResults = 25000;
inline constexpr size_t kMaxLocations = 1000;
inline constexpr size_t kMaxFlowLocations = 10000;
inline constexpr size_t kMaxTags = 20;

using KnownRules = std::span<const Rule>;

/// A rule's index in `known` is its ruleIndex.
void write_sarif_rules(JsonWriter& json, KnownRules known);
/// A result knows neither what came before it nor what comes behind. So it has blanks, which SarifBlanks fills in.
void write_sarif_result(JsonWriter& json, const Report& report, KnownRules known, const ReportFinding& finding);
/// `"artifactLocation": {…}` of a file; `file` is its index in the report, a blank in run.artifacts; none: no index.
void write_sarif_artifact(JsonWriter& json, std::string_view name, std::string_view path,
                          std::optional<uint32_t> file = std::nullopt);

/// What begins a blank: no JSON string holds it. Behind it stands what belongs there and, for the index of a file, the
/// one that it has in the report of its result.
inline constexpr char kBlank = '\x01';
enum class Blank : char { file = 'f', nth = 'n', suppressions = 's' };

/// Fills in blanks, result by result in their order.
class SarifBlanks {
 public:
  /// Appends the result. `first` is the index in run.artifacts of its report's first file; `suppressions`: some result
  /// of the run is suppressed, and then all have the member.
  void fill(std::string& out, std::string_view result, size_t first, bool suppressions);

 private:
  std::unordered_map<std::string, uint32_t> seen_;  // by fingerprint
};

}  // namespace halint
