// The lines of a report that is to be read, one at a time. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "halint/source/result.h"

namespace halint::cli {

/// Between `rest` and the next line a file is closed, so that there may be more reports than the system opens at once.
class ReportLines {
 public:
  /// `-` is `input`, which stays open.
  ReportLines(std::string path, std::FILE* input);
  ~ReportLines();
  ReportLines(const ReportLines&) = delete;
  ReportLines& operator=(const ReportLines&) = delete;

  /// The next line without its end, valid until the next call; nothing at the end or after an error. A last line
  /// without an end counts.
  [[nodiscard]] std::optional<std::string_view> next();
  /// Why there was no next line, unless it was the end.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  void rest();

 private:
  std::string path_;
  std::FILE* input_;
  std::FILE* file_ = nullptr;
  long rested_at_ = 0;
  std::string buffer_;
  size_t at_ = 0;  // where the next line begins
  std::optional<Error> error_;

  [[nodiscard]] bool open();
  [[nodiscard]] bool read_more();
  void fail(const char* what);
};

}  // namespace halint::cli
