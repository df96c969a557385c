// Names of rules that a configuration may say: built-in ones and its own.
// Internal to rule. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "halint/rule/config.h"

namespace halint {

/// Is there such a rule?
[[nodiscard]] bool is_known(const Config& config, std::string_view id);
/// The sentence that says there is none, with the name that may be meant.
[[nodiscard]] std::string no_such_rule(const Config& config, std::string_view id);

}  // namespace halint
