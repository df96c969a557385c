// SPDX-License-Identifier: Apache-2.0
#include "report/locate.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "halint/report/merge.h"
#include "halint/source/secrets.h"
#include "report/hash.h"
#include "source/shared_work.h"

namespace halint {
namespace {

constexpr uint32_t kMaxExcerpt = 160;                  // bytes of a line that are kept around a region
constexpr size_t kMaxShown = size_t{2} * kMaxExcerpt;  // a line that is no longer is kept whole
constexpr size_t kMaxFlowsNamed = 10;
constexpr size_t kChunk = 128;          // findings that a thread takes at a time
constexpr size_t kContextBefore = 160;  // bytes
constexpr size_t kContextBehind = 64;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

class Locator {
 public:
  explicit Locator(const Model& model) : model_(model), document_(model.document()), lines_(*document_.file) {}

  ReportPlace place(const Place& place) const {
    ReportPlace out = place_of_node(place);
    show(place.span, place.code_line != 0, out.location);
    return out;
  }

  // Without an excerpt: of a step of a path, its node's name says more than the line that holds its id.
  ReportPlace step(NodeId id) const { return place_of_node({id, document_.id_span(id), {}, 0}); }

  ReportNode node(NodeId id) const {
    const DocumentNode& found = document_.nodes[id];
    return {std::string(found.id), std::string(found.type), masked(found.name)};
  }

  [[nodiscard]] bool one_line() const {
    return document_.nodes.size() > 1 && lines_.position(document_.nodes.back().span.begin).line == 1;
  }

 private:
  const Model& model_;
  const Document& document_;
  LineIndex lines_;

  ReportPlace place_of_node(const Place& place) const {
    ReportPlace out;
    out.node = node(place.node);
    const NodeInfo& info = model_.graph.info(place.node);
    out.config = info.kind == NodeKind::config;
    const NodeId flow = info.kind == NodeKind::flow || info.kind == NodeKind::subflow ? place.node : info.container;
    if (flow != kNoNode) out.flow = node(flow);
    if (info.group != kNoNode) out.group = masked(document_.nodes[info.group].name);
    out.property = place.property;
    out.code_line = place.code_line;
    std::tie(out.location.begin, out.location.end) = lines_.positions(place.span);
    out.location.bytes = place.span;
    return out;
  }

  void show(Span span, bool code, ReportLocation& out) const {
    if (code) return show_code(span, out);
    const std::string_view line = lines_.line_around(span.begin);
    const uint32_t line_begin = document_.file->offset_of(line.data());
    uint32_t from = span.begin - line_begin;
    uint32_t to = std::min(span.end - line_begin, static_cast<uint32_t>(line.size()));
    const uint32_t room = to - from < kMaxExcerpt ? kMaxExcerpt - (to - from) : 0;
    uint32_t begin = line.size() <= kMaxShown ? 0 : from - std::min(from, room / 2);
    uint32_t end = line.size() <= kMaxShown
                       ? static_cast<uint32_t>(line.size())
                       : std::min(static_cast<uint32_t>(line.size()), std::min(to, from + kMaxExcerpt) + room / 2);
    while (begin > 0 && continues_character(line[begin])) --begin;
    while (end < line.size() && continues_character(line[end])) ++end;
    out.excerpt = excerpt(line, begin, end);
    out.marked = from - begin;
    out.marked_size = std::min(to, end) - std::min(from, end);
    out.cut_before = begin > 0;
    out.cut_behind = end < line.size();
  }

  // A part of a text without its secrets, for which what stands around it is looked at too.
  static std::string excerpt(std::string_view text, size_t begin, size_t end) {
    const size_t from = begin - std::min<size_t>(begin, kContextBefore);
    return masked(text.substr(from, end + kContextBehind - from)).substr(begin - from, end - begin);
  }

  // Code stands in the file as one JSON string; people know it by the lines of the editor.
  void show_code(Span span, ReportLocation& out) const {
    const std::string_view bytes = document_.file->bytes();
    // Whether the character at `at` is escaped: an odd number of backslashes before it.
    const auto escaped = [bytes](uint32_t at) {
      uint32_t backslashes = 0;
      while (backslashes < at && bytes[at - backslashes - 1] == '\\') ++backslashes;
      return backslashes % 2 == 1;
    };
    uint32_t begin = span.begin;
    while (begin > 0 && span.begin - begin < kMaxExcerpt) {
      const char before = bytes[begin - 1];
      if ((before == '"' && !escaped(begin - 1)) || (before == 'n' && escaped(begin - 1))) break;
      --begin;
    }
    while (begin < span.begin && (continues_character(bytes[begin]) || escaped(begin))) ++begin;
    const bool whole = begin > 0 && (bytes[begin - 1] == '"' || bytes[begin - 1] == 'n');
    uint32_t end = span.end;
    while (end < bytes.size() && end - span.end < kMaxExcerpt) {
      if ((bytes[end] == '"' || bytes[end] == '\\') && !escaped(end) && (bytes[end] == '"' || bytes[end + 1] == 'n'))
        break;
      ++end;
    }
    while (end > span.end && (continues_character(bytes[end]) || escaped(end))) --end;
    // Masking goes by the names before values, and keeps the length.
    const std::string shown = excerpt(bytes, begin, end);
    const std::string before = unescape_json(std::string_view(shown).substr(0, span.begin - begin));
    std::string marked = unescape_json(std::string_view(shown).substr(span.begin - begin, span.end - span.begin));
    std::string behind = unescape_json(std::string_view(shown).substr(span.end - begin));
    if (const size_t line_end = marked.find('\n'); line_end != std::string::npos) {
      marked.resize(line_end);
      behind.clear();
    }
    out.excerpt = before + marked + behind;
    out.marked = static_cast<uint32_t>(before.size());
    out.marked_size = static_cast<uint32_t>(marked.size());
    out.cut_before = !whole;
    out.cut_behind = end - span.end >= kMaxExcerpt;
  }
};

std::vector<std::string> flows_using(const Model& model, NodeId config) {
  std::vector<std::string> names;
  for (const ConfigUse& use : model.graph.nodes().users(config)) {
    const NodeId flow = model.graph.info(use.user).container;
    if (names.size() == kMaxFlowsNamed) break;
    if (flow == kNoNode) continue;
    std::string name = model.graph.node(flow).name.empty() ? std::string(model.graph.node(flow).id)
                                                           : masked(model.graph.node(flow).name);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

std::string fingerprint(const Document& document, const Finding& finding) {
  uint64_t hash = hash_text(finding.rule, kHashSeed);
  hash = hash_text(document.nodes[finding.place.node].id, hash);
  return hex(hash_text(finding.key.empty() ? finding.place.property : finding.key, hash));
}

// The flows that a finding speaks of: the one its node stands on, or those that use the config node.
std::vector<NodeId> flows_of(const Model& model, const Finding& finding) {
  std::vector<NodeId> flows;
  const auto add = [&](NodeId flow) {
    if (flow != kNoNode) flows.push_back(flow);
  };
  const NodeInfo& info = model.graph.info(finding.place.node);
  if (info.kind == NodeKind::config && info.container == kNoNode) {
    for (const ConfigUse& use : model.graph.nodes().users(finding.place.node))
      add(model.graph.info(use.user).container);
  } else {
    add(info.container);
  }
  std::sort(flows.begin(), flows.end());
  flows.erase(std::unique(flows.begin(), flows.end()), flows.end());
  return flows;
}

class Flows {
 public:
  explicit Flows(const Model& model) : model_(model) {
    for (NodeId id = 0; id < model.document().nodes.size(); ++id) {
      const NodeKind kind = model.graph.info(id).kind;
      if (kind != NodeKind::flow && kind != NodeKind::subflow) continue;
      const DocumentNode& node = model.document().nodes[id];
      index_.emplace(id, flows_.size());
      flows_.push_back({std::string(node.id), masked(node.name), node.disabled || !model.graph.info(id).runs,
                        Verdict::safe, 0, 0, 0});
    }
  }

  void count(const Finding& finding) {
    for (const NodeId flow : flows_of(model_, finding)) {
      const auto found = index_.find(flow);
      if (found == index_.end()) continue;
      ReportFlow& row = flows_[found->second];
      if (finding.level == Level::error)
        ++row.errors;
      else if (finding.level == Level::warning)
        ++row.warnings;
      else
        ++row.notes;
    }
  }

  std::vector<ReportFlow> take() {
    for (VertexId v = 0; v < model_.graph.vertices().size(); ++v) {
      const Vertex& vertex = model_.graph.vertex(v);
      const NodeType* const type = model_.behaviors[v].type;
      const bool sure = type != nullptr && !type->machine && type->maybe.empty();
      if (vertex.role != VertexRole::node || sure || model_.graph.info(vertex.node).kind == NodeKind::instance)
        continue;
      const auto found = index_.find(model_.graph.info(vertex.node).container);
      if (found != index_.end()) flows_[found->second].verdict = Verdict::review;
    }
    for (ReportFlow& flow : flows_) {
      if (flow.warnings > 0) flow.verdict = Verdict::review;
      if (flow.errors > 0) flow.verdict = Verdict::unsafe;
    }
    return std::move(flows_);
  }

 private:
  const Model& model_;
  std::unordered_map<NodeId, size_t> index_;
  std::vector<ReportFlow> flows_;
};

// By place, each finding once. They are large and stay where they are.
std::vector<JudgedFinding*> sorted_and_united(std::vector<JudgedFinding>& findings) {
  std::vector<JudgedFinding*> order;
  order.reserve(findings.size());
  for (JudgedFinding& finding : findings) order.push_back(&finding);
  const auto key = [](const JudgedFinding* judged) {
    const Finding& f = judged->finding;
    return std::tuple(f.place.span.begin, f.place.span.end, f.rule, f.place.node, std::string_view(f.key));
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](const JudgedFinding* a, const JudgedFinding* b) { return key(a) < key(b); });
  const auto equal = [&](const JudgedFinding* a, const JudgedFinding* b) { return key(a) == key(b); };
  order.erase(std::unique(order.begin(), order.end(), equal), order.end());
  return order;
}

// Stars in place of a secret would break the flow, so such edits are left to the reader.
Fix without_secrets(Fix fix) {
  fix.description = masked(fix.description);
  if (std::any_of(fix.edits.begin(), fix.edits.end(), [](const Edit& edit) { return masked(edit.text) != edit.text; }))
    fix.edits.clear();
  return fix;
}

// A finding that will stand in the report.
struct Told {
  const Rule* rule;
  JudgedFinding* judged;
};

// Which findings are told, and which only counted.
class Alike {
 public:
  explicit Alike(uint32_t most) : most_(most) {}

  // `index` is the place in the report that the finding would get.
  bool tells(const Rule* rule, const JudgedFinding& judged, size_t index) {
    Group& group = groups_[{rule, judged.finding.level, judged.suppression.has_value()}];
    ++group.count;
    if (most_ != 0 && group.count > most_ + 1) return false;
    group.last = index;
    return true;
  }

  void sum_up(Report& report) const {
    for (const auto& [kind, group] : groups_) {
      if (most_ != 0 && group.count > most_ + 1) stand_for(report.findings[group.last], group.count - most_);
    }
  }

 private:
  struct Group {
    size_t count = 0;
    size_t last = 0;  // index of the last finding that is told
  };
  uint32_t most_;
  std::map<std::tuple<const Rule*, Level, bool>, Group> groups_;
};

ReportFinding concrete(const Model& model, const Locator& locator, const Rule* rule, JudgedFinding&& judged,
                       uint32_t file) {
  Finding& finding = judged.finding;
  const Document& document = model.document();
  ReportFinding out;
  out.rule = rule;
  out.level = finding.level;
  out.confidence = finding.confidence;
  out.file = file;
  out.place = locator.place(finding.place);
  out.fingerprint = fingerprint(document, finding);
  if (model.graph.info(finding.place.node).kind == NodeKind::config)
    out.used_by = flows_using(model, finding.place.node);
  for (const Related& related : finding.related)
    out.related.push_back({locator.place(related.place), masked(related.message)});
  for (Step& step : finding.path) {
    out.path.push_back({locator.step(step.node), std::move(step.note)});
  }
  for (const NodeId effect : finding.effects) out.effects.emplace_back(document.nodes[effect].id);
  out.message = masked(finding.message);
  out.key = masked(finding.key);
  for (const std::string& sentence : finding.help) out.help.push_back(masked(sentence));
  for (Fix& fix : finding.fixes) out.fixes.push_back(without_secrets(std::move(fix)));
  out.suppression = std::move(judged.suppression);
  if (out.suppression) out.suppression->reason = masked(out.suppression->reason);
  return out;
}

}  // namespace

void add_to_report(const Model& model, const Options& options, std::vector<JudgedFinding> findings, Report& report) {
  const Policy& policy = options.policy;
  Alike alike(options.most_alike);
  const Locator locator(model);
  Flows flows(model);
  const auto file = static_cast<uint32_t>(report.files.size());
  const size_t first = report.findings.size();
  std::vector<Told> told;
  for (JudgedFinding* judged : sorted_and_united(findings)) {
    const Rule* rule = policy.find(judged->finding.rule);
    if (rule == nullptr) continue;
    if (judged->suppression)
      ++report.suppressed;
    else
      flows.count(judged->finding);
    if (judged->suppression && !policy.keep_suppressed) continue;
    if (alike.tells(rule, *judged, first + told.size()))
      told.push_back({rule, judged});
    else
      judged->finding = {};  // there may be many of them, and the report needs memory too
  }
  report.findings.resize(first + told.size());
  share_work((told.size() + kChunk - 1) / kChunk, options.jobs, [&](size_t chunk) {
    for (size_t i = chunk * kChunk; i < std::min(told.size(), (chunk + 1) * kChunk); ++i)
      report.findings[first + i] = concrete(model, locator, told[i].rule, std::move(*told[i].judged), file);
  });
  alike.sum_up(report);
  for (VertexId v = 0; v < model.graph.vertices().size(); ++v) {
    const Vertex& vertex = model.graph.vertex(v);
    if (vertex.role != VertexRole::node || model.behaviors[v].known() ||
        model.graph.info(vertex.node).kind == NodeKind::instance)
      continue;
    if (model.graph.first_vertex_of(vertex.node) == v) ++report.unknown_types[std::string(model.type_of(v))];
  }
  const Document& document = model.document();
  report.files.push_back({document.file->path(), document.shape, static_cast<uint32_t>(document.nodes.size()),
                          locator.one_line(), flows.take()});
}

}  // namespace halint
