// SPDX-License-Identifier: Apache-2.0
#include "cli/inputs.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

#include "cli/files.h"
#include "cli/path_patterns.h"
#include "tests/catch.h"
#include "tests/cli/command_line.h"

namespace halint::cli {
namespace {

namespace fs = std::filesystem;
using test::contains;
using test::kQuietFlow;
using test::TempDir;

std::vector<std::string> names(const Inputs& inputs) {
  std::vector<std::string> out;
  for (const Input& input : inputs.files) out.push_back(fs::path(input.path).filename().string());
  return out;
}

Inputs inputs_of(const std::vector<std::string>& paths, const std::string& stdin_name = "-") {
  Configs configs({});
  SettingsFiles settings({});
  return find_inputs(paths, stdin_name, configs, settings);
}

using Names = std::vector<std::string>;

TEST_CASE("each file once, in the order given") {
  const TempDir dir;
  const std::string a = dir.write("a.json", kQuietFlow);
  const std::string b = dir.write("b.json", kQuietFlow);
  CHECK(names(inputs_of({b, a, dir / "./b.json", dir.path()})) == Names{"b.json", "a.json"});
}

TEST_CASE("standard input goes by the name it was given") {
  const Inputs inputs = inputs_of({"-", "-"}, "flows.json");
  REQUIRE(inputs.files.size() == 1);
  CHECK(inputs.files[0].path.empty());
  CHECK(inputs.files[0].shown == "flows.json");
}

TEST_CASE("patterns are those of .gitignore") {
  struct Example {
    std::string patterns;
    std::string path;
    bool is_folder;
    std::string verdict;  // excluded, included or nothing
  };
  const auto [patterns, path, is_folder, verdict] = GENERATE(values<Example>({
      {"a.json", "a.json", false, "excluded"},
      {"a.json", "x/y/a.json", false, "excluded"},
      {"/a.json", "x/a.json", false, ""},
      {"/a.json", "a.json", false, "excluded"},
      {"x/a.json", "x/a.json", false, "excluded"},
      {"x/a.json", "y/x/a.json", false, ""},
      {"old/", "old", true, "excluded"},
      {"old/", "old", false, ""},
      {"old/", "x/old", true, "excluded"},
      {"*.old.json", "x/a.old.json", false, "excluded"},
      {"*.json", "a.jsonx", false, ""},
      {"x/*.json", "x/y/a.json", false, ""},
      {"x/**/a.json", "x/a.json", false, "excluded"},
      {"x/**/a.json", "x/y/z/a.json", false, "excluded"},
      {"**/y/a.json", "x/y/a.json", false, "excluded"},
      {"x/**", "x", true, ""},
      {"x/**", "x/y/a.json", false, "excluded"},
      {"**", "a.json", false, "excluded"},
      {"a?c.json", "abc.json", false, "excluded"},
      {"x?y", "x/y", false, ""},
      {"[ab].json", "b.json", false, "excluded"},
      {"[!ab].json", "b.json", false, ""},
      {"[a-c]1.json", "b1.json", false, "excluded"},
      {"[]x].json", "].json", false, "excluded"},
      {"[x.json", "[x.json", false, "excluded"},
      {"*.json\n!a.json", "a.json", false, "included"},
      {"!a.json\n*.json", "a.json", false, "excluded"},
      {"# a.json", "a.json", false, ""},
      {"\\#a.json", "#a.json", false, "excluded"},
      {"\\!a.json", "!a.json", false, "excluded"},
      {"a.json  ", "a.json", false, "excluded"},
      {"a\\ ", "a ", false, "excluded"},
      {"a.json\r\n", "a.json", false, "excluded"},
      {"\xEF\xBB\xBF"
       "a.json",
       "a.json", false, "excluded"},
      {"a*b*c.json", "aXbYbZc.json", false, "excluded"},
      {"\n\n/\n//", "a.json", false, ""},
      {"a\\", "a", false, ""},
  }));
  INFO(patterns << " on " << path);
  const auto found = PathPatterns(patterns).judge(path, is_folder);
  CHECK((found ? found->excluded ? "excluded" : "included" : "") == verdict);
}

TEST_CASE("patterns that try a lot end soon") {
  const std::string stars = std::string(200, '*') + "a" + std::string(200, '*') + "b";
  CHECK_FALSE(PathPatterns(stars).judge(std::string(20000, 'a'), false));
  std::string folders;
  for (int i = 0; i < 200; ++i) folders += "**/a/";
  std::string path;
  for (int i = 0; i < 2000; ++i) path += "a/";
  CHECK(PathPatterns(folders + "b").judge(path + "c", false) == std::nullopt);
}

TEST_CASE("files are read whole and padded, whatever their size") {
  const TempDir dir;
  const size_t size = GENERATE(0U, 1U, 4095U, 4096U, 262143U, 262144U, 266240U, 1000001U);
  std::string text(size, 'x');
  if (!text.empty()) text.back() = 'y';
  const Result<SourceFile> file = read_file(dir.write("f.json", text), "f.json");
  REQUIRE(file.has_value());
  CHECK(file->bytes() == text);
  const char* const behind = file->bytes().data() + size;
  CHECK(std::all_of(behind, behind + SourceFile::kPadding, [](char c) { return c == '\0'; }));
}

TEST_CASE("what was read stays, whatever becomes of the file") {
  const TempDir dir;
  const size_t size = GENERATE(1000U, 300000U, 9000000U);
  const std::string path = dir.write("f.json", std::string(size, 'x'));
  const Result<SourceFile> file = read_file(path, "f.json");
  REQUIRE(file.has_value());
  fs::resize_file(path, 0);
  CHECK(file->bytes() == std::string(size, 'x'));
  std::ofstream(path) << std::string(size, 'y');
  CHECK(file->bytes() == std::string(size, 'x'));
}

TEST_CASE("a file is written whole or not at all") {
  const TempDir dir;
  CHECK(write_file(dir / "out.json", "one").message.empty());
  CHECK(write_file(dir / "out.json", "two").message.empty());
  CHECK(read_file(dir / "out.json", "")->bytes() == "two");
  CHECK_THAT(write_file(dir / "no/such/dir/out.json", "x").message, contains("cannot be written"));
  CHECK_THAT(write_file(dir.path(), "x").message, contains("directory"));
  size_t files = 0;
  for (const auto& entry : fs::directory_iterator(dir.path())) files += entry.is_regular_file() ? 1U : 0U;
  CHECK(files == 1);
}

TEST_CASE("a file that is replaced keeps its mode, and a link stays one") {
  const TempDir dir;
  const std::string path = dir.write("out.json", "old");
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
  fs::create_symlink("out.json", dir / "link.json");
  CHECK(write_file(dir / "link.json", "new").message.empty());
  CHECK(read_file(path, "")->bytes() == "new");
  CHECK(fs::is_symlink(dir / "link.json"));
  CHECK(fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read));
}

TEST_CASE("a program that is told to end while it writes leaves no temporary file") {
  const int signal = GENERATE(SIGINT, SIGTERM, SIGHUP);
  const TempDir dir;
  const std::string bytes(size_t{64} * 1024 * 1024, 'x');
  const pid_t child = ::fork();
  if (child == 0) {
    for (;;) static_cast<void>(write_file(dir / "out.json", bytes));
  }
  REQUIRE(child > 0);
  const auto temporary = [&] {
    for (const auto& entry : fs::directory_iterator(dir.path())) {
      if (entry.path().extension() == ".halint-tmp") return true;
    }
    return false;
  };
  while (!temporary()) std::this_thread::yield();
  ::kill(child, signal);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == signal);
  CHECK_FALSE(temporary());
}

TEST_CASE("runs that write the same file at the same time do not write into one another's") {
  const TempDir dir;
  const std::string path = dir / "out.json";
  std::atomic<int> failed = 0;
  std::vector<std::thread> writers;
  for (const char letter : {'a', 'b', 'c', 'd'}) {
    writers.emplace_back([&, letter] {
      for (int i = 0; i < 100; ++i) failed += write_file(path, std::string(20000, letter)).message.empty() ? 0 : 1;
    });
  }
  for (std::thread& writer : writers) writer.join();
  CHECK(failed == 0);
  const Result<SourceFile> file = read_file(path, path);
  REQUIRE(file.has_value());
  CHECK(file->bytes() == std::string(20000, file->bytes().front()));
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(dir.path())) names.push_back(entry.path().filename().string());
  CHECK(names == std::vector<std::string>{"out.json"});
}

}  // namespace
}  // namespace halint::cli
