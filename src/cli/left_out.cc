// SPDX-License-Identifier: Apache-2.0
#include "cli/left_out.h"

#include "cli/files.h"

namespace halint::cli {
namespace {

namespace fs = std::filesystem;

// A path as it is seen from a folder above it; empty if it does not lie there.
std::string_view seen_from(const std::string& folder, const std::string& path) {
  if (folder == "/") return std::string_view(path).substr(1);
  if (path.size() <= folder.size() || !path.starts_with(folder) || path[folder.size()] != '/') return {};
  return std::string_view(path).substr(folder.size() + 1);
}

}  // namespace

Exclusions::Level Exclusions::begin(const std::string& folder) {
  std::vector<fs::path> above;
  std::error_code code;
  fs::path at = folder;
  while (!fs::exists(at / ".git", code) && at != at.root_path()) {
    at = at.parent_path();
    above.push_back(at);
  }
  Level level = 0;
  const bool repository = fs::exists(at / ".git", code);
  for (auto i = above.rbegin(); repository && i != above.rend(); ++i) level = enter(level, i->generic_string());
  return enter(level, folder);
}

Exclusions::Level Exclusions::enter(Level above, const std::string& folder) {
  const fs::path path = fs::path(folder) / ".gitignore";
  std::error_code code;
  if (!fs::is_regular_file(path, code)) return above;
  const std::string shown = shown_config(path);
  const Result<SourceFile> file = read_file(path.string(), shown);
  if (!file) {
    errors_.push_back(file.error());
    return above;
  }
  PathPatterns patterns(file->bytes());
  if (patterns.empty()) return above;
  levels_.push_back({folder, std::move(patterns), shown, above});
  return levels_.size();
}

std::optional<std::string> Exclusions::reason(Level level, size_t config, const std::string& path, bool is_folder) {
  const std::vector<Patterns>& excluded = of_config(config);
  for (auto one = excluded.rbegin(); one != excluded.rend(); ++one) {
    const auto verdict = one->patterns.judge(seen_from(one->folder, path), is_folder);
    if (verdict && verdict->excluded) return one->shown;
    if (verdict) break;
  }
  for (; level != 0; level = levels_[level - 1].above) {
    const Patterns& one = levels_[level - 1];
    const auto verdict = one.patterns.judge(seen_from(one.folder, path), is_folder);
    if (verdict && verdict->excluded) return one.shown + ':' + std::to_string(verdict->line);
    if (verdict) return std::nullopt;
  }
  return std::nullopt;
}

const std::vector<Exclusions::Patterns>& Exclusions::of_config(size_t config) {
  const auto [at, added] = excluded_.try_emplace(config);
  if (!added) return at->second;
  for (const Setting<Exclusion>& one : configs_.at(config).exclude) {
    std::error_code code;
    fs::path folder = fs::absolute(one.value.directory.empty() ? "." : one.value.directory, code).lexically_normal();
    if (!folder.has_filename() && folder != folder.root_path()) folder = folder.parent_path();
    at->second.push_back({folder.generic_string(), PathPatterns(one.value.pattern), one.from, 0});
  }
  return at->second;
}

}  // namespace halint::cli
