// Finds the configuration that applies to the files of a run, and lays the options over it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.h"
#include "cli/inputs.h"
#include "halint/rule/config.h"

namespace halint::cli {

inline constexpr const char* kConfigName = "halint.toml";

/// The file of `--config`, or the nearest halint.toml from each input upwards, to the directory with .git or the root.
/// Inputs that lead to different ones are an error: a run has one platform and one threshold.
[[nodiscard]] Result<Config> load_config(const CheckArguments& arguments, const Inputs& inputs);
/// The same for a command that lints nothing: the nearest halint.toml from the current directory upwards.
[[nodiscard]] Result<Config> load_config(const ConfigChoice& choice);

}  // namespace halint::cli
