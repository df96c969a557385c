// Each rule against its pair of flows: what must be found stands in the flows themselves (testdata/rules/<rule-id>/).
// One rule alone: halint_tests "rule pairs*" -c <rule-id>
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>

#include "halint/report/formats.h"
#include "halint/rule/rule.h"
#include "tests/catch.h"
#include "tests/support/testdata.h"

namespace fs = std::filesystem;

namespace halint::test {
namespace {

// Kinds of analysis that a file may name in its header (`needs: …`) and that are there.
constexpr std::array<std::string_view, 1> kImplemented{"context"};

bool can_run(const FlowFile& file) {
  const std::optional<std::string> needs = file.header("needs");
  return !needs || std::find(kImplemented.begin(), kImplemented.end(), *needs) != kImplemented.end();
}

// Nodes of a file by id, with a line of their code where the expectation names one; and the level, if it matters.
using Places = std::map<std::string, std::string>;

std::string place_name(std::string_view node, uint32_t code_line) {
  return std::string(node) + (code_line == 0 ? "" : ", line " + std::to_string(code_line) + " of its code");
}

Places expected(const FlowFile& file, std::string_view rule) {
  Places places;
  for (const FlowFile::Expectation& e : file.expectations()) {
    if (e.rule == rule) places[place_name(e.node, e.code_line)] = e.level;
  }
  return places;
}

std::optional<Level> level_named(std::string_view word) {
  for (const Level level : {Level::note, Level::warning, Level::error}) {
    if (to_string(level) == word) return level;
  }
  return std::nullopt;
}

// A finding inside code stands for its node as well, unless the flow expects it at a line.
Places found(const Report& report, std::string_view rule, const Places& wanted) {
  Places places;
  for (const ReportFinding& f : report.findings) {
    if (f.rule->id != rule) continue;
    std::string place = place_name(f.place.node.id, f.place.code_line);
    if (wanted.count(place) == 0) place = f.place.node.id;
    std::string& level = places[place];
    if (level.empty() || f.level > *level_named(level)) level = to_string(f.level);
  }
  return places;
}

std::string compare(const Places& wanted, const Places& got) {
  std::string text;
  for (const auto& [place, level] : wanted) {
    const auto at = got.find(place);
    if (at == got.end())
      text += "\n  missing: " + place;
    else if (!level.empty() && at->second != level)
      text += "\n  level:   " + place + " is " + at->second + " instead of " + level;
  }
  for (const auto& [place, level] : got) {
    if (wanted.count(place) == 0) text += "\n  noisy:   " + place + " (" + level + ")";
  }
  return text;
}

void check_pair(const fs::path& path, const std::string& rule) {
  const FlowFile file(path);
  if (!can_run(file)) return;
  const Report report = file.check();
  const Places wanted = expected(file, rule);
  const std::string difference = compare(wanted, found(report, rule, wanted));
  INFO(file.name() << difference);
  CHECK(difference.empty());
  const bool flagged = path.filename().string().rfind("flagged", 0) == 0;
  CHECK(wanted.empty() == !flagged);
  CHECK(write_json(report) == write_json(file.check()));
}

bool is_kebab_case(std::string_view id) {
  return !id.empty() && id.front() != '-' && id.back() != '-' && id.find("--") == std::string_view::npos &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos;
}

// Every paragraph is made of whole sentences: it ends in a period.
bool has_full_stops(std::string_view text) {
  for (size_t at = text.find("\n\n"); at != std::string_view::npos; at = text.find("\n\n", at + 2)) {
    if (at == 0 || text[at - 1] != '.') return false;
  }
  return !text.empty() && text.back() == '.';
}

}  // namespace

TEST_CASE("rule pairs: each rule finds what its flows expect, and nothing else", "[rules]") {
  for (const Rule& rule : rules()) {
    const std::string id(rule.id);
    DYNAMIC_SECTION(id) {
      const fs::path folder = testdata() / "rules" / id;
      REQUIRE(fs::exists(folder / "flagged.json"));
      REQUIRE(fs::exists(folder / "clean.json"));
      for (const fs::path& path : flow_files("rules/" + id)) check_pair(path, id);
    }
  }
}

TEST_CASE("rule pairs: every folder is a rule's", "[rules]") {
  for (const auto& entry : fs::directory_iterator(testdata() / "rules")) {
    INFO(entry.path().string());
    CHECK(find_rule(entry.path().filename().string()) != nullptr);
  }
}

TEST_CASE("rule pairs: expectations name rules", "[rules]") {
  for (const fs::path& path : flow_files("rules")) {
    const FlowFile file(path);
    for (const FlowFile::Expectation& e : file.expectations()) {
      INFO(file.name() << ": " << e.rule);
      CHECK(find_rule(e.rule) != nullptr);
      CHECK(path.parent_path().filename().string() == e.rule);
    }
  }
}

TEST_CASE("rule texts: ids are sorted, unique and kebab-case", "[rules]") {
  std::string_view last;
  for (const Rule& rule : rules()) {
    INFO(rule.id);
    CHECK(is_kebab_case(rule.id));
    CHECK(last < rule.id);
    CHECK(find_rule(rule.id) == &rule);
    last = rule.id;
  }
  CHECK(find_rule("no-such-rule") == nullptr);
}

TEST_CASE("rule texts: whole sentences, tags and sources", "[rules]") {
  for (const Rule& rule : rules()) {
    INFO(rule.id);
    CHECK(rule.summary.size() <= 120);
    std::istringstream drawing{std::string(rule.drawing)};
    for (std::string line; std::getline(drawing, line);) {
      CHECK(line.size() <= 78);
      CHECK(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; }));
    }
    CHECK(rule.summary.find('\n') == std::string_view::npos);
    for (const std::string_view text : {rule.summary, rule.happens, rule.fix, rule.fine, rule.seen}) {
      INFO(text);
      CHECK(has_full_stops(text));
    }
    CHECK(rule.level >= Level::note);
    CHECK(rule.confidence >= Confidence::low);
    CHECK_FALSE(rule.tags.empty());
    CHECK_FALSE(rule.references.empty());
    for (const std::string_view reference : rule.references) CHECK(reference.substr(0, 8) == "https://");
  }
}

TEST_CASE("findings: of known rules, never above the rule's level, with a message for a title", "[rules]") {
  for (const fs::path& path : all_flow_files()) {
    for (const Platform platform : {Platform::flowfuse, Platform::kubernetes}) {
      const FlowFile file(path);
      for (const ReportFinding& f : file.check(platform).findings) {
        INFO(file.name() << ": " << f.message);
        REQUIRE(f.rule != nullptr);
        CHECK(find_rule(f.rule->id) == f.rule);
        CHECK(f.level <= f.rule->level);
        CHECK(f.level >= Level::note);
        CHECK_FALSE(f.message.empty());
        CHECK(f.message.back() != '.');
        CHECK(f.message.find('\n') == std::string::npos);
      }
    }
  }
}

}  // namespace halint::test
