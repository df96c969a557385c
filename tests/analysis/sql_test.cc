// SPDX-License-Identifier: Apache-2.0
#include "analysis/sql.h"

#include "tests/catch.h"

using namespace halint;

namespace {
Outcome outcome(std::string_view text) { return read_sql(text).outcome; }
}  // namespace

TEST_CASE("a statement that makes a new value of the old one is not the same twice") {
  for (const char* text : {
           "UPDATE lamp SET is_on = NOT is_on WHERE id = 1;",
           "UPDATE lamp SET hours = hours + 1",
           "update account set \"balance\" = \"balance\" * 1.01 where id = $1",
           "UPDATE log SET lines = lines || $params.line WHERE id = 1;",
           "UPDATE t SET n = coalesce(n, 0) + 1",
           "UPDATE t SET n = CASE WHEN n > 0 THEN 0 ELSE 1 END",
           "UPDATE t SET n += 1",
           "INSERT INTO usage(id,n) VALUES (1,1) ON CONFLICT (id) DO UPDATE SET n = usage.n + 1;",
           "INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE n = n + VALUES(n)",
           "insert into t values (?)",
           "SELECT 1; INSERT INTO t VALUES (1)",
           "WITH x AS (INSERT INTO t VALUES (1) RETURNING id) SELECT * FROM x",
       }) {
    INFO(text);
    CHECK(outcome(text) == Outcome::non_idempotent);
  }
}

TEST_CASE("a statement that sets what it says is the same twice") {
  for (const char* text : {
           "UPDATE lamp SET is_on = true WHERE is_on = false",
           "UPDATE lamp SET hours = 5, name = 'hours + 1'",
           "UPDATE t SET seen = coalesce(seen, now())",
           "DELETE FROM t WHERE n = n + 1",
           "INSERT INTO t(id, n) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET n = excluded.n",
           "INSERT IGNORE INTO t VALUES (1)",
           "INSERT OR REPLACE INTO t VALUES (1)",
           "CREATE TABLE IF NOT EXISTS t (n int)",
           "-- INSERT INTO t\nUPDATE t SET a = 1",
       }) {
    INFO(text);
    CHECK(outcome(text) == Outcome::idempotent);
  }
  CHECK(outcome("SELECT 'INSERT INTO t'") == Outcome::none);
  CHECK(outcome("select * from t where a = ?") == Outcome::none);
  CHECK(outcome("hello") == Outcome::unknown);
  CHECK(outcome("") == Outcome::unknown);
  CHECK(outcome("'never ends") == Outcome::unknown);
}

TEST_CASE("an election is told from a plain write") {
  CHECK(read_sql("INSERT INTO seen(id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id").elects);
  CHECK(read_sql("UPDATE lease SET owner='$me', until=now() WHERE name='x' AND until<now() RETURNING owner").elects);
  CHECK(read_sql("SELECT pg_try_advisory_lock(7)").elects);
  CHECK_FALSE(read_sql("INSERT INTO seen(id) VALUES ($1) RETURNING id").elects);
  CHECK_FALSE(read_sql("UPDATE t SET a = 1 WHERE id = 2 RETURNING id").elects);
  CHECK(read_sql("SELECT id FROM job LIMIT 1 FOR UPDATE SKIP LOCKED").claims);
}
