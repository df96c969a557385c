// Which halint.toml governs which file: the nearest one above it, and no other. One run may have several.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "cli/arguments.h"
#include "halint/rule/config.h"

namespace halint::cli {

inline constexpr const char* kConfigName = "halint.toml";

/// The configurations of a run, each read once, with the options laid over it. They must outlive its reports.
class Configs {
 public:
  /// Reads the file of `choice`, if it names one; that governs everything then.
  explicit Configs(const ConfigChoice& choice, ConfigOverrides overrides = {});

  /// The index of what governs the files in a folder: the nearest halint.toml from there upwards, to the folder with
  /// .git or the root; or nothing but defaults and options.
  size_t above(const std::filesystem::path& folder);
  /// That of the current directory, which has the say on the run: fail-on, strict, baseline and output.
  const Config& run() { return at(above(".")); }

  [[nodiscard]] const Config& at(size_t index) const { return configs_[index]; }
  [[nodiscard]] std::vector<const Config*> all() const;
  /// Every file that was read, those that others extend included.
  [[nodiscard]] const std::vector<std::filesystem::path>& files() const { return files_; }
  /// The first file that cannot be read or understood. After it, what governs is not to be trusted.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  ConfigOverrides overrides_;
  bool fixed_ = false;          // no looking for files
  std::deque<Config> configs_;  // the first: defaults and options
  std::map<std::filesystem::path, size_t> by_file_;
  std::map<std::filesystem::path, size_t> by_folder_;
  std::vector<std::filesystem::path> files_;
  std::optional<Error> error_;

  void add(Config config);
  size_t load(const std::filesystem::path& path, const std::string& shown);
  Result<Config> read(const std::filesystem::path& path, const std::string& shown);
};

/// A path as messages show it: relative to the current directory if it lies below or near it.
[[nodiscard]] std::string shown_config(const std::filesystem::path& path);

/// What is set in a configuration of the run that only the one of the current directory can say: a sentence for each.
[[nodiscard]] std::vector<std::string> unheeded_settings(Configs& configs);

}  // namespace halint::cli
