// Says what is wrong with text that should have been JSON: the slow, exact reader behind the fast one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "halint/source/result.h"
#include "halint/source/source_file.h"

namespace halint {

/// Deepest nesting of arrays and objects that halint reads. Node-RED's own files stay below 20.
inline constexpr uint32_t kMaxJsonDepth = 1000;

/// The first place where the file breaks RFC 8259, or nothing if it is sound. Lone surrogate escapes are
/// accepted, as JSON.parse does.
[[nodiscard]] std::optional<Error> find_json_error(const SourceFile& file);

}  // namespace halint
