// The second tier of the catalogue: node types that a machine read when halint was made. Their entries lie in the
// program as text and are read when a flow uses the type, so that the others cost nothing. SPDX-License-Identifier:
// Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "halint/catalog/catalog.h"

namespace halint {

/// The summary of a type of which nothing else is told. Entries with it leave it out, and the low confidence of all.
inline constexpr std::string_view kNothingRead = "Nothing of note was read in its code.";

/// What each entry's text begins with, in front of its type and a quotation mark.
inline constexpr std::string_view kTypeLine = "type = \"";

/// One entry: its text begins where that of the row before ends.
struct MachineRow {
  uint16_t size = 0;       ///< of its text
  uint16_t type_size = 0;  ///< of the type in it
  uint16_t package = 0;    ///< in MachineTable::packages
};

/// The lines of a package, in MachineTable::package_text.
struct MachinePackage {
  uint32_t begin = 0;
  uint32_t size = 0;
};

/// Rows are sorted by type. Sizes and offsets, not pointers: nothing is to be relocated when halint starts.
struct MachineTable {
  const char* text = nullptr;
  std::span<const MachineRow> rows;
  const char* package_text = nullptr;
  std::span<const MachinePackage> packages;
};

/// Made from rules/nodes/machine/*.toml, which the build has checked.
MachineTable builtin_machine_table();

/// Looks types up in the built-in table.
[[nodiscard]] std::unique_ptr<const TypeSource> machine_tier();

}  // namespace halint
