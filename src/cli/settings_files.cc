// SPDX-License-Identifier: Apache-2.0
#include "cli/settings_files.h"

#include "cli/files.h"

namespace halint::cli {
namespace {

namespace fs = std::filesystem;

// The settings.js of the user directory that a folder with a flow file is or lies in, or an empty path.
fs::path settings_of(const fs::path& folder) {
  std::error_code code;
  if (fs::is_regular_file(folder / kSettingsName, code)) return folder / kSettingsName;
  const fs::path around = fs::absolute(folder, code).lexically_normal().parent_path();
  if (code || around.filename() != "projects") return {};
  const fs::path user_settings = around.parent_path() / kSettingsName;
  return fs::is_regular_file(user_settings, code) ? user_settings.lexically_proximate(fs::current_path(code))
                                                  : fs::path();
}

}  // namespace

const SettingsFile* SettingsFiles::of(const std::string& flow_file) {
  if (!chosen_.empty()) return found(chosen_);
  if (flow_file.empty()) return nullptr;
  const std::string folder(folder_of(flow_file));
  const auto [known, is_new] = of_folder_.try_emplace(folder, nullptr);
  if (is_new) known->second = found(settings_of(fs::path(folder).parent_path()));
  return known->second;
}

const SettingsFile* SettingsFiles::found(const fs::path& file) {
  if (file.empty()) return nullptr;
  const std::string path = file.lexically_normal().generic_string();
  const Result<SettingsFile>& settings = read(path);
  if (settings) return &*settings;
  if (!chosen_.empty())
    error_ = settings.error();
  else if (noted_.insert(path).second)
    notes_.push_back(settings.error().to_string() + "; what context stores there are stays unknown");
  return nullptr;
}

const SettingsFile* SettingsFiles::in(const fs::path& folder, bool first) {
  if (!chosen_.empty() && !first) return nullptr;
  std::error_code code;
  const fs::path path = chosen_.empty() ? folder / kSettingsName : fs::path(chosen_);
  if (!fs::is_regular_file(path, code)) return nullptr;
  const Result<SettingsFile>& settings = read(path.lexically_normal().generic_string());
  return settings ? &*settings : nullptr;
}

const Result<SettingsFile>& SettingsFiles::read(const std::string& path) {
  const auto known = files_.find(path);
  if (known != files_.end()) return known->second;
  const Result<SourceFile> file = read_file(path, path);
  return files_.emplace(path, file ? read_settings(*file) : Result<SettingsFile>(file.error())).first->second;
}

}  // namespace halint::cli
