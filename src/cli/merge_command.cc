// halint merge: the reports of shards as one report, in any format.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/linted.h"
#include "cli/outputs.h"
#include "cli/progress.h"
#include "cli/shards.h"
#include "cli/terminal.h"
#include "halint/report/merge.h"
#include "halint/source/secrets.h"

namespace halint::cli {
namespace {

/// Flows are drawn from their files, which a report does not hold.
class Drawings {
 public:
  Drawing of(const ReportFile& file) {
    const Result<SourceFile> source = read_file(file.path, file.path);
    if (!source || content_digest(source->bytes()) != file.digest) {
      if (missing_++ == 0) first_ = file.path + (source ? " has changed since" : " is not there");
      return {};
    }
    const Result<Document> document = read_document(*source);
    return document ? draw(*document) : Drawing();
  }

  void tell(const Streams& streams) const {
    if (missing_ == 0) return;
    complain(streams, std::to_string(missing_) + (missing_ == 1 ? " file" : " files") +
                          " could not be drawn, so the page tells their findings without pictures: " + first_);
  }

 private:
  size_t missing_ = 0;
  std::string first_;
};

// A report that cannot be read spoils the whole: nothing is written.
int refuse(const Streams& streams, const Error& error) {
  complain(streams, masked(error.to_string()));
  return kExitError;
}

std::optional<Error> check_outputs(const MergeArguments& arguments, const Outputs& outputs) {
  CheckArguments check;
  check.paths = arguments.reports;
  check.outputs = arguments.outputs;
  const Config none{};
  return check_targets(check, outputs, {}, Configs(ConfigChoice{{}, true}), none);
}

OutputContext context_of(const RunHead& head) {
  OutputContext context{std::vector<Rule>(rules().begin(), rules().end()), head.fail_on};
  context.rules.insert(context.rules.end(), head.rules.begin(), head.rules.end());
  std::sort(context.rules.begin(), context.rules.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
  return context;
}

int merge(const MergeArguments& arguments, const Streams& streams, const Outputs& outputs, Shards& shards) {
  const OutputContext context = context_of(shards.head());
  const Look look{arguments.color, arguments.quiet, 1, false};  // a report may turn out to be cut off
  Linted linted;
  RunWriter writer(outputs, context, shards.head(), linted.end, look, streams);
  const bool shown = !arguments.quiet && is_watched(streams.err);
  Progress progress(shown ? streams.err : nullptr, shards.head().inputs, std::chrono::steady_clock::now());
  const bool drawn = wants(outputs, Format::html);
  Drawings drawings;
  shards.read(
      [&](Report&& piece) {
        if (drawn && !piece.files.empty()) linted.drawings.push_back(drawings.of(piece.files.front()));
        writer.add(writer.bodies(piece), piece, progress);
        if (!writer.gathers()) let_go(piece);
        append_report(linted.report, std::move(piece));
        progress.count(std::chrono::steady_clock::now());
      },
      linted.end);
  progress.erase();
  if (shards.error()) return refuse(streams, *shards.error());
  drawings.tell(streams);
  for (const std::vector<Error>& errors : {shards.head().errors, linted.report.errors}) {
    for (const Error& error : errors) complain(streams, error.to_string());
  }
  complete(linted, shards.head(), streams);
  const bool stale = tell_stale(linted.end, streams);
  const bool written = writer.end({linted.report, linted.drawings});
  return written ? exit_code(linted.report, shards.head(), stale) : kExitError;
}

}  // namespace

int merge_command(const MergeArguments& arguments, const Streams& streams) {
  const Result<Outputs> outputs = read_outputs(arguments.format, arguments.outputs, {});
  if (!outputs) return refuse(streams, outputs.error());
  if (const std::optional<Error> error = check_outputs(arguments, *outputs)) return refuse(streams, *error);
  Shards shards(arguments.reports, streams.in);
  if (shards.error()) return refuse(streams, *shards.error());
  if (arguments.fail_on) shards.fail_on(*arguments.fail_on);
  return merge(arguments, streams, *outputs, shards);
}

}  // namespace halint::cli
