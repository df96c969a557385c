// The second tier of the catalogue: node types that a machine read when halint was made. Their entries lie in the
// program as text and are read when a flow uses the type, so that the others cost nothing. SPDX-License-Identifier:
// Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "halint/catalog/catalog.h"

namespace halint {

/// One entry: where its type and its text lie in MachineTable::text.
struct MachineRow {
  uint32_t type_begin = 0;
  uint32_t type_size = 0;
  uint32_t entry_begin = 0;
  uint32_t entry_size = 0;
};

/// Sorted by type. Offsets, not pointers: nothing is to be relocated when halint starts.
struct MachineTable {
  const char* text = nullptr;
  std::span<const MachineRow> rows;
};

/// Made from rules/nodes/machine/*.toml, which the build has checked.
MachineTable builtin_machine_table();

/// Looks types up in the built-in table.
[[nodiscard]] std::unique_ptr<const TypeSource> machine_tier();

}  // namespace halint
