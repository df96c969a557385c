// The build-time generator's tables. All throw std::runtime_error with file and line.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace halint::tables {

/// rules/nodes/*.toml → curated_types().
void write_node_table(const std::vector<std::string>& files, std::ostream& out);
/// rules/nodes/machine/*.toml → machine_types().
void write_machine_table(const std::vector<std::string>& files, std::ostream& out);
/// rules/*.toml → rules().
void write_rule_table(const std::vector<std::string>& files, std::ostream& out);
/// rules/modules/*.toml → builtin_modules().
void write_module_table(const std::vector<std::string>& files, std::ostream& out);
/// rules/stores.toml → store_types().
void write_store_table(const std::vector<std::string>& files, std::ostream& out);

}  // namespace halint::tables
