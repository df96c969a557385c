// SPDX-License-Identifier: Apache-2.0
#include "cli/packages.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace halint::cli {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxFiles = 4000;
constexpr uintmax_t kMaxFile = uintmax_t{8} << 20;
constexpr uintmax_t kMaxPackage = uintmax_t{64} << 20;
constexpr int kMaxDepth = 12;
constexpr size_t kMaxPackages = 5000;

bool is_wanted(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.ends_with(".js") || name.ends_with(".cjs") || name.ends_with(".html") || name == "package.json";
}

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// It names nodes for Node-RED. A search of the text will do: whoever only mentions it is read in vain.
bool has_nodes(const fs::path& folder) {
  std::error_code code;
  const fs::path manifest = folder / "package.json";
  if (!fs::is_regular_file(manifest, code) || fs::file_size(manifest, code) > kMaxFile) return false;
  const std::string text = read(manifest);
  return text.find("\"node-red\"") != std::string::npos && text.find("\"nodes\"") != std::string::npos;
}

// The folders in a node_modules folder, those below @scopes included.
void add_from(const fs::path& modules, bool scope, std::vector<fs::path>& found) {
  std::error_code code;
  for (fs::directory_iterator at(modules, code), end; !code && at != end; at.increment(code)) {
    const std::string name = at->path().filename().string();
    std::error_code ignored;
    if (name.starts_with('.') || !at->is_directory(ignored) || found.size() >= kMaxPackages) continue;
    if (name.starts_with('@') && !scope)
      add_from(at->path(), true, found);
    else if (has_nodes(at->path()))
      found.push_back(at->path());
  }
}

}  // namespace

PackageTexts::PackageTexts(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code code;
  for (fs::recursive_directory_iterator at(folder, code), end; !code && at != end && paths.size() < kMaxFiles;
       at.increment(code)) {
    const std::string name = at->path().filename().string();
    std::error_code ignored;
    if (at->is_directory(ignored)) {
      if (at.depth() >= kMaxDepth || name == "node_modules" || name.starts_with('.')) at.disable_recursion_pending();
    } else if (at->is_regular_file(ignored) && !at->is_symlink(ignored) && is_wanted(at->path())) {
      paths.push_back(at->path());
    }
  }
  std::sort(paths.begin(), paths.end());
  uintmax_t total = 0;
  for (const fs::path& path : paths) {
    const uintmax_t size = fs::file_size(path, code);
    if (code || size > kMaxFile || total + size > kMaxPackage) continue;
    total += size;
    const std::string& text = texts_.emplace_back(read(path));
    files_.push_back({texts_.emplace_back(path.lexically_relative(folder).generic_string()), text});
  }
}

std::vector<fs::path> find_packages(const fs::path& place) {
  std::vector<fs::path> found;
  std::error_code code;
  if (has_nodes(place)) return {place};
  add_from(place.filename() == "node_modules" ? place : place / "node_modules", false, found);
  if (found.empty()) add_from(place, false, found);
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace halint::cli
