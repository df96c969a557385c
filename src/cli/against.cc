// SPDX-License-Identifier: Apache-2.0
#include "cli/against.h"

#include "cli/files.h"
#include "halint/halint.h"

namespace halint::cli {

Result<Baseline> known_before(const std::string& path, const Config& config, const SettingsFile* settings,
                              const TypeSource& installed, const Streams& streams) {
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
