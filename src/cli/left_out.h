// What a search through folders leaves out because a project says so: .gitignore, and `exclude` in halint.toml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/configs.h"
#include "cli/path_patterns.h"
#include "halint/source/result.h"

namespace halint::cli {

/// The patterns that hold in a folder, each seen from the folder in which it is written. Paths are absolute, with
/// forward slashes.
class Exclusions {
 public:
  using Level = size_t;  ///< what holds in a folder

  explicit Exclusions(const Configs& configs) : configs_(configs) {}

  /// Where a search begins: the .gitignore files from there up to the folder with .git.
  Level begin(const std::string& folder);
  /// One folder further down.
  Level enter(Level above, const std::string& folder);
  /// Which line leaves it out (`.gitignore:3`), or nothing. `config` governs the folder it lies in.
  [[nodiscard]] std::optional<std::string> reason(Level level, size_t config, const std::string& path, bool is_folder);
  /// Files with patterns that cannot be read.
  [[nodiscard]] std::vector<Error> take_errors() { return std::move(errors_); }

 private:
  struct Patterns {
    std::string folder;
    PathPatterns patterns;
    std::string shown;  // of the file
    Level above;
  };
  const Configs& configs_;
  std::vector<Patterns> levels_;                      // by level - 1
  std::map<size_t, std::vector<Patterns>> excluded_;  // by configuration
  std::vector<Error> errors_;

  const std::vector<Patterns>& of_config(size_t config);
};

}  // namespace halint::cli
