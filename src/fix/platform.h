// Where flows run, if nobody has said so: what the input tells. Knows no analysis.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "halint/halint.h"

namespace halint {

struct PlatformChoice {
  Platform platform{};
  std::string_view why;  ///< in few words, static; empty where the options say the platform
};

/// What the options say, else what the file and its settings.js tell, else FlowFuse.
[[nodiscard]] PlatformChoice platform_of(const Options& options, const Document& document);

}  // namespace halint
