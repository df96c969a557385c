// SPDX-License-Identifier: Apache-2.0
#include "code/sql.h"

#include "tests/catch.h"

using namespace halint;

namespace {
SqlEffect effect(std::string_view text) { return read_sql(text).effect; }
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
           "WITH x AS (SELECT v FROM a) INSERT INTO b SELECT v FROM x",
           "WITH x AS (DELETE FROM a RETURNING v) INSERT INTO b SELECT v FROM c",
           "WITH x AS (DELETE FROM a RETURNING v) INSERT INTO b SELECT v FROM x UNION SELECT 1",
           "WITH x AS (DELETE FROM a) INSERT INTO b SELECT v FROM x",
       }) {
    INFO(text);
    CHECK(effect(text) == SqlEffect::adds_up);
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
           "WITH x AS (DELETE FROM a RETURNING v) INSERT INTO b SELECT v FROM x",
           "WITH x AS (DELETE FROM a RETURNING n) UPDATE b SET n = b.n + x.n FROM x",
       }) {
    INFO(text);
    CHECK(effect(text) == SqlEffect::repeats);
  }
  CHECK(effect("SELECT 'INSERT INTO t'") == SqlEffect::none);
  CHECK(effect("select * from t where a = ?") == SqlEffect::none);
  CHECK(effect("hello") == SqlEffect::unknown);
  CHECK(effect("") == SqlEffect::unknown);
  CHECK(effect("'never ends") == SqlEffect::unknown);
}

TEST_CASE("an election is told from a plain write") {
  CHECK(read_sql("INSERT INTO seen(id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id").elects);
  CHECK(read_sql("UPDATE lease SET owner='$me', until=now() WHERE name='x' AND until<now() RETURNING owner").elects);
  CHECK(read_sql("SELECT pg_try_advisory_lock(7)").elects);
  CHECK(read_sql("SELECT pg_try_advisory_xact_lock(7, 8)").elects);
  CHECK_FALSE(read_sql("SELECT pg_try_advisory_lock_shared(7)").elects);
  CHECK_FALSE(read_sql("SELECT pg_advisory_lock(7)").elects);
  CHECK_FALSE(read_sql("INSERT OR REPLACE INTO lease(id, owner) VALUES (1, 'a') RETURNING owner").elects);
  CHECK_FALSE(read_sql("UPSERT INTO lease(id, owner) VALUES (1, 'a') RETURNING owner").elects);
  CHECK_FALSE(read_sql("INSERT INTO seen(id) VALUES ($1) ON CONFLICT DO NOTHING").elects);
  CHECK(read_sql("INSERT INTO seen(id) VALUES ($1) ON CONFLICT DO NOTHING").once);
  CHECK(read_sql("UPDATE lease SET until = now() WHERE until < now()").once);
  CHECK_FALSE(read_sql("UPDATE lease SET until = now() WHERE id = 1").once);
  CHECK_FALSE(read_sql("INSERT INTO lease(id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = excluded.id").once);
  CHECK_FALSE(read_sql("INSERT INTO seen(id) VALUES ($1) RETURNING id").elects);
  CHECK_FALSE(read_sql("UPDATE t SET a = 1 WHERE id = 2 RETURNING id").elects);
  CHECK(read_sql("SELECT id FROM job LIMIT 1 FOR UPDATE SKIP LOCKED").claims);
}
