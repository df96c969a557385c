// Covers what looks like a secret in text that goes into a report. Knows nothing of where the text is from.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace halint {

/// A name such as `password`, `apiKey`, `x-auth-token` or `DB_SECRET`.
[[nodiscard]] bool names_secret(std::string_view name);

/// The text with `*` for each byte of a secret, so that offsets stay: passwords in URLs, values behind names of secrets
/// (`"token": "…"`, `password=…`), credentials behind Bearer and Basic, and tokens known by their looks.
/// Give it what stands around, not only what is shown: a value is known by the name before it.
[[nodiscard]] std::string masked(std::string_view text);

}  // namespace halint
