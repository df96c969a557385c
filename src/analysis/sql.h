// What a text with SQL in it does to a database when it is run twice: read by its structure, statement by statement.
// Knows no dialect wholly; what it does not understand is unknown. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "halint/analysis/model.h"

namespace halint {

struct SqlReading {
  Outcome outcome = Outcome::unknown;  ///< the worst of its statements; unknown if there is none in it
  /// Of several copies that run it at once, one gets rows back: a unique key with RETURNING, a conditional update
  /// with RETURNING, an advisory lock that is tried.
  bool elects = false;
  /// Rows that it gives back were taken from the others: FOR UPDATE SKIP LOCKED, DELETE … RETURNING.
  bool claims = false;
};

/// Time linear in the text. `?` may stand for anything; the text may end early.
[[nodiscard]] SqlReading read_sql(std::string_view text);

}  // namespace halint
