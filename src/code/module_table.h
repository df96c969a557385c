// What is known of the modules that function nodes and node packages use, from rules/modules/*.toml, which the build
// turns into a table. Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "halint/code/function_facts.h"

namespace halint {

/// What a module is there for.
enum class ModuleUse : uint8_t {
  module,  ///< something outside, no more is known
  file,
  process,
  http,
  network,
  pure,            ///< computes; reaches nothing outside
  timer,           ///< calls back at times
  code,            ///< runs code given as text
  hardware,        ///< devices of this host
  local_database,  ///< a database in a file of this host
  server           ///< a server inside of this process
};

/// What calling a function of a module does.
enum class ModuleDoes : uint8_t {
  unknown,
  reads,
  writes,            ///< changes something outside; the same twice
  acts,              ///< does something outside that must not happen twice
  queries,           ///< runs the statement it is given
  schedules,         ///< starts a timer
  names_host,        ///< tells what only this host has
  makes_ids,         ///< draws something that is never the same
  clock,             ///< without an argument: the time
  pure,              ///< gives what it makes of its arguments
  changes_argument,  ///< changes its first argument in place
  listens,           ///< on a port of this host
  shows,             ///< to the browsers that are connected to this copy
};

struct ModuleFunction {
  std::string_view name;  ///< ends in `*` if it is only how the name begins
  ModuleDoes does = ModuleDoes::unknown;
  Consumption consumes = Consumption::none;
  bool constructs = false;  ///< only with `new`
};

struct ModuleEntry {
  std::string_view name;
  ModuleUse use = ModuleUse::module;
  bool session = false;  ///< only one client may be connected under a name
  std::span<const ModuleFunction> functions;
};

/// In order of their names; made by the build.
[[nodiscard]] std::span<const ModuleEntry> modules();

/// The entry of a module as `require` names it, with or without `node:`; null if there is none. Valid for ever.
[[nodiscard]] const ModuleEntry* find_module(std::string_view name);
[[nodiscard]] ExternalKind module_kind(std::string_view module);
/// What an entry says of a function; null if nothing.
[[nodiscard]] const ModuleFunction* find_function(const ModuleEntry& entry, std::string_view function, bool constructs);
[[nodiscard]] const ModuleFunction* find_module_function(std::string_view module, std::string_view function,
                                                         bool constructs);
/// The HTTP method that a function is named after; empty if none.
[[nodiscard]] std::string_view verb_named(std::string_view function);
/// Does a function of this name make a client, a channel or the like?
[[nodiscard]] bool opens_client(std::string_view function);

}  // namespace halint
