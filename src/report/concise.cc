// One line for each finding, as compilers write them: editors and pipelines read `file:line:column: level[rule]
// message`. SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "halint/report/escape.h"
#include "halint/report/writer.h"
#include "report/brief.h"
#include "report/words.h"

namespace halint {
namespace {

void append_line(std::string& out, std::string_view path, const Position& at, std::string_view what,
                 std::string_view message) {
  if (!path.empty()) out += printable(path) + ':';
  if (at.line != 0) out += std::to_string(at.line) + ':' + std::to_string(std::max(at.column, 1U)) + ':';
  if (!out.empty() && out.back() == ':') out += ' ';
  out.append(what) += ' ' + printable(message) + '\n';
}

class Writer final : public ReportWriter {
 public:
  // Inputs that could not be linted come first.
  [[nodiscard]] bool head_comes_last() const override { return true; }

  [[nodiscard]] std::string head(const Report& run) const override {
    std::string out;
    for (const Error& error : run.errors)
      append_line(out, error.path, {error.line, error.column}, "error[unreadable-input]", error_line(error));
    return out;
  }

  [[nodiscard]] std::string body(const Report& piece) const override {
    std::string out;
    for (const ReportFinding& finding : piece.findings) {
      if (finding.suppression) continue;
      const std::string what = std::string(to_string(finding.level)) + '[' + std::string(rule_id(finding)) + ']';
      append_line(out, file_path(piece, finding), finding.place.location.begin, what, finding.message);
    }
    return out;
  }

  [[nodiscard]] std::string tail(const Report& /*run*/) const override { return {}; }
};

}  // namespace

std::unique_ptr<ReportWriter> concise_writer() { return std::make_unique<Writer>(); }

std::string write_concise(const Report& report) { return Writer().write(report); }

}  // namespace halint
