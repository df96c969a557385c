// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "halint/report/escape.h"
#include "halint/report/layout.h"
#include "report/brief.h"
#include "report/text.h"
#include "report/text_style.h"
#include "report/words.h"

namespace halint {
namespace {

constexpr uint32_t kMinGutter = 3;
constexpr uint32_t kPathName = 32;
constexpr size_t kPathEnds = 3;  // steps shown at either end of a long path
constexpr size_t kMaxRelated = 8;
constexpr size_t kMaxCompared = 100;  // beyond, nobody counts

class FindingWriter {
 public:
  FindingWriter(std::string& out, const Report& report, const ReportFinding& finding,
                const std::vector<std::string>& help, const TextOptions& options)
      : out_(out), report_(report), finding_(finding), help_(help), options_(options) {
    const auto digits = static_cast<uint32_t>(std::to_string(finding.place.location.begin.line).size());
    gutter_ = std::max(kMinGutter, digits);
  }

  void write() {
    head();
    place();
    append_excerpt(out_, finding_.place, gutter_, finding_.level, options_);
    if (finding_.suppression) note("suppressed", printable(finding_.suppression->reason));
    path();
    related();
    for (const std::string& sentence : help_) note("help", sentence);
    for (const Fix& fix : finding_.fixes) note("fix", printable(fix.description) + ' ' + applicability(fix));
  }

 private:
  std::string& out_;
  const Report& report_;
  const ReportFinding& finding_;
  const std::vector<std::string>& help_;
  const TextOptions& options_;
  uint32_t gutter_ = kMinGutter;

  void head() {
    const std::string_view level = to_string(finding_.level);
    const std::string_view rule = rule_id(finding_);
    {
      const bool links = !options_.links.empty() && finding_.rule != nullptr;
      const Linked linked(out_, links ? rule_url(*finding_.rule) : std::string());
      append_styled(out_, options_.color, style_of(finding_.level), std::string(level) + '[' + std::string(rule) + ']');
    }
    std::string message = ": " + printable(finding_.message);
    if (finding_.confidence == Confidence::low || finding_.confidence == Confidence::medium) {
      message += " (" + std::string(to_string(finding_.confidence)) + " confidence)";
    }
    const auto column = static_cast<uint32_t>(level.size() + rule.size() + 2);
    std::string wrapped;
    append_wrapped(wrapped, message, column, 2, options_.width);
    append_styled(out_, options_.color, Style::bold, wrapped);
    out_ += '\n';
  }

  [[nodiscard]] std::string where(const ReportLocation& location) const {
    std::string out = finding_.file < report_.files.size() ? printable(report_.files[finding_.file].path) : "";
    if (location.begin.line != 0) {
      out += ':' + std::to_string(location.begin.line) + ':' + std::to_string(location.begin.column);
    }
    return out;
  }

  // The file, with the line as most that open files understand it.
  [[nodiscard]] std::string uri() const {
    if (options_.links.empty() || finding_.file >= report_.files.size()) return {};
    const std::string& path = report_.files[finding_.file].path;
    if (path.empty() || path.front() == '<') return {};  // standard input
    std::string out = options_.links;
    if (path.front() == '/') out.erase(std::min(out.find('/', std::string_view("file://").size()), out.size()));
    out += percent_encoded(path);
    if (finding_.place.location.begin.line != 0) out += '#' + std::to_string(finding_.place.location.begin.line);
    return out;
  }

  void place() {
    out_.append(gutter_ - 1, ' ');
    append_styled(out_, options_.color, Style::blue, "-->");
    out_ += ' ';
    {
      const Linked linked(out_, uri());
      out_ += where(finding_.place.location);
    }
    out_ += '\n';
    std::string title = place_title(finding_.place);
    if (!finding_.used_by.empty()) {
      std::vector<std::string> names;
      for (const std::string& name : finding_.used_by) names.push_back(shortened(printable(name), kPathName));
      title += ", used in " + listed(names);
    }
    append_wrapped(out_, title, 0, gutter_ + 3, options_.width);
    out_ += '\n';
  }

  /// One remark behind the excerpt, as in `= help: …`.
  void note(std::string_view label, std::string_view text) {
    out_.append(gutter_ + 3, ' ');
    append_styled(out_, options_.color, Style::blue, "=");
    out_ += ' ';
    append_styled(out_, options_.color, Style::bold, label);
    out_ += ": ";
    const auto column = gutter_ + 3 + 2 + static_cast<uint32_t>(label.size()) + 2;
    append_wrapped(out_, text, column, gutter_ + 5, options_.width);
    out_ += '\n';
  }

  static std::string step_title(const ReportStep& step) {
    std::string out = node_title(step.place.node, kPathName);
    if (!step.note.empty()) out += " (" + printable(step.note) + ')';
    return out;
  }

  void path() {
    const size_t count = finding_.path.size();
    if (count < 2) return;
    std::string text;
    const bool shorten = count > 2 * kPathEnds + 1;
    for (size_t i = 0; i < count; ++i) {
      if (i != 0) text += " → ";
      if (shorten && i == kPathEnds) {
        const size_t left_out = count - 2 * kPathEnds;
        text += "… " + std::to_string(left_out) + " more …";
        i += left_out - 1;
        continue;
      }
      text += step_title(finding_.path[i]);
    }
    if (finding_.effects.size() > 1) {
      text += ", and " + counted(finding_.effects.size() - 1, "more effect");
    }
    note("path", text);
  }

  void related() {
    std::vector<std::string> texts;
    for (const ReportRelated& other : finding_.related) {
      std::string text = node_title(other.place.node, kPathName);
      if (!other.place.flow.id.empty() && other.place.flow.id != finding_.place.flow.id) {
        const ReportNode& flow = other.place.flow;
        text += " in " + shortened(printable(flow.name.empty() ? flow.id : flow.name), kPathName);
      }
      if (other.place.location.begin.line != 0) {
        text += ", line " + std::to_string(other.place.location.begin.line);
      }
      text += ": " + printable(other.message);
      if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
      if (texts.size() > kMaxCompared) break;
    }
    const size_t shown = std::min(texts.size(), kMaxRelated);
    for (size_t i = 0; i < shown; ++i) note("also", texts[i]);
    if (texts.size() > kMaxCompared)
      note("also", "other places");
    else if (shown < texts.size())
      note("also", counted(texts.size() - shown, "other place"));
  }

  static std::string applicability(const Fix& fix) {
    if (fix.edits.empty() || fix.applicability == Applicability::display) return "(by hand)";
    return fix.applicability == Applicability::safe ? "(safe)" : "(unsafe: may change what the flow does)";
  }
};

}  // namespace

std::vector<std::string> help_of(const ReportFinding& finding) {
  std::vector<std::string> out;
  for (const std::string& sentence : finding.help) out.push_back(printable(sentence));
  if (out.empty() && finding.fixes.empty() && finding.rule != nullptr && !finding.rule->fix.empty())
    out.push_back(first_sentence(finding.rule->fix));
  return out;
}

void append_finding(std::string& out, const Report& report, const ReportFinding& finding,
                    const std::vector<std::string>& help, const TextOptions& options) {
  FindingWriter(out, report, finding, help, options).write();
}

}  // namespace halint
