// SPDX-License-Identifier: Apache-2.0
#include "analysis/context_stores.h"

#include <algorithm>

namespace halint {
namespace {

bool is_shared(const Settings& settings, std::string_view name) {
  return std::find(settings.shared_stores.begin(), settings.shared_stores.end(), name) != settings.shared_stores.end();
}

const ContextStore* configured(const Settings& settings, std::string_view name) {
  const auto found = std::find_if(settings.stores.begin(), settings.stores.end(),
                                  [name](const ContextStore& store) { return store.name == name; });
  return found == settings.stores.end() ? nullptr : &*found;
}

}  // namespace

StoreFacts store_of(const Settings& settings, std::string_view name) {
  const bool by_default = name.empty() || name == "default";
  if (by_default && !settings.default_store.empty()) name = settings.default_store;
  const ContextStore* store = configured(settings, name);
  if (store == nullptr && !settings.default_store.empty() && !is_shared(settings, name)) {
    name = settings.default_store;
    store = configured(settings, name);
  }
  StoreFacts facts{name, nullptr, is_shared(settings, name) || (by_default && is_shared(settings, "default")), false};
  facts.configured = store != nullptr;
  if (store != nullptr) {
    facts.type = store->type;
    facts.shared = facts.shared || (facts.type != nullptr && facts.type->sharing == StoreSharing::shared);
  } else {
    facts.type = usual_store_type(by_default ? "memory" : name);
  }
  if (facts.shared && facts.name.empty()) facts.name = "default";
  const bool memory = facts.type != nullptr && facts.type->sharing == StoreSharing::own;
  if (memory && !facts.shared) facts.name = {};
  return facts;
}

}  // namespace halint
