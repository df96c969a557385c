// Writes a report to every place that was asked for, none of which is something that halint did not make.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/inputs.h"
#include "cli/progress.h"
#include "cli/run.h"
#include "cli/spool.h"
#include "halint/report/drawing.h"
#include "halint/report/formats.h"
#include "halint/report/ndjson.h"
#include "halint/report/writer.h"

namespace halint::cli {

/// What goes into documents besides the report.
struct OutputContext {
  std::vector<Rule> rules;  ///< built-in and own ones of every configuration
  std::optional<Level> fail_on;
};
[[nodiscard]] OutputContext output_context(const Configs& configs, const Config& run);

/// Holds everything that will be written against inputs, configurations, the baseline, and each other. An output may
/// replace an older report, a new baseline only a baseline. Nothing has been touched when this fails.
[[nodiscard]] std::optional<Error> check_targets(const CheckArguments& arguments, const Outputs& outputs,
                                                 const Inputs& inputs, const Configs& configs, const Config& run);

[[nodiscard]] bool wants(const Outputs& outputs, Format format);

/// What there is to be written: a drawing for each file of the report, if an output draws.
struct Told {
  const Report& report;
  std::span<const Drawing> drawings;
};

/// How text looks on `streams.out`.
[[nodiscard]] TextOptions screen_options(const Look& look, const Streams& streams);

/// Writes a run to all of its outputs, file by file where the format can be, so that findings need not pile up.
/// Whatever fails is told once on `streams.err`.
class RunWriter {
 public:
  /// Everything must outlive it.
  RunWriter(const Outputs& outputs, const OutputContext& context, const RunHead& head, const RunEnd& end,
            const Look& look, const Streams& streams);

  /// A page is drawn at the end, of everything: so findings have to be kept.
  [[nodiscard]] bool gathers() const { return !pages_.empty(); }
  /// What one file has yielded, in the format of each output that is written file by file. From any thread.
  [[nodiscard]] std::vector<std::string> bodies(const Report& piece) const;
  /// Goes on with the next file, on a screen while `progress` is away.
  void add(const std::vector<std::string>& bodies, const Report& piece, Progress& progress);
  /// The rest. False if something could not be written.
  bool end(const Told& told);

 private:
  /// A body.
  struct Waiting {
    size_t first;  // index of its first file in the run
    size_t size;   // bytes
  };
  /// One that is written file by file.
  struct Growing {
    Output to;
    std::unique_ptr<ReportWriter> writer;
    Spool spool;
    std::vector<Waiting> waiting;  // in the spool, one behind the other
    bool direct = false;           // goes out at once, and not by way of the spool
    bool begun = false;            // it does, and the head is out
    bool something = false;        // some body was not empty
    bool failed = false;
  };
  const OutputContext& context_;
  const RunHead& head_;
  const RunEnd& end_;
  const Streams& streams_;
  bool at_once_;
  TextOptions screen_;
  TextOptions page_;
  std::deque<Growing> growing_;  // Spool does not move
  std::vector<Output> pages_;
  size_t files_ = 0;  // that have been added

  void open(const Output& to);
  [[nodiscard]] const TextOptions& options(const Output& to) const { return to.path == "-" ? screen_ : page_; }
  [[nodiscard]] std::unique_ptr<ReportWriter> writer_of(const Output& to) const;
  void give(Growing& one, std::string_view bytes);
  void go_on(Growing& one, const std::string& body);
  void keep(Growing& one, const std::string& body);
  bool finish(Growing& one, const Report& run);
  bool write(const Output& to, const std::function<bool(std::FILE*)>& bytes);
};

}  // namespace halint::cli
