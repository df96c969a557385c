// Applies fixes to flow files: bytes in, edits out. Every change has been tried: the findings it is for are gone, and
// no new error or warning is there. Knows no files and no formats.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "halint/analysis/edit.h"
#include "halint/halint.h"

namespace halint {

/// A line for the flow that says why a finding is right here.
struct SuppressRequest {
  std::string rule;
  std::string reason;  ///< one line, not empty
  std::string node;    ///< id of the node, group or flow to say it in; empty: in each node that has the finding
};

/// One change, for people. Texts are hostile, as those of a report.
struct AppliedFix {
  std::string rule;
  std::string node;  ///< as messages name it
  std::string description;
};

struct FixResult {
  std::vector<Edit> edits;  ///< of the file as it was: sorted, none collide
  std::vector<AppliedFix> applied;
  uint32_t unsafe_left = 0;  ///< findings that are left and have a fix that was not wanted, because it is unsafe
  uint32_t left = 0;         ///< findings that are left and nothing allows, those included
};

/// Applies safe fixes, or with `unsafe` also those that may change what the flow does, over and over, until nothing
/// more can be applied. The error is why the file cannot be read.
[[nodiscard]] Result<FixResult> fix(const SourceFile& file, const Options& options, const Catalog& catalog,
                                    bool unsafe);
/// Writes suppressions into the flow. It is an error if there is nothing to suppress.
[[nodiscard]] Result<FixResult> suppress(const SourceFile& file, const Options& options, const Catalog& catalog,
                                         const SuppressRequest& request);

/// The edits as a unified diff of lines, as `diff -u` writes it, without times. Empty if there are none.
[[nodiscard]] std::string write_diff(const SourceFile& file, std::span<const Edit> edits);

}  // namespace halint
