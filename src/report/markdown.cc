// A page in GitHub's Markdown: the summary of a job, or a comment on a change.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <map>

#include "halint/report/escape.h"
#include "halint/report/writer.h"
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

/// What comes first on the page: what is not allowed, and the worse level.
using Rank = std::pair<bool, Level>;
Rank rank_of(const ReportFinding& finding) { return {!finding.suppression, finding.level}; }

std::vector<const ReportFinding*> worst_first(const Report& report) {
  std::vector<const ReportFinding*> out;
  for (const ReportFinding& finding : report.findings) out.push_back(&finding);
  std::stable_sort(out.begin(), out.end(), [](const auto* a, const auto* b) { return rank_of(*a) > rank_of(*b); });
  return out;
}

/// Keeps of each rank as much as a page holds.
class Writer final : public ReportWriter {
 public:
  explicit Writer(size_t most) : most_(most) {}

  [[nodiscard]] bool head_comes_last() const override { return true; }
  [[nodiscard]] std::string head(const Report& /*run*/) const override { return {}; }
  [[nodiscard]] std::string body(const Report& /*piece*/) const override { return {}; }

  void note(const Report& piece) override {
    HelpOnce help;  // goes by file
    for (const ReportFinding* const finding : worst_first(piece)) {
      Section& section = sections_[rank_of(*finding)];
      ++found_;
      if (section.size > most_) continue;  // the page ends before it
      section.heading = heading(*finding);
      section.items.push_back(item(piece, *finding, help));
      section.size += section.items.back().size();
    }
  }

  [[nodiscard]] std::string tail(const Report& run) const override {
    const Readiness ready = readiness(run);
    std::string out = "## " + std::string(icon(ready.verdict)) + " halint: " + ready.opening + "\n\n" +
                      escaped(ready.counts) + "\n\n";
    if (const std::string flows = table(run); out.size() + flows.size() + kEnd < most_) out += flows;
    out += input_errors(run, most_ > out.size() + kEnd ? (most_ - out.size()) / 4 : 0);
    append_findings(out);
    return out;
  }

 private:
  static constexpr size_t kEnd = 300;  // for the sentence that says what was left out, and for headings
  struct Section {
    std::string_view heading;
    std::vector<std::string> items;
    size_t size = 0;
  };
  size_t most_;
  size_t found_ = 0;
  std::map<Rank, Section, std::greater<>> sections_;

  void append_findings(std::string& out) const {
    size_t left = found_;
    std::string_view last;
    for (const auto& [rank, section] : sections_) {
      for (const std::string& text : section.items) {
        if (out.size() + text.size() + kEnd > most_) return append_rest(out, left);
        if (last != section.heading)
          out.append(last.empty() ? "### " : "\n### ").append(section.heading).append("\n\n");
        out += text;
        last = section.heading;
        --left;
      }
    }
  }

  void append_rest(std::string& out, size_t left) const {
    out += "\n" + counted(left, "finding is", "findings are") +
           " not listed, the mildest ones: this page holds at most " + std::to_string(most_) + " bytes.\n";
  }
};

}  // namespace

std::unique_ptr<ReportWriter> markdown_writer(size_t most) { return std::make_unique<Writer>(most); }

std::string write_markdown(const Report& report, size_t most) { return Writer(most).write(report); }

}  // namespace halint
