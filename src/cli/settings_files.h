// Which settings.js belongs to which flow file: the one of the Node-RED user directory that it lies in.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "halint/code/settings_file.h"

namespace halint::cli {

inline constexpr const char* kSettingsName = "settings.js";

/// The settings of a run, each file read once. They must outlive its reports.
class SettingsFiles {
 public:
  /// With a path, that file governs every flow file.
  explicit SettingsFiles(std::string chosen) : chosen_(std::move(chosen)) {}

  /// Of a flow file: settings.js beside it, or, of a project, in the user directory around `projects/`. Null if there
  /// is none or it cannot be read, which is noted; standard input has the one that was chosen, or none.
  const SettingsFile* of(const std::string& flow_file);
  /// Of a folder that a search begins with or comes through: the chosen one is that of the first. Null if there is none
  /// or it cannot be read: other programs have files of that name.
  const SettingsFile* in(const std::filesystem::path& folder, bool first);

  /// The chosen file cannot be read: the run is not to be trusted.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  /// A sentence for each file that was found and cannot be read: then nothing is known of its stores.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  std::string chosen_;
  std::map<std::string, Result<SettingsFile>> files_;
  std::map<std::string, const SettingsFile*> of_folder_;  // by the path of the folder that a flow file is in
  std::optional<Error> error_;
  std::vector<std::string> notes_;
  std::set<std::string> noted_;

  const SettingsFile* found(const std::filesystem::path& settings);
  const Result<SettingsFile>& read(const std::string& path);
};

}  // namespace halint::cli
