// Waits until somebody saves a file or wants to leave.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/files.h"

namespace halint::cli {

/// Files and folders as they are now. They are looked at a few times a second, which sees every way of saving (in
/// place, or by another file put there) on every file system, shared and mounted ones too.
class WatchedFiles {
 public:
  WatchedFiles() = default;
  /// Those that are not there are waited for.
  explicit WatchedFiles(std::vector<std::string> paths);

  /// Returns once something has changed and then has rested for a moment: true; or false when `leave` is set.
  [[nodiscard]] bool wait() const;
  [[nodiscard]] const std::vector<std::string>& paths() const { return paths_; }

 private:
  std::vector<std::string> paths_;
  std::vector<FileState> states_;
};

/// While it lives, Ctrl-C and SIGTERM end waiting instead of the program.
class LeaveOnSignal {
 public:
  LeaveOnSignal();
  ~LeaveOnSignal();
  LeaveOnSignal(const LeaveOnSignal&) = delete;
  LeaveOnSignal& operator=(const LeaveOnSignal&) = delete;

 private:
  using Handler = void (*)(int);
  Handler interrupt_;
  Handler terminate_;
};

}  // namespace halint::cli
