// Makes findings concrete: bytes become lines and columns, nodes become names and places in the editor.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "halint/analysis/model.h"
#include "halint/halint.h"

namespace halint {

/// Adds the file with its flows, and the findings in the order of their places. Later equal findings
/// (same rule, node, place and key) are dropped; suppressed ones are counted, and kept only if the policy says so.
void add_to_report(const Model& model, const Options& options, std::vector<JudgedFinding> findings, Report& report);

}  // namespace halint
