// What code hands to a client of an SQL database, whoever made that client. Knows no recorder. Internal to code/.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "code/control/calls.h"

namespace halint {

/// The statement of a call: its first argument, or the `text` (pg) or `sql` (mysql2) of the object that this is. As
/// much of it as is known.
[[nodiscard]] std::string_view statement_of(Machine& machine, const Arguments& arguments);

/// A method of this name runs the statement that it is given: pg, mysql2, mssql, sqlite3, knex.
[[nodiscard]] bool runs_statement(std::string_view method);

}  // namespace halint
