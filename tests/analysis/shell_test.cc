// SPDX-License-Identifier: Apache-2.0
#include "analysis/shell.h"

#include "tests/catch.h"

using namespace halint;

namespace {
Outcome outcome(std::string_view text) { return read_shell(text).outcome; }
}  // namespace

TEST_CASE("commands that read or calculate do nothing outside") {
  for (const char* text : {
           "df -h | tail -n 1 | awk '{print $5}'",
           "cat /proc/loadavg 2>/dev/null",
           "expr 7 + 3",
           "FOO=1 sudo nice -n 5 /bin/uname -a 2>&1",
           "ping -c 3 host; date +%s && echo \"done; rm -rf /\"",
           "curl -s http://host/state",
           "sh -c 'uptime | wc -l'",
           "timedatectl | awk -F ': ' '/Time zone/ {print $2}'",
           "systemctl is-active nginx; sudo docker ps -a; git log -1",
           "sqlite3 /data/app.db \"SELECT value FROM settings WHERE key='version';\"",
           "",
       }) {
    INFO(text);
    CHECK(outcome(text) == Outcome::none);
  }
}

TEST_CASE("what acts is found wherever it stands") {
  for (const char* text : {
           "echo $(curl -s -X POST -d started http://host/hook)",
           "echo \"`curl --data x http://host`\"",
           "uptime\ncurl -XPOST http://host",
           "uptime | awk '{ system(\"curl -s -X POST -d load http://host\") }'",
           "bash -lc \"date; echo hi | mail -s x me@host\"",
           "ls | xargs -n 1 curl -d x",
           "mosquitto_pub -t a -m b",
       }) {
    INFO(text);
    CHECK(outcome(text) == Outcome::non_idempotent);
  }
  CHECK(outcome("mosquitto_pub -r -t a -m b") == Outcome::idempotent);
  CHECK(outcome("python3 /opt/reader.py") == Outcome::unknown);
  CHECK(outcome("sed -i s/a/b/ file") == Outcome::unknown);
  CHECK(outcome("date -s 12:00") == Outcome::unknown);
  CHECK(outcome("timedatectl set-timezone UTC") == Outcome::unknown);
  CHECK(outcome("sudo systemctl restart nginx") == Outcome::unknown);
  CHECK(outcome("docker run --rm report") == Outcome::unknown);
  CHECK(outcome("sqlite3 /data/app.db \"DELETE FROM log\"") == Outcome::unknown);
}

TEST_CASE("files that a command writes, and commands that go on") {
  CHECK(read_shell("make-report > /srv/out/report.txt 2>/dev/null").writes ==
        std::vector<std::string>{"/srv/out/report.txt"});
  CHECK(read_shell("rm -rf /srv/captures/*").writes == std::vector<std::string>{"/srv/captures/*"});
  CHECK(read_shell("echo x 2>&1").writes.empty());
  CHECK(read_shell("vmstat 1").lasts);
  CHECK(read_shell("docker logs -f web").lasts);
  CHECK_FALSE(read_shell("docker logs web").lasts);
  CHECK(read_shell("tail -f /var/log/x").lasts);
  CHECK_FALSE(read_shell("vmstat 1 3").lasts);
  CHECK_FALSE(read_shell("uptime").lasts);
}
