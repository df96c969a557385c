// Which files a list of paths means: flow files, directories with them, standard input.
// Looks at names and at what says where flows are (package.json, settings.js, .gitignore, halint.toml), not into flows.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/configs.h"
#include "cli/settings_files.h"
#include "halint/report/report.h"
#include "halint/source/result.h"

namespace halint::cli {

struct Input {
  /// How the file came to be here decides what it means when it holds no flows.
  enum class Origin : uint8_t {
    named,    ///< the user gave its name, or a package.json did: it must hold flows
    pattern,  ///< its name looks like one (`flows*.json`), so that broken JSON is worth an error
    search,   ///< found by looking at every .json file
  };
  static constexpr size_t kNoDirectory = static_cast<size_t>(-1);

  std::string path;   ///< to open; empty for standard input
  std::string shown;  ///< what reports call it: forward slashes, relative where it was given so
  Origin origin = Origin::named;
  size_t directory = kNoDirectory;         ///< index into Inputs::directories
  size_t config = 0;                       ///< index into the configurations: what governs it
  const SettingsFile* settings = nullptr;  ///< the settings.js of the Node-RED that runs it, if one is known
};

/// A directory that the user named.
struct InputDirectory {
  std::string shown;
  bool covered = false;  ///< it holds files that an earlier path has brought in already
};

struct Inputs {
  std::vector<Input> files;
  std::vector<InputDirectory> directories;
  std::vector<Error> errors;            ///< paths that lead nowhere, and what could not be looked at
  std::vector<ReportLeftOut> left_out;  ///< files and folders that might hold flows and are not linted
  std::vector<std::string> notes;       ///< what is good to know of a file, in a sentence
};

/// Files in the order of `paths`, each once; those of a directory sorted by name. `-` is standard input, which reports
/// call `stdin_name`. Every flow file below a directory is found, but for node_modules, hidden folders, credentials,
/// backups, links to folders, and what .gitignore or `exclude` leaves out. The first mistake in a configuration is in
/// `configs` afterwards, and one in a settings.js that was chosen in `settings`, which must outlive what is returned.
[[nodiscard]] Inputs find_inputs(const std::vector<std::string>& paths, const std::string& stdin_name, Configs& configs,
                                 SettingsFiles& settings);

}  // namespace halint::cli
