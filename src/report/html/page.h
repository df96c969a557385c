// Pieces of the HTML report. All text of a flow passes `escaped` on its way in.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "halint/report/drawing.h"
#include "halint/report/report.h"

namespace halint {

/// What the page looks up while it is written: where nodes stand, and which findings speak of them.
class HtmlIndex {
 public:
  HtmlIndex(const Report& report, std::span<const Drawing> drawings);

  /// A node in a drawing: of which file, page and place there.
  struct Spot {
    uint32_t file = 0;
    uint32_t page = 0;
    uint32_t node = 0;
  };
  /// Null if it stands in no drawing.
  [[nodiscard]] const Spot* find(uint32_t file, const std::string& id) const;
  [[nodiscard]] const DrawnNode& node(const Spot& spot) const;
  [[nodiscard]] const DrawnPage& page(const Spot& spot) const { return drawings_[spot.file].pages[spot.page]; }
  /// The id that a drawn node has on the page.
  [[nodiscard]] static std::string name(const Spot& spot);
  /// Some finding speaks of the node, so that it needs its id.
  [[nodiscard]] bool is_named(const Spot& spot) const;
  /// The finding to mark at the node, or null: the worst of those that are at it.
  [[nodiscard]] const ReportFinding* mark(const Spot& spot) const;
  /// The id that a finding has on the page: its fingerprint, with a number behind it where two share one.
  [[nodiscard]] const std::string& name(const ReportFinding& finding) const;

 private:
  const Report& report_;
  std::span<const Drawing> drawings_;
  std::vector<std::unordered_map<std::string_view, Spot>> spots_;  // by file
  std::unordered_map<const DrawnNode*, const ReportFinding*> marks_;
  std::vector<std::string> names_;  // of findings

  void speak_of(uint32_t file, const std::string& id, const ReportFinding* at);
};

/// Printable, and with the characters that mean something in HTML written as entities.
[[nodiscard]] std::string html_escaped(std::string_view text);

/// One flow, drawn: an `svg` element.
void append_drawing(std::string& out, const HtmlIndex& index, uint32_t file, uint32_t page, const DrawnPage& drawn);
/// The pictures that drawings use, once for the page.
[[nodiscard]] std::string_view html_pictures();
/// One finding: an `article` element.
void append_html_finding(std::string& out, const Report& report, const HtmlIndex& index, const ReportFinding& finding);

}  // namespace halint
