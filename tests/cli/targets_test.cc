// Nothing is written over what is not ours: every output against every input, configuration and baseline.
// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "tests/catch.h"
#include "tests/cli/command_line.h"

namespace halint {
namespace {

namespace fs = std::filesystem;
using test::contains;
using test::kLoudFlow;
using test::kQuietFlow;
using test::Ran;
using test::run_halint;
using test::TempDir;
using test::WorkingDirectory;

std::string text_of_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Every file below, with what is in it.
std::map<std::string, std::string> everything() {
  std::map<std::string, std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(".")) {
    if (entry.is_regular_file()) all[entry.path().generic_string()] = text_of_file(entry.path());
  }
  return all;
}

const std::string kBaseline = "{\"version\": 1, \"findings\": []}\n";

void fill(const TempDir& dir) {
  dir.write("flows.json", kLoudFlow);
  dir.write("plant/flows.json", kQuietFlow);
  dir.write("other/not-an-input.json", kQuietFlow);
  dir.write("halint.toml", "baseline = \"base.json\"\n");
  dir.write("plant/halint.toml", "extends = \"../common.toml\"\n");
  dir.write("common.toml", "replicas = 3\n");
  dir.write("base.json", kBaseline);
  dir.write("other/base.json", kBaseline);
  dir.write("other/halint.toml", "");
  dir.write("flows_cred.json", "{\"$\": \"x\"}");
  dir.write("package.json", "{\"name\": \"p\"}");
  fs::create_symlink("flows.json", dir / "link.json");
  fs::create_hard_link(dir / "flows.json", dir / "hard.dat");
}

const std::vector<std::string> kPrecious{
    "flows.json",       "./flows.json", "plant/../flows.json",    "link.json",   "hard.dat",
    "plant/flows.json", "halint.toml",  "plant/halint.toml",      "common.toml", "other/halint.toml",
    "flows_cred.json",  "package.json", "other/not-an-input.json"};

}  // namespace

TEST_CASE("no output goes over an input, a configuration or a baseline") {
  std::vector<std::string> victims = kPrecious;
  victims.emplace_back("base.json");
  victims.emplace_back("other/base.json");
  for (const std::string& victim : victims) {
    for (const char* const format :
         {"text", "concise", "json", "ndjson", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown"}) {
      INFO(format << " into " << victim);
      const TempDir dir;
      fill(dir);
      const WorkingDirectory here(dir.path());
      const auto before = everything();
      const Ran ran = run_halint({"check", "flows.json", "plant", "--output", format + ("=" + victim)});
      CHECK(ran.code == 2);
      CHECK_THAT(ran.err, contains("would write over"));
      CHECK(everything() == before);
    }
  }
}

TEST_CASE("no output of a configuration goes over them either") {
  for (const std::string& victim : kPrecious) {
    INFO(victim);
    const TempDir dir;
    fill(dir);
    dir.write("halint.toml", "output = [\"json=" + victim + "\"]\nbaseline = \"base.json\"\n");
    const WorkingDirectory here(dir.path());
    const auto before = everything();
    const Ran ran = run_halint({"check", "flows.json", "plant"});
    CHECK(ran.code == 2);
    CHECK_THAT(ran.err, contains("halint.toml:1: \"output\" would write over"));
    CHECK(everything() == before);
  }
}

TEST_CASE("a new baseline goes over a baseline or into a new file, and nowhere else") {
  for (const std::string& victim : kPrecious) {
    INFO(victim);
    const TempDir dir;
    fill(dir);
    const WorkingDirectory here(dir.path());
    const auto before = everything();
    // As where the value was forgotten: the path is taken for it, and the current directory is linted.
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"check", "--write-baseline", victim},
          std::vector<std::string>{"check", "plant", "--write-baseline", victim}}) {
      const Ran ran = run_halint(arguments);
      CHECK(ran.code == 2);
      CHECK_THAT(ran.err, contains("--write-baseline would write over"));
      CHECK(everything() == before);
    }
  }
  const TempDir dir;
  fill(dir);
  dir.write("empty.json", "");
  dir.write("notes.txt", "mine");
  const WorkingDirectory here(dir.path());
  CHECK(run_halint({"check", "flows.json", "--write-baseline", "empty.json"}).code == 2);
  CHECK(run_halint({"check", "flows.json", "--write-baseline", "notes.txt"}).code == 2);
  CHECK(run_halint({"check", "flows.json", "--write-baseline", "."}).code == 2);
  CHECK(run_halint({"check", "flows.json", "--write-baseline", "/dev/null"}).code == 2);
  CHECK(run_halint({"check", "flows.json", "--write-baseline", "no/base.json"}).code == 2);
  CHECK(run_halint({"check", "flows.json", "--write-baseline", ""}).code == 2);
  CHECK(run_halint({"check", "flows.json", "--write-baseline", "new.json"}).code == 0);
  CHECK_THAT(text_of_file("new.json"), contains("\"fingerprint\""));
  CHECK(run_halint({"check", "flows.json", "--write-baseline", "base.json"}).code == 0);
  CHECK(run_halint({"check", "flows.json", "--write-baseline", "other/base.json"}).code == 0);
  CHECK_THAT(text_of_file("other/base.json"), contains("\"fingerprint\""));
}

TEST_CASE("a run may be repeated where its own reports and baseline lie") {
  const TempDir dir;
  dir.write("flows.json", kLoudFlow);
  const WorkingDirectory here(dir.path());
  for (int i = 0; i < 3; ++i) {
    const Ran ran = run_halint({"check", ".", "--output", "json=halint.json", "--output", "sarif=halint.sarif.json",
                                "--output", "gitlab=quality.json", "--write-baseline", "halint-baseline.json"});
    INFO(ran.err);
    CHECK(ran.code == 0);
  }
  dir.write("broken.json", "[{\"id\":\"a\",\"wires\":[");
  CHECK(run_halint({"check", "flows.json", "--output", "json=broken.json"}).code == 2);
}

TEST_CASE("no two outputs go to the same file, however it is spelled") {
  const TempDir dir;
  fill(dir);
  dir.write("old.txt", "an older report");
  fs::create_symlink("old.txt", dir / "alias.txt");
  fs::create_directory_symlink("plant", dir / "works");
  const WorkingDirectory here(dir.path());
  for (const auto& [one, other] : {std::pair<std::string, std::string>{"new.txt", "new.txt"},
                                   {"new.txt", "./new.txt"},
                                   {"old.txt", "alias.txt"},
                                   {"plant/new.txt", "works/new.txt"},
                                   {"new.txt", dir / "new.txt"}}) {
    INFO(one << " and " << other);
    const auto before = everything();
    const Ran ran = run_halint({"check", "flows.json", "--output", "json=" + one, "--output", "text=" + other});
    CHECK(ran.code == 2);
    CHECK_THAT(ran.err, contains("two outputs go to the same file"));
    CHECK(run_halint({"check", "flows.json", "--output", "json=" + one, "--write-baseline", other}).code == 2);
    CHECK(everything() == before);
  }
  CHECK(run_halint({"check", "flows.json", "--output", "json=old.txt", "--output", "text=new.txt"}).code == 1);
  CHECK(run_halint({"check", "flows.json", "--output", "json=/dev/null", "--output", "text=/dev/null"}).code == 1);
  CHECK(run_halint({"check", "flows.json", "--output", "json=-", "--output", "text=-"}).code == 2);
}

TEST_CASE("a run that cannot begin still gives the document that was asked for") {
  const TempDir dir;
  fill(dir);
  dir.write("halint.toml", "platfrm = 1\n");
  const WorkingDirectory here(dir.path());
  for (const char* const format : {"json", "sarif", "gitlab", "junit", "checkstyle", "github", "concise", "markdown"}) {
    INFO(format);
    const Ran ran = run_halint({"check", "--format", format, "--output", "json=report.json"});
    CHECK(ran.code == 2);
    CHECK_THAT(ran.err, contains("halint.toml:1:1: there is no key \"platfrm\""));
    CHECK_THAT(ran.out, contains("there is no key"));
    CHECK_THAT(text_of_file("report.json"), contains("there is no key"));
  }
  CHECK(run_halint({"check"}).out.empty());
  const Ran json = run_halint({"check", "--format", "json"});
  CHECK_THAT(json.out, contains("\"errors\": [\n    {\n      \"file\": \"halint.toml\""));
  CHECK_THAT(json.out, contains("\"line\": 1"));
  // What broke the run is not written over either.
  CHECK(run_halint({"check", "--format", "json", "--output", "json=halint.toml"}).code == 2);
  CHECK(text_of_file("halint.toml") == "platfrm = 1\n");
  CHECK_THAT(run_halint({"check", "--no-config", "--select", "nonsense", "--format", "json"}).out,
             contains("there is no rule"));
  CHECK_THAT(run_halint({"check", "--no-config", "--baseline", "flows.json", "--format", "json"}).out,
             contains("is no baseline of halint"));
  dir.write("halint.toml", "output = [\"jsn=x.json\"]\n");
  CHECK_THAT(run_halint({"check", "--format", "json"}).out, contains("did you mean"));
}

}  // namespace halint
