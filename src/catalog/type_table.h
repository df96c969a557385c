// The node types that halint carries, as bytes that were made of rules/nodes/ when it was built. A type is read when a
// flow uses it, and nothing in them is to be relocated, so the many others cost nothing.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string_view>

#include "halint/catalog/catalog.h"
#include "halint/catalog/node_store.h"
#include "source/threads.h"

namespace halint {

/// Static. Records as `type_record.h` lists them, sorted by type, each behind a byte that nothing else in them has. A
/// number has six bits a byte, the lowest first. A text ends with a zero and stands where it is used, again and again:
/// what packs a program up finds that, and neither sizes nor places of texts, which differ each time, are in its way.
struct TypeTable {
  static constexpr char kMark = '\xff';
  static constexpr size_t kBlock = 16;

  std::string_view bytes;
  std::span<const uint32_t> begins;  ///< of every sixteenth record, with its mark
};

/// What people read: rules/nodes/*.toml.
TypeTable curated_types();
/// What a machine read when halint was made, and nobody has checked: rules/nodes/machine/*.toml.
TypeTable machine_types();

/// Reads types of a table and keeps them.
class CarriedTypes : public TypeSource {
 public:
  explicit CarriedTypes(const TypeTable& table) : table_(table) {}
  [[nodiscard]] const NodeType* find(std::string_view type) const override;

 private:
  TypeTable table_;
  mutable Mutex mutex_;
  mutable NodeStore store_;
  mutable std::map<size_t, NodeType> read_;  // by where its record begins
};

}  // namespace halint
