// Reads one `[[rule]]` of halint.toml. docs/configuration.md is the format's page.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "halint/catalog/node_store.h"
#include "halint/rule/policy.h"
#include "source/toml_tree.h"

namespace halint {

/// The rule's views are into `store`. Throws TomlMistake.
[[nodiscard]] OwnRule read_own_rule(NodeStore& store, const TomlValue& entry);

}  // namespace halint
