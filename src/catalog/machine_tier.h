// The second tier of the catalogue: node types that a machine read when halint was made. Their entries lie in the
// program as text and are read when a flow uses the type, so that the others cost nothing. SPDX-License-Identifier:
// Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "halint/catalog/catalog.h"

namespace halint {

/// The summary of a type of which nothing else is told. Entries with it leave it out, and the low confidence of all.
inline constexpr std::string_view kNothingRead = "Nothing of note was read in its code.";

/// One entry: where its type, the lines of its package and its own text lie in MachineTable::text.
struct MachineRow {
  uint32_t type_begin = 0;
  uint32_t type_size = 0;
  uint32_t package_begin = 0;
  uint32_t package_size = 0;
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
