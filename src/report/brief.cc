// SPDX-License-Identifier: Apache-2.0
#include "report/brief.h"

#include <algorithm>

#include "halint/report/escape.h"
#include "halint/report/formats.h"
#include "halint/report/layout.h"
#include "report/hash.h"
#include "report/words.h"

namespace halint {
namespace {

constexpr uint32_t kPathName = 32;
constexpr size_t kPathEnds = 3;  // steps shown at either end of a long path

}  // namespace

std::string_view bare_path(std::string_view path) {
  while (path.starts_with("./") && path.size() > 2) path.remove_prefix(2);
  return path;
}

std::string_view file_path(const Report& report, const ReportFinding& finding) {
  if (finding.file >= report.files.size()) return {};
  return bare_path(report.files[finding.file].path);
}

std::string path_line(const ReportFinding& finding) {
  const size_t count = finding.path.size();
  if (count < 2) return {};
  std::string out;
  const bool shorten = count > 2 * kPathEnds + 1;
  for (size_t i = 0; i < count; ++i) {
    if (i != 0) out += " → ";
    if (shorten && i == kPathEnds) {
      const size_t left_out = count - 2 * kPathEnds;
      out += "… " + std::to_string(left_out) + " more …";
      i += left_out - 1;
      continue;
    }
    const ReportStep& step = finding.path[i];
    out += node_title(step.place.node, kPathName);
    if (!step.note.empty()) out += " (" + printable(step.note) + ')';
  }
  if (finding.effects.size() > 1) out += ", and " + counted(finding.effects.size() - 1, "more effect");
  return out;
}

std::vector<std::string> advice(const ReportFinding& finding) {
  std::vector<std::string> out;
  for (const std::string& sentence : finding.help) out.push_back(printable(sentence));
  for (const Fix& fix : finding.fixes) out.push_back(printable(fix.description));
  if (out.empty() && finding.rule != nullptr && !finding.rule->fix.empty())
    out.push_back(printable(first_sentence(finding.rule->fix)));
  return out;
}

bool HelpOnce::tells(const ReportFinding& finding, const std::string& sentence) {
  return told_.emplace(std::to_string(finding.file) + ' ' + std::string(rule_id(finding)), sentence).second;
}

bool counts_in_several(const Report& report) {
  return report.written.in_several_flows ||
         std::any_of(report.findings.begin(), report.findings.end(),
                     [](const ReportFinding& finding) { return finding.flows.size() > 1 && !finding.suppression; });
}

std::string where_line(const ReportFinding& finding) {
  std::string out = place_title(finding.place);
  std::vector<std::string> names;
  for (const std::string& name : finding.used_by) names.push_back(shortened(printable(name), kPathName));
  if (!names.empty()) out += ", used in " + listed(names);
  return out;
}

std::string rule_url(const Rule& rule) {
  // Not by `+` behind a temporary: GCC 12 then takes the literal for longer than the string (-Warray-bounds).
  if (!rule.id.starts_with(kOwnPrefix))
    return std::string(kHomePage).append("/blob/main/docs/rules.md#").append(rule.id);
  return rule.references.empty() ? std::string() : std::string(rule.references.front());
}

std::string error_line(const Error& error) { return "could not be linted: " + printable(error.message); }

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&apos;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string digest(std::initializer_list<std::string_view> texts) {
  uint64_t hash = kHashSeed;
  for (const std::string_view text : texts) hash = hash_text(text, hash);
  return hex(hash);
}

}  // namespace halint
