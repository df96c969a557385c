// Puts a finding into the words and the level that its rule has under a deployment. Knows no analysis.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "halint/analysis/model.h"
#include "halint/rule/rule.h"

namespace halint {

/// False if the rule says nothing of such a finding under the model's deployment.
[[nodiscard]] bool view_finding(const Model& model, const Rule& rule, Finding& finding);

}  // namespace halint
