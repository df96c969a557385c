// halint.toml, baselines and the commands that set halint up, as the command line has them.
// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "cli/arguments.h"
#include "cli/help.h"
#include "cli/manual.h"
#include "halint/rule/config.h"
#include "tests/catch.h"
#include "tests/cli/command_line.h"

namespace halint {
namespace {

using test::kLoudFlow;
using test::kQuietFlow;
using test::Ran;
using test::run_halint;
using test::TempDir;

std::string text_of_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// A suppression and the flow of test::kLoudFlow.
std::string loud_with(const std::string& info) {
  std::string flow = kLoudFlow;
  return flow.replace(flow.find("\"name\":\"B\""), 10, "\"name\":\"B\",\"info\":\"" + info + '"');
}

}  // namespace

TEST_CASE("the nearest halint.toml above a file is heeded, up to the repository") {
  const TempDir dir;
  const std::string off = "ignore = [\"mqtt-fixed-client-id\"]\n";
  const std::string flow = dir.write("repo/sub/flows.json", kLoudFlow);
  CHECK(run_halint({"check", flow}).code == 1);
  dir.write("halint.toml", off);
  CHECK(run_halint({"check", flow}).code == 0);
  dir.write("repo/.git/HEAD", "");
  CHECK(run_halint({"check", flow}).code == 1);
  dir.write("repo/halint.toml", off);
  CHECK(run_halint({"check", flow}).code == 0);
  CHECK(run_halint({"check", flow, "--ignore", "local-file"}).code == 1);
  CHECK(run_halint({"check", flow, "--no-config"}).code == 1);
  dir.write("repo/sub/halint.toml", "");
  CHECK(run_halint({"check", flow}).code == 1);
  CHECK(run_halint({"check", flow, "--config", dir / "repo/halint.toml"}).code == 0);
}

TEST_CASE("each file is judged by its own configuration, and by no other") {
  const TempDir dir;
  dir.write("plant/prod.json", kLoudFlow);
  dir.write("tools/test.json", kLoudFlow);
  dir.write("tools/halint.toml", "ignore = [\"mqtt-fixed-client-id\"]\n");
  dir.write("lab/flows.json", kLoudFlow);
  dir.write(
      "lab/halint.toml",
      "platform = \"kubernetes\"\nreplicas = 5\nmin-level = \"error\"\n[rules]\nmqtt-fixed-client-id = \"warning\"\n"
      "[[ignore]]\nrule = \"split-context\"\nflow = \"x\"\nreason = \"r\"\n");
  const test::WorkingDirectory here(dir.path());
  const Ran ran = run_halint({"check", "--format", "concise"});
  CHECK(ran.code == 1);
  CHECK_THAT(ran.out, test::contains("plant/prod.json:"));
  CHECK(ran.out.find("tools/test.json") == std::string::npos);
  CHECK(ran.out.find("lab/flows.json") == std::string::npos);  // milder than its file wants to list
  CHECK(ran.err == "halint: lab/halint.toml:6:1: this [[ignore]] of split-context fits no finding, so it can go\n");
  const Ran json = run_halint({"check", "--format", "json"});
  CHECK_THAT(
      json.out,
      test::contains("\"platform\": \"kubernetes\",\n      \"deployment\": \"replicas\",\n      \"replicas\": 5"));
  CHECK_THAT(json.out, test::contains("\"hidden\": 1"));
  CHECK_THAT(run_halint({"check"}).out, test::contains("Not safe for 2 to 5 copies"));
  CHECK(run_halint({"check", "lab", "tools"}).code == 0);
}

TEST_CASE("what concerns the run is said by the configuration of the current directory") {
  const TempDir dir;
  const std::string run = "fail-on = \"never\"\nbaseline = \"base.json\"\noutput = [\"json=o.json\"]\n";
  dir.write("plant/flows.json", kLoudFlow);
  dir.write("plant/halint.toml", run);
  dir.write("plant/base.json", "{\"version\": 1, \"findings\": []}");
  {
    const test::WorkingDirectory here(dir.path());
    const Ran ran = run_halint({"check"});
    CHECK(ran.code == 1);
    for (const char* const key : {"fail-on", "baseline", "output"})
      CHECK_THAT(ran.err, test::contains(std::string("\"") + key + "\" is not heeded"));
    CHECK_FALSE(std::ifstream("plant/o.json").good());
  }
  const test::WorkingDirectory here(dir / "plant");
  const Ran ran = run_halint({"check"});
  CHECK(ran.code == 0);
  CHECK(ran.err.empty());
  CHECK(text_of_file("o.json").find("\"version\": 1") != std::string::npos);
  CHECK(run_halint({"check", "--fail-on", "error", "--output", "json=p.json"}).code == 1);
}

TEST_CASE("a configuration extends another") {
  const TempDir dir;
  dir.write("common/base.toml", "[rules]\nmqtt-fixed-client-id = \"note\"\n");
  dir.write("common/mid.toml", "extends = \"base.toml\"\nreplicas = 7\n");
  dir.write("plant/halint.toml", "extends = \"../common/mid.toml\"\n");
  const std::string flow = dir.write("plant/flows.json", kLoudFlow);
  const test::WorkingDirectory here(dir.path());
  CHECK_THAT(run_halint({"check", flow}).out, test::contains("note[mqtt-fixed-client-id]"));
  const Ran shown = run_halint({"check", "--print-config", "plant/flows.json"});
  CHECK(shown.code == 0);
  CHECK_THAT(shown.out, test::contains("replicas = 7                        # common/mid.toml:2\n"));
  CHECK_THAT(shown.out, test::contains("# common/base.toml:2\n"));
  CHECK(run_halint({"check", "--print-config", "plant"}).out == shown.out);
  CHECK(run_halint({"check", "--print-config", "plant/flows.json", "common"}).code == 2);
  dir.write("common/base.toml", "extends = \"mid.toml\"\n");
  CHECK_THAT(run_halint({"check", flow}).err, test::contains("extends itself"));
  dir.write("common/base.toml", "extends = \"gone.toml\"\n");
  const Ran gone = run_halint({"check", flow});
  CHECK(gone.code == 2);
  CHECK_THAT(gone.err, test::contains("common/base.toml:1: extends common/gone.toml, which is not there"));
}

TEST_CASE("a halint.toml that cannot be one stops the run") {
  const TempDir dir;
  dir.write("flows.json", kQuietFlow);
  const std::string path = dir / "halint.toml";
  const auto error = [&] {
    const Ran ran = run_halint({"check", dir / "flows.json"});
    CHECK(ran.code == 2);
    std::filesystem::remove_all(path);
    return ran.err;
  };
  std::filesystem::create_symlink("gone.toml", path);
  CHECK_THAT(error(), test::contains("halint.toml: is a link that leads nowhere"));
  std::filesystem::create_directory(path);
  CHECK_THAT(error(), test::contains("halint.toml: is a folder"));
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  CHECK_THAT(error(), test::contains("halint.toml: is neither a file nor a link to one"));
  std::filesystem::create_symlink("/dev/null", path);
  CHECK_THAT(error(), test::contains("halint.toml: is neither a file nor a link to one"));
  dir.write("further/down/halint.toml", "platfrm = 1\n");
  CHECK(run_halint({"check", dir.path()}).code == 2);
}

TEST_CASE("a selection says how much of halint ran, and none of it is a mistake") {
  const TempDir dir;
  const std::string flow = dir.write("flows.json", kQuietFlow);
  const Ran one = run_halint({"check", flow, "--select", "split-context"});
  CHECK(one.code == 0);
  CHECK_THAT(one.out, test::contains("Safe for 2 copies, as far as 1 rule tells: "));
  CHECK_THAT(one.out, test::contains("; 1 of "));
  const Ran none = run_halint({"check", flow, "--select", "split-context", "--ignore", "split-context"});
  CHECK(none.code == 2);
  CHECK_THAT(none.err, test::contains("no rule is left"));
  CHECK_THAT(run_halint({"check", flow}).out, !test::contains("rules ran"));
}

TEST_CASE("a broken or missing configuration stops the run") {
  const TempDir dir;
  const std::string flow = dir.write("flows.json", kQuietFlow);
  const std::string config = dir.write("halint.toml", "platfrm = \"x\"\n");
  const Ran ran = run_halint({"check", flow, "--config", config});
  CHECK(ran.code == 2);
  CHECK_THAT(ran.err, test::contains("halint.toml:1:1: there is no key \"platfrm\" here; did you mean \"platform\"?"));
  const Ran missing = run_halint({"check", flow, "--config", dir / "no.toml"});
  CHECK(missing.code == 2);
  CHECK_THAT(missing.err, test::contains("no.toml: cannot be opened"));
  CHECK(run_halint({"check", flow, "--config", config, "--no-config"}).err ==
        "halint: --config and --no-config contradict each other; leave one out\n");
}

TEST_CASE("check --print-config shows values and where they came from, and lints nothing") {
  const TempDir dir;
  const std::string flow = dir.write("flows.json", kLoudFlow);
  const std::string config = dir.write("c.toml", "replicas = 4\n");
  const Ran ran = run_halint({"check", flow, "--config", config, "--print-config", "--platform", "kubernetes"});
  CHECK(ran.code == 0);
  CHECK_THAT(ran.out, test::contains("platform = \"kubernetes\"             # --platform\n"));
  CHECK_THAT(ran.out, test::contains("replicas = 4                        # " + config + ":1\n"));
  CHECK(ran.out.find("mqtt") == std::string::npos);
}

TEST_CASE("a baseline hides what was accepted, and tells what is gone") {
  const TempDir dir;
  const std::string flow = dir.write("flows.json", kLoudFlow);
  const std::string base = dir / "base.json";
  const Ran written = run_halint({"check", flow, "--no-config", "--write-baseline", base});
  CHECK(written.code == 0);
  CHECK(written.err == "halint: 1 finding accepted in " + base + "\n");
  const Ran hidden = run_halint({"check", flow, "--no-config", "--baseline", base, "--strict"});
  CHECK(hidden.code == 0);
  CHECK_THAT(hidden.out, test::contains("1 suppressed"));
  CHECK_THAT(hidden.out, test::contains("Accepted for 2 copies: nothing to report"));
  CHECK(hidden.out.find("error[") == std::string::npos);
  const Ran shown = run_halint({"check", flow, "--no-config", "--baseline", base, "--show-suppressed"});
  CHECK(shown.code == 0);
  CHECK_THAT(shown.out, test::contains("= suppressed: accepted in the baseline\n"));
  // Written again over itself, it holds what it held.
  const std::string before = text_of_file(base);
  CHECK(run_halint({"check", flow, "--no-config", "--baseline", base, "--write-baseline", base}).code == 0);
  CHECK(text_of_file(base) == before);
  dir.write("flows.json", kQuietFlow);
  const Ran gone = run_halint({"check", flow, "--no-config", "--baseline", base});
  CHECK(gone.code == 0);
  CHECK(gone.err == "halint: 1 entry of the baseline no longer matches; run --write-baseline to prune\n");
  CHECK(run_halint({"check", flow, "--no-config", "--baseline", base, "--strict"}).code == 1);
  dir.write("base.json", "{");
  CHECK(run_halint({"check", flow, "--no-config", "--baseline", base}).code == 2);
  CHECK(run_halint({"check", flow, "--no-config", "--baseline", dir / "none.json"}).code == 2);
}

TEST_CASE("check --show-suppressed marks findings in formats that can tell them from others") {
  const TempDir dir;
  const std::string flow =
      dir.write("flows.json", loud_with("// halint-ignore mqtt-fixed-client-id -- one copy <only>"));
  const auto out = [&](const std::string& format) {
    const Ran ran = run_halint({"check", flow, "--no-config", "--show-suppressed", "--format", format});
    CHECK(ran.code == 0);
    return ran.out;
  };
  CHECK(run_halint({"check", flow, "--no-config"}).out.find("mqtt-fixed-client-id") == std::string::npos);
  CHECK_THAT(out("text"), test::contains("= suppressed: one copy <only>\n"));
  CHECK_THAT(
      out("json"),
      test::contains(
          "\"suppressed\": {\n        \"by\": \"flow\",\n        \"justification\": \"one copy <only>\"\n      }"));
  CHECK_THAT(out("sarif"), test::contains("\"kind\": \"inSource\",\n              \"status\": \"accepted\""));
  CHECK_THAT(out("markdown"), test::contains("### Suppressed"));
  CHECK_THAT(out("junit"), test::contains("failures=\"0\""));
  CHECK_THAT(out("junit"), test::contains("suppressed: one copy &lt;only&gt;"));
  for (const char* const format : {"github", "gitlab", "checkstyle"}) {
    INFO(format);
    CHECK(out(format).find("mqtt-fixed-client-id") == std::string::npos);
  }
}

TEST_CASE("check --strict fails on unknown types and on an [[ignore]] that fits nothing") {
  const TempDir dir;
  const std::string unknown =
      dir.write("flows.json", R"([{"id":"t","type":"tab"},{"id":"a","type":"acme","z":"t","x":1,"y":1,"wires":[]}])");
  CHECK(run_halint({"check", unknown, "--no-config"}).code == 0);
  CHECK(run_halint({"check", unknown, "--no-config", "--strict"}).code == 1);
  const std::string quiet = dir.write("quiet.json", kQuietFlow);
  const std::string config =
      dir.write("c.toml", "\n[[ignore]]\nrule = \"split-context\"\nflow = \"*\"\nreason = \"r\"\n");
  const Ran ran = run_halint({"check", quiet, "--config", config});
  CHECK(ran.code == 0);
  CHECK(ran.err == "halint: " + config + ":2:1: this [[ignore]] of split-context fits no finding, so it can go\n");
  CHECK(run_halint({"check", quiet, "--config", config, "--strict"}).code == 1);
  CHECK(run_halint({"check", quiet, "--config", config, "--strict", "--ignore", "split-context"}).code == 0);
}

TEST_CASE("init writes a configuration that reads, once") {
  const TempDir dir;
  CHECK(run_halint({"init", dir.path()}).code == 0);
  CHECK(text_of_file(dir / "halint.toml") == config_template());
  dir.write("halint.toml", "mine");
  const Ran again = run_halint({"init", dir.path()});
  CHECK(again.code == 2);
  CHECK_THAT(again.err, test::contains("halint.toml: is there already, and is left as it is\n"));
  CHECK(text_of_file(dir / "halint.toml") == "mine");
}

TEST_CASE("completion knows every command, option and word") {
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    const Ran ran = run_halint({"completion", shell});
    REQUIRE(ran.code == 0);
    for (const std::string_view name : cli::command_names()) {
      const std::string command(name);
      CHECK_THAT(ran.out, test::contains(command));
      for (const cli::OptionInfo& option : cli::option_infos(command)) {
        INFO(shell << ' ' << command << ' ' << option.name);
        CHECK_THAT(ran.out, test::contains(shell == "fish" ? "-l " + option.name.substr(2) : option.name));
        if (shell == "fish" && option.name != "--help")
          CHECK(ran.out.find("-l " + option.name.substr(2) + " -d ''") == std::string::npos);
      }
    }
    CHECK_THAT(ran.out, test::contains("flowfuse kubernetes"));
    CHECK_THAT(ran.out, test::contains("split-context"));
  }
  CHECK(run_halint({"completion", "fishy"}).err ==
        "halint: halint completion takes bash, zsh or fish, not \"fishy\"; did you mean \"fish\"?\n");
  CHECK(run_halint({"completion"}).code == 2);
}

TEST_CASE("bash completes", "[shell]") {
  const TempDir dir;
  dir.write("c.bash", cli::completion_script(cli::Shell::bash));
  dir.write("t.bash", "source " + (dir / "c.bash") + R"TEXT(
try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _halint; echo "${COMPREPLY[*]}"; }
[ "$(try halint che)" = check ] && [ "$(try halint check --platform k)" = kubernetes ] && [ "$(try halint check --show-s)" = --show-suppressed ] &&
[ "$(try halint check --show)" = "--show-suppressed --show-files" ] &&
[ "$(try halint explain duplicated-s)" = duplicated-startup ] && [ "$(try halint completion f)" = fish ]
)TEXT");
  CHECK(std::system(("bash " + (dir / "t.bash")).c_str()) == 0);
}

TEST_CASE("the man page holds the help texts") {
  const std::string page = run_halint({"man"}).out;
  CHECK_THAT(page, test::contains("\n.TP\n.B \\-\\-baseline FILE\n"));
  for (const std::string_view command : cli::command_names()) {
    std::string title(".SH HALINT ");
    for (const char c : command) title += static_cast<char>(c - 'a' + 'A');
    CHECK_THAT(page, test::contains(title + '\n'));
  }
}

}  // namespace halint
