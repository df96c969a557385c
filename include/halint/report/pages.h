// Rules and node types as pages: what `halint explain`, `halint rules` and `halint nodes` print.
// The texts are halint's own or a user's; the latter are made printable.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "halint/catalog/node_type.h"
#include "halint/code/package/package_reading.h"
#include "halint/report/formats.h"
#include "halint/rule/rule.h"

namespace halint {

/// All texts of a rule, laid out for a terminal. `here` stands in front of its usual level.
[[nodiscard]] std::string write_rule_page(const Rule& rule, const TextOptions& options = {},
                                          std::string_view here = {});
/// Names, levels and summaries. Level::none is written as `off`, here and in the other lists.
[[nodiscard]] std::string write_rule_list(std::span<const Rule> rules, const TextOptions& options = {});
[[nodiscard]] std::string write_rules_json(std::span<const Rule> rules);
/// docs/rules.md: every rule with all its texts; anchors are rule ids.
[[nodiscard]] std::string write_rules_markdown(std::span<const Rule> rules);

/// An entry of the catalogue, in words. `here` is what the user's configuration makes of it, as a sentence.
[[nodiscard]] std::string write_node_type_page(const NodeType& type, const TextOptions& options = {},
                                               std::string_view here = {});
/// Every type with what stands out about it.
[[nodiscard]] std::string write_node_type_list(std::span<const NodeType> types, const TextOptions& options = {});
[[nodiscard]] std::string write_node_types_json(std::span<const NodeType> types);

/// An entry as halint.toml and rules/nodes/*.toml take it.
[[nodiscard]] std::string write_node_entry(const NodeType& type);
/// All that a machine read of packages, with the entry that it makes of each type.
[[nodiscard]] std::string write_readings_json(std::span<const package::PackageReading> packages);

}  // namespace halint
