// A page in GitHub's Markdown: the summary of a job, or a comment on a change.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "halint/report/escape.h"
#include "halint/report/formats.h"
#include "report/brief.h"
#include "report/words.h"

namespace halint {
namespace {

constexpr size_t kMaxRows = 200;
constexpr size_t kMaxSentences = 3;

void append_entity(std::string& out, char c) { out += "&#" + std::to_string(static_cast<int>(c)) + ';'; }

// The middle of `https://` or of `www.`.
bool begins_link(const std::string& text, size_t at) {
  if (text[at] == ':') return text[at + 1] == '/';
  return text[at] == '.' && at != 0 && (text[at - 1] == 'w' || text[at - 1] == 'W');
}

// What can begin markup inside of a line becomes itself: by a backslash or, where that does not stop a host from making
// links, mentions and references of text, by an entity. No text from outside begins a line.
std::string escaped(std::string_view text) {
  static constexpr std::string_view kMarks = "\\`*_[]~$";
  static constexpr std::string_view kActive = "<>&\"|@#";
  const std::string plain = printable(text);
  std::string out;
  for (size_t at = 0; at < plain.size(); ++at) {
    const char c = plain[at];
    if (kMarks.find(c) != std::string_view::npos) {
      out += '\\';
      out += c;
    } else if (kActive.find(c) != std::string_view::npos || begins_link(plain, at)) {
      append_entity(out, c);
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view icon(Verdict verdict) {
  switch (verdict) {
    case Verdict::unchecked:
      return "▫️";
    case Verdict::safe:
      return "✅";
    case Verdict::accepted:
      return "☑️";
    case Verdict::review:
      return "⚠️";
    case Verdict::unsafe:
      return "❌";
  }
  return "";
}

std::string_view heading(const ReportFinding& finding) {
  if (finding.suppression) return "Suppressed";
  const Level level = finding.level;
  if (level == Level::error) return "Errors";
  return level == Level::warning ? "Warnings" : "Notes";
}

std::string table(const Report& report) {
  const std::vector<FlowRow> all = running_flows(report);
  const std::vector<FlowRow> shown = worst_flows(all, kMaxRows);
  const bool by_file = report.files.size() > 1;
  std::string out;
  if (!shown.empty()) {
    out += by_file ? "| file | flow | verdict | errors | warnings | notes |\n|---|---|---|--:|--:|--:|\n"
                   : "| flow | verdict | errors | warnings | notes |\n|---|---|--:|--:|--:|\n";
  }
  for (const FlowRow& row : shown) {
    out += "| ";
    if (by_file) out += escaped(bare_path(row.file->path)) + " | ";
    out += escaped(flow_label(*row.flow)) + " | " + std::string(icon(row.flow->verdict())) + ' ';
    out += std::string(to_string(row.flow->verdict())) + " | " + std::to_string(row.flow->errors) + " | ";
    out += std::to_string(row.flow->warnings) + " | " + std::to_string(row.flow->notes) + " |\n";
  }
  if (!shown.empty()) out += '\n';
  if (counts_in_several(report)) out.append(kCountedTwice) += "\n\n";
  if (all.size() != shown.size()) {
    out += (shown.empty() ? std::string() : "and ") +
           counted(all.size() - shown.size(), shown.empty() ? "flow" : "more flow");
    out += ": " + left_out_flows(all, shown) + "\n\n";
  }
  return out;
}

std::string item(const Report& report, const ReportFinding& finding, HelpOnce& help) {
  const Position& at = finding.place.location.begin;
  const std::string url = finding.rule != nullptr ? rule_url(*finding.rule) : std::string();
  const std::string name = escaped(rule_id(finding));
  std::string out = "- **" + (url.empty() ? name : '[' + name + "](" + url + ')') + "** " + escaped(finding.message);
  if (finding.confidence != Confidence::high) out += " (" + std::string(to_string(finding.confidence)) + " confidence)";
  out += "\n  - " + escaped(file_path(report, finding));
  if (at.line != 0) out += ", line " + std::to_string(at.line);
  out += ": " + escaped(where_line(finding)) + '\n';
  if (const std::string way = path_line(finding); !way.empty()) out += "  - path: " + escaped(way) + '\n';
  if (finding.suppression) return out + "  - allowed: " + escaped(finding.suppression->reason) + '\n';
  const std::vector<std::string> sentences = advice(finding);
  for (size_t i = 0; i < std::min(sentences.size(), kMaxSentences); ++i) {
    if (help.tells(finding, sentences[i])) out += "  - help: " + escaped(sentences[i]) + '\n';
  }
  return out;
}

std::string input_errors(const Report& report, size_t room) {
  std::string out;
  for (size_t i = 0; i < report.errors.size(); ++i) {
    const Error& error = report.errors[i];
    std::string line = "- " + escaped(bare_path(error.path));
    if (error.line != 0) line += ", line " + std::to_string(error.line);
    line += ": " + escaped(error_line(error)) + '\n';
    if (out.size() + line.size() > room) {
      out += "- and " + counted(report.errors.size() - i, "more input") + '\n';
      break;
    }
    out += line;
  }
  return out.empty() ? out : "### Inputs that could not be linted\n\n" + out + '\n';
}

std::vector<const ReportFinding*> worst_first(const Report& report) {
  std::vector<const ReportFinding*> out;
  for (const ReportFinding& finding : report.findings) out.push_back(&finding);
  std::stable_sort(out.begin(), out.end(), [](const auto* a, const auto* b) {
    return std::pair(!a->suppression, a->level) > std::pair(!b->suppression, b->level);
  });
  return out;
}

}  // namespace

std::string write_markdown(const Report& report, size_t most) {
  constexpr size_t kEnd = 300;  // for the sentence that says what was left out, and for headings
  const Readiness ready = readiness(report);
  std::string out =
      "## " + std::string(icon(ready.verdict)) + " halint: " + ready.opening + "\n\n" + escaped(ready.counts) + "\n\n";
  if (const std::string flows = table(report); out.size() + flows.size() + kEnd < most) out += flows;
  out += input_errors(report, most > out.size() + kEnd ? (most - out.size()) / 4 : 0);
  const std::vector<const ReportFinding*> findings = worst_first(report);
  const ReportFinding* last = nullptr;
  HelpOnce help;
  for (size_t i = 0; i < findings.size(); ++i) {
    const std::string text = item(report, *findings[i], help);
    if (out.size() + text.size() + kEnd > most) {
      out += "\n" + counted(findings.size() - i, "finding is", "findings are") +
             " not listed, the mildest ones: this page holds at most " + std::to_string(most) + " bytes.\n";
      break;
    }
    if (last == nullptr || heading(*last) != heading(*findings[i])) {
      out.append(last == nullptr ? "### " : "\n### ").append(heading(*findings[i])).append("\n\n");
    }
    out += text;
    last = findings[i];
  }
  return out;
}

}  // namespace halint
