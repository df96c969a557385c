// SPDX-License-Identifier: Apache-2.0
#include "cli/inputs.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

#include "cli/files.h"
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

std::vector<std::string> names_in(const TempDir& directory) { return names(find_inputs({directory.path()}, "-")); }

using Names = std::vector<std::string>;

TEST_CASE("a project names its flow file") {
  const TempDir dir;
  dir.write("package.json", R"({"dependencies": {}, "node-red": {"settings": {"flowFile": "my.json"}}})");
  dir.write("my.json", kQuietFlow);
  dir.write("flows.json", kQuietFlow);
  CHECK(names_in(dir) == Names{"my.json"});
}

TEST_CASE("a project whose flow file is missing says so") {
  const TempDir dir;
  dir.write("package.json", R"({"node-red": {"settings": {"flowFile": "gone.json"}}})");
  const Inputs inputs = find_inputs({dir.path()}, "-");
  CHECK(inputs.files.empty());
  REQUIRE(inputs.errors.size() == 1);
  CHECK_THAT(inputs.errors[0].message, contains("gone.json"));
}

TEST_CASE("a user directory: flow files by name, without credentials and backups") {
  const TempDir dir;
  dir.write("package.json", R"({"name": "node-red-project"})");
  for (const char* const name : {"flows_host.json", "flows.json", "flows_host_cred.json", ".flows.json.backup",
                                 ".config.nodes.json", "snapshot-1.json", "settings.json", "package-lock.json"}) {
    dir.write(name, kQuietFlow);
  }
  CHECK(names_in(dir) == Names{"flows.json", "flows_host.json", "snapshot-1.json"});
}

TEST_CASE("any other directory is searched") {
  const TempDir dir;
  for (const char* const name : {"b.json", "a/z.json", "a/package.json", "node_modules/x/flow.json", ".git/y.json",
                                 "a/deep/er/k_cred.json", "a/deep/er/k.json", "readme.md"}) {
    dir.write(name, kQuietFlow);
  }
  CHECK(names_in(dir) == Names{"k.json", "z.json", "b.json"});
}

TEST_CASE("links in a circle end, and dangling ones are nothing") {
  const TempDir dir;
  dir.write("a/one.json", kQuietFlow);
  fs::create_directory_symlink(dir.path(), dir / "a/up");
  fs::create_symlink(dir / "nowhere", dir / "a/dangling.json");
  CHECK(names_in(dir) == Names{"one.json"});
}

TEST_CASE("each file once, in the order given") {
  const TempDir dir;
  const std::string a = dir.write("a.json", kQuietFlow);
  const std::string b = dir.write("b.json", kQuietFlow);
  CHECK(names(find_inputs({b, a, dir / "./b.json", dir.path()}, "-")) == Names{"b.json", "a.json"});
}

TEST_CASE("standard input goes by the name it was given") {
  const Inputs inputs = find_inputs({"-", "-"}, "flows.json");
  REQUIRE(inputs.files.size() == 1);
  CHECK(inputs.files[0].path.empty());
  CHECK(inputs.files[0].shown == "flows.json");
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
