// explain, rules and nodes with the user's configuration.
// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "tests/catch.h"
#include "tests/cli/command_line.h"

namespace halint {
namespace {

using test::contains;
using test::Ran;
using test::run_halint;
using test::TempDir;
using test::WorkingDirectory;

const std::string kConfig = R"(ignore = ["local-file"]

[rules]
"duplicated-timer" = "note"

[guards]
types = ["acme-leader"]

[[node]]
type = "acme-counter"
summary = "Counts \u001b[31m messages."
state = "counter"

[[rule]]
id = "local/no-debug"
summary = "Debug nodes \u001b[31m are for development."
message = "{node} is left over"
when = { type = "debug" }
fix = "Delete it."
references = ["https://wiki.example.com/flows"]
)";

}  // namespace

TEST_CASE("explain speaks of the rules that halint.toml gives") {
  const TempDir dir;
  dir.write("halint.toml", kConfig);
  std::filesystem::create_directories(dir / "plant/one");
  const WorkingDirectory here(dir / "plant/one");
  CHECK_THAT(run_halint({"explain", "duplicated-timer"}).out,
             contains("duplicated-timer  (note by ../../halint.toml:4; usually error, high confidence, since"));
  CHECK_THAT(run_halint({"explain", "local-file"}).out, contains("local-file  (off by ../../halint.toml:1; usually "));
  const std::string own = run_halint({"explain", "local/no-debug"}).out;
  CHECK_THAT(own, contains("local/no-debug  (your own, ../../halint.toml:14; warning, high confidence)\n"));
  CHECK_THAT(own, contains("How to fix it\n  Delete it.\n"));
  CHECK_THAT(own, contains("https://wiki.example.com/flows"));
  CHECK(own.find('\x1B') == std::string::npos);
  CHECK_THAT(run_halint({"explain", "local/no-debag"}).err, contains("did you mean \"local/no-debug\"?"));
  CHECK(run_halint({"explain", "local/no-debug", "--no-config"}).code == 2);
  CHECK_THAT(run_halint({"explain", "duplicated-timer", "--no-config"}).out,
             contains("duplicated-timer  (error, high"));
}

TEST_CASE("rules lists own rules and the levels in force") {
  const TempDir dir;
  const std::string config = dir.write("other.toml", kConfig);
  const std::string text = run_halint({"rules", "--config", config}).out;
  CHECK_THAT(text, contains("\nlocal/no-debug "));
  CHECK(text.find('\x1B') == std::string::npos);
  const size_t row = text.find("\nlocal-file ");
  REQUIRE(row != std::string::npos);
  CHECK_THAT(text.substr(row, text.find('\n', row + 1) - row), contains(" off "));
  const std::string json = run_halint({"rules", "--format", "json", "--config", config}).out;
  CHECK_THAT(json, contains("\"id\": \"duplicated-timer\",\n      \"level\": \"note\""));
  CHECK_THAT(json, contains("\"id\": \"local-file\",\n      \"level\": \"off\""));
  CHECK_THAT(json, contains("\"id\": \"local/no-debug\""));
  CHECK(run_halint({"rules", "--no-config"}).out.find("local/no-debug") == std::string::npos);
}

TEST_CASE("nodes knows taught types and guards") {
  const TempDir dir;
  const std::string config = dir.write("other.toml", kConfig);
  const std::string page = run_halint({"nodes", "acme-counter", "--config", config}).out;
  CHECK_THAT(page, contains("acme-counter\nCounts "));
  CHECK_THAT(page, contains("Taught by " + config + ":9."));
  CHECK_THAT(page, contains("state"));
  CHECK(page.find("Read in") == std::string::npos);
  CHECK(page.find('\x1B') == std::string::npos);
  CHECK_THAT(run_halint({"nodes", "acme-leader", "--config", config}).out,
             contains("Made a guard by " + config + ":7."));
  const std::string list = run_halint({"nodes", "--config", config}).out;
  CHECK_THAT(list, contains("\nacme-counter "));
  CHECK_THAT(list, contains("\nsmooth "));
  CHECK_THAT(run_halint({"nodes", "acme-conter", "--config", config}).err, contains("did you mean \"acme-counter\"?"));
  CHECK(run_halint({"nodes", "acme-counter", "--no-config"}).code == 2);
}

TEST_CASE("a broken configuration stops the pages too") {
  const TempDir dir;
  const std::string config = dir.write("halint.toml", "platfrm = \"flowfuse\"\n");
  for (const std::string command : {"explain", "rules", "nodes"}) {
    const Ran ran = run_halint({command, "--config", config});
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, contains("halint.toml:1:1: there is no key \"platfrm\" here; did you mean \"platform\"?"));
  }
  CHECK(run_halint({"rules", "--config", dir / "missing.toml"}).code == 2);
  CHECK_THAT(run_halint({"rules", "--config", config, "--no-config"}).err, contains("contradict each other"));
}

TEST_CASE("findings of own rules link to their own pages, or to none") {
  const TempDir dir;
  const std::string flows = dir.write("flows.json", test::kQuietFlow);
  const std::string linked = dir.write("linked.toml", kConfig);
  const std::string bare = dir.write(
      "bare.toml",
      "[[rule]]\nid = \"local/no-debug\"\nsummary = \"None.\"\nmessage = \"x\"\nwhen = { type = \"debug\" }\n");
  const auto lint = [&](const std::string& config, const std::string& format) {
    const Ran ran = run_halint({"check", flows, "--config", config, "--select", "local/no-debug", "--format", format});
    CHECK(ran.code == 0);
    return ran.out;
  };
  const auto own_rule = [](const std::string& sarif) {
    const size_t at = sarif.find("\"id\": \"local/no-debug\"");
    REQUIRE(at != std::string::npos);
    return sarif.substr(at, sarif.find("\"defaultConfiguration\"", at) - at);
  };
  CHECK_THAT(own_rule(lint(linked, "sarif")), contains("\"helpUri\": \"https://wiki.example.com/flows\""));
  CHECK(own_rule(lint(bare, "sarif")).find("helpUri") == std::string::npos);
  CHECK_THAT(own_rule(lint(bare, "sarif")), contains("\"text\": \"None.\""));
  CHECK_THAT(lint(linked, "markdown"), contains("](https://wiki.example.com/flows)"));
  CHECK(lint(bare, "markdown").find("](") == std::string::npos);
  CHECK(lint(bare, "text").find("help: ") == std::string::npos);
}

}  // namespace halint
