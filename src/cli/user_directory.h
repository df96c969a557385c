// Which of the flow files in a user directory Node-RED runs, as its own files say. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "halint/code/settings_file.h"

namespace halint::cli {

/// What settings.js and .config.projects.json of a folder say (@node-red/runtime lib/storage/localfilesystem/projects).
struct UserDirectory {
  std::string project;            ///< the active one, in projects/; empty: none is known
  std::string flow_file;          ///< as settings.js names it; empty: it names none, or a project is run
  bool flow_file_known = true;    ///< false: settings.js computes it
  bool without_projects = false;  ///< settings.js does not turn projects on
  std::string settings;           ///< the settings.js, as messages call it; empty if there is none
};

/// `settings` is null where there is none that can be read.
[[nodiscard]] UserDirectory user_directory(const std::filesystem::path& folder, const SettingsFile* settings);

/// The user directories that a search has come through.
class UserDirectories {
 public:
  /// Folders that say nothing are not kept.
  void add(const std::filesystem::path& folder, UserDirectory directory);
  /// Why Node-RED does not run this flow file, as the end of a sentence; empty if it may do so.
  [[nodiscard]] std::string why_not(const std::filesystem::path& flow_file) const;
  /// The directory of a flow file whose name settings.js computes, or null.
  [[nodiscard]] const UserDirectory* computed_for(const std::filesystem::path& flow_file) const;

 private:
  std::map<std::filesystem::path, UserDirectory> directories_;

  [[nodiscard]] const UserDirectory* find(const std::filesystem::path& folder) const;
};

}  // namespace halint::cli
