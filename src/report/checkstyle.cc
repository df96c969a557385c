// Checkstyle's XML (version 4.3 of its form): files with errors in them.
// SPDX-License-Identifier: Apache-2.0
#include "halint/report/escape.h"
#include "halint/report/formats.h"
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

}  // namespace

std::string write_checkstyle(const Report& report) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n";
  const auto begin = [&](std::string_view path) { out += "  <file name=\"" + xml_escaped(bare_path(path)) + "\">\n"; };
  for (const Error& error : report.errors) {
    begin(error.path);
    append_line(out, {error.line, error.column}, "error", error_line(error), "unreadable-input");
    out += "  </file>\n";
  }
  for (size_t i = 0, next = 0; i < report.files.size(); ++i) {
    begin(report.files[i].path);
    for (; next < report.findings.size() && report.findings[next].file == i; ++next) {
      const ReportFinding& finding = report.findings[next];
      if (finding.suppression) continue;
      append_line(out, finding.place.location.begin, severity(finding.level), message(finding), rule_id(finding));
    }
    out += "  </file>\n";
  }
  out += "</checkstyle>\n";
  return out;
}

}  // namespace halint
