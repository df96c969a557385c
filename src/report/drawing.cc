// SPDX-License-Identifier: Apache-2.0
#include "halint/report/drawing.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>

#include "halint/flow/node_table.h"
#include "halint/source/secrets.h"
#include "report/editor_look.h"

namespace halint {
namespace {

constexpr int32_t kBareSize = 30;
constexpr int32_t kJunctionSize = 10;
constexpr int32_t kPortSize = 40;
constexpr int32_t kGroupMargin = 26;
constexpr int32_t kEmptyGroup = 40;
constexpr int32_t kButton = 20;       // beside a node, to press
constexpr double kFarthest = 100000;  // the editor's canvas ends at 8000
constexpr uint16_t kMostOutputs = 200;

class Draftsman {
 public:
  explicit Draftsman(const NodeTable& table)
      : table_(table), document_(table.document()), page_of_(table.size(), kNone), index_of_(table.size(), kNone) {}

  Drawing draw() {
    for (NodeId id = 0; id < table_.size(); ++id) add_page(id);
    for (NodeId id = 0; id < table_.size(); ++id) add_element(id);
    for (NodeId id = 0; id < table_.size(); ++id) add_wires(id);
    for (NodeId id = 0; id < table_.size(); ++id) add_ports(id);
    for (DrawnPage& page : drawing_.pages) finish(page);
    fit_groups();
    for (DrawnPage& page : drawing_.pages) sort(page);
    return std::move(drawing_);
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  /// A group that gets its box from what lies in it.
  struct Fit {
    uint32_t index = 0;   // on its page
    uint32_t inside = 0;  // groups in it that have no box yet
    int32_t left = INT32_MAX, top = INT32_MAX, right = INT32_MIN, bottom = INT32_MIN;
  };
  const NodeTable& table_;
  const Document& document_;
  std::vector<uint32_t> page_of_;         // of a flow or subflow; of a node: of what it stands on
  std::vector<uint32_t> index_of_;        // of a node on its page
  std::unordered_map<NodeId, Fit> fits_;  // of groups
  Drawing drawing_;

  [[nodiscard]] int32_t length(JsonValue value) const {
    const double number = value.number().value_or(0);
    return std::isfinite(number) ? static_cast<int32_t>(std::lround(std::clamp(number, -kFarthest, kFarthest))) : 0;
  }
  [[nodiscard]] int32_t length(NodeId id, std::string_view property) const {
    return length(document_.property(id, property));
  }

  void add_page(NodeId id) {
    const NodeKind kind = table_.info(id).kind;
    const DocumentNode& node = table_.node(id);
    if (kind == NodeKind::config) {
      drawing_.configs.push_back({std::string(node.id), std::string(node.type), masked(node.name),
                                  static_cast<uint32_t>(table_.users(id).size())});
    }
    if (kind != NodeKind::flow && kind != NodeKind::subflow) return;
    page_of_[id] = static_cast<uint32_t>(drawing_.pages.size());
    DrawnPage& page = drawing_.pages.emplace_back();
    page.id = std::string(node.id);
    page.label = masked(node.name.empty() ? node.id : node.name);
    page.subflow = kind == NodeKind::subflow;
    page.disabled = node.disabled;
  }

  void add_element(NodeId id) {
    const NodeInfo& info = table_.info(id);
    if (info.container == kNoNode || page_of_[info.container] == kNone) return;
    DrawnPage& page = drawing_.pages[page_of_[info.container]];
    if (info.kind == NodeKind::group) {
      fits_[id].index = static_cast<uint32_t>(page.groups.size());
      page_of_[id] = page_of_[info.container];
      const JsonValue style = document_.property(id, "style");
      page.groups.push_back({masked(table_.node(id).name), length(id, "x"), length(id, "y"), length(id, "w"),
                             length(id, "h"), style.member("stroke").text(), style.member("fill").text()});
      return;
    }
    if ((info.kind != NodeKind::node && info.kind != NodeKind::instance) || !table_.node(id).has_position) return;
    page_of_[id] = page_of_[info.container];
    index_of_[id] = static_cast<uint32_t>(page.nodes.size());
    page.nodes.push_back(node(id, info));
  }

  [[nodiscard]] DrawnNode node(NodeId id, const NodeInfo& info) const {
    const DocumentNode& found = table_.node(id);
    DrawnNode out;
    out.id = std::string(found.id);
    out.type = std::string(found.type);
    out.label = masked(editor_label(
        document_, id, info.definition == kNoNode ? std::string_view() : table_.node(info.definition).name));
    document_.property(id, "wires").for_each_element([&](JsonValue) {
      if (out.outputs < kMostOutputs) ++out.outputs;
    });
    out.input = has_input(found.type);
    out.disabled = found.disabled;
    out.icon_right = found.type == "debug" || found.type.ends_with(" out") || found.type == "http response";
    const JsonValue labelled = document_.property(id, "l");
    const bool link = found.type == "link in" || found.type == "link out";
    if (found.type == "junction")
      out.shape = NodeShape::junction;
    else if (labelled ? !labelled.is_true() : link)
      out.shape = NodeShape::bare;
    if (found.type == "link out") out.outputs = 0;
    out.x = length(id, "x");
    out.y = length(id, "y");
    return out;
  }

  void add_wires(NodeId id) {
    if (index_of_[id] == kNone) return;
    DrawnPage& page = drawing_.pages[page_of_[id]];
    uint16_t output = 0;
    document_.property(id, "wires").for_each_element([&](JsonValue port) {
      port.for_each_element([&](JsonValue to) { add_wire(page, id, index_of_[id], output, to); });
      if (output < kMostOutputs) ++output;
    });
  }

  void add_wire(DrawnPage& page, NodeId from, uint32_t index, uint16_t output, JsonValue to) {
    const NodeId target = to.kind() == JsonKind::string ? table_.find(to.text()) : kNoNode;
    if (target == kNoNode || index_of_[target] == kNone || page_of_[target] != page_of_[from]) return;
    page.nodes[index_of_[target]].input = true;
    if (output < page.nodes[index].outputs) page.wires.push_back({index, index_of_[target], output});
  }

  // Where messages enter and leave a subflow.
  void add_ports(NodeId id) {
    if (table_.info(id).kind != NodeKind::subflow) return;
    DrawnPage& page = drawing_.pages[page_of_[id]];
    for (const std::string_view side : {"in", "out"}) {
      uint32_t number = 0;
      document_.property(id, side).for_each_element([&](JsonValue port) {
        DrawnNode out;
        out.type = "port";
        out.label = side == "in" ? "input" : "output " + std::to_string(++number);
        out.shape = NodeShape::port;
        out.input = side == "out";
        out.outputs = side == "in" ? 1 : 0;
        out.x = length(port.member("x"));
        out.y = length(port.member("y"));
        const auto index = static_cast<uint32_t>(page.nodes.size());
        page.nodes.push_back(std::move(out));
        port.member("wires").for_each_element(
            [&](JsonValue wire) { add_port_wire(page, id, index, side == "in", wire); });
      });
    }
  }

  void add_port_wire(DrawnPage& page, NodeId subflow, uint32_t port, bool in, JsonValue wire) {
    const NodeId other = table_.find(wire.member("id").text());
    if (other == kNoNode || index_of_[other] == kNone || page_of_[other] != page_of_[subflow]) return;
    const auto output = static_cast<uint16_t>(std::clamp(wire.member("port").number().value_or(0), 0.0, 60000.0));
    if (in)
      page.wires.push_back({port, index_of_[other], 0});
    else if (output < page.nodes[index_of_[other]].outputs)
      page.wires.push_back({index_of_[other], port, output});
  }

  // Sizes, which depend on inputs; and from the middle, where the file has it, to the corner.
  static void finish(DrawnPage& page) {
    for (DrawnNode& node : page.nodes) {
      switch (node.shape) {
        case NodeShape::labelled:
          node.width = node_width(node.label, node.input);
          break;
        case NodeShape::bare:
          node.width = kBareSize;
          break;
        case NodeShape::junction:
          node.width = kJunctionSize;
          break;
        case NodeShape::port:
          node.width = kPortSize;
          break;
      }
      node.height = node.shape == NodeShape::junction ? kJunctionSize
                    : node.shape == NodeShape::port   ? kPortSize
                                                      : node_height(node.outputs);
      node.x -= node.width / 2;
      node.y -= node.height / 2;
    }
  }

  // The editor draws a group around what lies in it, whatever the file says (red.js, redraw of groups).
  void fit_groups() {
    for (NodeId id = 0; id < table_.size(); ++id) {
      if (index_of_[id] != kNone) widen(id, drawing_.pages[page_of_[id]].nodes[index_of_[id]]);
    }
    for (const auto& [id, fit] : fits_) {
      if (Fit* const around = around_of(id); around != nullptr) ++around->inside;
    }
    std::vector<NodeId> ready;
    for (const auto& [id, fit] : fits_) {
      if (fit.inside == 0) ready.push_back(id);
    }
    // Groups that lie inside themselves are never ready, and keep the box of the file.
    while (!ready.empty()) {
      const NodeId id = ready.back();
      ready.pop_back();
      settle(id);
      Fit* const around = around_of(id);
      if (around != nullptr && --around->inside == 0) ready.push_back(table_.info(id).group);
    }
  }

  // The group around a node or group of the same page, or null.
  Fit* around_of(NodeId id) {
    const NodeId group = table_.info(id).group;
    const auto found = group == kNoNode || group == id ? fits_.end() : fits_.find(group);
    return found == fits_.end() || page_of_[group] != page_of_[id] ? nullptr : &found->second;
  }

  void widen(NodeId id, const DrawnNode& node) {
    const int32_t left = node.x - (node.type == "inject" ? kButton : 0);
    const int32_t right = node.x + node.width + (node.type == "debug" ? kButton : 0);
    widen(around_of(id), left, node.y, right, node.y + node.height);
  }

  static void widen(Fit* around, int32_t left, int32_t top, int32_t right, int32_t bottom) {
    if (around == nullptr) return;
    around->left = std::min(around->left, left - kGroupMargin);
    around->top = std::min(around->top, top - kGroupMargin);
    around->right = std::max(around->right, right + kGroupMargin);
    around->bottom = std::max(around->bottom, bottom + kGroupMargin);
  }

  void settle(NodeId id) {
    const Fit& fit = fits_[id];
    DrawnGroup& group = drawing_.pages[page_of_[id]].groups[fit.index];
    const bool empty = fit.left > fit.right;
    if (!empty) std::tie(group.x, group.y) = std::pair(fit.left, fit.top);
    group.width =
        std::max(empty ? kEmptyGroup : fit.right - fit.left, group.name.empty() ? 0 : text_width(group.name) + 8);
    group.height = empty ? kEmptyGroup : fit.bottom - fit.top;
    widen(around_of(id), group.x, group.y, group.x + group.width, group.y + group.height);
  }

  static void sort(DrawnPage& page) {
    std::stable_sort(page.wires.begin(), page.wires.end(),
                     [](const DrawnWire& a, const DrawnWire& b) { return a.from < b.from; });
    std::stable_sort(page.groups.begin(), page.groups.end(), [](const DrawnGroup& a, const DrawnGroup& b) {
      return int64_t{a.width} * a.height > int64_t{b.width} * b.height;
    });
  }
};

}  // namespace

Drawing draw(const Document& document) {
  const NodeTable nodes(document);
  return Draftsman(nodes).draw();
}

}  // namespace halint
