// SPDX-License-Identifier: Apache-2.0
#include "cli/inputs.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

#include "cli/files.h"
#include "halint/source/json_error.h"
#include "halint/source/json_value.h"

namespace halint::cli {
namespace {

namespace fs = std::filesystem;

bool is_json(const std::string& name) { return name.size() > 5 && name.ends_with(".json"); }

// What lies beside flows and never holds any: credentials, backups (dot files), npm's and Node-RED's own files.
bool is_excluded(const std::string& name) {
  return !is_json(name) || name.starts_with('.') || name.ends_with("_cred.json") || name.starts_with("package");
}

bool is_flow_name(const std::string& name) {
  return !is_excluded(name) && (name.starts_with("flows") || name.starts_with("snapshot"));
}

// A path as reports show it.
std::string shown_path(const fs::path& path) {
  std::error_code code;
  fs::path clean = path.lexically_normal();
  if (clean.is_absolute()) {
    const fs::path here = fs::current_path(code);
    const fs::path relative = code ? fs::path() : clean.lexically_relative(here);
    if (!relative.empty() && *relative.begin() != "..") clean = relative;
  }
  return clean.generic_string();
}

class Finder {
 public:
  Inputs found;

  void file(const fs::path& path, Input::Origin origin) {
    if (!seen_.insert(path.lexically_normal().generic_string()).second) {
      if (directory_ != Input::kNoDirectory) found.directories[directory_].covered = true;
      return;
    }
    found.files.push_back({path.string(), shown_path(path), origin, directory_});
  }

  void standard_input(const std::string& shown) {
    if (!seen_.insert("-").second) return;
    found.files.push_back({{}, shown, Input::Origin::named, Input::kNoDirectory});
  }

  void directory(const fs::path& path) {
    directory_ = found.directories.size();
    found.directories.push_back({shown_path(path)});
    if (!project(path) && !flow_names(path)) search(path);
    directory_ = Input::kNoDirectory;
  }

  void error(const fs::path& path, std::string message) {
    found.errors.push_back(Error{std::move(message), shown_path(path)});
  }

 private:
  std::set<std::string> seen_;
  size_t directory_ = Input::kNoDirectory;

  // A Node-RED project says in its package.json which file holds its flows.
  bool project(const fs::path& directory) {
    const fs::path manifest = directory / "package.json";
    std::error_code code;
    if (!fs::is_regular_file(manifest, code)) return false;
    const Result<SourceFile> source = read_file(manifest.string(), shown_path(manifest));
    if (!source || find_json_error(*source)) return false;
    const std::string_view text = source->bytes().substr(source->text_begin());
    const JsonValue root(text.data() + std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    const JsonValue name = root.member("node-red").member("settings").member("flowFile");
    if (name.kind() != JsonKind::string || name.is_empty()) return false;
    const fs::path flows = directory / name.text();
    if (!fs::exists(flows, code)) {
      error(manifest, "names \"" + name.text() + "\" as the flow file of the project, but there is no such file");
      return true;
    }
    file(flows, Input::Origin::named);
    return true;
  }

  bool flow_names(const fs::path& directory) {
    std::error_code code;
    std::vector<fs::path> files;
    for (fs::directory_iterator at(directory, code), end; !code && at != end; at.increment(code)) {
      if (is_flow_name(at->path().filename().string()) && at->is_regular_file(code)) files.push_back(at->path());
      code.clear();
    }
    if (code) error(directory, "cannot be read: " + code.message());
    std::sort(files.begin(), files.end());
    for (const fs::path& path : files) file(path, Input::Origin::pattern);
    return code || !files.empty();
  }

  // Every other .json file below. Links to directories are not followed, so there are no loops.
  void search(const fs::path& directory) {
    std::vector<fs::path> files;
    std::vector<fs::path> open{directory};
    while (!open.empty()) {
      const fs::path current = std::move(open.back());
      open.pop_back();
      std::error_code code;
      for (fs::directory_iterator at(current, code), end; !code && at != end; at.increment(code)) {
        const std::string name = at->path().filename().string();
        std::error_code ignored;
        const bool is_directory = at->is_directory(ignored) && !at->is_symlink(ignored);
        if (is_directory && name != "node_modules" && !name.starts_with('.')) open.push_back(at->path());
        if (!is_excluded(name) && at->is_regular_file(ignored)) files.push_back(at->path());
      }
      if (code) error(current, "cannot be read: " + code.message());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& path : files) file(path, Input::Origin::search);
  }
};

}  // namespace

Inputs find_inputs(const std::vector<std::string>& paths, const std::string& stdin_name) {
  Finder finder;
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
      finder.error(path, missing ? "there is no such file or directory" : "cannot be opened: " + code.message());
    } else {
      finder.file(path, Input::Origin::named);
    }
  }
  return std::move(finder.found);
}

}  // namespace halint::cli
