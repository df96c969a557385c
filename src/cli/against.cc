// SPDX-License-Identifier: Apache-2.0
#include "cli/against.h"

#include <filesystem>

#include "cli/configs.h"
#include "cli/files.h"
#include "cli/inputs.h"
#include "cli/lint.h"
#include "cli/linted.h"
#include "cli/terminal.h"
#include "halint/halint.h"
#include "halint/report/merge.h"

namespace halint::cli {
namespace {

Result<Baseline> known_in_directory(const CheckArguments& arguments, const TypeSource& installed,
                                    const Streams& streams) {
  Configs configs(arguments.config, arguments.overrides);
  SettingsFiles settings(arguments.settings);
  const Inputs inputs = find_inputs({arguments.against}, arguments.stdin_name, configs, settings);
  if (configs.error()) return *configs.error();
  const Config& run = configs.run();
  Report report;
  const auto tell = [&](const std::vector<Error>& errors) {
    for (const Error& error : errors) complain(streams, error.to_string());
  };
  tell(head_of(inputs, configs, run, {}, settings).errors);
  lint_inputs(
      {inputs, arguments, configs, run, installed, false, false, streams}, [](size_t, Outcome&) {},
      [&](size_t, Outcome&& outcome) {
        tell(outcome.report.errors);
        append_report(report, std::move(outcome.report));
      });
  return baseline_of(report);
}

}  // namespace

Result<Baseline> known_before(const CheckArguments& arguments, const Config& config, const SettingsFile* settings,
                              const TypeSource& installed, const Streams& streams) {
  const std::string& path = arguments.against;
  std::error_code code;
  if (std::filesystem::is_directory(path, code)) return known_in_directory(arguments, installed, streams);
  const bool standard = path == "-";
  const Result<SourceFile> file =
      standard ? read_stream(streams.in, "<stdin>, the older version") : read_file(path, path);
  if (!file) return file.error();
  if (file->bytes().find_first_not_of(" \t\r\n") == std::string_view::npos) return Baseline();
  Report report;
  const Catalog catalog(config.node_types, &installed);
  Options options = options_of(config);
  options.settings = settings;
  check(*file, options, catalog, report);
  if (!report.errors.empty()) return report.errors.front();
  return baseline_of(report);
}

}  // namespace halint::cli
