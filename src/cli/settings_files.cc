// SPDX-License-Identifier: Apache-2.0
#include "cli/settings_files.h"

#include "cli/files.h"

namespace halint::cli {
namespace {

namespace fs = std::filesystem;

// The settings.js of the user directory that a flow file lies in, or an empty path.
fs::path beside(const fs::path& flow_file) {
  std::error_code code;
  const fs::path folder = flow_file.parent_path();
  if (fs::is_regular_file(folder / kSettingsName, code)) return folder / kSettingsName;
  const fs::path around = fs::absolute(folder, code).lexically_normal().parent_path();
  if (code || around.filename() != "projects") return {};
  const fs::path user_settings = around.parent_path() / kSettingsName;
  return fs::is_regular_file(user_settings, code) ? user_settings.lexically_proximate(fs::current_path(code))
                                                  : fs::path();
}

}  // namespace

const SettingsFile* SettingsFiles::of(const std::string& flow_file) {
  if (!chosen_.empty()) return read(chosen_);
  const fs::path found = flow_file.empty() ? fs::path() : beside(flow_file);
  return found.empty() ? nullptr : read(found.generic_string());
}

const SettingsFile* SettingsFiles::read(const std::string& path) {
  const auto [at, added] = files_.try_emplace(path);
  if (added) {
    const Result<SourceFile> file = read_file(path, path);
    Result<SettingsFile> settings = file ? read_settings(*file) : Result<SettingsFile>(file.error());
    if (settings)
      at->second = std::move(*settings);
    else if (path == chosen_)
      error_ = settings.error();
    else
      notes_.push_back(settings.error().to_string() + "; what context stores there are stays unknown");
  }
  return at->second ? &*at->second : nullptr;
}

}  // namespace halint::cli
