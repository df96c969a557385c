// What modules that keep context do with it, as rules/stores.toml says: a value in one copy, a file, or a server.
// Knows nothing of flows and of what a settings.js calls a store. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace halint {

/// Who sees what a copy writes into a store.
enum class StoreSharing : uint8_t {
  own,     ///< this copy alone
  whole,   ///< this copy; others after their next start, if no copy saved the whole scope over it
  folder,  ///< all copies that use the folder, but writes at the same time lose each other
  shared,  ///< all copies
};
std::string_view to_string(StoreSharing sharing);

/// One entry of rules/stores.toml. Static.
struct StoreType {
  std::string_view module;  ///< as `module` in settings.js names it, or its package
  bool cache = true;        ///< the entry holds for this value of `config.cache`
  StoreSharing sharing{};
  bool synchronous = false;                 ///< `get` without a callback gives the value
  bool nested = false;                      ///< a nested key is set in one step
  std::span<const std::string_view> names;  ///< what people usually call such a store; one type per name
  std::string_view summary;                 ///< one sentence
  std::string_view source;                  ///< package, version and file that decide, or what was run
};

/// Every entry, in the order of the file. Static.
std::span<const StoreType> store_types();
/// The type of a module with that value of `cache`, or null.
const StoreType* find_store_type(std::string_view module, bool cache = true);
/// What a store of that name probably is where no settings.js tells, or null.
const StoreType* usual_store_type(std::string_view name);

}  // namespace halint
