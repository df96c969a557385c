// A baseline: findings that were accepted as they are, so that only new ones count. It knows findings by fingerprint,
// so it outlives reformatted files and nodes that are moved or renamed. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "halint/report/report.h"
#include "halint/source/result.h"
#include "halint/source/source_file.h"

namespace halint {

/// Version of the file. It grows when older versions of halint could not read it.
inline constexpr int kBaselineVersion = 1;

struct BaselineEntry {
  std::string fingerprint;  ///< `halint/v1`
  std::string rule;
  std::string file;    ///< for people, and to know whether a run has looked there
  std::string place;   ///< for people
  uint32_t count = 1;  ///< findings that share the fingerprint
};

struct Baseline {
  std::vector<BaselineEntry> entries;  ///< sorted by file, rule, fingerprint
};

/// The findings that `report` holds, but for those that the flow or the configuration allows.
[[nodiscard]] Baseline baseline_of(const Report& report);

/// As JSON: versioned, sorted, without lines and clocks.
[[nodiscard]] std::string write_baseline(const Baseline& baseline);
[[nodiscard]] Result<Baseline> read_baseline(const SourceFile& file);

/// Holds the files of a run against a baseline, in their order.
class BaselineMatch {
 public:
  /// `baseline` must outlive it.
  explicit BaselineMatch(const Baseline& baseline);

  /// Suppresses what the baseline has accepted, as often as it has.
  void accept(Report& report);
  /// How many of the baseline's findings are gone although the files they were in were looked at and their rules are in
  /// force there. `policies` has one for each of `files`. To be asked once, at the end.
  [[nodiscard]] uint32_t gone(std::span<const ReportFile> files, std::span<const Policy* const> policies);

 private:
  const Baseline& baseline_;
  std::unordered_map<std::string_view, uint32_t> accepted_;  // how often still, by fingerprint
};

/// All files at once: suppresses, and returns how many are gone.
uint32_t apply_baseline(Report& report, const Baseline& baseline, std::span<const Policy* const> policies);

}  // namespace halint
