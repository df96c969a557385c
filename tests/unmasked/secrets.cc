// Takes the place of halint's masking in halint_unmasked, where secrets.mjs sees what a report would tell without it.
// SPDX-License-Identifier: Apache-2.0
#include "halint/source/secrets.h"

namespace halint {

bool names_secret(std::string_view /*name*/) { return false; }

std::string masked(std::string_view text) { return std::string(text); }

}  // namespace halint
