// The parts of the SARIF format.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
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
/// `nth` counts findings with the same fingerprint, from 1.
void write_sarif_result(JsonWriter& json, const Report& report, KnownRules known, const ReportFinding& finding,
                        uint32_t nth);
/// `"artifactLocation": {…}` of a file; `index` is its place in run.artifacts, or -1.
void write_sarif_artifact(JsonWriter& json, std::string_view name, std::string_view path, int64_t index);

}  // namespace halint
