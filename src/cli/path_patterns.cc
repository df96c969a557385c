// SPDX-License-Identifier: Apache-2.0
#include "cli/path_patterns.h"

#include <algorithm>

namespace halint::cli {
namespace {

constexpr std::string_view kAnyFolders = "**";

// Steps over one element of a pattern at `at`; whether it fits the character.
bool fits_one(std::string_view pattern, size_t& at, char c) {
  const char p = pattern[at++];
  if (p == '?') return true;
  if (p == '\\' && at < pattern.size()) return pattern[at++] == c;
  if (p != '[') return p == c;
  const size_t begin = at;
  const bool negated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (negated) ++at;
  bool found = false;
  for (bool first = true; at < pattern.size() && (first || pattern[at] != ']'); first = false) {
    if (pattern[at] == '\\' && at + 1 < pattern.size()) ++at;
    const char low = pattern[at++];
    char high = low;
    if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
      high = pattern[at + 1];
      at += 2;
    }
    found = found || (low <= c && c <= high);
  }
  if (at < pattern.size()) {
    ++at;
    return found != negated;
  }
  at = begin;  // no class without its end
  return c == '[';
}

// Whether a name fits one segment of a pattern. Goes back to the last `*` alone, which is enough.
bool fits_name(std::string_view pattern, std::string_view name) {
  size_t in = 0;
  size_t at = 0;
  size_t star = std::string_view::npos;
  size_t taken = 0;
  while (at < name.size()) {
    size_t next = in;
    if (in < pattern.size() && pattern[in] == '*') {
      star = ++in;
      taken = at;
    } else if (in < pattern.size() && fits_one(pattern, next, name[at])) {
      in = next;
      ++at;
    } else if (star != std::string_view::npos) {
      in = star;
      at = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', in) == std::string_view::npos;
}

// The same over segments, with `**` in the place of `*`.
bool fits_path(const std::vector<std::string>& pattern, const std::vector<std::string_view>& path) {
  size_t in = 0;
  size_t at = 0;
  size_t star = std::string_view::npos;
  size_t taken = 0;
  while (at < path.size()) {
    if (in < pattern.size() && pattern[in] == kAnyFolders) {
      star = ++in;
      taken = at;
      if (in == pattern.size()) return true;  // behind the last slash: everything inside
    } else if (in < pattern.size() && fits_name(pattern[in], path[at])) {
      ++in;
      ++at;
    } else if (star != std::string_view::npos) {
      in = star;
      at = ++taken;
    } else {
      return false;
    }
  }
  return in == pattern.size();
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  for (size_t at = 0; at <= path.size();) {
    const size_t end = std::min(path.find('/', at), path.size());
    if (end != at) segments.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return segments;
}

// Without the blanks at the end, but for one behind a backslash.
std::string_view without_end(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  while (line.ends_with(' ') && !(line.size() > 1 && line[line.size() - 2] == '\\')) line.remove_suffix(1);
  return line;
}

}  // namespace

PathPatterns::PathPatterns(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  uint32_t number = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    read(without_end(text.substr(at, end - at)), ++number);
    at = end + 1;
  }
}

void PathPatterns::read(std::string_view line, uint32_t number) {
  if (line.empty() || line.front() == '#') return;
  Pattern pattern;
  pattern.line = number;
  pattern.negated = line.front() == '!';
  if (pattern.negated) line.remove_prefix(1);
  pattern.folders = line.ends_with('/');
  while (line.ends_with('/')) line.remove_suffix(1);
  if (line.empty()) return;
  const bool anchored = line.find('/') != std::string_view::npos;
  if (!anchored) pattern.segments.emplace_back(kAnyFolders);
  for (const std::string_view segment : segments_of(line)) pattern.segments.emplace_back(segment);
  patterns_.push_back(std::move(pattern));
}

std::optional<PathPatterns::Verdict> PathPatterns::judge(std::string_view path, bool is_folder) const {
  const std::vector<std::string_view> segments = segments_of(path);
  const auto fits = [&](const Pattern& pattern) {
    return (is_folder || !pattern.folders) && fits_path(pattern.segments, segments);
  };
  const auto last = std::find_if(patterns_.rbegin(), patterns_.rend(), fits);
  if (last == patterns_.rend()) return std::nullopt;
  return Verdict{!last->negated, last->line};
}

}  // namespace halint::cli
