// Context in a store that all copies use together: changes that two copies make at the same time, and code that asks
// such a store as if it were memory. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analysis/analyses.h"
#include "analysis/context_keys.h"
#include "analysis/context_stores.h"

namespace halint {

/// Judges one key of a shared store by those who write and read it.
void find_shared_store_hazards(const Model& model, const StoreFacts& store, const std::vector<KeyUse>& writers,
                               const std::vector<KeyUse>& readers, Findings& findings);

}  // namespace halint
