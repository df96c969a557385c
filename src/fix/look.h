// The way from a file to what is found in it: gone once for the report, and once for each fix that is tried.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "halint/halint.h"

namespace halint {

/// What the code of a document does that differs from this one in a few nodes, and in nodes behind all of its own.
struct KnownCode {
  const CodeFacts& facts;
  std::span<const NodeId> changed;
  size_t nodes = 0;  ///< of that document
};

/// Works out what runs and what it does, and hands that to `use`, which it outlives. The error is why the file could
/// not be read, or that it holds no flows.
[[nodiscard]] std::optional<Error> look(const Document& document, const Options& options, const Catalog& catalog,
                                        StageClock& clock, const std::function<void(const Model&)>& use,
                                        const KnownCode* known = nullptr);
[[nodiscard]] std::optional<Error> look(const SourceFile& file, const Options& options, const Catalog& catalog,
                                        StageClock& clock, const std::function<void(const Model&)>& use);

/// What all analyses and the user's own rules find, judged by `policy`. `used_ignores` is as judge() has it.
[[nodiscard]] std::vector<JudgedFinding> find_all(const Model& model, const Policy& policy, uint32_t jobs,
                                                  StageClock& clock, std::vector<bool>& used_ignores);

}  // namespace halint
