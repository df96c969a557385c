// The report as one page that needs nothing else: flows as the editor draws them, findings beside them. A browser that
// runs its script lights paths and filters; one that does not shows all the same.
// SPDX-License-Identifier: Apache-2.0
#include "halint/report/html.h"

#include <algorithm>
#include <set>

#include "halint/report/escape.h"
#include "report/brief.h"
#include "report/html/page.h"
#include "report/html/page_parts.h"
#include "report/words.h"

namespace halint {
namespace {

constexpr size_t kLarge = 2000;  // nodes of a page
constexpr size_t kBig = 300;     // nodes of a flow that scrolls in a window of its own

std::string base64_of_hex(std::string_view hex) {
  const auto digit = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); };
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) bytes += static_cast<char>(digit(hex[i]) << 4U | digit(hex[i + 1]));
  return base64(bytes);
}

std::string count_cell(uint32_t count, std::string_view level) {
  const std::string text = std::to_string(count);
  if (count == 0) return "<td class=\"n\">0</td>";
  return "<td class=\"n " + std::string(level) + "\"><b>" + text + "</b></td>";
}

class Page {
 public:
  Page(const Report& report, std::span<const Drawing> drawings)
      : report_(report), drawings_(drawings), index_(report, drawings) {
    findings_.resize(report.files.size());
    global_.resize(report.files.size());
    for (const ReportFinding& finding : report.findings) {
      if (finding.file >= findings_.size()) continue;
      const bool global = finding.place.config && finding.place.flow.id.empty();
      (global ? global_[finding.file] : findings_[finding.file][finding.place.flow.id]).push_back(&finding);
    }
  }

  std::string write() {
    head();
    out_ += "<body" + std::string(is_large() ? " class=\"large\"" : "") + " data-copies=\"" +
            std::to_string(report_.replicas) + "\"><a class=\"skip\" href=\"#flows\">To the flows</a>";
    out_ += html_pictures();
    title();
    filters();
    out_ += "<main id=\"flows\">\n";
    for (uint32_t file = 0; file < report_.files.size(); ++file) this->file(file);
    out_ += "</main>\n<footer>Made by halint ";
    out_ += HALINT_VERSION;
    out_ += ". Choose a finding to light its path; j and k go on and back, Escape ends it.</footer>\n<script>";
    out_ += kPageScript;
    out_ += "</script></body></html>\n";
    return std::move(out_);
  }

 private:
  const Report& report_;
  std::span<const Drawing> drawings_;
  HtmlIndex index_;
  std::string out_;
  std::vector<std::unordered_map<std::string_view, std::vector<const ReportFinding*>>> findings_;  // by file, by flow
  std::vector<std::vector<const ReportFinding*>> global_;  // by file: at config nodes for all flows

  void head() {
    out_ +=
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action "
        "'none'; style-src 'sha256-";
    out_ += base64_of_hex(kPageStyleSha256) + "'; script-src 'sha256-" + base64_of_hex(kPageScriptSha256) + "'\">";
    out_ +=
        "<meta name=\"referrer\" content=\"no-referrer\"><meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\"><title>halint: readiness of flows</title><style>";
    out_ += kPageStyle;
    out_ += "</style></head>\n";
  }

  // A browser then draws what is looked at, and guesses how long the rest is.
  [[nodiscard]] bool is_large() const {
    size_t nodes = 0;
    for (const ReportFile& file : report_.files) nodes += file.nodes;
    return nodes > kLarge || report_.findings.size() > kLarge / 4;
  }

  static std::string section_name(uint32_t file, std::string_view page) {
    return 'f' + std::to_string(file) + '-' + std::string(page);
  }

  void title() {
    const Readiness ready = readiness(report_);
    out_ += "<header><h1 class=\"" + std::string(to_string(ready.verdict)) + "\">" + html_escaped(ready.opening) +
            "</h1><p>" + html_escaped(ready.counts) + "</p><p class=\"sub\">Platform " +
            std::string(to_string(report_.platform)) + ", deployment " + std::string(to_string(report_.deployment)) +
            ", " + counted(report_.replicas, "copy", "copies") + " at work at once.</p>";
    if (!report_.errors.empty()) {
      out_ += "<ul class=\"error\">";
      for (const Error& error : report_.errors)
        out_ += "<li>" + html_escaped(error.path.empty() ? error_line(error) : error.path + ": " + error_line(error)) +
                "</li>";
      out_ += "</ul>";
    }
    table();
    out_ += "</header>\n";
  }

  void table() {
    if (running_flows(report_).empty()) return;
    out_ +=
        "<table><thead><tr><th scope=\"col\">flow</th><th scope=\"col\">verdict</th><th scope=\"col\" "
        "class=\"n\">errors</th><th scope=\"col\" class=\"n\">warnings</th><th scope=\"col\" "
        "class=\"n\">notes</th></tr></thead><tbody>\n";
    for (uint32_t file = 0; file < report_.files.size(); ++file) {
      const ReportFile& of = report_.files[file];
      for (size_t i = 0; i < of.flows.size(); ++i) {
        const ReportFlow& flow = of.flows[i];
        if (flow.disabled || flow.verdict() == Verdict::unchecked) continue;
        const std::string_view verdict = to_string(flow.verdict());
        out_ += "<tr><td><a href=\"#" + section_name(file, std::to_string(i)) + "\">" + html_escaped(flow_label(flow)) +
                "</a></td><td class=\"" + std::string(verdict) + "\"><b>" + std::string(verdict) + "</b></td>" +
                count_cell(flow.errors, "error") + count_cell(flow.warnings, "warning") +
                count_cell(flow.notes, "note") + "</tr>\n";
      }
    }
    out_ += "</tbody></table>";
  }

  // Without a script they would do nothing, so that brings them out.
  void filters() {
    std::set<std::string_view> rules;
    for (const ReportFinding& finding : report_.findings) rules.insert(rule_id(finding));
    out_ += "<div id=\"filters\" role=\"search\" aria-label=\"Filters\" hidden>";
    for (const std::string_view level : {"error", "warning", "note"}) {
      out_ += "<label><input type=\"checkbox\" checked value=\"" + std::string(level) + "\">" + std::string(level) +
              "s</label>";
    }
    out_ += "<label>Rule <select name=\"rule\"><option value=\"\">all</option>";
    for (const std::string_view rule : rules) out_ += "<option>" + html_escaped(rule) + "</option>";
    out_ += "</select></label><label>Flow <select name=\"flow\"><option value=\"\">all</option>";
    for (uint32_t file = 0; file < report_.files.size(); ++file) {
      const std::vector<ReportFlow>& flows = report_.files[file].flows;
      for (size_t i = 0; i < flows.size(); ++i)
        out_ += "<option value=\"" + section_name(file, std::to_string(i)) + "\">" +
                html_escaped(flow_label(flows[i])) + "</option>";
    }
    out_ += "</select></label><span id=\"shown\" class=\"sub\" role=\"status\"></span></div>\n";
  }

  void file(uint32_t file) {
    const ReportFile& of = report_.files[file];
    if (report_.files.size() > 1) out_ += "<p class=\"sub\"><code>" + html_escaped(of.path) + "</code></p>";
    for (size_t i = 0; i < of.flows.size(); ++i) flow(file, i);
    const std::span<const DrawnConfig> configs = file < drawings_.size()
                                                     ? std::span<const DrawnConfig>(drawings_[file].configs)
                                                     : std::span<const DrawnConfig>();
    const std::vector<const ReportFinding*>& found = global_[file];
    if (found.empty() && configs.empty()) return;
    out_ += "<section class=\"flow\" id=\"" + section_name(file, "config") +
            "\"><div class=\"head\"><h2>Config nodes</h2></div>";
    out_ += "<div class=\"beside" + std::string(found.empty() ? " alone" : "") + "\"><ul class=\"conf\">";
    for (const DrawnConfig& config : configs)
      out_ += "<li>" + html_escaped(config.label.empty() ? config.id : config.label) + " <span class=\"sub\">" +
              html_escaped(config.type) + ", " + counted(config.users, "user") + "</span></li>";
    out_ += "</ul>";
    if (!found.empty()) list(found);
    out_ += "</div></section>\n";
  }

  void list(const std::vector<const ReportFinding*>& findings) {
    out_ += "<div class=\"list\">";
    for (const ReportFinding* const finding : findings) append_html_finding(out_, report_, index_, *finding);
    out_ += "</div>";
  }

  void flow(uint32_t file, size_t i) {
    const ReportFlow& flow = report_.files[file].flows[i];
    const std::span<const DrawnPage> pages =
        file < drawings_.size() ? std::span<const DrawnPage>(drawings_[file].pages) : std::span<const DrawnPage>();
    const auto page = static_cast<uint32_t>(
        std::find_if(pages.begin(), pages.end(), [&](const DrawnPage& p) { return p.id == flow.id; }) - pages.begin());
    const auto found = findings_[file].find(flow.id);
    const bool drawn = page < pages.size();
    const bool big = drawn && pages[page].nodes.size() > kBig;
    const std::string name = section_name(file, std::to_string(i));
    out_ += "<section class=\"flow" + std::string(big ? " big" : "") + "\" id=\"" + name + "\" aria-labelledby=\"h-" +
            name + "\"><div class=\"head\"><h2 id=\"h-" + name + "\">" + html_escaped(flow_label(flow)) + "</h2>";
    const std::string_view verdict = flow.disabled ? "disabled" : to_string(flow.verdict());
    out_ += "<span class=\"chip " + std::string(verdict) + "\">" + std::string(verdict) + "</span>";
    if (drawn && pages[page].subflow) out_ += "<span class=\"sub\">subflow</span>";
    out_ += "</div><div class=\"beside" + std::string(found == findings_[file].end() ? " alone" : "") + "\">";
    if (drawn) {
      out_ += "<div class=\"canvas\" role=\"region\" tabindex=\"0\" aria-label=\"" + html_escaped(flow_label(flow)) +
              ", drawn\">";
      append_drawing(out_, index_, file, page, pages[page]);
      out_ += "</div>";
    }
    if (found != findings_[file].end()) list(found->second);
    out_ += "</div></section>\n";
  }
};

}  // namespace

std::string write_html(const Report& report, std::span<const Drawing> drawings) {
  return Page(report, drawings).write();
}

}  // namespace halint
