// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "halint/fix/fix.h"

namespace halint {
namespace {

constexpr size_t kContext = 3;  // lines, as diff and patch expect

// Where each line begins, and the end of the text.
std::vector<uint32_t> line_starts(std::string_view text) {
  std::vector<uint32_t> starts;
  for (size_t at = 0; at < text.size();) {
    starts.push_back(static_cast<uint32_t>(at));
    const size_t end = text.find('\n', at);
    at = end == std::string_view::npos ? text.size() : end + 1;
  }
  starts.push_back(static_cast<uint32_t>(text.size()));
  return starts;
}

// Whole lines [first, last) that edits change, and what they become.
struct Change {
  size_t first = 0;
  size_t last = 0;
  std::vector<std::string> lines;
};

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  const std::vector<uint32_t> starts = line_starts(text);
  for (size_t i = 0; i + 1 < starts.size(); ++i) lines.emplace_back(text.substr(starts[i], starts[i + 1] - starts[i]));
  return lines;
}

std::vector<Change> changes_of(std::string_view text, const std::vector<uint32_t>& starts,
                               std::span<const Edit> edits) {
  std::vector<Change> changes;
  const auto line_at = [&](uint32_t at) {
    const auto behind = std::upper_bound(starts.begin(), starts.end() - 1, at);
    return static_cast<size_t>(std::max<ptrdiff_t>(behind - starts.begin() - 1, 0));
  };
  for (size_t i = 0; i < edits.size();) {
    Change change;
    change.first = line_at(edits[i].span.begin);
    change.last = line_at(edits[i].span.end) + 1;
    size_t next = i + 1;
    for (; next < edits.size() && line_at(edits[next].span.begin) < change.last; ++next)
      change.last = std::max(change.last, line_at(edits[next].span.end) + 1);
    change.last = std::min(change.last, starts.size() - 1);
    std::vector<Edit> inside(edits.begin() + static_cast<ptrdiff_t>(i), edits.begin() + static_cast<ptrdiff_t>(next));
    const uint32_t begin = starts[change.first];
    for (Edit& edit : inside) edit.span = {edit.span.begin - begin, edit.span.end - begin};
    change.lines = lines_of(apply_edits(text.substr(begin, starts[change.last] - begin), inside));
    changes.push_back(std::move(change));
    i = next;
  }
  return changes;
}

// Counts as diff does: of no lines, the line before them.
std::string range(size_t first, size_t count) {
  return std::to_string(count == 0 ? first : first + 1) + (count == 1 ? "" : "," + std::to_string(count));
}

class Writer {
 public:
  explicit Writer(std::string_view text) : text_(text), starts_(line_starts(text)) {}

  std::string write(std::string_view path, std::span<const Edit> edits) {
    const std::vector<Change> changes = changes_of(text_, starts_, edits);
    const std::string name(path);
    std::string out = "--- a/" + name + "\n+++ b/" + name + "\n";
    for (size_t i = 0; i < changes.size();) {
      size_t next = i + 1;
      while (next < changes.size() && changes[next].first <= changes[next - 1].last + 2 * kContext) ++next;
      write_hunk(std::span(changes).subspan(i, next - i), out);
      i = next;
    }
    return out;
  }

 private:
  std::string_view text_;
  std::vector<uint32_t> starts_;
  ptrdiff_t shift_ = 0;  // lines that the hunks before have added

  void write_hunk(std::span<const Change> changes, std::string& out) {
    const size_t first = changes.front().first - std::min(kContext, changes.front().first);
    const size_t last = std::min(changes.back().last + kContext, starts_.size() - 1);
    std::string body;
    ptrdiff_t added = 0;
    size_t at = first;
    for (const Change& change : changes) {
      for (; at < change.first; ++at) write_line(' ', old_line(at), body);
      for (; at < change.last; ++at) write_line('-', old_line(at), body);
      for (const std::string& line : change.lines) write_line('+', line, body);
      added += static_cast<ptrdiff_t>(change.lines.size()) - static_cast<ptrdiff_t>(change.last - change.first);
    }
    for (; at < last; ++at) write_line(' ', old_line(at), body);
    const auto now = static_cast<size_t>(static_cast<ptrdiff_t>(first) + shift_);
    const auto size = static_cast<size_t>(static_cast<ptrdiff_t>(last - first) + added);
    out += "@@ -" + range(first, last - first) + " +" + range(now, size) + " @@\n" + body;
    shift_ += added;
  }

  [[nodiscard]] std::string_view old_line(size_t line) const {
    return text_.substr(starts_[line], starts_[line + 1] - starts_[line]);
  }

  static void write_line(char mark, std::string_view line, std::string& out) {
    out += mark;
    out += line;
    if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
  }
};

}  // namespace

std::string write_diff(const SourceFile& file, std::span<const Edit> edits) {
  return edits.empty() ? std::string() : Writer(file.bytes()).write(file.path(), edits);
}

}  // namespace halint
