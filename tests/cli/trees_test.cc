// Directories as people have them: which files are linted, which are left out, and how the run ends.
// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

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

using Names = std::vector<std::string>;

/// A path and what is there: `Q` and `L` for a quiet and a loud flow, `-> target` for a link, `|` for a pipe, `/` for a
/// folder, else the text of a file.
using Tree = std::vector<std::pair<std::string, std::string>>;

void grow(const TempDir& dir, const Tree& tree) {
  for (const auto& [name, what] : tree) {
    const std::string path = dir / name;
    if (what == "/") {
      fs::create_directories(path);
    } else if (what.starts_with("-> ")) {
      fs::create_directories(fs::path(path).parent_path());
      fs::create_symlink(what.substr(3), path);
    } else if (what == "|") {
      fs::create_directories(fs::path(path).parent_path());
      ::mkfifo(path.c_str(), 0600);
    } else {
      dir.write(name, what == "Q" ? kQuietFlow : what == "L" ? kLoudFlow : what);
    }
  }
}

struct Looked {
  Names linted, left_out, not_read;
  int code = 0;
  std::string err;
};

// What --show-files says, without the reasons.
Looked look(const std::vector<std::string>& paths = {}) {
  std::vector<std::string> arguments{"check", "--show-files", "--quiet"};
  arguments.insert(arguments.end(), paths.begin(), paths.end());
  const Ran ran = run_halint(arguments);
  Looked looked{{}, {}, {}, ran.code, ran.err};
  std::istringstream lines(ran.err);
  for (std::string line; std::getline(lines, line);) {
    const auto take = [&](const std::string& head, Names& to) {
      if (line.starts_with(head)) to.push_back(line.substr(head.size(), line.find(": ") - head.size()));
    };
    take("linted    ", looked.linted);
    take("left out  ", looked.left_out);
    take("not read  ", looked.not_read);
  }
  return looked;
}

struct Example {
  std::string name;
  Tree tree;
  Names linted;
  Names left_out;
  int code;
};

const std::string kProject = R"({"name":"p","node-red":{"settings":{"flowFile":"FILE"}}})";
std::string project(const std::string& file) {
  std::string text = kProject;
  return text.replace(text.find("FILE"), 4, file);
}

const std::vector<Example>& examples() {
  static const std::vector<Example> kAll{
      {"one flow file", {{"flows.json", "Q"}}, {"flows.json"}, {}, 0},
      {"a finding", {{"flows.json", "L"}}, {"flows.json"}, {}, 1},
      {"a file at the top hides nothing below",
       {{"flows.json", "Q"}, {"plant/flows.json", "L"}},
       {"flows.json", "plant/flows.json"},
       {},
       1},
      {"a snapshot hides nothing beside it",
       {{"snapshot-1.json", "Q"}, {"my-instance.json", "L"}},
       {"my-instance.json", "snapshot-1.json"},
       {},
       1},
      {"any other name", {{"plant.json", "L"}}, {"plant.json"}, {}, 1},
      {"deep", {{"a/b/c/d/e/f.json", "L"}}, {"a/b/c/d/e/f.json"}, {}, 1},
      {"names in other case", {{"FLOWS.JSON", "L"}, {"x.Json", "Q"}}, {"FLOWS.JSON", "x.Json"}, {}, 1},
      {"Node-RED's fallback name", {{"flow.json", "Q"}}, {"flow.json"}, {}, 0},
      {"a hidden file", {{".flows.json", "L"}}, {".flows.json"}, {}, 1},
      {"a hidden folder", {{".node-red/flows.json", "L"}, {"flows.json", "Q"}}, {"flows.json"}, {".node-red/"}, 0},
      {"node_modules",
       {{"node_modules/x/examples/flows.json", "L"}, {"flows.json", "Q"}},
       {"flows.json"},
       {"node_modules/"},
       0},
      {"node_modules further down",
       {{"a/node_modules/x.json", "L"}, {"a/flows.json", "Q"}},
       {"a/flows.json"},
       {"a/node_modules/"},
       0},
      {"credentials",
       {{"flows.json", "Q"}, {"flows_cred.json", "{\"$\":\"x\"}"}},
       {"flows.json"},
       {"flows_cred.json"},
       0},
      {"backups", {{"flows.json", "Q"}, {".flows.json.backup", "L"}}, {"flows.json"}, {".flows.json.backup"}, 0},
      {"other JSON",
       {{"flows.json", "Q"}, {"package.json", "{}"}, {"data.json", "[1]"}},
       {"flows.json"},
       {"data.json", "package.json"},
       0},
      {"JSON with comments",
       {{"flows.json", "Q"}, {"tsconfig.json", "{ // c\n}"}},
       {"flows.json"},
       {"tsconfig.json"},
       0},
      {"a name that begins like npm's", {{"packaging-line.json", "L"}}, {"packaging-line.json"}, {}, 1},
      {"people are no nodes",
       {{"flows.json", "Q"}, {"users.json", R"([{"id":"1","type":"user"}])"}},
       {"flows.json"},
       {"users.json"},
       0},
      {"a graph is no flow",
       {{"flows.json", "Q"}, {"graph.json", R"({"nodes":[{"id":"1","type":"city"}]})"}},
       {"flows.json"},
       {"graph.json"},
       0},
      {"one flow with its nodes",
       {{"flows.json", "Q"},
        {"one.json", R"({"id":"1","label":"One","nodes":[{"id":"2","type":"city","z":"1","wires":[]}]})"}},
       {"flows.json", "one.json"},
       {},
       0},
      {"nothing at all", {{"docs", "/"}}, {}, {}, 2},
      {"nothing but other JSON", {{"data.json", "{}"}}, {}, {"data.json"}, 2},
      {"nothing but what is left out", {{"node_modules/flows.json", "L"}}, {}, {"node_modules/"}, 2},
      {"broken JSON by a flow's name", {{"flows.json", "[{"}}, {}, {}, 2},
      {"broken JSON that has wires", {{"plant.json", "[{\"wires\":[],"}, {"flows.json", "Q"}}, {"flows.json"}, {}, 2},
      {"an empty file by a flow's name", {{"flows_old.json", ""}, {"flows.json", "Q"}}, {"flows.json"}, {}, 2},
      {"an empty list", {{"flows.json", "[]"}}, {"flows.json"}, {}, 0},
      {"a dangling link", {{"flows.json", "Q"}, {"old.json", "-> gone.json"}}, {"flows.json"}, {}, 2},
      {"a link to itself", {{"flows.json", "Q"}, {"loop.json", "-> loop.json"}}, {"flows.json"}, {}, 2},
      {"a link to a file", {{"data/plant.dat", "L"}, {"flows.json", "-> data/plant.dat"}}, {"flows.json"}, {}, 1},
      {"a link to a folder", {{"a/flows.json", "Q"}, {"b", "-> a"}}, {"a/flows.json"}, {"b/"}, 0},
      {"links in a circle", {{"a/flows.json", "Q"}, {"a/up", "-> .."}}, {"a/flows.json"}, {"a/up/"}, 0},
      {"a pipe", {{"flows.json", "Q"}, {"pipe.json", "|"}}, {"flows.json"}, {}, 2},
      {"a folder that is called like a file", {{"flows.json/plant.json", "L"}}, {"flows.json/plant.json"}, {}, 1},
      {".gitignore",
       {{".gitignore", "old.json\n"}, {"old.json", "L"}, {"flows.json", "Q"}},
       {"flows.json"},
       {"old.json"},
       0},
      {".gitignore of a folder",
       {{".gitignore", "build/\n"}, {"build/flows.json", "L"}, {"flows.json", "Q"}},
       {"flows.json"},
       {"build/"},
       0},
      {".gitignore that takes back",
       {{".gitignore", "*.json\n!flows.json\n"}, {"old.json", "L"}, {"flows.json", "L"}},
       {"flows.json"},
       {"old.json"},
       1},
      {".gitignore further down",
       {{"a/.gitignore", "/x.json\n"}, {"a/x.json", "L"}, {"a/b/x.json", "L"}, {"x.json", "Q"}},
       {"a/b/x.json", "x.json"},
       {"a/x.json"},
       1},
      {".gitignore of all", {{".gitignore", "*\n"}, {"flows.json", "L"}}, {}, {"flows.json"}, 2},
      {"a .gitignore that is a folder is a hidden folder",
       {{".gitignore", "/"}, {"flows.json", "L"}},
       {"flows.json"},
       {".gitignore/"},
       1},
      {"exclude",
       {{"halint.toml", "exclude = [\"archive/\", \"*.old.json\"]\n"},
        {"archive/a.json", "L"},
        {"b.old.json", "L"},
        {"flows.json", "Q"}},
       {"flows.json"},
       {"archive/", "b.old.json"},
       0},
      {"exclude of a configuration further down",
       {{"a/halint.toml", "exclude = [\"x.json\"]\n"}, {"a/x.json", "L"}, {"x.json", "L"}},
       {"x.json"},
       {"a/x.json"},
       1},
      {"exclude wins over .gitignore",
       {{".gitignore", "!x.json\n"}, {"halint.toml", "exclude = [\"x.json\"]\n"}, {"x.json", "L"}, {"flows.json", "Q"}},
       {"flows.json"},
       {"x.json"},
       0},
      {"a project",
       {{"package.json", project("my.json")}, {"my.json", "L"}, {"flows.json", "Q"}},
       {"flows.json", "my.json"},
       {"package.json"},
       1},
      {"a project whose file has no .json",
       {{"package.json", project("my.flow")}, {"my.flow", "L"}},
       {"my.flow"},
       {"package.json"},
       1},
      {"a project whose file is gone",
       {{"package.json", project("gone.json")}, {"flows.json", "Q"}},
       {"flows.json"},
       {"package.json"},
       2},
      {"a project whose file holds no flows",
       {{"package.json", project("my.json")}, {"my.json", "{}"}},
       {},
       {"package.json"},
       2},
      {"a project whose file is further down",
       {{"package.json", project("src/main.json")}, {"src/main.json", "L"}},
       {"src/main.json"},
       {"package.json"},
       1},
      {"a user directory with projects",
       {{".config.projects.json", R"({"projects":{"p":{}},"activeProject":"p"})"},
        {"flows.json", "Q"},
        {"projects/p/package.json", project("flow.json")},
        {"projects/p/flow.json", "L"}},
       {"flows.json", "projects/p/flow.json"},
       {".config.projects.json", "projects/p/package.json"},
       1},
      {"a user directory whose flow file has another name",
       {{"settings.js", "module.exports = { flowFile: 'plant.flow' };"}, {"plant.flow", "L"}, {"flows.json", "Q"}},
       {"flows.json", "plant.flow"},
       {},
       1},
      {"a flow file that settings.js names holds no flows",
       {{"settings.js", "module.exports = { flowFile: 'a.json' };"}, {"a.json", "{}"}},
       {},
       {},
       2},
      {"a flow file that settings.js names and .gitignore leaves out",
       {{".gitignore", "a.flow\n"},
        {"settings.js", "module.exports = { flowFile: 'a.flow' };"},
        {"a.flow", "L"},
        {"flows.json", "Q"}},
       {"flows.json"},
       {"a.flow"},
       0},
      {"a settings.js of another program",
       {{"settings.js", "export default { flowFile: 'a.flow' };"}, {"a.flow", "L"}, {"flows.json", "Q"}},
       {"flows.json"},
       {},
       0},
      {"two projects",
       {{"a/package.json", project("one.json")},
        {"a/one.json", "Q"},
        {"b/package.json", project("two.json")},
        {"b/two.json", "L"}},
       {"a/one.json", "b/two.json"},
       {"a/package.json", "b/package.json"},
       1},
      {"a byte order mark", {{"flows.json", "\xEF\xBB\xBF[]"}}, {"flows.json"}, {}, 0},
  };
  return kAll;
}

}  // namespace

TEST_CASE("trees: what is linted, what is left out, and how it ends") {
  CHECK(examples().size() >= 40);
  for (const Example& example : examples()) {
    INFO(example.name);
    const TempDir dir;
    grow(dir, example.tree);
    const WorkingDirectory here(dir.path());
    const Looked looked = look();
    INFO(looked.err);
    CHECK(looked.linted == example.linted);
    CHECK(looked.left_out == example.left_out);
    CHECK(looked.code == example.code);
    CHECK((looked.code == 2) == !looked.not_read.empty());
  }
}

TEST_CASE("trees: moving a flow file, adding one beside it or a configuration elsewhere takes no finding away") {
  for (const Example& example : examples()) {
    if (example.code != 1 || example.tree.front().first == "halint.toml") continue;
    INFO(example.name);
    const auto findings = [&](const Tree& more, const std::string& under) {
      const TempDir dir;
      Tree tree = more;
      for (const auto& [name, what] : example.tree) tree.emplace_back(under + name, what);
      grow(dir, tree);
      const WorkingDirectory here(dir.path());
      const std::string out = run_halint({"check", "--format", "concise"}).out;
      size_t count = 0;
      for (size_t at = out.find("mqtt-fixed-client-id"); at != std::string::npos;
           at = out.find("mqtt-fixed-client-id", at + 1))
        ++count;
      return count;
    };
    const size_t found = findings({}, "");
    CHECK(found > 0);
    CHECK(findings({}, "deeper/and/deeper/") == found);
    for (const char* const name : {"flows.json", "snapshot.json", "package.json", "a.json", "zz.json"}) {
      const bool taken = std::any_of(example.tree.begin(), example.tree.end(),
                                     [&](const auto& one) { return one.first.starts_with(name); });
      if (!taken) CHECK(findings({{name, "Q"}}, "") >= found);
    }
    const std::string off =
        "ignore = [\"mqtt-fixed-client-id\"]\nselect = [\"split-context\"]\nexclude = [\"*\"]\nfail-on = \"never\"\n";
    CHECK(findings({{"tools/halint.toml", off}}, "") == found);
    CHECK(findings({{"other/halint.toml", off}, {"other/flows.json", "Q"}}, "") == found);
    CHECK(findings({{"other/halint.toml", off}}, "plant/") == found);
  }
}

TEST_CASE("trees: a file that is named is linted, wherever it lies") {
  const TempDir dir;
  grow(dir, {{"node_modules/flows.json", "L"},
             {".gitignore", "old.json"},
             {"old.json", "L"},
             {"flows_cred.json", "L"},
             {"halint.toml", "exclude = [\"*\"]"}});
  const WorkingDirectory here(dir.path());
  CHECK(look({"node_modules/flows.json", "old.json", "flows_cred.json"}).linted ==
        Names{"node_modules/flows.json", "old.json", "flows_cred.json"});
  const Looked folder = look({"node_modules", "--no-config"});
  CHECK(folder.linted == Names{"node_modules/flows.json"});
}

TEST_CASE("trees: .gitignore is heeded up to the repository, and not beyond") {
  const TempDir dir;
  grow(dir, {{".gitignore", "*.json"},
             {"repo/.git/HEAD", ""},
             {"repo/.gitignore", "sub/old.json"},
             {"repo/sub/old.json", "L"},
             {"repo/sub/flows.json", "Q"}});
  const WorkingDirectory here(dir.path());
  const Looked looked = look({"repo/sub"});
  CHECK(looked.linted == Names{"repo/sub/flows.json"});
  CHECK(looked.left_out == Names{"repo/sub/old.json"});
  CHECK_THAT(looked.err, contains("left out  repo/sub/old.json: by repo/.gitignore:1"));
}

TEST_CASE("trees: the report says what was looked at") {
  const TempDir dir;
  grow(dir, {{".config.projects.json", R"({"activeProject":"p"})"},
             {"flows.json", "Q"},
             {"projects/p/package.json", project("flow.json")},
             {"projects/p/flow.json", "Q"},
             {"node_modules/x.json", "L"}});
  const WorkingDirectory here(dir.path());
  const Ran text = run_halint({"check"});
  CHECK_THAT(text.out, contains("; 2 files linted, 3 left out.\n"));
  CHECK_THAT(text.err, contains("flows.json: Node-RED does not run it while the project \"p\" is active"));
  const Ran json = run_halint({"check", "--format", "json"});
  CHECK_THAT(json.out, contains("\"filesLinted\": 2,\n    \"filesLeftOut\": 3"));
  CHECK_THAT(json.out, contains("\"path\": \"node_modules/\",\n      \"reason\": \"packages\""));
  const Ran files = run_halint({"check", "--show-files", "--format", "sarif"});
  CHECK_THAT(files.err, contains("linted    flows.json: flow-array\n"));
  CHECK_THAT(files.err, contains("left out  node_modules/: packages\n"));
}

TEST_CASE("what settings.js says of the flow files beside it is told") {
  struct Told {
    std::string settings;
    Tree more;
    std::vector<std::string> notes;
  };
  const Tree projects{{".config.projects.json", R"({"activeProject":"p"})"},
                      {"projects/p/package.json", project("flow.json")},
                      {"projects/p/flow.json", "Q"},
                      {"projects/q/flow.json", "Q"}};
  const std::string off = "module.exports = { flowFile: 'flows.json', editorTheme: { projects: { enabled: false } } };";
  const std::string on = "module.exports = { editorTheme: { projects: { enabled: true } } };";
  const std::vector<Told> all{
      {"module.exports = { flowFile: 'flows.json' };", {}, {}},
      {"module.exports = { uiPort: 1880 };", {{"flows_old.json", "Q"}}, {}},
      {"module.exports = { flowFile: 'flows.json' };",
       {{"flows_old.json", "Q"}, {"data.json", "Q"}},
       {"flows_old.json: Node-RED does not run it because settings.js names \"flows.json\"\n"}},
      {"module.exports = { flowFile: 'gone.json' };",
       {},
       {"flows.json: Node-RED does not run it because settings.js names \"gone.json\"\n",
        "settings.js: names \"gone.json\" as the flow file, but there is no such file\n"}},
      {"module.exports = { flowFile: '/data/flows.json' };", {}, {"which lies elsewhere; name it to have it linted\n"}},
      {"module.exports = { flowFile: '../flows.json' };", {}, {"which lies elsewhere; name it to have it linted\n"}},
      {"module.exports = { flowFile: process.env.FLOWS };",
       {{"flows_b.json", "Q"}},
       {"settings.js: computes which flow file Node-RED runs, so all of them are linted\n"}},
      {"module.exports = { flowFile: process.env.FLOWS };", {}, {}},
      {on,
       projects,
       {"flows.json: Node-RED does not run it while the project \"p\" is active\n",
        "projects/q/flow.json: Node-RED does not run it while the project \"p\" is active\n"}},
      {off,
       projects,
       {"projects/p/flow.json: Node-RED does not run it because settings.js does not turn projects on\n",
        "projects/q/flow.json: Node-RED does not run it because settings.js does not turn projects on\n"}},
      {"module.exports = { flowFile: 'q', editorTheme: { projects: { enabled: true } } };",
       projects,
       {"projects/p/flow.json: Node-RED does not run it while the project \"q\" is active\n"}},
  };
  for (const Told& told : all) {
    INFO(told.settings);
    const TempDir dir;
    const WorkingDirectory here(dir.path());
    grow(dir, {{"settings.js", told.settings}, {"flows.json", "Q"}});
    grow(dir, told.more);
    const Ran ran = run_halint({"check", "--quiet"});
    CHECK(ran.code == 0);
    for (const std::string& note : told.notes) CHECK_THAT(ran.err, contains(note));
    if (told.notes.empty()) CHECK(ran.err.empty());
  }
}

TEST_CASE("a chosen settings.js is that of the directory that was named") {
  const TempDir dir;
  const WorkingDirectory here(dir.path());
  grow(dir,
       {{"etc/s.js", "module.exports = { flowFile: 'my.flow' };"}, {"data/my.flow", "L"}, {"data/a/flows.json", "Q"}});
  CHECK(run_halint({"check", "--quiet", "data"}).code == 0);
  CHECK(run_halint({"check", "--quiet", "data", "--settings", "etc/s.js"}).code == 1);
}

TEST_CASE("trees: an input that cannot be read is told, and the others are linted") {
  const TempDir dir;
  grow(dir, {{"flows.json", "L"}, {"old.json", "-> gone.json"}, {"pipe.json", "|"}});
  const WorkingDirectory here(dir.path());
  const Ran ran = run_halint({"check"});
  CHECK(ran.code == 2);
  CHECK_THAT(ran.err, contains("old.json: is a link that leads nowhere"));
  CHECK_THAT(ran.err, contains("pipe.json: is not a file, and was not read"));
  CHECK_THAT(ran.out, contains("error[mqtt-fixed-client-id]"));
  CHECK(run_halint({"check", "old.json"}).code == 2);
}

}  // namespace halint
