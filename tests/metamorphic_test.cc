// What must not change an answer: how a file is written, in which order, under which ids, and what stands beside it.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <set>

#include "catch.h"
#include "cli/command_line.h"
#include "halint/report/formats.h"
#include "support/testdata.h"

namespace halint {
namespace {

using test::FlowFile;

// A flow file as values: each node a list of its properties, keys and values as the file has them.
using Node = std::vector<std::pair<std::string, std::string>>;
using Nodes = std::vector<Node>;

Nodes nodes_of(const Document& document) {
  Nodes nodes;
  for (NodeId id = 0; id < document.nodes.size(); ++id) {
    Node& node = nodes.emplace_back();
    document.for_each_property(id, [&](std::string_view key, JsonValue value) { node.emplace_back(key, value.raw()); });
  }
  return nodes;
}

// Blanks between tokens, but none inside of strings, are layout.
std::string without_layout(std::string_view json) {
  std::string out;
  bool string = false;
  for (size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (string && c == '\\') {
      out += c;
      out += json[++at];
      continue;
    }
    if (c == '"') string = !string;
    if (string || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) out += c;
  }
  return out;
}

std::string written(const Nodes& nodes, std::string_view indent) {
  std::string out = "[";
  const std::string line = indent.empty() ? "" : "\n";
  for (size_t i = 0; i < nodes.size(); ++i) {
    out += (i == 0 ? "" : ",") + line + std::string(indent) + "{";
    for (size_t k = 0; k < nodes[i].size(); ++k) {
      out += (k == 0 ? "" : ",") + line + std::string(indent) + std::string(indent) + "\"" + nodes[i][k].first +
             "\":" + without_layout(nodes[i][k].second);
    }
    out += line + std::string(indent) + "}";
  }
  return out + line + "]";
}

// Findings as what they say of which node; `names` undoes a renaming.
std::multiset<std::string> said(
    const Report& report,
    const std::function<std::string(std::string)>& names = [](std::string text) { return text; }) {
  std::multiset<std::string> all;
  for (const ReportFinding& f : report.findings) {
    all.insert(names(std::string(f.rule->id) + " " + std::string(to_string(f.level)) + " " +
                     std::string(to_string(f.confidence)) + " " + f.place.node.id + " " + f.place.property + " " +
                     f.key));
  }
  return all;
}

// What a proof says of itself stands beside its flows, and goes along.
std::string whole_file(const FlowFile& original, const std::string& flows) {
  if (original.document().shape == Shape::flow_array) return flows;
  const std::string_view bytes = original.source().bytes();
  const JsonValue root(bytes.data() + bytes.find('{'));
  const JsonValue about = root.member("case");
  return "{" + (about ? "\"case\":" + std::string(about.raw()) + "," : std::string()) + "\"flows\":" + flows + "}";
}

struct Linted {
  explicit Linted(const FlowFile& original, const Nodes& nodes, std::string_view indent = {})
      : file("changed", whole_file(original, written(nodes, indent))), report(file.check(original.platform())) {}
  FlowFile file;
  Report report;
};

// Files whose answer depends on the order by design: which of two equal ids counts.
bool is_ordinary(const FlowFile& file) {
  std::set<std::string_view> ids;
  const bool list = file.document().shape == Shape::flow_array || file.document().shape == Shape::flows_with_revision;
  return list && std::all_of(file.document().nodes.begin(), file.document().nodes.end(), [&](const DocumentNode& node) {
           return !node.id.empty() && node.id.find_first_of("\\\"") == std::string_view::npos &&
                  ids.insert(node.id).second;
         });
}

// Each test runs over all flow files; what a file says of itself, in its first node, stays there. `check` says whether
// it could be tried.
template <typename Check>
void over_all(Check check) {
  size_t count = 0;
  size_t tried = 0;
  for (const std::filesystem::path& path : test::all_flow_files()) {
    const FlowFile file(path);
    ++count;
    if (!is_ordinary(file)) continue;
    INFO(file.name());
    if (check(file, nodes_of(file.document()))) ++tried;
  }
  CHECK(tried > 100);
  CHECK(tried * 10 > count * 8);
}

std::string replaced(std::string text, const std::map<std::string, std::string>& words) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(
        text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_", at), text.size());
    const auto found = words.find(text.substr(at, end - at));
    out += found == words.end() ? text.substr(at, end - at) : found->second;
    if (end < text.size()) out += text[end];
    at = end + 1;
  }
  return out;
}

}  // namespace

TEST_CASE("layout says nothing", "[metamorphic]") {
  over_all([](const FlowFile& file, const Nodes& nodes) {
    const auto expected = said(file.check());
    CHECK(said(Linted(file, nodes).report) == expected);
    CHECK(said(Linted(file, nodes, "    ").report) == expected);
    CHECK(said(Linted(file, nodes, "\r\t").report) == expected);
    return true;
  });
}

TEST_CASE("the order of properties says nothing", "[metamorphic]") {
  over_all([](const FlowFile& file, Nodes nodes) {
    const auto expected = said(file.check());
    for (Node& node : nodes) std::reverse(node.begin(), node.end());
    CHECK(said(Linted(file, nodes).report) == expected);
    return true;
  });
}

TEST_CASE("the order of nodes says at most which of equals is named", "[metamorphic]") {
  over_all([](const FlowFile& file, Nodes nodes) {
    std::multiset<std::string> expected;
    std::multiset<std::string> actual;
    for (const ReportFinding& f : file.check().findings) expected.insert(std::string(f.rule->id));
    std::minstd_rand random(1);
    for (int order = 0; order < 3; ++order) {
      if (order == 0)
        std::reverse(nodes.begin() + 1, nodes.end());  // the first holds the header
      else
        std::shuffle(nodes.begin() + 1, nodes.end(), random);
      const Linted linted(file, nodes);
      actual.clear();
      for (const ReportFinding& f : linted.report.findings) actual.insert(std::string(f.rule->id));
      INFO(written(nodes, {}));
      CHECK(actual == expected);
    }
    return true;
  });
}

TEST_CASE("an unrelated flow changes nothing", "[metamorphic]") {
  over_all([](const FlowFile& file, Nodes nodes) {
    // Where no page hears anything, this one does not either.
    if (file.header("settings").value_or("").find("httpNodeRoot: false") != std::string::npos) return true;
    const auto expected = said(file.check());
    nodes.push_back({{"id", "\"unrelated-tab\""}, {"type", "\"tab\""}, {"label", "\"Unrelated\""}});
    nodes.push_back({{"id", "\"unrelated-in\""},
                     {"type", "\"http in\""},
                     {"z", "\"unrelated-tab\""},
                     {"url", "\"/unrelated\""},
                     {"method", "\"get\""},
                     {"x", "1"},
                     {"y", "1"},
                     {"wires", "[[\"unrelated-out\"]]"}});
    nodes.push_back({{"id", "\"unrelated-out\""},
                     {"type", "\"http response\""},
                     {"z", "\"unrelated-tab\""},
                     {"x", "1"},
                     {"y", "1"},
                     {"wires", "[]"}});
    CHECK(said(Linted(file, nodes).report) == expected);
    return true;
  });
}

TEST_CASE("ids are only names", "[metamorphic]") {
  over_all([](const FlowFile& file, Nodes nodes) {
    std::map<std::string, std::string> renamed;
    std::map<std::string, std::string> back;
    for (const DocumentNode& node : file.document().nodes) {
      const std::string name = "renamed-" + std::to_string(renamed.size()) + "-node";
      // An id that is also a word of the flow would be replaced where it is none.
      const std::string id(node.id);
      if (file.source().bytes().find("\"" + id + "\":") != std::string_view::npos || id.size() < 2 || node.type == id)
        return false;
      for (const DocumentNode& other : file.document().nodes) {
        if (other.type == id || other.name == id) return false;
      }
      renamed.emplace(id, name);
      back.emplace(name, id);
    }
    for (Node& node : nodes) {
      for (auto& [key, value] : node) {
        if (key == "func" || key == "info" || key == "initialize" || key == "finalize" || key == "name" ||
            key == "label" || key == "template")
          continue;
        const std::string plain = without_layout(value);
        std::string out;
        // Whole strings only; `subflow:<id>` is the one id inside of another word.
        for (size_t at = 0; at < plain.size();) {
          if (plain[at] != '"') {
            out += plain[at++];
            continue;
          }
          const std::string inner(JsonValue(plain.data() + at).raw_string());
          const bool instance = inner.substr(0, 8) == "subflow:";
          const auto found = renamed.find(instance ? inner.substr(8) : inner);
          out += '"' + (found == renamed.end() ? inner : (instance ? "subflow:" : "") + found->second) + '"';
          at += inner.size() + 2;
        }
        value = out;
      }
    }
    const Linted linted(file, nodes);
    CHECK(said(linted.report, [&](std::string text) { return replaced(std::move(text), back); }) == said(file.check()));
    return true;
  });
}

TEST_CASE("a disabled flow is silent, and what it said comes back with it", "[metamorphic]") {
  over_all([](const FlowFile& file, Nodes nodes) {
    for (Node& node : nodes) {
      const bool tab = std::any_of(node.begin(), node.end(),
                                   [](const auto& p) { return p.first == "type" && p.second == "\"tab\""; });
      if (tab) node.emplace_back("disabled", "true");
    }
    // A subflow without an instance is checked on its own, whatever is disabled.
    const std::vector<std::string_view>& types = file.document().types;
    const auto stands_alone = [&](const std::string& flow) {
      const auto is_one = [&](const DocumentNode& node) { return node.type == "subflow" && node.id == flow; };
      return std::any_of(file.document().nodes.begin(), file.document().nodes.end(), is_one) &&
             std::find(types.begin(), types.end(), "subflow:" + flow) == types.end();
    };
    const Linted off(file, nodes);
    for (const ReportFinding& f : off.report.findings) {
      // A node without a flow runs on; the form of the file is judged whatever runs.
      const bool judged = f.rule->id == "invalid-flow" || f.rule->id == "unused-suppression" ||
                          f.place.flow.id.empty() || stands_alone(f.place.flow.id);
      CHECK(judged);
    }
    for (Node& node : nodes) {
      if (!node.empty() && node.back().first == "disabled" && node.back().second == "true")
        node.back().second = "false";
    }
    Nodes originals = nodes_of(file.document());
    const bool touched = std::any_of(originals.begin(), originals.end(), [](const Node& node) {
      return std::any_of(node.begin(), node.end(), [](const auto& p) { return p.first == "disabled"; });
    });
    if (!touched) CHECK(said(Linted(file, nodes).report) == said(file.check()));
    return true;
  });
}

TEST_CASE("the same input gives the same bytes", "[metamorphic]") {
  over_all([](const FlowFile& file, const Nodes&) {
    CHECK(write_json(file.check()) == write_json(file.check()));
    CHECK(write_sarif(file.check()) == write_sarif(file.check()));
    return true;
  });
}

}  // namespace halint
