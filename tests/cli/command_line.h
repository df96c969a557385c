// Runs halint's command line inside the test, with streams that are files without names.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "cli/run.h"

namespace halint::test {

struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

inline std::string rewound(std::FILE* file) {
  std::string text;
  std::rewind(file);
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
  std::fclose(file);
  return text;
}

inline Ran run_halint(const std::vector<std::string>& arguments, const std::string& input = {}) {
  std::vector<const char*> argv{"halint"};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  std::FILE* const in = std::tmpfile();
  std::fwrite(input.data(), 1, input.size(), in);
  std::rewind(in);
  std::FILE* const out = std::tmpfile();
  std::FILE* const err = std::tmpfile();
  Ran ran;
  ran.code = cli::run(static_cast<int>(argv.size()), argv.data(), {in, out, err});
  std::fclose(in);
  ran.out = rewound(out);
  ran.err = rewound(err);
  return ran;
}

/// Text as it was before its lines were wrapped.
inline std::string unwrapped(const std::string& text) {
  std::istringstream words(text);
  std::string out;
  for (std::string word; words >> word;) out += (out.empty() ? "" : " ") + word;
  return out;
}

/// A directory that goes away with the test. Paths given are below it.
class TempDir {
 public:
  TempDir() {
    std::random_device random;
    do {
      path_ = std::filesystem::temp_directory_path() / ("halint-test-" + std::to_string(random()));
    } while (!std::filesystem::create_directories(path_));
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  std::string write(const std::string& name, const std::string& text) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file.string();
  }
  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// Goes there, and back at the end.
class WorkingDirectory {
 public:
  explicit WorkingDirectory(const std::filesystem::path& path) : before_(std::filesystem::current_path()) {
    std::filesystem::current_path(path);
  }
  ~WorkingDirectory() {
    std::error_code ignored;
    std::filesystem::current_path(before_, ignored);
  }
  WorkingDirectory(const WorkingDirectory&) = delete;
  WorkingDirectory& operator=(const WorkingDirectory&) = delete;

 private:
  std::filesystem::path before_;
};

/// A flow with nothing to say about.
inline const std::string kQuietFlow =
    R"([{"id":"t","type":"tab","label":"Quiet"},{"id":"d","type":"debug","z":"t","x":1,"y":1,"wires":[]}])";

/// A fixed client ID: an error in any configuration of ours.
inline const std::string kLoudFlow =
    R"([{"id":"t","type":"tab","label":"Loud"},
{"id":"b","type":"mqtt-broker","name":"B","broker":"h","port":"1883","clientid":"same"},
{"id":"o","type":"mqtt out","z":"t","broker":"b","topic":"a","x":1,"y":1,"wires":[]}])";

}  // namespace halint::test
