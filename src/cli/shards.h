// The ndjson reports of a run's shards, as one: each is there once, and all have seen the same files with the same
// options. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/report_lines.h"
#include "cli/run.h"
#include "halint/report/ndjson.h"

namespace halint::cli {

/// Must outlive what it gives: findings view rules of the shards' heads.
class Shards {
 public:
  /// Reads the first line of each report. `-` is `input`.
  Shards(const std::vector<std::string>& paths, std::FILE* input);
  /// Instead of what the shards were told.
  void fail_on(std::optional<Level> level) {
    fail_on_ = level;
    head_.fail_on = level;
  }

  /// What is wrong, as soon as something is.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  /// Of the whole run, its rules included; errors and what was left out once the first piece has been given.
  [[nodiscard]] const RunHead& head() const { return head_; }
  /// Calls `take` with what became of each input, in the order of the run. `end` is put together from those of all
  /// shards.
  void read(const std::function<void(Report&& piece)>& take, RunEnd& end);

 private:
  struct One {
    One(const std::string& report, std::FILE* input) : path(report), lines(report, input), reader(report) {}
    std::string path;
    ReportLines lines;
    NdjsonReader reader;
  };
  std::deque<One> reports_;
  std::vector<One*> in_order_;  // by the number of the shard
  RunHead head_;
  std::optional<std::optional<Level>> fail_on_;
  std::optional<Error> error_;

  void read_first_lines();
  void arrange();
  void read_one(One& one, const std::function<void(Report&& piece)>& take, RunEnd& end);
  void know_head(const One& one);
};

}  // namespace halint::cli
