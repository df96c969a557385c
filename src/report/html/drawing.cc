// A flow as SVG. Geometry: @node-red/editor-client 5.0.7 red.js. SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>

#include "report/editor_look.h"
#include "report/html/page.h"
#include "report/words.h"

namespace halint {
namespace {

constexpr int32_t kMargin = 30;
constexpr int32_t kGrid = 20;
constexpr int32_t kPort = 10;
constexpr int32_t kFits = 1500;  // a drawing that is wider would be too small to read in a window

struct Box {
  int32_t left = 0, top = 0, right = 300, bottom = 60;
};

Box extent(const DrawnPage& page) {
  Box box;
  bool first = true;
  const auto add = [&](int32_t x, int32_t y, int32_t width, int32_t height) {
    box = first ? Box{x, y, x + width, y + height}
                : Box{std::min(box.left, x), std::min(box.top, y), std::max(box.right, x + width),
                      std::max(box.bottom, y + height)};
    first = false;
  };
  for (const DrawnNode& node : page.nodes) add(node.x, node.y, node.width, node.height);
  for (const DrawnGroup& group : page.groups) add(group.x, group.y, group.width, group.height);
  return {box.left - kMargin, box.top - kMargin, box.right + kMargin, box.bottom + kMargin};
}

// Text from the file: a colour or nothing.
std::string colour(std::string_view text, std::string_view other) {
  const bool hex = text.size() > 1 && text.size() <= 9 && text[0] == '#' &&
                   text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
  const bool word = !text.empty() && text.size() <= 20 &&
                    text.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
  return std::string(hex || word ? text : other);
}

class Svg {
 public:
  Svg(std::string& out, const HtmlIndex& index, uint32_t file, uint32_t page, const DrawnPage& drawn)
      : out_(out), index_(index), file_(file), page_(page), drawn_(drawn) {}

  void write() {
    const Box box = extent(drawn_);
    put("<svg width=\"{0}\" height=\"{1}\" viewBox=\"{2} {3} {0} {1}\" role=\"group\" aria-label=\"Drawing of "
        "{4}\"{5}>",
        box.right - box.left, box.bottom - box.top, box.left, box.top, html_escaped(drawn_.label),
        box.right - box.left <= kFits ? " class=\"fits\"" : "");
    grid(box);
    for (const DrawnGroup& group : drawn_.groups) this->group(group);
    wires();
    for (uint32_t i = 0; i < drawn_.nodes.size(); ++i) node(i, drawn_.nodes[i]);
    ports();
    for (uint32_t i = 0; i < drawn_.nodes.size(); ++i) mark(i, drawn_.nodes[i]);
    out_ += "</svg>";
  }

 private:
  std::string& out_;
  const HtmlIndex& index_;
  uint32_t file_;
  uint32_t page_;
  const DrawnPage& drawn_;

  template <typename... Values>
  void put(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Values>(values)...);
  }

  void grid(const Box& box) {
    out_ += "<path class=\"grid\" d=\"";
    const auto first = [](int32_t from) { return from - ((from % kGrid) + kGrid) % kGrid + kGrid; };
    if (int64_t{box.right - box.left} + (box.bottom - box.top) < 20000) {
      for (int32_t x = first(box.left); x < box.right; x += kGrid) put("M{} {}V{}", x, box.top, box.bottom);
      for (int32_t y = first(box.top); y < box.bottom; y += kGrid) put("M{} {}H{}", box.left, y, box.right);
    }
    out_ += "\"/>";
  }

  void group(const DrawnGroup& group) {
    put("<rect class=\"gr\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"8\" stroke=\"{}\" fill=\"{}\"/>", group.x,
        group.y, std::max(group.width, 0), std::max(group.height, 0), colour(group.stroke, "#a4a4a4"),
        colour(group.fill, "none"));
    if (!group.name.empty())
      put("<text class=\"gl\" x=\"{}\" y=\"{}\">{}</text>", group.x + 10, group.y + 17, html_escaped(group.name));
  }

  // One element for many, because a browser counts elements.
  void wires() {
    if (drawn_.wires.empty()) return;
    constexpr size_t kTogether = 200;
    for (size_t i = 0; i < drawn_.wires.size(); ++i) {
      if (i % kTogether == 0) out_ += i == 0 ? "<path class=\"w\" d=\"" : "\"/><path class=\"w\" d=\"";
      const DrawnNode& from = drawn_.nodes[drawn_.wires[i].from];
      const DrawnNode& to = drawn_.nodes[drawn_.wires[i].to];
      wire(from.x + from.width, from.y + output_middle(from, drawn_.wires[i].output), to.x, to.y + to.height / 2);
    }
    out_ += "\"/>";
  }

  void wire(int32_t x1, int32_t y1, int32_t x2, int32_t y2) {
    const int32_t dx = x2 - x1;
    const int32_t dy = y2 - y1;
    const double distance = std::hypot(dx, dy);
    if (dx > 0) {
      const double scale = 0.75 - (distance < 100 ? 0.75 * (100 - distance) / 100 : 0);
      const auto reach = static_cast<int32_t>(std::lround(100 * scale));
      put("M{} {}c{} 0 {} {} {} {}", x1, y1, reach, dx - reach, dy, dx, dy);
      return;
    }
    // Back to the left: around the middle between both, as a letter S lies.
    const int32_t nearest = std::min(std::abs(dx), std::abs(dy));
    const double scale = 0.4 - 0.2 * std::max(0.0, (100.0 - nearest) / 100);
    const auto reach = static_cast<int32_t>(std::lround(100 * scale * 2));
    const int32_t side = std::abs(dy) < 10 ? 40 : dy / 2;
    put("M{} {}c{} 0 {} {} {} {}s{} {} {} {}", x1, y1, reach, reach, side, dx / 2, side, dx - dx / 2 - 2 * reach,
        dy - side, dx - dx / 2, dy - side);
  }

  void node(uint32_t i, const DrawnNode& node) {
    const HtmlIndex::Spot spot{file_, page_, i};
    const ReportFinding* const found = index_.mark(spot);
    out_ += "<g class=\"n";
    if (node.disabled) out_ += " off";
    if (found != nullptr) put(" hit {}", to_string(found->level));
    out_ += '"';
    if (index_.is_named(spot)) put(" id=\"{}\"", HtmlIndex::name(spot));
    put(" transform=\"translate({} {})\">", node.x, node.y);
    if (node.shape == NodeShape::port)
      put("<rect class=\"b\" width=\"{0}\" height=\"{0}\" rx=\"8\" fill=\"#fff\"/>", node.width);
    else
      put("<rect class=\"b\" width=\"{}\" height=\"{}\" rx=\"5\" fill=\"{}\"/>", node.width, node.height,
          colour_of(node.type));
    inside(node);
    out_ += "</g>";
  }

  void inside(const DrawnNode& node) {
    const std::string_view picture = picture_of(node.type);
    switch (node.shape) {
      case NodeShape::junction:
        return;
      case NodeShape::port:
        put("<text class=\"gl\" x=\"{}\" y=\"-6\" text-anchor=\"middle\">{}</text>", node.width / 2,
            html_escaped(node.label));
        return;
      case NodeShape::bare:
        put("<use href=\"#p-{}\" x=\"5\" y=\"{}\"/><title>{}</title>", picture, node.height / 2 - 10,
            html_escaped(node.label));
        return;
      case NodeShape::labelled:
        break;
    }
    const int32_t strip = node.icon_right ? node.width - 30 : 0;
    put("<rect class=\"st\" x=\"{}\" width=\"30\" height=\"{}\" rx=\"5\"/><use href=\"#p-{}\" x=\"{}\" y=\"{}\"/>",
        strip, node.height, picture, strip + 5, node.height / 2 - 10);
    // Fonts differ; the room does not.
    put("<text x=\"{}\" y=\"{}\" textLength=\"{}\"{}>{}</text>", node.icon_right ? node.width - 38 : 38,
        node.height / 2 + 5, std::max(text_width(node.label), 1), node.icon_right ? " text-anchor=\"end\"" : "",
        html_escaped(node.label));
  }

  void ports() {
    out_ += "<path class=\"po\" d=\"";
    for (const DrawnNode& node : drawn_.nodes) {
      if (node.shape == NodeShape::junction) continue;
      if (node.input) port(node.x, node.y + node.height / 2);
      for (uint32_t i = 0; i < node.outputs; ++i) port(node.x + node.width, node.y + output_middle(node, i));
    }
    out_ += "\"/>";
  }

  void port(int32_t x, int32_t y) { put("M{} {}h{}v{}h-{}z", x - kPort / 2, y - kPort / 2, kPort, kPort, kPort); }

  void mark(uint32_t i, const DrawnNode& node) {
    const ReportFinding* const found = index_.mark({file_, page_, i});
    if (found == nullptr) return;
    const std::string_view level = to_string(found->level);
    put("<a class=\"mk {}\" href=\"#{}\" aria-label=\"{} at {}: {}\"><g transform=\"translate({} {})\"><circle "
        "r=\"10\"/><text y=\"4\">{}</text></g></a>",
        level, index_.name(*found), level, html_escaped(node.label), rule_id(*found), node.x + node.width - 2,
        node.y - 1, found->level == Level::note ? 'i' : '!');
  }
};

}  // namespace

void append_drawing(std::string& out, const HtmlIndex& index, uint32_t file, uint32_t page, const DrawnPage& drawn) {
  Svg(out, index, file, page, drawn).write();
}

std::string_view html_pictures() {
  return R"svg(<svg width="0" height="0" aria-hidden="true"><defs>
<g id="p-inject" class="pic"><path d="M2 10h10M8 5l5 5-5 5M13 3h4v14h-4"/></g>
<g id="p-debug" class="pic"><path d="M3 5h14M3 10h14M3 15h9"/></g>
<g id="p-function" class="pic"><path d="M13 3c-3-1-4 1-4.5 4L7 14c-.5 3-2 4-4 3M5 8.5h7M12 12l5 5M17 12l-5 5"/></g>
<g id="p-switch" class="pic"><path d="M2 10h5l4-6h6M7 10h10M7 10l4 6h6"/></g>
<g id="p-change" class="pic"><path d="M3 7h12l-3-3M17 13H5l3 3"/></g>
<g id="p-template" class="pic"><path d="M8 3C5 3 6 6 6 8s-2 2-3 2c1 0 3 0 3 2s-1 5 2 5M12 3c3 0 2 3 2 5s2 2 3 2c-1 0-3 0-3 2s1 5-2 5"/></g>
<g id="p-clock" class="pic"><circle cx="10" cy="10" r="7.5"/><path d="M10 5.5V10l3 2.5"/></g>
<g id="p-globe" class="pic"><circle cx="10" cy="10" r="7.5"/><path d="M2.5 10h15M10 2.5c-5 4-5 11 0 15M10 2.5c5 4 5 11 0 15"/></g>
<g id="p-waves" class="pic"><path d="M4 16h.1M4 11a5 5 0 0 1 5 5M4 7a9 9 0 0 1 9 9M4 3a13 13 0 0 1 13 13"/></g>
<g id="p-database" class="pic"><path d="M3.5 5c0-3 13-3 13 0s-13 3-13 0v10c0 3 13 3 13 0V5M3.5 10c0 3 13 3 13 0"/></g>
<g id="p-file" class="pic"><path d="M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5"/></g>
<g id="p-mail" class="pic"><path d="M2.5 5h15v11h-15zM2.5 5l7.5 6 7.5-6"/></g>
<g id="p-join" class="pic"><path d="M2 4h4l5 6h7M2 16h4l5-6M2 10h9"/></g>
<g id="p-split" class="pic"><path d="M18 4h-4l-5 6H2M18 16h-4l-5-6M18 10H9"/></g>
<g id="p-link" class="pic"><path d="M3 10h9M9 6l4 4-4 4"/><circle cx="16" cy="10" r="2"/></g>
<g id="p-subflow" class="pic"><path d="M2.5 4h6v5h-6zM11.5 11h6v5h-6zM8.5 6.5H14V11"/></g>
<g id="p-comment" class="pic"><path d="M3 4h14v9H9l-4 4v-4H3z"/></g>
<g id="p-alert" class="pic"><path d="M10 2.5 18 17H2zM10 8v4M10 14.5v.1"/></g>
<g id="p-screen" class="pic"><path d="M2.5 4h15v10h-15zM7 17h6M6 11l3-3 2 2 3-4"/></g>
<g id="p-gear" class="pic"><circle cx="10" cy="10" r="3"/><path d="M10 2.5v3M10 14.5v3M2.5 10h3M14.5 10h3M4.700 4.700l2 2M13.300 13.300l2 2M4.700 15.300l2-2M13.300 6.700l2-2"/></g></defs></svg>)svg";
}

}  // namespace halint
