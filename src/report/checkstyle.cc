// Checkstyle's XML (version 4.3 of its form): files with errors in them.
// SPDX-License-Identifier: Apache-2.0
#include "halint/report/escape.h"
#include "halint/report/writer.h"
#include "report/brief.h"
#include "report/words.h"

namespace halint {
namespace {

std::string_view severity(Level level) {
  if (level == Level::error) return "error";
  return level == Level::warning ? "warning" : "info";
}

void append_line(std::string& out, const Position& at, std::string_view severity, std::string_view text,
                 std::string_view source) {
  out += "    <error";
  if (at.line != 0) out += " line=\"" + std::to_string(at.line) + '"';
  if (at.line != 0 && at.column != 0) out += " column=\"" + std::to_string(at.column) + '"';
  out.append(" severity=\"").append(severity).append("\" message=\"").append(xml_escaped(text));
  out.append("\" source=\"halint.").append(xml_escaped(source)).append("\"/>\n");
}

std::string message(const ReportFinding& finding) {
  std::string out = printable(finding.message) + " (" + where_line(finding) + ')';
  for (const std::string& sentence : advice(finding)) out += ' ' + sentence;
  return out;
}

void begin_file(std::string& out, std::string_view path) {
  out += "  <file name=\"" + xml_escaped(bare_path(path)) + "\">\n";
}

class Writer final : public ReportWriter {
 public:
  // Inputs that could not be linted come first.
  [[nodiscard]] bool head_comes_last() const override { return true; }

  [[nodiscard]] std::string head(const Report& run) const override {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n";
    for (const Error& error : run.errors) {
      begin_file(out, error.path);
      append_line(out, {error.line, error.column}, "error", error_line(error), "unreadable-input");
      out += "  </file>\n";
    }
    return out;
  }

  [[nodiscard]] std::string body(const Report& piece) const override {
    std::string out;
    for (size_t i = 0, next = 0; i < piece.files.size(); ++i) {
      begin_file(out, piece.files[i].path);
      for (; next < piece.findings.size() && piece.findings[next].file == i; ++next) {
        const ReportFinding& finding = piece.findings[next];
        if (finding.suppression) continue;
        append_line(out, finding.place.location.begin, severity(finding.level), message(finding), rule_id(finding));
      }
      out += "  </file>\n";
    }
    return out;
  }

  [[nodiscard]] std::string tail(const Report& /*run*/) const override { return "</checkstyle>\n"; }
};

}  // namespace

std::unique_ptr<ReportWriter> checkstyle_writer() { return std::make_unique<Writer>(); }

std::string write_checkstyle(const Report& report) { return Writer().write(report); }

}  // namespace halint
