// Reads `[[node]]` entries, of rules/nodes/*.toml when halint is built and of halint.toml when it runs.
// docs/catalogue.md is the format's page. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "halint/catalog/node_store.h"
#include "halint/catalog/node_type.h"
#include "source/toml_tree.h"

namespace halint {

/// One entry: a type for each name that it gives. Views are into `store`. `package` (or null) gives package and version
/// where the entry does not. Throws TomlMistake.
[[nodiscard]] std::vector<NodeType> read_node_entry(NodeStore& store, const TomlValue& entry, const TomlValue* package);

/// The tests of a `when`, in the order they are written: the first is the one that findings point at. Throws
/// TomlMistake.
[[nodiscard]] std::span<const Test> read_tests(NodeStore& store, const TomlValue& when);

}  // namespace halint
