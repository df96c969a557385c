// What an older version of the flows had.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.h"
#include "cli/run.h"
#include "halint/catalog/catalog.h"
#include "halint/code/settings_file.h"
#include "halint/report/baseline.h"

namespace halint::cli {

/// The findings of what `arguments.against` names: a file, `-` for standard input, or a directory with the older files.
/// Findings are known by what they are, not where: nodes and files may have moved. Of an empty file, because there was
/// none, nothing is known. A file is judged by `config` and with `settings` (null: none), those of a directory by the
/// configurations in it; `installed` knows the types that the tables lack. A file that cannot be read is an error; what
/// cannot be read in a directory is told, and nothing of it is known.
[[nodiscard]] Result<Baseline> known_before(const CheckArguments& arguments, const Config& config,
                                            const SettingsFile* settings, const TypeSource& installed,
                                            const Streams& streams);

}  // namespace halint::cli
