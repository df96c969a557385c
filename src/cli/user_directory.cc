// SPDX-License-Identifier: Apache-2.0
#include "cli/user_directory.h"

#include "cli/project.h"

namespace halint::cli {

namespace fs = std::filesystem;

namespace {

// As the parent of what lies in it is written.
fs::path in_one_way(const fs::path& folder) { return (folder / "x").lexically_normal().parent_path(); }

}  // namespace

UserDirectory user_directory(const fs::path& folder, const SettingsFile* settings) {
  UserDirectory found;
  found.project = active_project_of(folder);
  if (settings == nullptr) return found;
  found.settings = settings->path;
  found.without_projects = settings->projects == Switch::off || settings->projects == Switch::left_out;
  if (found.without_projects) found.project.clear();
  // A flow file that is the name of a project chooses it.
  std::error_code code;
  if (settings->projects == Switch::on && !settings->flow_file.empty() &&
      fs::is_directory(folder / "projects" / settings->flow_file, code))
    found.project = settings->flow_file;
  if (!found.project.empty()) return found;
  found.flow_file = settings->flow_file;
  found.flow_file_known = settings->flow_file_known;
  return found;
}

void UserDirectories::add(const fs::path& folder, UserDirectory directory) {
  if (!directory.project.empty() || !directory.settings.empty())
    directories_.emplace(in_one_way(folder), std::move(directory));
}

const UserDirectory* UserDirectories::find(const fs::path& folder) const {
  const auto found = directories_.find(in_one_way(folder));
  return found == directories_.end() ? nullptr : &found->second;
}

std::string UserDirectories::why_not(const fs::path& flow_file) const {
  if (directories_.empty()) return {};
  const fs::path folder = flow_file.lexically_normal().parent_path();
  if (const UserDirectory* const own = find(folder); own != nullptr) {
    if (!own->project.empty()) return "while the project \"" + own->project + "\" is active";
    if (!own->flow_file.empty() && fs::path(own->flow_file).lexically_normal() != flow_file.filename())
      return "because " + own->settings + " names \"" + own->flow_file + '"';
    return {};
  }
  if (folder.parent_path().filename() != "projects") return {};
  const UserDirectory* const around = find(folder.parent_path().parent_path());
  if (around == nullptr) return {};
  if (around->without_projects) return "because " + around->settings + " does not turn projects on";
  if (around->project.empty() || around->project == folder.filename()) return {};
  return "while the project \"" + around->project + "\" is active";
}

const UserDirectory* UserDirectories::computed_for(const fs::path& flow_file) const {
  if (directories_.empty()) return nullptr;
  const UserDirectory* const own = find(flow_file.lexically_normal().parent_path());
  return own != nullptr && !own->flow_file_known ? own : nullptr;
}

}  // namespace halint::cli
