// What findings on context have in common: the key in words, the places of who writes and reads it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/context_keys.h"

namespace halint {

/// flow context “count”, global context “dev…”, flow context under a key that the message decides.
[[nodiscard]] std::string key_words(const KeyUse& use);
/// How messages call the node that uses it.
[[nodiscard]] std::string user_of(const Model& model, const KeyUse& use);
[[nodiscard]] Place place_of(const KeyUse& use);

/// A finding at a write, or at whatever use it is about, with the way by which a message comes there.
[[nodiscard]] Finding context_finding(const Model& model, std::string_view rule, const KeyUse& use, Level level,
                                      Confidence confidence);
/// The first of those who read or change the key besides `writer`.
void add_readers(const std::vector<KeyUse>& readers, const KeyUse& writer, Finding& finding);

}  // namespace halint
