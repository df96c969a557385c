// The whole way from a file to its findings.
// SPDX-License-Identifier: Apache-2.0
#include "fix/look.h"
#include "fix/verify.h"
#include "halint/halint.h"
#include "report/locate.h"

namespace halint {

namespace {

void begin(const Options& options, Report& report) {
  report.deployment = options.deployment;
  report.replicas = copies_at_work(options.deployment, options.replicas);
}

}  // namespace

void check(const Document& document, const Options& options, const Catalog& catalog, Report& report) {
  begin(options, report);
  StageClock clock(report.times);
  const std::optional<Error> error = look(document, options, catalog, clock, [&](const Model& model) {
    std::vector<JudgedFinding> judged = find_all(model, options.policy, options.jobs, clock, report.used_ignores);
    keep_verified(model, judged, options, catalog);
    clock.end(Stage::analyses);
    add_to_report(model, options, std::move(judged), report);
    report.platform = model.settings.platform;
  });
  if (error) report.errors.push_back(*error);
  clock.end(Stage::report);
}

void check(const SourceFile& file, const Options& options, const Catalog& catalog, Report& report) {
  StageClock clock(report.times);
  const Result<Document> document = read_document(file, options.jobs);
  clock.end(Stage::read);
  if (document) return check(*document, options, catalog, report);
  begin(options, report);
  report.errors.push_back(document.error());
}

Options options_of(const Config& config) {
  Options options;
  options.platform = config.platform.value;
  options.replicas = config.replicas.value;
  options.deployment = config.deployment.value;
  options.shared_stores = config.shared_stores.value;
  options.shared_folders = config.shared_folders.value;
  options.guards = config.guard_names.value;
  options.policy = config.policy();
  return options;
}

std::string_view version() { return HALINT_VERSION; }

}  // namespace halint
