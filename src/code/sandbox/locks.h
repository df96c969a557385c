// Commands of stores that only one of several callers carries out, so that their answer elects one: SET with NX and
// SETNX (redis.io/commands/set), advisory locks and inserts that leave what is there (PostgreSQL, MySQL, SQLite).
// Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "code/control/calls.h"

namespace halint {

/// Whether such a command is given to a method of this name, under a name that is not this copy's own.
[[nodiscard]] bool takes_lock(const Machine& machine, std::string_view method, const Arguments& arguments);

}  // namespace halint
