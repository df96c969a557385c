// SPDX-License-Identifier: Apache-2.0
#include "cli/run.h"

#include <algorithm>

#include "cli/arguments.h"
#include "cli/help.h"
#include "halint/report/layout.h"
#include "tests/catch.h"
#include "tests/cli/command_line.h"
#include "tests/support/testdata.h"

namespace halint::cli {
namespace {

using test::contains;
using test::kLoudFlow;
using test::kQuietFlow;
using test::Ran;
using test::run_halint;
using test::TempDir;
using test::WorkingDirectory;

TEST_CASE("exit codes") {
  const TempDir dir;
  const std::string quiet = dir.write("quiet.json", kQuietFlow);
  const std::string loud = dir.write("loud.json", kLoudFlow);
  CHECK(run_halint({"check", quiet}).code == 0);
  CHECK(run_halint({"check", loud}).code == 1);
  CHECK(run_halint({"check", loud, "--fail-on", "never"}).code == 0);
  CHECK(run_halint({"check", loud, dir / "missing.json"}).code == 2);
  CHECK(run_halint({"check", "--nonsense"}).code == 2);
  CHECK(run_halint({}).code == 2);
  CHECK(run_halint({"--version"}).out == "halint " + std::string(version()) + "\n");
}

TEST_CASE("a bad file among good ones is told, and the others are linted") {
  const TempDir dir;
  const std::string loud = dir.write("loud.json", kLoudFlow);
  const std::string broken = dir.write("broken.json", "[{\"id\": \"a\",]");
  const std::string other = dir.write("other.json", "{\"answer\": 42}");
  const Ran ran = run_halint({"check", broken, loud, other});
  CHECK(ran.code == 2);
  CHECK_THAT(ran.err, contains("broken.json:1:"));
  CHECK_THAT(ran.err, contains("other.json: "));
  CHECK_THAT(ran.out, contains("error[mqtt-fixed-client-id]"));
  CHECK_THAT(ran.out, contains("2 inputs could not be"));
}

TEST_CASE("a directory is linted in one run; what is no flow in it is only counted") {
  const TempDir dir;
  for (int i = 0; i < 250; ++i) dir.write("flow " + std::to_string(i) + ".json", i == 7 ? kLoudFlow : kQuietFlow);
  dir.write("tsconfig.json", "{\n// comment\n\"a\": 1}");
  dir.write("data.json", "[1, 2, 3]");
  const Ran one = run_halint({"check", dir.path(), "--jobs", "1", "--format", "json"});
  CHECK(one.code == 1);
  CHECK_THAT(one.out, contains("\"filesLinted\": 250,\n    \"filesLeftOut\": 2"));
  const Ran many = run_halint({"check", dir.path(), "--jobs", "8", "--format", "json"});
  CHECK(one.out == many.out);
}

TEST_CASE("flows that are disabled are told apart from flows that are right") {
  const std::string tabs =
      R"([{"id":"t","type":"tab","disabled":true},{"id":"u","type":"tab"},{"id":"v","type":"tab"})";
  const Ran ran = run_halint({"check", "-"}, tabs + R"(,{"id":"d","type":"debug","z":"u","wires":[]}])");
  CHECK_THAT(ran.out, contains("nothing to report in 4 nodes of 1 flow (1 more is disabled, 1 holds nothing that"));
  const Ran empty = run_halint({"check", "-"}, tabs + "]");
  CHECK(test::unwrapped(empty.out) ==
        "Nothing was checked: the file holds no node that would run (1 flow is disabled); 1 file linted.");
}

TEST_CASE("help may be asked for in words") {
  CHECK(run_halint({"help"}).out == help_text(""));
  CHECK(run_halint({"help", "check"}).out == help_text("check"));
  CHECK(run_halint({"help"}).code == 0);
}

TEST_CASE("a flow in which nothing runs is called safe in no format") {
  const std::string flows =
      R"([{"id":"t","type":"tab","label":"Hollow"},{"id":"o","type":"tab","label":"Hollow","disabled":true},
{"id":"n","type":"tab","label":"Hollow"},{"id":"x","type":"debug","z":"n","d":true,"x":1,"y":1,"wires":[]},
{"id":"u","type":"tab","label":"Full"},{"id":"d","type":"debug","z":"u","x":1,"y":1,"wires":[]}])";
  for (const char* const format :
       {"text", "concise", "json", "ndjson", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown", "html"}) {
    INFO(format);
    const std::string out = run_halint({"check", "--format", format, "-"}, flows).out;
    for (const std::string& bad :
         {std::string("Hollow  safe"), std::string("Hollow\" name=\"ready"), std::string("Hollow | "),
          std::string("Hollow</a>"), std::string("Hollow</h2><span class=\"chip safe")}) {
      CHECK_THAT(out, !contains(bad));
    }
  }
  const std::string json = run_halint({"check", "--format", "json", "-"}, flows).out;
  const auto count = [&](const std::string& word) {
    size_t times = 0;
    for (size_t at = json.find(word); at != std::string::npos; at = json.find(word, at + 1)) ++times;
    return times;
  };
  CHECK(count("\"verdict\": \"unchecked\"") == 3);
  CHECK(count("\"verdict\": \"safe\"") == 1);
}

TEST_CASE("a path in brackets is that path, and no list") {
  const TempDir dir;
  dir.write("[prod]/flows.json", kLoudFlow);
  dir.write("[a,b].json", kLoudFlow);
  const WorkingDirectory here(dir.path());
  CHECK_THAT(run_halint({"check", "[prod]", "--format", "concise"}).out, contains("[prod]/flows.json:2:"));
  CHECK_THAT(run_halint({"check", "[a,b].json", "[prod]", "--format", "concise"}).out, contains("[a,b].json:2:"));
  CHECK_THAT(run_halint({"check", "[a,b]"}).err, contains("[a,b]: there is no such"));
  CHECK_THAT(run_halint({"fix", "--diff", "[prod]"}).out, contains("[prod]/flows.json"));
  CHECK_THAT(run_halint({"rules", "[a]"}).err, contains("\"[a]\" is one argument too many"));
  CHECK(run_halint({"check", "--output", "concise=[out]", "--stdin-filename", "[in]", "-"}, kLoudFlow).code == 1);
  CHECK(std::filesystem::exists("[out]"));
}

TEST_CASE("an empty value is wrong usage, and not the same as none") {
  const TempDir dir;
  const std::string file = dir.write("flows.json", kQuietFlow);
  const WorkingDirectory here(dir.path());
  for (const char* const command : {"check", "fix", "explain", "rules", "nodes"}) {
    for (const cli::OptionInfo& option : cli::option_infos(command)) {
      INFO(command << ' ' << option.name);
      if (!option.takes_value) continue;
      const Ran apart = run_halint({command, option.name, ""});
      CHECK(apart.code == 2);
      CHECK_THAT(apart.err, contains(option.name + " needs a value"));
      const Ran joined = run_halint({command, option.name + "=", file});
      CHECK(joined.code == 2);
      CHECK_THAT(joined.err, contains(option.name + " needs a value"));
      const Ran forgotten = run_halint({command, option.name, "--config", file});
      CHECK(forgotten.code == 2);
      CHECK_THAT(forgotten.err, contains(option.name + " needs a value, and got the option --config"));
    }
  }
  for (const char* const command : {"explain", "nodes", "init", "completion"}) {
    CHECK_THAT(run_halint({command, ""}).err, contains("an argument of halint " + std::string(command) + " is empty"));
  }
  CHECK_THAT(run_halint({"check", "--", ""}).err, contains("a path is empty"));
  CHECK_THAT(run_halint({"check", file, "--select", ","}).err, contains("--select names no rule"));
  CHECK_THAT(run_halint({"check", file, "--ignore", ","}).err, contains("--ignore names no rule"));
  CHECK_THAT(run_halint({"check", file, "--write-baseline", "-"}).err, contains("not to standard output"));
  CHECK_FALSE(std::filesystem::exists("-"));
  CHECK_FALSE(std::filesystem::exists("--config"));
}

TEST_CASE("where nothing was checked, nothing is called safe") {
  const TempDir dir;
  dir.write("flows.json", "[]");
  const Ran ran = run_halint({"check", dir.path()});
  CHECK(ran.code == 0);
  CHECK(ran.out == "Nothing was checked: the file holds no nodes; 1 file linted.\n");
  const std::string config_only = R"([{"id":"b","type":"mqtt-broker","broker":"h","clientid":"same"}])";
  CHECK_THAT(run_halint({"check", "-"}, config_only).out,
             contains("Nothing was checked: the file holds 1 node that nothing uses, and no flow"));
  const std::string disabled =
      R"([{"id":"t","type":"tab","disabled":true},{"id":"i","type":"inject","z":"t","repeat":"5","x":1,"y":1,"wires":[]}])";
  CHECK_THAT(run_halint({"check", "-"}, disabled).out,
             contains("Nothing was checked: the file holds no node that would run (1 flow is disabled)"));
  dir.write("more.json", kQuietFlow);
  CHECK_THAT(test::unwrapped(run_halint({"check", dir.path()}).out),
             contains("; nothing was checked in " + (dir / "flows.json") + "; 2 files linted."));
}

TEST_CASE("a directory whose files were linted already is not empty") {
  const TempDir dir;
  dir.write("sub/flows.json", kQuietFlow);
  CHECK(run_halint({"check", dir.path(), dir / "sub", dir.path()}).code == 0);
}

TEST_CASE("a directory without flows is an error") {
  const TempDir dir;
  dir.write("data.json", "{}");
  const Ran ran = run_halint({"check", dir.path()});
  CHECK(ran.code == 2);
  CHECK_THAT(ran.err, contains("holds no Node-RED flows"));
}

TEST_CASE("standard input") {
  CHECK_THAT(run_halint({"check", "-"}, kLoudFlow).out, contains("--> <stdin>:2:"));
  const Ran ran = run_halint({"check", "-", "--stdin-filename", "ci/flows.json", "--format", "json"}, kLoudFlow);
  CHECK_THAT(ran.out, contains("\"file\": \"ci/flows.json\""));
  CHECK(run_halint({"check", "-"}, "").code == 2);
}

TEST_CASE("paths may be called as commands are") {
  const TempDir dir;
  for (const char* const name : {"rules", "nodes", "check", "explain", "init", "completion", "man", "help"})
    dir.write(std::string(name) + "/flows.json", kLoudFlow);
  const test::WorkingDirectory here(dir.path());
  for (const char* const name : {"rules", "nodes", "check", "explain", "init", "completion", "man", "help"}) {
    INFO(name);
    const Ran ran = run_halint({"check", "init", name, "--format", "concise"});
    CHECK(ran.code == 1);
    CHECK_THAT(ran.out, contains(std::string(name) + "/flows.json:2:"));
  }
  const Ran all = run_halint({"check", "rules", "nodes", "--format", "json"});
  CHECK_THAT(all.out, contains("\"filesLinted\": 2"));
  CHECK(run_halint({"explain", "rules"}).code == 2);
}

TEST_CASE("behind -- everything is a path") {
  const TempDir dir;
  const std::string loud = dir.write("loud.json", kLoudFlow);
  CHECK(run_halint({"check", "--quiet", "--", loud}).code == 1);
  const Ran ran = run_halint({"check", "--", "--quiet", loud, "-x.json"});
  CHECK(ran.code == 2);
  CHECK_THAT(ran.err, contains("--quiet: "));
  CHECK_THAT(ran.err, contains("-x.json: "));
}

TEST_CASE("several outputs in one run") {
  const TempDir dir;
  const std::string loud = dir.write("loud.json", kLoudFlow);
  const Ran ran = run_halint({"check", loud, "--output", "json=" + (dir / "o.json"), "--output", "sarif=-"});
  CHECK(ran.code == 1);
  CHECK_THAT(ran.out, contains("\"version\": \"2.1.0\""));
  CHECK(ran.out.find("error[") == std::string::npos);
  CHECK(std::filesystem::exists(dir / "o.json"));
  CHECK_THAT(run_halint({"check", loud, "--output", "json=" + loud}).err, contains("would write over the input"));
  CHECK(run_halint({"check", loud, "--output", "json=" + (dir / "no/o.json")}).code == 2);
}

TEST_CASE("mistakes get one sentence with the nearest word") {
  const auto [arguments, sentence] = GENERATE(table<std::vector<std::string>, std::string>({
      {{"chekc"}, "there is no command \"chekc\"; did you mean \"check\"?"},
      {{"check", "--formt", "json"}, "halint check has no option --formt; did you mean \"--format\"?"},
      {{"check", "--format=jsn"},
       "--format takes text, concise, json, ndjson, sarif, github, gitlab, junit, checkstyle, markdown or html, not "
       "\"jsn\"; did you mean "
       "\"json\"?"},
      {{"check", "--format"}, "--format needs a value"},
      {{"check", "--output", "sarif"}, "--output takes FORMAT=FILE"},
      {{"check", "--output", "srif=x"}, "did you mean \"sarif\"?"},
      {{"check", "--output", "json=-", "--output", "sarif=-"}, "only one --output can go to standard output"},
      {{"check", "--output", "json=a", "--output", "sarif=a"}, "two outputs go to the same file \"a\""},
      {{"check", "--output", "json=-", "--format", "text"}, "leave one out"},
      {{"check", "--platform", "k8s"}, "--platform takes flowfuse, kubernetes, docker or auto, not \"k8s\""},
      {{"check", "--replicas", "0"}, "--replicas takes a number from 1 to"},
      {{"check", "--replicas", "1"},
       "--replicas: one copy has no other beside it; say what comes after it: --deployment"},
      {{"check", "--deployment", "blue"}, "--deployment"},
      {{"check", "--replicas", "two"}, "--replicas takes a number from 1 to"},
      {{"check", "--fail-on", "warnings"}, "did you mean \"warning\"?"},
      {{"check", "--select", "mqtt-fixed-clientid"}, "did you mean \"mqtt-fixed-client-id\"?"},
      {{"check", ""}, "a path is empty"},
      {{"explain", "mqtt-fixed-clientid"}, "did you mean \"mqtt-fixed-client-id\"?"},
      {{"explain", "a", "b"}, "\"b\" is one argument too many"},
      {{"explain", "mqtt in"}, "there is no rule \"mqtt in\", but a node type: halint nodes \"mqtt in\""},
      {{"nodes", "split-context"}, "but there is such a rule: halint explain split-context"},
      {{"nodes", "smoth"}, "did you mean \"smooth\"?"},
      {{"rules", "--format", "html"}, "--format takes text, json or markdown, not \"html\""},
      {{"\x1B[31m"}, "there is no command \"\uFFFD[31m\""},
  }));
  const Ran ran = run_halint(arguments);
  CHECK(ran.code == 2);
  CHECK(ran.out.empty());
  CHECK_THAT(ran.err, contains(sentence));
  CHECK(ran.err.find('\n') == ran.err.size() - 1);
}

TEST_CASE("pages") {
  CHECK_THAT(run_halint({"explain", "mqtt-fixed-client-id"}).out, contains("What happens with two copies"));
  CHECK(run_halint({"explain"}).out == run_halint({"rules"}).out);
  CHECK_THAT(run_halint({"rules", "--format", "markdown"}).out, contains("\n## mqtt-fixed-client-id\n"));
  CHECK_THAT(run_halint({"nodes", "smooth"}).out, contains("aggregate"));
  CHECK_THAT(run_halint({"nodes"}).out, contains("mqtt in"));
  CHECK_THAT(run_halint({"nodes", "smooth", "--format", "json"}).out, contains("\"type\": \"smooth\""));
}

TEST_CASE("help speaks of every option, and only of those that exist") {
  const size_t index = GENERATE(range(size_t{0}, command_names().size() + 1));
  const std::string command(index == 0 ? "" : command_names()[index - 1]);
  INFO(command);
  const std::string help(help_text(command));
  for (const std::string& option : option_names(command)) CHECK_THAT(help, contains(option));
  const std::vector<std::string> known = option_names(command);
  const std::string options = help.substr(0, help.find("Examples:"));
  for (size_t at = options.find("  --"); at != std::string::npos; at = options.find("  --", at + 4)) {
    const std::string name = options.substr(at + 2, options.find_first_of(" =,", at + 4) - at - 2);
    CHECK(std::find(known.begin(), known.end(), name) != known.end());
  }
  if (!command.empty()) CHECK(run_halint({command, "--help"}).out == help);
  for (const std::string& line : test::lines(help)) {
    INFO(line);
    CHECK(display_width(line) <= 80);
  }
}

TEST_CASE("colour is for those who want it") {
  const auto has_color = [](const std::vector<std::string>& more) {
    std::vector<std::string> arguments{"check", "-"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_halint(arguments, kLoudFlow).out.find('\x1B') != std::string::npos;
  };
  CHECK_FALSE(has_color({}));
  CHECK(has_color({"--color", "always"}));
  CHECK_FALSE(has_color({"--color", "never"}));
}

TEST_CASE("check --quiet leaves the summary out, and hidden findings are counted") {
  CHECK(run_halint({"check", "-", "--quiet"}, kQuietFlow).out.empty());
  const Ran ran = run_halint({"check", "-", "--select", "mqtt-fixed-client-id", "--min-confidence", "high"}, kLoudFlow);
  CHECK_THAT(ran.out, contains("Not safe for 2 copies: 1 error"));
}

}  // namespace
}  // namespace halint::cli
