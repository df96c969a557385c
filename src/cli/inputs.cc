// SPDX-License-Identifier: Apache-2.0
#include "cli/inputs.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "cli/files.h"
#include "cli/left_out.h"
#include "cli/project.h"
#include "cli/user_directory.h"
#include "halint/report/escape.h"

namespace halint::cli {
namespace {

namespace fs = std::filesystem;

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

bool is_flow_name(const std::string& name) {
  return name.starts_with("flows") || name.starts_with("snapshot") || name == "flow.json";
}

// With U+FFFD for what is no UTF-8.
std::string valid_utf8(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const Utf8Char c = read_utf8(text, at);
    if (c.valid)
      out.append(text, at, c.size);
    else
      append_utf8_char(out, kReplacement);
    at += c.size;
  }
  return out;
}

// A path as reports show it. Bytes that are no text are replaced here, once: so formats, a baseline and the reports of
// shards, which are text, all call a file the same.
std::string shown_path(const fs::path& path) {
  std::error_code code;
  fs::path clean = path.lexically_normal();
  if (clean.is_absolute()) {
    const fs::path here = fs::current_path(code);
    const fs::path relative = code ? fs::path() : clean.lexically_relative(here);
    if (!relative.empty() && *relative.begin() != "..") clean = relative;
  }
  return valid_utf8(clean.generic_string());
}

// The same for what is in a folder: its path need not be looked at again.
std::string shown_in(const std::string& folder, const std::string& name) {
  if (folder == ".") return valid_utf8(name);
  return folder + (folder.ends_with('/') ? "" : "/") + valid_utf8(name);
}

// As a walk through sorted folders comes by them: what is in a folder before its neighbours whose names go on.
bool comes_before(std::string_view a, std::string_view b) {
  const auto rank = [](char c) { return c == '/' ? 0U : static_cast<unsigned char>(c); };
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [&](char one, char other) { return rank(one) < rank(other); });
}

std::string absolute_path(const fs::path& path) {
  std::error_code code;
  std::string absolute = fs::absolute(path, code).lexically_normal().generic_string();
  if (absolute.size() > 1 && absolute.ends_with('/')) absolute.pop_back();
  return absolute;
}

// What neither holds flows nor is worth a look inside, by its name in small letters.
const char* left_out_by_name(const std::string& name, bool is_folder) {
  if (is_folder) return name == "node_modules" ? "packages" : name.starts_with('.') ? "a hidden folder" : nullptr;
  if (name.ends_with("_cred.json")) return "credentials";
  return name.ends_with(".json.backup") ? "a backup" : nullptr;
}

/// One folder of a search.
struct Folder {
  fs::path path;
  std::string absolute;
  std::string shown;
  Exclusions::Level level;
  bool first = false;  ///< the search began here
};

class Finder {
 public:
  Finder(Configs& configs, SettingsFiles& settings) : configs_(configs), settings_(settings), exclusions_(configs) {}

  Inputs found;

  void named(const fs::path& path) {
    file({path.string(), absolute_path(path), shown_path(path), Input::Origin::named,
          configs_.above(path.parent_path())});
  }

  void standard_input(const std::string& shown) {
    if (!seen_.insert("-").second) return;
    const size_t config = configs_.above(fs::path(shown).parent_path());
    found.files.push_back({{}, valid_utf8(shown), Input::Origin::named, Input::kNoDirectory, config, settings_.of({})});
  }

  void directory(const fs::path& path) {
    directory_ = found.directories.size();
    const std::string shown = shown_path(path);
    found.directories.push_back({shown});
    const std::string absolute = absolute_path(path);
    open_.push_back({path, absolute, shown, exclusions_.begin(absolute), true});
    while (!open_.empty() && !configs_.error()) {
      const Folder folder = std::move(open_.back());
      open_.pop_back();
      look_into(folder);
    }
    // What a project names comes before the same file found by its looks.
    std::sort(candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) {
      return a.path != b.path ? comes_before(a.path, b.path) : a.origin < b.origin;
    });
    const auto same = [](const Candidate& a, const Candidate& b) { return a.path == b.path; };
    candidates_.erase(std::unique(candidates_.begin(), candidates_.end(), same), candidates_.end());
    note_what_runs();
    for (Candidate& one : candidates_) file(std::move(one));
    candidates_ = {};
    directory_ = Input::kNoDirectory;
  }

  void error(const fs::path& path, std::string message) {
    found.errors.push_back(Error{std::move(message), shown_path(path)});
  }

  Inputs take() {
    for (Error& one : exclusions_.take_errors()) found.errors.push_back(std::move(one));
    const auto by_path = [](const ReportLeftOut& a, const ReportLeftOut& b) { return a.path < b.path; };
    std::sort(found.left_out.begin(), found.left_out.end(), by_path);
    return std::move(found);
  }

 private:
  struct Candidate {
    std::string path;
    std::string absolute;
    std::string shown;
    Input::Origin origin;
    size_t config;
  };
  Configs& configs_;
  SettingsFiles& settings_;
  Exclusions exclusions_;
  UserDirectories users_;
  std::set<std::string> seen_;
  size_t directory_ = Input::kNoDirectory;
  std::vector<Folder> open_;
  std::vector<Candidate> candidates_;

  void file(Candidate&& one) {
    if (!seen_.insert(std::move(one.absolute)).second) {
      if (directory_ != Input::kNoDirectory) found.directories[directory_].covered = true;
      return;
    }
    const SettingsFile* const settings = settings_.of(one.path);
    found.files.push_back({std::move(one.path), std::move(one.shown), one.origin, directory_, one.config, settings});
  }

  void leave_out(const fs::path& path, std::string reason, bool is_folder) {
    found.left_out.push_back({shown_path(path) + (is_folder ? "/" : ""), std::move(reason)});
  }

  void look_into(const Folder& folder) {
    const size_t config = configs_.above(folder.path);
    std::error_code code;
    for (fs::directory_iterator at(folder.path, code), end; !code && at != end; at.increment(code))
      look_at(*at, folder, config);
    if (code) error(folder.path, "cannot be read: " + code.message());
    project(folder, config);
  }

  void look_at(const fs::directory_entry& entry, const Folder& folder, size_t config) {
    std::error_code code;
    const std::string name = entry.path().filename().string();
    const std::string small = lower(name);
    const fs::file_status status = entry.status(code);
    const bool is_folder = fs::is_directory(status);
    const bool is_json = small.ends_with(".json");
    if (!is_folder && !is_json && !small.ends_with(".json.backup")) return;
    const std::string absolute = folder.absolute + (folder.absolute.ends_with('/') ? "" : "/") + name;
    if (const char* reason = left_out_by_name(small, is_folder)) return leave_out(entry.path(), reason, is_folder);
    if (const auto line = exclusions_.reason(folder.level, config, absolute, is_folder))
      return leave_out(entry.path(), "by " + *line, is_folder);
    if (is_folder && entry.is_symlink(code))
      return leave_out(entry.path(), "a link to a folder; name it to lint what is there", true);
    if (is_folder)
      open_.push_back({entry.path(), absolute, shown_path(entry.path()), exclusions_.enter(folder.level, absolute)});
    else if (!fs::exists(status))
      error(entry.path(), entry.is_symlink(code) ? "is a link that leads nowhere" : "cannot be opened");
    else if (!fs::is_regular_file(status))
      error(entry.path(), "is not a file, and was not read");
    else
      candidates_.push_back({entry.path().string(), absolute, shown_in(folder.shown, name),
                             is_flow_name(small) ? Input::Origin::pattern : Input::Origin::search, config});
  }

  void flow_file(const Folder& folder, size_t config, const fs::path& path) {
    std::string absolute = absolute_path(path);
    const auto line = exclusions_.reason(folder.level, config, absolute, false);
    if (!line)
      candidates_.push_back({path.string(), std::move(absolute), shown_path(path), Input::Origin::named, config});
    if (line && !lower(path.filename().string()).ends_with(".json")) leave_out(path, "by " + *line, false);
  }

  // What Node-RED itself says about the flows in a folder.
  void project(const Folder& folder, size_t config) {
    std::error_code code;
    if (const auto named = flow_file_of(folder.path)) {
      const fs::path path = folder.path / fs::path(*named).lexically_normal();
      if (fs::exists(path, code))
        flow_file(folder, config, path);
      else
        error(folder.path / kManifest,
              "names \"" + *named + "\" as the flow file of the project, but there is no such file");
    }
    UserDirectory user = user_directory(folder.path, settings_.in(folder.path, folder.first));
    if (!user.flow_file.empty()) flow_file_in_settings(folder, config, user);
    users_.add(folder.path, std::move(user));
  }

  // Node-RED makes one that is not there; where it lies elsewhere, a search of this folder is not for it.
  void flow_file_in_settings(const Folder& folder, size_t config, const UserDirectory& user) {
    const fs::path name = fs::path(user.flow_file).lexically_normal();
    std::error_code code;
    const bool inside = name.is_relative() && *name.begin() != "..";
    if (inside && fs::is_regular_file(folder.path / name, code)) return flow_file(folder, config, folder.path / name);
    found.notes.push_back(user.settings + ": names \"" + user.flow_file + "\" as the flow file, " +
                          (inside ? "but there is no such file" : "which lies elsewhere; name it to have it linted"));
  }

  void note_what_runs() {
    std::map<const UserDirectory*, size_t> computed;
    for (const Candidate& one : candidates_) {
      if (one.origin == Input::Origin::search) continue;
      if (const std::string why = users_.why_not(one.path); !why.empty())
        found.notes.push_back(one.shown + ": Node-RED does not run it " + why);
      if (const UserDirectory* const user = users_.computed_for(one.path); user != nullptr && ++computed[user] == 2)
        found.notes.push_back(user->settings + ": computes which flow file Node-RED runs, so all of them are linted");
    }
  }
};

}  // namespace

Inputs find_inputs(const std::vector<std::string>& paths, const std::string& stdin_name, Configs& configs,
                   SettingsFiles& settings) {
  Finder finder(configs, settings);
  for (const std::string& path : paths) {
    if (path == "-") {
      finder.standard_input(stdin_name);
      continue;
    }
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (fs::is_directory(status)) {
      finder.directory(path);
    } else if (!fs::exists(status)) {
      const bool missing = !code || code == std::errc::no_such_file_or_directory;
      const bool link = fs::is_symlink(path, code);
      finder.error(path, link      ? "is a link that leads nowhere"
                         : missing ? "there is no such file or directory"
                                   : "cannot be opened: " + code.message());
    } else {
      finder.named(path);
    }
  }
  return finder.take();
}

}  // namespace halint::cli
