// The report as lines, a JSON object each: what a run begins with, then each finding and behind them their file, at the
// end the sums. Nothing is lost in them, so that `halint merge` can write any other format from the lines of several
// machines. docs/fleet.md explains them, docs/schema/halint-ndjson.schema.json binds them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "halint/catalog/node_store.h"
#include "halint/report/report.h"
#include "halint/report/writer.h"
#include "halint/source/result.h"

namespace halint {

/// Which part of the inputs a run has taken.
struct Shard {
  uint32_t number = 1;  ///< from 1 to `of`
  uint32_t of = 1;
};

/// What a run knows before it lints the first file: the same for all shards of a run, but for `shard`.
struct RunHead {
  Shard shard;
  uint64_t inputs = 0;                     ///< files that all shards have among them
  std::string digest;                      ///< of their names in their order: 16 hexadecimal digits
  Platform platform = Platform::flowfuse;  ///< of a report without files, as the two below
  Deployment deployment = Deployment::replicas;
  uint32_t replicas = 2;
  std::optional<Level> fail_on = Level::error;
  bool strict = false;
  std::vector<Rule> rules;              ///< the user's own; they view `store`, or what outlives this
  std::vector<Error> errors;            ///< of the run as a whole
  std::vector<ReportLeftOut> left_out;  ///< by the search
  NodeStore store;
};

/// A directory that was searched, and what its files held.
struct SearchedFolder {
  std::string path;
  bool covered = false;   ///< it holds files that an earlier path has brought in already
  bool fruitful = false;  ///< some file in it holds flows, or should
  uint64_t skipped = 0;   ///< files without flows
};

/// What became of an `[[ignore]]` of a configuration. `idle`: no file that it is for was linted.
enum class IgnoreUse : uint8_t { idle, unused, used };
struct IgnoreState {
  std::string rule;
  std::string path;  ///< of the configuration
  uint32_t line = 0;
  uint32_t column = 0;
  IgnoreUse use{};
};

/// What a run knows at its end besides the sums of its report.
struct RunEnd {
  std::vector<SearchedFolder> folders;
  std::vector<IgnoreState> ignores;  ///< of all configurations, whether used or not
  uint32_t gone = 0;                 ///< entries of the baseline that nothing needs
  std::vector<Error> errors;         ///< that only the whole run can tell: empty for one of several shards
};

/// What tells whether a file is still the one that a report speaks of: 16 hexadecimal digits.
[[nodiscard]] std::string content_digest(std::string_view bytes);

/// Both must outlive it; `end` is looked at when the tail is asked for.
[[nodiscard]] std::unique_ptr<ReportWriter> ndjson_writer(const RunHead& head, const RunEnd& end);

class Fields;

/// What a line, with those before it, has yielded: nothing yet, what became of one input, or the end of the run.
using NdjsonRecord = std::variant<std::monostate, Report, RunEnd>;

/// Reads the lines of one report, in their order, each without its line end. Must outlive what it gives, because
/// findings view the rules of its head. An error says what was expected, and in which line; after one, nothing more can
/// be read.
class NdjsonReader {
 public:
  /// `path` is what errors call the report.
  explicit NdjsonReader(std::string path) : path_(std::move(path)) {}

  [[nodiscard]] Result<NdjsonRecord> next(std::string_view line);
  /// Known after the first line, but for its errors and what was left out: these when the first input or the end was.
  [[nodiscard]] const RunHead& head() const { return head_; }
  /// To be asked when the lines have ended: whether something is missing.
  [[nodiscard]] std::optional<Error> cut_off() const;

 private:
  std::string path_;
  RunHead head_;
  uint32_t line_ = 0;
  uint64_t files_ = 0;
  bool ended_ = false;
  std::vector<ReportFinding> open_;  // of a file whose line is to come

  [[nodiscard]] NdjsonRecord read(std::string_view record, const Fields& from);
  [[nodiscard]] NdjsonRecord read_aside(std::string_view record, const Fields& from);
  [[nodiscard]] Error wrong(std::string message) const;
};

}  // namespace halint
