// Which signals of a package's code are believed: those that were right in nine of ten against what people read.
// scripts/knowledge renews the table of docs/nodes.md that says so. Internal to catalog/.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "halint/code/package/package_reading.h"

namespace halint {

/// A node that only sends, and one that only takes.
[[nodiscard]] bool is_source(const package::TypeReading& reading);
[[nodiscard]] bool is_sink(const package::TypeReading& reading);
/// False of one that is no more than a doubt.
[[nodiscard]] bool is_reliable(const package::Signal& signal, const package::TypeReading& reading);

}  // namespace halint
