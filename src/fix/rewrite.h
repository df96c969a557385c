// A file with edits as a document, without reading again what they leave as it is.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "halint/analysis/edit.h"
#include "halint/flow/document.h"

namespace halint {

/// The node whose bytes an edit lies in, or the one that it is put right behind; kNoNode for neither.
[[nodiscard]] NodeId node_at(const Document& document, Span place);

struct Rewrite {
  std::unique_ptr<const SourceFile> file;
  Document document;            ///< views `file` and the document before
  std::vector<NodeId> changed;  ///< the nodes that were written anew; those that were added stand behind all others
};

/// Nothing if an edit lies outside of the nodes and is not put right behind one, or leaves something that is no node:
/// then the whole file has to be read. `before` must outlive it. The edits are sorted; none collide, but for nodes that
/// are added at the same place.
[[nodiscard]] std::optional<Rewrite> rewrite(const Document& before, std::span<const Edit> edits);

}  // namespace halint
