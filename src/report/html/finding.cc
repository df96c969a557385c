// A finding as an article of the page. SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "halint/report/escape.h"
#include "report/brief.h"
#include "report/html/page.h"
#include "report/words.h"

namespace halint {
namespace {

constexpr size_t kMaxRelated = 8;

class Article {
 public:
  Article(std::string& out, const Report& report, const HtmlIndex& index, const ReportFinding& finding)
      : out_(out), report_(report), index_(index), finding_(finding) {}

  void write() {
    head();
    out_ += "<p class=\"said\">" + html_escaped(finding_.message) + "</p>";
    out_ += "<p class=\"where\">" + html_escaped(where_line(finding_)) + " — <code>" + place() + "</code></p>";
    excerpt();
    path();
    remarks();
    out_ += "</article>\n";
  }

 private:
  std::string& out_;
  const Report& report_;
  const HtmlIndex& index_;
  const ReportFinding& finding_;

  void head() {
    const std::string_view level = to_string(finding_.level);
    const std::string& name = index_.name(finding_);
    out_ += "<article class=\"f " + std::string(level) + "\" id=\"" + name + "\" aria-labelledby=\"h-" + name +
            "\" data-level=\"" + std::string(level) + "\" data-rule=\"" + html_escaped(rule_id(finding_)) + '"';
    if (const auto* const spot = index_.find(finding_.file, finding_.place.node.id); spot != nullptr)
      attribute("at", HtmlIndex::name(*spot));
    attribute("way", way());
    attribute("acts", names(finding_.effects));
    if (!finding_.key.empty()) attribute("joins", names(related_ids()));
    out_ += "><h3 id=\"h-" + name + "\"><span class=\"" + std::string(level) + "\">" +
            (finding_.suppression ? "allowed " : "") + std::string(level);
    if (finding_.confidence == Confidence::low || finding_.confidence == Confidence::medium)
      out_ += ", " + std::string(to_string(finding_.confidence)) + " confidence";
    out_ += "</span> <a href=\"#" + name + "\">" + html_escaped(rule_id(finding_)) + "</a></h3>";
  }

  void attribute(std::string_view name, const std::string& value) {
    if (!value.empty()) out_ += " data-" + std::string(name) + "=\"" + value + '"';
  }

  // Nodes of the path as the page names them, with the height of the output that leads on.
  [[nodiscard]] std::string way() const {
    std::string out;
    for (size_t i = 0; i < finding_.path.size(); ++i) {
      const auto* const spot = index_.find(finding_.file, finding_.path[i].place.node.id);
      if (spot == nullptr) continue;
      if (!out.empty()) out += ' ';
      out += HtmlIndex::name(*spot);
      const auto* const next =
          i + 1 < finding_.path.size() ? index_.find(finding_.file, finding_.path[i + 1].place.node.id) : nullptr;
      if (next == nullptr || next->page != spot->page) continue;
      if (const int32_t middle = output_to(*spot, next->node); middle >= 0) out += ':' + std::to_string(middle);
    }
    return out;
  }

  [[nodiscard]] int32_t output_to(const HtmlIndex::Spot& from, uint32_t to) const {
    const DrawnPage& page = index_.page(from);
    const auto first = std::lower_bound(page.wires.begin(), page.wires.end(), from.node,
                                        [](const DrawnWire& wire, uint32_t node) { return wire.from < node; });
    for (auto wire = first; wire != page.wires.end() && wire->from == from.node; ++wire) {
      if (wire->to == to) return output_middle(page.nodes[from.node], wire->output);
    }
    return -1;
  }

  [[nodiscard]] std::vector<std::string> related_ids() const {
    std::vector<std::string> ids;
    for (const ReportRelated& related : finding_.related) ids.push_back(related.place.node.id);
    return ids;
  }

  [[nodiscard]] std::string names(const std::vector<std::string>& ids) const {
    std::string out;
    for (const std::string& id : ids) {
      const auto* const spot = index_.find(finding_.file, id);
      if (spot != nullptr) out += (out.empty() ? "" : " ") + HtmlIndex::name(*spot);
    }
    return out;
  }

  [[nodiscard]] std::string place() const {
    const Position& begin = finding_.place.location.begin;
    std::string out = html_escaped(file_path(report_, finding_));
    if (begin.line != 0) out += ':' + std::to_string(begin.line) + ':' + std::to_string(begin.column);
    return out;
  }

  void excerpt() {
    const ReportLocation& location = finding_.place.location;
    if (location.excerpt.empty() || location.marked + location.marked_size > location.excerpt.size()) return;
    const std::string_view text = location.excerpt;
    out_ += std::string("<pre><code>") + (location.cut_before ? "…" : "") +
            html_escaped(text.substr(0, location.marked)) + "<mark>" +
            html_escaped(text.substr(location.marked, location.marked_size)) + "</mark>" +
            html_escaped(text.substr(location.marked + location.marked_size)) + (location.cut_behind ? "…" : "") +
            "</code></pre>";
  }

  void path() {
    if (finding_.path.size() < 2) return;
    out_ += "<ol class=\"path\">";
    for (const ReportStep& step : finding_.path) {
      out_ += "<li>" + html_escaped(node_title(step.place.node));
      if (!step.note.empty()) out_ += " — " + html_escaped(step.note);
      out_ += "</li>";
    }
    out_ += "</ol>";
    if (finding_.path.back().note.find("each copy") == std::string::npos) return;
    out_ += "<p>It acts in copy A and in copy B" + std::string(report_.replicas > 2 ? ", and in every other" : "") +
            ".</p>";
  }

  void remarks() {
    std::string items;
    const auto add = [&items](std::string_view label, const std::string& text) {
      items += "<li><b>" + std::string(label) + ":</b> " + text + "</li>";
    };
    if (finding_.suppression) add("allowed", html_escaped(finding_.suppression->reason));
    for (size_t i = 0; i < std::min(finding_.related.size(), kMaxRelated); ++i)
      add("also",
          html_escaped(node_title(finding_.related[i].place.node)) + ": " + html_escaped(finding_.related[i].message));
    for (const std::string& sentence : finding_.help) add("help", html_escaped(sentence));
    for (const Fix& fix : finding_.fixes)
      add(fix.edits.empty()                        ? "fix by hand"
          : to_string(fix.applicability) == "safe" ? "safe fix"
                                                   : "unsafe fix",
          html_escaped(fix.description));
    if (finding_.help.empty() && finding_.fixes.empty() && finding_.rule != nullptr)
      add("help", html_escaped(first_sentence(finding_.rule->fix)));
    if (const std::string url = finding_.rule == nullptr ? "" : rule_url(*finding_.rule); url.starts_with("https://"))
      items += "<li><a href=\"" + html_escaped(url) + "\" rel=\"noreferrer\">About this rule</a></li>";
    if (!items.empty()) out_ += "<ul>" + items + "</ul>";
  }
};

}  // namespace

void append_html_finding(std::string& out, const Report& report, const HtmlIndex& index, const ReportFinding& finding) {
  Article(out, report, index, finding).write();
}

}  // namespace halint
