// What is known of the Node-RED that runs the flows: from the options, its settings.js and a snapshot's settings.
// Knows no analysis. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "halint/analysis/model.h"
#include "halint/flow/node_table.h"
#include "halint/halint.h"

namespace halint {

/// What the analyses are told.
[[nodiscard]] Settings settings_of(const Options& options, const Document& document);
/// Keys of global context that hold modules. Views `options.settings`.
[[nodiscard]] std::vector<CodeLibrary> globals_of(const Options& options);
/// Nodes that the settings keep from doing anything, ascending.
[[nodiscard]] std::vector<SwitchedOff> switched_off(const Options& options, const Document& document);

}  // namespace halint
