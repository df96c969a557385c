// Which context store a name means, and what is known of it: from settings.js, from halint.toml, else from what people
// usually call such a store. Does not judge. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "halint/analysis/model.h"

namespace halint {

/// A store as flows see it.
struct StoreFacts {
  std::string_view name;            ///< of the store that is used; empty for one in memory
  const StoreType* type = nullptr;  ///< what it is, or probably is; null: not known
  bool shared = false;              ///< all copies use it together: said by halint.toml or plain from its module
  bool configured = false;          ///< `type` is what settings.js says, not a guess from the name

  [[nodiscard]] bool known() const { return configured && type != nullptr; }
  [[nodiscard]] bool saved_whole() const { return type != nullptr && type->sharing == StoreSharing::whole; }
  [[nodiscard]] bool in_folder() const { return type != nullptr && type->sharing == StoreSharing::folder; }
};

/// The store behind a name in a flow; empty for the one that is used without naming it. A name that settings.js does
/// not have means the default store (@node-red/runtime lib/nodes/context/index.js, getContextStorage). Views
/// `settings`.
[[nodiscard]] StoreFacts store_of(const Settings& settings, std::string_view name);

}  // namespace halint
