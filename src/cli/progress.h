// One line about a run that takes longer, for whoever waits at a terminal.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdio>
#include <functional>

#include "source/threads.h"

namespace halint::cli {

/// Counts files, from several threads. From the first second on the line tells how many, a few times a second; it is
/// erased at the end.
class Progress {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// `stream` is null if nobody looks.
  Progress(std::FILE* stream, size_t total, Time start)
      : stream_(stream), total_(total), next_(start + std::chrono::seconds(1)) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { erase(); }

  /// One more file is done.
  void count(Time now);
  /// Does what writes on the same terminal while the line is away.
  void aside(const std::function<void()>& work);
  /// The line goes, until a file is counted.
  void erase();

 private:
  std::FILE* stream_;
  size_t total_;
  Time next_;  // when to write again
  Mutex mutex_;
  size_t done_ = 0;
  bool shown_ = false;

  void erase_locked();
};

}  // namespace halint::cli
