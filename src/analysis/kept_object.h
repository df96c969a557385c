// Objects in messages that somebody else keeps, too: whoever changes one changes it for later messages.
// Knows change nodes; does not judge. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "halint/analysis/model.h"

namespace halint {

/// An object that a change node puts into messages as it is.
struct KeptObject {
  NodeId node = kNoNode;            ///< the change node
  const ContextUse* use = nullptr;  ///< how it reads the object from context; null if a variable of the flow is it
};

/// What the messages at a vertex hold under a path, if it is such an object on some way that messages take.
[[nodiscard]] std::optional<KeptObject> object_in_message(const Model& model, VertexId v, std::string_view path);

}  // namespace halint
