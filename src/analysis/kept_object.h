// Objects in messages that somebody else keeps, too: whoever changes one changes it for later messages.
// Knows change nodes; does not judge. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "halint/analysis/model.h"

namespace halint {

/// An object that a change node puts into messages as it is.
struct KeptObject {
  NodeId node = kNoNode;            ///< the change node
  const ContextUse* use = nullptr;  ///< how it reads the object from context; null if a variable of the flow is it
};

/// Views the model. For one thread.
class KeptObjects {
 public:
  /// Looks for objects that context keeps, or else for those of variables.
  KeptObjects(const Model& model, bool in_context);

  /// What the messages at a vertex hold under a path, if it is such an object on some way that messages take.
  [[nodiscard]] std::optional<KeptObject> in_message(VertexId v, std::string_view path);

 private:
  /// A rule of a change node that sets a property of messages.
  struct Rule {
    std::string target;
    std::optional<KeptObject> kept;
  };
  const Model& model_;
  bool in_context_;
  bool any_;                                               ///< some change node may put one into messages
  std::unordered_map<VertexId, std::vector<Rule>> rules_;  // as far as read

  [[nodiscard]] bool find_any() const;
  [[nodiscard]] const std::vector<Rule>& rules_of(VertexId v);
};

}  // namespace halint
