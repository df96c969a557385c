// The words that messages share: how nodes, copies and repetitions are named.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "halint/analysis/model.h"

namespace halint {

/// “text”, cut when it is long.
[[nodiscard]] std::string quoted(std::string_view text);
/// "both copies", "all 3 copies".
[[nodiscard]] std::string copies(const Settings& settings);
/// "twice", "3 times".
[[nodiscard]] std::string times(const Settings& settings);

/// The labels of nodes, equal ones counted: “2 mqtt out nodes and e-mail “ops””.
[[nodiscard]] std::string names_of(const Document& document, const std::vector<NodeId>& nodes);

/// `acme-poll (node-red-contrib-acme 2.1.0, read by machine)`.
[[nodiscard]] std::string provenance(const NodeType& type);

}  // namespace halint
