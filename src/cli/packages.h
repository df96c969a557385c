// Node packages on disk: where they are, and their texts. Bounded, and nothing of them is run.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <filesystem>
#include <string>
#include <vector>

#include "halint/code/package/package_reading.h"

namespace halint::cli {

/// The texts of one package; `files` views them.
class PackageTexts {
 public:
  /// Reads the scripts, pages and package.json below `folder`; links are not followed out of it. What cannot be read,
  /// is too large or too deep is left out.
  explicit PackageTexts(const std::filesystem::path& folder);
  [[nodiscard]] const std::vector<package::PackageFile>& files() const { return files_; }

 private:
  std::deque<std::string> texts_;
  std::vector<package::PackageFile> files_;
};

/// Folders of packages with Node-RED nodes that `place` stands for: itself, if it is one, else those of the
/// node_modules folder that it is or has. Sorted.
[[nodiscard]] std::vector<std::filesystem::path> find_packages(const std::filesystem::path& place);

}  // namespace halint::cli
