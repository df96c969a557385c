// What a text with SQL in it does to a database when it is run twice: read by its structure, statement by statement.
// Knows no dialect wholly; what it does not understand is unknown. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace halint {

/// What is different in the database when a statement has been run twice, from good to bad.
enum class SqlEffect : uint8_t {
  none,     ///< it reads
  repeats,  ///< as if it had been run once
  unknown,
  adds_up,  ///< a second row, a number that is counted on
};

struct SqlReading {
  SqlEffect effect = SqlEffect::unknown;  ///< the worst of its statements; unknown if there is none in it
  /// Of several copies that run it at once, one changes a row or gets the lock: a unique key, a conditional update, an
  /// advisory lock that is tried.
  bool once = false;
  /// And that one gets rows back: the lock, or RETURNING.
  bool elects = false;
  /// Rows that it gives back were taken from the others: FOR UPDATE SKIP LOCKED, DELETE … RETURNING.
  bool claims = false;
};

/// Time linear in the text. `?` may stand for anything; the text may end early.
[[nodiscard]] SqlReading read_sql(std::string_view text);

}  // namespace halint
