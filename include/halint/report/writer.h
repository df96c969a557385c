// A report in one format, written file by file, so that nobody has to hold all of it: a head, then what each file
// yielded, then a tail. Knows nothing of where it goes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "halint/report/formats.h"
#include "halint/report/report.h"

namespace halint {

/// `run` is the report of all files, whose findings may have been let go. The whole is `head(run)`, what `body` gives
/// of each file in their order, with `between()` where two that are not empty meet, and `tail(run)`.
class ReportWriter {
 public:
  ReportWriter() = default;
  virtual ~ReportWriter() = default;
  ReportWriter(const ReportWriter&) = delete;
  ReportWriter& operator=(const ReportWriter&) = delete;

  /// The head depends on the whole run, so that nothing can go out before its end.
  [[nodiscard]] virtual bool head_comes_last() const = 0;
  [[nodiscard]] virtual std::string head(const Report& run) const = 0;
  /// Depends on nothing but `piece`; may be asked by several threads. Linear in its findings.
  [[nodiscard]] virtual std::string body(const Report& piece) const = 0;
  [[nodiscard]] virtual std::string_view between() const { return {}; }
  [[nodiscard]] virtual std::string tail(const Report& run) const = 0;

  /// All at once.
  [[nodiscard]] std::string write(const Report& report) const { return head(report) + body(report) + tail(report); }
};

[[nodiscard]] std::unique_ptr<ReportWriter> text_writer(const TextOptions& options);
[[nodiscard]] std::unique_ptr<ReportWriter> concise_writer();
[[nodiscard]] std::unique_ptr<ReportWriter> json_writer();

}  // namespace halint
