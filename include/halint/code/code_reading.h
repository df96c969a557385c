// Reads the code of a whole file while others work on its graph. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "halint/code/context_use.h"
#include "halint/flow/node_table.h"

namespace halint {

/// For each of Document::types: the properties that hold function code.
using CodeProperties = std::vector<std::span<const std::string_view>>;

/// The same for these nodes alone, ascending.
[[nodiscard]] CodeFacts read_code(const NodeTable& nodes, const CodeProperties& code_properties,
                                  std::span<const NodeId> of);

/// All code and all typed properties of the nodes that run. The facts do not depend on the number of threads.
class CodeReading {
 public:
  /// Begins, with up to `jobs` - 1 threads beside the caller's. The table and what the spans view must outlive it.
  /// `globals`: keys of global context that hold modules.
  CodeReading(const NodeTable& nodes, CodeProperties code_properties, std::span<const CodeLibrary> globals,
              uint32_t jobs);
  /// Leaves off, if it was not finished.
  ~CodeReading();
  CodeReading(const CodeReading&) = delete;
  CodeReading& operator=(const CodeReading&) = delete;

  /// Takes part in what is left to do. To be called once; throws what a thread threw.
  [[nodiscard]] CodeFacts finish();

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace halint
