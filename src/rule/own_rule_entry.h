// Reads one `[[rule]]` of halint.toml. docs/configuration.md is the format's page.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "halint/catalog/node_store.h"
#include "halint/rule/policy.h"
#include "source/toml_tree.h"

namespace halint {

/// `local/` and a name in small letters, digits and dashes.
[[nodiscard]] bool is_own_id(std::string_view id);
/// References become links in every format, so they must be addresses and nothing else.
[[nodiscard]] bool is_address(std::string_view text);

/// The rule's views are into `store`. Throws TomlMistake.
[[nodiscard]] OwnRule read_own_rule(NodeStore& store, const TomlValue& entry);

}  // namespace halint
