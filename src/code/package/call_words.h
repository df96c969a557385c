// What the name of a call says, where nothing better is known, and which names register for events.
// Internal to code/package. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "halint/code/module_knowledge.h"

namespace halint::package {

/// A guess from the verb in front: `getState` reads, `setState` sets, `sendCommand` acts.
[[nodiscard]] ModuleCall guess_call(std::string_view function);
/// `on`, `subscribe`, `addListener`, …: what it is given is called again and again.
[[nodiscard]] bool registers_for_events(std::string_view function);
/// An event's name that tells of the connection, not of data.
[[nodiscard]] bool is_connection_event(std::string_view event);
/// Calls of arrays, maps and promises, whose callbacks run at once or belong to the same work.
[[nodiscard]] bool changes_collection(std::string_view function);
/// Calls that take out what was put in.
[[nodiscard]] bool empties_collection(std::string_view function);

}  // namespace halint::package
