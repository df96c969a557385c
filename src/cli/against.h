// What an older version of the flows had already, so that only what is new is told. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/run.h"
#include "halint/catalog/catalog.h"
#include "halint/code/settings_file.h"
#include "halint/report/baseline.h"
#include "halint/rule/config.h"

namespace halint::cli {

/// Lints the older version: a path, or - for standard input. Of one that is empty, because there was none, nothing is
/// known. Findings are known by what they are, not where: nodes may have moved, and the file may be written otherwise.
/// `installed` knows the types that the tables lack.
[[nodiscard]] Result<Baseline> known_before(const std::string& path, const Config& config, const SettingsFile* settings,
                                            const TypeSource& installed, const Streams& streams);

}  // namespace halint::cli
