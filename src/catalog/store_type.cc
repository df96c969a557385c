// SPDX-License-Identifier: Apache-2.0
#include "halint/catalog/store_type.h"

#include <algorithm>

namespace halint {

std::string_view to_string(StoreSharing sharing) {
  switch (sharing) {
    case StoreSharing::own:
      return "own";
    case StoreSharing::whole:
      return "whole";
    case StoreSharing::folder:
      return "folder";
    case StoreSharing::shared:
      return "shared";
  }
  return {};
}

const StoreType* find_store_type(std::string_view module, bool cache) {
  const StoreType* found = nullptr;
  for (const StoreType& type : store_types()) {
    if (type.module != module) continue;
    if (type.cache == cache) return &type;
    found = &type;
  }
  return found;
}

const StoreType* usual_store_type(std::string_view name) {
  for (const StoreType& type : store_types()) {
    if (std::find(type.names.begin(), type.names.end(), name) != type.names.end()) return &type;
  }
  return nullptr;
}

}  // namespace halint
