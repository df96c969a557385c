// What is to be believed of a package that a machine read: signals of its code become facts of the catalogue where they
// proved right against what people read (docs/nodes.md has the figures), and doubts where they did not.
// Knows nothing of flows. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "halint/catalog/node_store.h"
#include "halint/catalog/node_type.h"
#include "halint/code/package/package_reading.h"

namespace halint {

/// A type as a machine sees it: `type.machine` is set, and `type.maybe` holds the doubts in a few words. Views `store`.
[[nodiscard]] NodeType read_by_machine(NodeStore& store, const package::PackageReading& package,
                                       const package::TypeReading& reading);

/// A signal in words: `starts a timer, acme.js:31`.
[[nodiscard]] std::string signal_words(const package::Signal& signal);

}  // namespace halint
