// --shard and halint merge: what is refused, and in which words. tests/checks/fleet.mjs holds formats against one run.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/catch.h"
#include "tests/cli/command_line.h"

namespace halint {
namespace {

using test::contains;
using test::kLoudFlow;
using test::kQuietFlow;
using test::Ran;
using test::run_halint;
using test::TempDir;
using test::WorkingDirectory;

std::string text_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Five instances, of which the third is loud, and their reports in so many shards.
std::vector<std::string> make_reports(const TempDir& dir, uint32_t count,
                                      const std::vector<std::string>& options = {}) {
  for (int i = 0; i < 5; ++i) dir.write("sites/" + std::to_string(i) + "/flows.json", i == 2 ? kLoudFlow : kQuietFlow);
  std::vector<std::string> reports;
  for (uint32_t i = 1; i <= count; ++i) {
    reports.push_back("shard-" + std::to_string(i) + ".ndjson");
    std::vector<std::string> arguments{"check",
                                       "sites",
                                       "--no-config",
                                       "--shard",
                                       std::to_string(i) + "/" + std::to_string(count),
                                       "--output",
                                       "ndjson=" + reports.back()};
    arguments.insert(arguments.end(), options.begin(), options.end());
    run_halint(arguments);
  }
  return reports;
}

Ran merge(std::vector<std::string> reports, const std::vector<std::string>& options = {}) {
  reports.insert(reports.begin(), "merge");
  reports.insert(reports.end(), options.begin(), options.end());
  return run_halint(reports);
}

void replace_in(const TempDir& dir, const std::string& name, const std::string& from, const std::string& to) {
  std::string text = text_of(dir / name);
  const size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  dir.write(name, text.replace(at, from.size(), to));
}

}  // namespace

TEST_CASE("shards take all files once, and neighbours together") {
  const TempDir dir;
  const WorkingDirectory here(dir.path());
  make_reports(dir, 0);
  for (const uint32_t count : {1U, 2U, 3U, 5U, 9U}) {
    std::string linted;
    for (uint32_t i = 1; i <= count; ++i) {
      const Ran ran = run_halint({"check", "sites", "--no-config", "--show-files", "--quiet", "--shard",
                                  std::to_string(i) + "/" + std::to_string(count)});
      for (size_t at = ran.err.find("linted    sites/"); at != std::string::npos;
           at = ran.err.find("linted    sites/", at + 1))
        linted += ran.err[at + 16];
    }
    CHECK(linted == "01234");
  }
  const auto files = [](const char* shard) {
    return run_halint({"check", "sites", "--no-config", "--shard", shard, "--format", "json", "--quiet"}).out;
  };
  CHECK(files("0/4") == files("4/4"));
  CHECK(files("0/4") != files("1/4"));
}

TEST_CASE("a shard that makes no sense is refused with a sentence") {
  for (const char* const shard : {"5/4", "1/0", "0/0", "1/100001"}) {
    INFO(shard);
    CHECK_THAT(run_halint({"check", "--shard", shard}).err, contains("--shard counts from 1/N to N/N"));
  }
  for (const char* const shard : {"1", "/", "1/", "/4", "-1/4", "1/4/4", "one/4", "1 /4", "99999999999/4", "+1/4"}) {
    INFO(shard);
    const Ran ran = run_halint({"check", std::string("--shard=") + shard});
    CHECK(ran.code == 2);
    CHECK_THAT(ran.err, contains("--shard takes I/N, as in 1/4"));
  }
  CHECK_THAT(run_halint({"check", "-", "--shard", "1/2"}).err,
             contains("standard input is one that no other shard sees"));
  CHECK_THAT(run_halint({"check", "--watch", "--shard", "1/2"}).err, contains("so --shard does not go with it"));
  CHECK_THAT(run_halint({"check", "--write-baseline", "b.json", "--shard", "1/2"}).err,
             contains("do not go with --shard"));
  const TempDir dir;
  dir.write("halint.toml", "baseline = \"base.json\"\n");
  dir.write("base.json", R"({"version": 1, "findings": []})");
  dir.write("flows.json", kQuietFlow);
  const WorkingDirectory here(dir.path());
  const Ran ran = run_halint({"check", "--shard", "1/2"});
  CHECK(ran.code == 2);
  CHECK_THAT(ran.err, contains("so --shard does not go with the one that halint.toml:1 names"));
}

TEST_CASE("reports of shards become the report of one run, and its exit code") {
  const TempDir dir;
  const WorkingDirectory here(dir.path());
  const std::vector<std::string> reports = make_reports(dir, 3);
  const Ran one = run_halint({"check", "sites", "--no-config"});
  const Ran joined = merge({reports[2], reports[0], reports[1]});
  CHECK(joined.out == one.out);
  CHECK(joined.code == 1);
  CHECK(merge(reports, {"--fail-on", "never"}).code == 0);
  CHECK(run_halint({"check", "sites", "--no-config", "--shard", "1/3"}).code == 0);
  CHECK_THAT(run_halint({"merge"}).err, contains("say which reports"));
  CHECK_THAT(merge(reports, {"--output", "json=" + reports[1]}).err, contains("would write over the input"));
}

#if defined(__linux__)
TEST_CASE(
    "a name that is no text is replaced once, so that a run, its reports and its baseline call the file the same") {
  const TempDir dir;
  const WorkingDirectory here(dir.path());
  const std::string folder = "caf\xE9-\xC3\xA9";
  dir.write(folder + "/flows.json", kLoudFlow);
  dir.write(folder + "/flows-broken.json", R"([{"id": "wires", "wires")");
  run_halint({"check", ".", "--no-config", "--quiet", "--output", "ndjson=whole.ndjson"});
  for (const char* const format : {"text", "json", "sarif", "gitlab", "junit", "checkstyle", "github", "markdown"}) {
    INFO(format);
    const Ran one = run_halint({"check", ".", "--no-config", "--format", format});
    CHECK_THAT(one.out, contains("caf\xEF\xBF\xBD-\xC3\xA9/flows") || contains("caf%EF%BF%BD-%C3%A9/flows"));
    CHECK(merge({"whole.ndjson"}, {"--format", format}).out == one.out);
  }
  run_halint({"check", folder + "/flows.json", "--no-config", "--write-baseline", "base.json"});
  CHECK(run_halint({"check", folder + "/flows.json", "--no-config", "--baseline", "base.json", "--fail-on", "note"})
            .code == 0);
}
#endif

TEST_CASE("a directory is empty only if it is in all shards") {
  const TempDir dir;
  const WorkingDirectory here(dir.path());
  make_reports(dir, 0);
  dir.write("hollow/other.json", "{}");
  for (const bool hollow : {false, true}) {
    std::vector<std::string> paths{"check", "sites", "--no-config", "--fail-on", "never"};
    if (hollow) paths.emplace_back("hollow");
    std::vector<std::string> reports;
    for (const char* const shard : {"1/7", "2/7", "3/7", "4/7", "5/7", "6/7", "7/7"}) {
      reports.push_back(std::string(1, *shard) + ".ndjson");
      std::vector<std::string> arguments = paths;
      arguments.insert(arguments.end(), {"--shard", shard, "--output", "ndjson=" + reports.back()});
      const Ran ran = run_halint(arguments);
      CHECK(ran.code == 0);
      CHECK_THAT(ran.err, !contains("holds no Node-RED flows"));
    }
    const Ran one = run_halint(paths);
    const Ran joined = merge(reports);
    CHECK(one.code == (hollow ? 2 : 0));
    CHECK(joined.code == one.code);
    CHECK(joined.err == one.err);
    CHECK(joined.out == one.out);
  }
}

TEST_CASE("reports that do not belong together are refused, and nothing is written") {
  const TempDir dir;
  const WorkingDirectory here(dir.path());
  const std::vector<std::string> good = make_reports(dir, 3);
  const auto refused = [](const std::vector<std::string>& reports, const std::string& words) {
    const Ran ran = merge(reports, {"--output", "json=joined.json"});
    CHECK(ran.code == 2);
    CHECK_THAT(ran.err, contains(words));
    CHECK(ran.out.empty());
    CHECK(!std::filesystem::exists("joined.json"));
  };
  refused({good[0], good[2]}, "the report of shard 2 of 3 is missing; give those of all shards");
  refused({good[1], good[2]}, "the report of shard 1 of 3 is missing");
  refused({good[0], good[1], good[1]}, "shard-2.ndjson: is shard 2 of 3, as shard-2.ndjson is; give each shard once");
  refused({good[0], good[1], good[2], good[0]}, "give each shard once");
  refused({good[0], good[1], "none.ndjson"}, "none.ndjson: cannot be opened");
  refused({good[0], good[1], "sites"}, "sites: is a folder");
  refused({good[0], good[1], "sites/0/flows.json"}, "is no ndjson report of halint");
  run_halint({"check", "sites", "--no-config", "--output", "json=report.json"});
  refused({"report.json"}, "report.json:1: is no ndjson report of halint");
  dir.write("empty.ndjson", "");
  refused({"empty.ndjson"}, "empty.ndjson: is empty");

  make_reports(dir, 2);
  refused({good[0], good[2]}, "is shard 3 of 3, and the first report is one of 2");
  make_reports(dir, 3);
  run_halint({"check", "sites", "--no-config", "--strict", "--shard", "2/3", "--output", "ndjson=" + good[1]});
  refused(good, "shard-2.ndjson: was made with other options");
  make_reports(dir, 3);
  dir.write("sites/5/flows.json", kQuietFlow);
  run_halint({"check", "sites", "--no-config", "--shard", "2/3", "--output", "ndjson=" + good[1]});
  refused(good, "shard-2.ndjson: was parted from 6 files, and the first report from 5");
  std::filesystem::remove_all("sites/5");
  std::filesystem::rename("sites/4", "sites/5");
  run_halint({"check", "sites", "--no-config", "--shard", "2/3", "--output", "ndjson=" + good[1]});
  refused(good, "shard-2.ndjson: was parted from files with other names");
}

TEST_CASE("a report that was cut off or changed is refused where it is wrong") {
  const TempDir dir;
  const WorkingDirectory here(dir.path());
  const auto refused = [](const std::string& words) {
    const Ran ran = merge({"shard-1.ndjson"});
    CHECK(ran.code == 2);
    CHECK_THAT(ran.err, contains(words));
    CHECK(ran.out.empty());
  };
  const auto change = [&](const std::string& from, const std::string& to) {
    make_reports(dir, 1);
    replace_in(dir, "shard-1.ndjson", from, to);
  };
  make_reports(dir, 1);
  const std::string whole = text_of(dir / "shard-1.ndjson");
  for (size_t size = 0; size + 1 < whole.size(); size += 1 + size / 40) {
    dir.write("shard-1.ndjson", whole.substr(0, size));
    const Ran ran = merge({"shard-1.ndjson"});
    INFO("cut off after " << size << " bytes: " << ran.err);
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
  }
  dir.write("shard-1.ndjson", whole.substr(0, whole.rfind("{\"record\":\"end\"")));
  refused("shard-1.ndjson:7: ends early");
  dir.write("shard-1.ndjson", whole.substr(0, whole.size() - 1));
  CHECK(merge({"shard-1.ndjson"}).code == 1);  // only the last line end is missing
  dir.write("shard-1.ndjson", whole + whole);
  refused("expected no line behind");
  change("\"version\":1", "\"version\":2");
  refused("shard-1.ndjson:1: expected 1, the form that this halint reads");
  change("\"version\":\"", "\"version\":\"9.");
  refused("and this is halint");
  change("\"filesLinted\":5", "\"filesLinted\":4");
  refused("expected the number of files above as \"filesLinted\"");
  change("\"level\":\"error\"", "\"level\":\"fatal\"");
  refused("as \"level\"");
  change("\"rule\":\"mqtt-fixed-client-id\"", "\"rule\":\"mqtt-fixed\"");
  refused("expected a rule that this version has as \"rule\"");
  change("\"flows\":[0]", "\"flows\":[7]");
  refused("as \"flows\"");
  change("\"at\":[", "\"at\":[4000000000,");
  refused("as \"at\"");
  change("\"record\":\"file\"", "\"record\":\"fil\"");
  refused("as \"record\"");
  change("\"nodes\":", "\"nodes\":-");
  refused("expected a whole number as \"nodes\"");
  change("\"detail\":{", "\"detail\":[],\"x\":{");
  refused("as \"detail\"");
}

}  // namespace halint
