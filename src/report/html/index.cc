// SPDX-License-Identifier: Apache-2.0
#include "halint/report/escape.h"
#include "report/brief.h"
#include "report/html/page.h"

namespace halint {

HtmlIndex::HtmlIndex(const Report& report, std::span<const Drawing> drawings)
    : report_(report), drawings_(drawings), spots_(drawings.size()) {
  for (uint32_t file = 0; file < drawings.size(); ++file) {
    const std::vector<DrawnPage>& pages = drawings[file].pages;
    for (uint32_t page = 0; page < pages.size(); ++page) {
      for (uint32_t node = 0; node < pages[page].nodes.size(); ++node) {
        const std::string& id = pages[page].nodes[node].id;
        if (!id.empty()) spots_[file].try_emplace(id, Spot{file, page, node});
      }
    }
  }
  std::unordered_map<std::string_view, uint32_t> taken;
  for (const ReportFinding& finding : report.findings) {
    const uint32_t before = taken[finding.fingerprint]++;
    names_.push_back(before == 0 ? finding.fingerprint : finding.fingerprint + '-' + std::to_string(before + 1));
    speak_of(finding.file, finding.place.node.id, &finding);
    for (const ReportStep& step : finding.path) speak_of(finding.file, step.place.node.id, nullptr);
    for (const ReportRelated& related : finding.related) speak_of(finding.file, related.place.node.id, nullptr);
    for (const std::string& effect : finding.effects) speak_of(finding.file, effect, nullptr);
  }
}

void HtmlIndex::speak_of(uint32_t file, const std::string& id, const ReportFinding* at) {
  const Spot* const spot = find(file, id);
  if (spot == nullptr) return;
  const ReportFinding*& mark = marks_[&node(*spot)];
  if (at != nullptr && !at->suppression && (mark == nullptr || mark->level < at->level)) mark = at;
}

const HtmlIndex::Spot* HtmlIndex::find(uint32_t file, const std::string& id) const {
  if (file >= spots_.size()) return nullptr;
  const auto found = spots_[file].find(id);
  return found == spots_[file].end() ? nullptr : &found->second;
}

const DrawnNode& HtmlIndex::node(const Spot& spot) const { return page(spot).nodes[spot.node]; }

std::string HtmlIndex::name(const Spot& spot) {
  return 'n' + std::to_string(spot.file) + '-' + std::to_string(spot.page) + '-' + std::to_string(spot.node);
}

bool HtmlIndex::is_named(const Spot& spot) const { return marks_.contains(&node(spot)); }

const ReportFinding* HtmlIndex::mark(const Spot& spot) const {
  const auto found = marks_.find(&node(spot));
  return found == marks_.end() ? nullptr : found->second;
}

const std::string& HtmlIndex::name(const ReportFinding& finding) const {
  return names_[static_cast<size_t>(&finding - report_.findings.data())];
}

std::string html_escaped(std::string_view text) { return xml_escaped(text); }

}  // namespace halint
