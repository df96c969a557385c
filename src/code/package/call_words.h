// What the name of a call says, where nothing better is known, and which names register for events.
// Internal to code/package. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "code/module_table.h"

namespace halint::package {

/// What the table says that a call does on a host or for others: reads, writes, acts, queries,
/// listens, shows; else unknown.
[[nodiscard]] ModuleDoes known_call(const ModuleEntry& module, std::string_view function, bool constructs);
/// Whether a module's events go to one of all copies, and whether they belong to this process or host.
[[nodiscard]] bool shares_events(const ModuleEntry& module);
[[nodiscard]] bool has_local_events(const ModuleEntry& module);
[[nodiscard]] bool consumes_files(const ModuleEntry& module);
/// A guess from the verb in front: `getState` reads, `setState` sets, `sendCommand` acts.
[[nodiscard]] ModuleDoes guess_call(std::string_view function);
/// `on`, `subscribe`, `addListener`, …: what it is given is called again and again.
[[nodiscard]] bool registers_for_events(std::string_view function);
/// An event's name that tells of the connection, not of data.
[[nodiscard]] bool is_connection_event(std::string_view event);
/// Calls of arrays, maps and promises, whose callbacks run at once or belong to the same work.
[[nodiscard]] bool changes_collection(std::string_view function);
/// Calls that take out what was put in.
[[nodiscard]] bool empties_collection(std::string_view function);

}  // namespace halint::package
