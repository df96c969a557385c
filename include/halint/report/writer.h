// A report in one format, written file by file, so that nobody has to hold all of it: a head, then what each file
// yielded, then a tail. Knows nothing of where it goes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "halint/report/formats.h"
#include "halint/report/report.h"

namespace halint {

/// `run` is the report of all files, whose findings may have been let go. The whole is `head(run)`, what `body` gives
/// of each file in their order, with `between()` where two that are not empty meet, and `tail(run)`.
/// A format that counts or chooses among all findings writes its head last: it hears of each file by `note`, and has
/// its say about each body once more, by `filled`.
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
  /// Hears what each file yielded, in the order of the files and by one thread at a time.
  virtual void note(const Report& /*piece*/) {}
  /// What goes out of a body, where the head comes last: asked for in their order, when every file has been noted.
  /// `first` is the index of its first file in the run.
  [[nodiscard]] virtual std::string filled(std::string body, const Report& /*run*/, size_t /*first*/) { return body; }
  [[nodiscard]] virtual std::string_view between() const { return {}; }
  [[nodiscard]] virtual std::string tail(const Report& run) const = 0;

  /// All at once. To be called once.
  [[nodiscard]] std::string write(const Report& report) {
    note(report);
    std::string out = head(report);
    out += filled(body(report), report, 0);
    return out += tail(report);
  }
};

[[nodiscard]] std::unique_ptr<ReportWriter> text_writer(const TextOptions& options);
[[nodiscard]] std::unique_ptr<ReportWriter> concise_writer();
[[nodiscard]] std::unique_ptr<ReportWriter> json_writer();
/// `known` must outlive it.
[[nodiscard]] std::unique_ptr<ReportWriter> sarif_writer(std::span<const Rule> known);
[[nodiscard]] std::unique_ptr<ReportWriter> github_writer();
[[nodiscard]] std::unique_ptr<ReportWriter> gitlab_writer();
[[nodiscard]] std::unique_ptr<ReportWriter> junit_writer(std::optional<Level> fail_on);
[[nodiscard]] std::unique_ptr<ReportWriter> checkstyle_writer();
[[nodiscard]] std::unique_ptr<ReportWriter> markdown_writer(size_t most = kMaxSummary);

}  // namespace halint
