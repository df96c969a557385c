// Whether a fix does what it says and no harm: the file with it is looked at again.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "halint/analysis/edit.h"
#include "halint/halint.h"

namespace halint {

/// Which finding it is, whatever bytes of the file it stands in.
using FindingKey = uint64_t;
[[nodiscard]] FindingKey key_of(const Document& document, const Finding& finding);

/// What counts against a file: how often each finding that nothing allows stands there, and how bad it is.
struct Known {
  struct Entry {
    FindingKey key = 0;
    Level level = Level::none;
    NodeId node = kNoNode;
  };
  std::vector<Entry> entries;  ///< sorted
};

/// How a change fared.
struct Trial {
  bool holds = false;
  std::vector<FindingKey> stayed;  ///< of those that should be gone; sorted
  /// Where new errors and warnings stand. Empty if the changed file could only be read as a whole, as its nodes are
  /// then not those of the file before.
  std::vector<NodeId> harmed;
};

/// Tries changes of one file. Keeps views of what it is made with.
class Verifier {
 public:
  /// `model` is of the file; `judged` what was found in it, by `options`.
  Verifier(const Model& model, const std::vector<JudgedFinding>& judged, const Options& options,
           const Catalog& catalog);

  /// It holds if with these edits (sorted, none collide, but for nodes that are added at the same place) the file can
  /// be read, each of `gone` is found once less, and no error or warning is there that was not there before, of
  /// whatever rule, in force or not.
  [[nodiscard]] Trial look(std::span<const Edit> edits, std::vector<FindingKey> gone);
  [[nodiscard]] bool holds(std::span<const Edit> edits, std::vector<FindingKey> gone) {
    return look(edits, std::move(gone)).holds;
  }
  [[nodiscard]] uint32_t tries() const { return tries_; }

 private:
  const Model& model_;
  Options options_;
  const Catalog& catalog_;
  Known before_;
  uint32_t tries_ = 0;
};

/// Of each finding the first fix that holds stays, beside mere advice; the others are taken away, and so are all of
/// findings that something allows. In a large file only so many are tried that the time stays linear in its size.
void keep_verified(const Model& model, std::vector<JudgedFinding>& judged, const Options& options,
                   const Catalog& catalog);

}  // namespace halint
