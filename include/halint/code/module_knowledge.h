// What the modules do that code may require: the record behind an entry of rules/modules/*.toml, which is shared by
// all that read code. Plain data over static views. Knows nothing of nodes or flows. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace halint {

/// What a module is there for.
enum class ModuleUse : uint8_t {
  pure,            ///< computes; reaches nothing outside
  timer,           ///< calls back at times
  code,            ///< runs code given as text
  file,            ///< files of this host
  process,         ///< starts processes on this host
  hardware,        ///< devices of this host
  local_database,  ///< a database in a file of this host
  database,
  http,
  service,  ///< a service or a device in the network
  broker,
  socket,
  dashboard
};

/// Which copies get what the module's events bring.
enum class ModuleEvents : uint8_t { unknown, every, local, balanced };

/// What one call does; `unknown` for a function that the entry does not name.
enum class ModuleCall : uint8_t { unknown, reads, sets, acts, queries, listens };

struct ModuleKnowledge {
  std::string_view name;
  ModuleUse use = ModuleUse::pure;
  ModuleEvents events = ModuleEvents::unknown;
  bool session = false;  ///< only one client may be connected under a name
  std::span<const std::string_view> reads, sets, acts, queries, listens;  ///< functions and methods, sorted

  [[nodiscard]] ModuleCall call(std::string_view function) const;
};

/// The modules that halint was built with, sorted by name. Static; valid for ever.
std::span<const ModuleKnowledge> builtin_modules();

/// The entry of a module as `require` names it, without `node:`; null if there is none.
[[nodiscard]] const ModuleKnowledge* find_module(std::string_view name);

}  // namespace halint
