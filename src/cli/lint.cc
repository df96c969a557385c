// SPDX-License-Identifier: Apache-2.0
#include "cli/lint.h"

#include <algorithm>
#include <new>

#include "cli/files.h"
#include "cli/in_order.h"
#include "halint/flow/document.h"
#include "halint/report/merge.h"
#include "halint/report/ndjson.h"
#include "halint/source/secrets.h"
#include "source/shared_work.h"
#if HALINT_THREADS
#include <thread>
#endif

namespace halint::cli {
namespace {

// Files that a thread may be ahead of one that takes long.
constexpr uint32_t kAhead = 32;

// Node-RED writes `wires` into every node, and hardly anybody else does.
bool smells_of_flows(const SourceFile& file) { return file.bytes().find("\"wires\"") != std::string_view::npos; }

// Of a file nobody named: not worth a word if it holds something else than flows.
bool is_other_json(const SourceFile& file, const Result<Document>& document, Input::Origin origin,
                   const Catalog& catalog) {
  if (origin == Input::Origin::named) return false;
  if (document) {
    if (!holds_flows(*document, catalog)) return true;
    return origin == Input::Origin::search && document->nodes.empty();
  }
  if (origin == Input::Origin::pattern) return document.error().line == 0 && !smells_of_flows(file);
  return !smells_of_flows(file);
}

/// What a configuration makes of a file: the same for all that it governs.
struct Judge {
  Catalog catalog;
  Options options;
};

// What formats want of a file besides its report.
void add_extras(const Document& document, const Linting& linting, Outcome& outcome) {
  if (outcome.report.files.empty()) return;
  if (linting.digests) outcome.report.files.front().digest = content_digest(document.file->bytes());
  if (linting.drawn) outcome.drawing = draw(document);
}

Outcome lint(const Input& input, const Judge& judge, const Linting& linting) {
  Outcome outcome;
  StageClock clock(outcome.report.times);
  try {
    const Result<SourceFile> file =
        input.path.empty() ? read_stream(linting.streams.in, input.shown) : read_file(input.path, input.shown);
    clock.end(Stage::load);
    if (!file) {
      outcome.report.errors.push_back(file.error());
      return outcome;
    }
    const Result<Document> document = read_document(*file, judge.options.jobs);
    clock.end(Stage::read);
    if (is_other_json(*file, document, input.origin, judge.catalog)) {
      outcome.report.left_out.push_back({input.shown, "no flows in it"});
    } else if (!document) {
      outcome.report.errors.push_back(document.error());
    } else {
      Options options = judge.options;
      options.settings = input.settings;
      check(*document, options, judge.catalog, outcome.report);
      add_extras(*document, linting, outcome);
    }
  } catch (const std::bad_alloc&) {
    outcome = {};
    outcome.report.errors.push_back(
        Error{"there is not enough memory to lint it; try --jobs 1, or split it by flow", input.shown});
  }
  for (Error& error : outcome.report.errors) error.message = masked(error.message);
  return outcome;
}

Judge judge_of(const Config& config, const Config& run, const CheckArguments& arguments, const TypeSource& installed,
               uint32_t jobs) {
  Judge judge{Catalog(config.node_types, &installed), options_of(config)};
  judge.options.jobs = jobs;
  judge.options.policy.keep_suppressed = arguments.show_suppressed || arguments.statistics;
  // Whatever may leave findings out later has to see them all.
  const bool all = !run.baseline.value.empty() || !arguments.write_baseline.empty() || !arguments.against.empty() ||
                   arguments.statistics || config.min_confidence.value != Confidence::low;
  judge.options.most_alike = all ? 0 : kMaxAlike;
  return judge;
}

}  // namespace

uint32_t jobs_of(const CheckArguments& arguments) {
#if HALINT_THREADS
  return arguments.jobs != 0 ? arguments.jobs : std::max(1U, std::thread::hardware_concurrency());
#else
  static_cast<void>(arguments);
  return 1;
#endif
}

uint32_t jobs_per_file(const CheckArguments& arguments, size_t files) {
  return std::max(1U, jobs_of(arguments) / static_cast<uint32_t>(std::max<size_t>(1, files)));
}

void lint_inputs(const Linting& linting, const std::function<void(size_t, Outcome&)>& made,
                 const std::function<void(size_t, Outcome&&)>& take) {
  const std::vector<Input>& files = linting.inputs.files;
  const CheckArguments& arguments = linting.arguments;
  std::vector<Judge> judges;
  for (const Config* config : linting.configs.all())
    judges.push_back(
        judge_of(*config, linting.run, arguments, linting.installed, jobs_per_file(arguments, files.size())));
  const uint32_t jobs = jobs_of(arguments);
  InOrder<Outcome> order(size_t{kAhead} * jobs, take);
  share_work(files.size(), jobs, [&](size_t i) {
    if (!order.begin(i)) return;
    Outcome outcome = lint(files[i], judges[files[i].config], linting);
    made(i, outcome);
    order.put(i, std::move(outcome));
  });
}

}  // namespace halint::cli
