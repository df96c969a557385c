// Patterns for paths as gitignore(5) has them: of .gitignore files, and of `exclude` in halint.toml.
// Knows paths as text, nothing of files. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace halint::cli {

class PathPatterns {
 public:
  /// What the last pattern that fits says.
  struct Verdict {
    bool excluded = false;
    uint32_t line = 0;  ///< of the pattern, from 1
  };

  /// The lines of a .gitignore.
  explicit PathPatterns(std::string_view text);

  /// `path` is relative to where the patterns stand, with forward slashes. Nothing if no pattern fits. Whatever lies in
  /// an excluded folder is excluded too, which the caller heeds by not going there.
  [[nodiscard]] std::optional<Verdict> judge(std::string_view path, bool is_folder) const;
  [[nodiscard]] bool empty() const { return patterns_.empty(); }

 private:
  struct Pattern {
    std::vector<std::string> segments;  ///< `**` stands for any number of them
    bool negated = false;
    bool folders = false;  ///< fits folders only
    uint32_t line = 0;
  };
  std::vector<Pattern> patterns_;

  void read(std::string_view line, uint32_t number);
};

}  // namespace halint::cli
