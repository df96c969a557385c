// SPDX-License-Identifier: Apache-2.0
#include "report/locate.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "fix/platform.h"
#include "flow/config_users.h"
#include "halint/report/merge.h"
#include "halint/source/secrets.h"
#include "report/excerpt.h"
#include "report/hash.h"
#include "source/shared_work.h"

namespace halint {
namespace {

constexpr size_t kMaxFlowsNamed = 10;
constexpr size_t kChunk = 128;  // findings that a thread takes at a time

// Everything but global config nodes: Node-RED makes a flow that is missing.
bool stands_on_flow(const NodeInfo& info) { return info.kind != NodeKind::config; }

class Locator {
 public:
  explicit Locator(const Model& model) : model_(model), document_(model.document()), excerpts_(document_) {}

  // `key` is what the finding speaks of, and so may be shown.
  ReportPlace place(const Place& place, std::string_view key) const {
    ReportPlace out = place_of_node(place);
    excerpts_.show(place, key, out.location);
    return out;
  }

  // Without an excerpt: of a step of a path, its node's name says more than the line that holds its id.
  ReportPlace step(NodeId id) const { return place_of_node({id, document_.id_span(id), {}, 0}); }

  ReportNode node(NodeId id) const {
    const DocumentNode& found = document_.nodes[id];
    return {std::string(found.id), std::string(found.type), masked(found.name)};
  }

  [[nodiscard]] bool one_line() const {
    return document_.nodes.size() > 1 && excerpts_.lines().position(document_.nodes.back().span.begin).line == 1;
  }

 private:
  const Model& model_;
  const Document& document_;
  Excerpts excerpts_;

  ReportPlace place_of_node(const Place& place) const {
    ReportPlace out;
    out.node = node(place.node);
    const NodeInfo& info = model_.graph.info(place.node);
    out.config = info.kind == NodeKind::config;
    const NodeId flow = info.kind == NodeKind::flow || info.kind == NodeKind::subflow ? place.node : info.container;
    if (flow != kNoNode)
      out.flow = node(flow);
    else if (stands_on_flow(info))
      out.flow = {std::string(document_.nodes[place.node].z), {}, {}};
    if (info.group != kNoNode) out.group = masked(document_.nodes[info.group].name);
    out.property = place.property;
    out.code_line = place.code_line;
    std::tie(out.location.begin, out.location.end) = excerpts_.lines().positions(place.span);
    out.location.bytes = place.span;
    return out;
  }
};

std::vector<std::string> flows_using(const Model& model, NodeId config) {
  std::vector<std::string> names;
  for (const NodeId user : users_through(model.graph.nodes(), config)) {
    const NodeId flow = model.graph.info(user).container;
    if (names.size() == kMaxFlowsNamed) break;
    const std::string_view id = flow == kNoNode ? model.graph.node(user).z : model.graph.node(flow).id;
    if (id.empty()) continue;
    std::string name =
        flow == kNoNode || model.graph.node(flow).name.empty() ? std::string(id) : masked(model.graph.node(flow).name);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

std::string fingerprint(const Document& document, const Finding& finding) {
  uint64_t hash = hash_text(finding.rule, kHashSeed);
  hash = hash_text(document.nodes[finding.place.node].id, hash);
  return hex(hash_text(finding.key.empty() ? finding.place.property : finding.key, hash));
}

// The rows of the flows of a file, and what counts in them.
class Flows {
 public:
  explicit Flows(const Model& model) : model_(model) {
    const std::vector<DocumentNode>& nodes = model.document().nodes;
    for (NodeId id = 0; id < nodes.size(); ++id) {
      const NodeKind kind = model.graph.info(id).kind;
      if (kind != NodeKind::flow && kind != NodeKind::subflow) continue;
      index_.emplace(id, flows_.size());
      ReportFlow& flow = flows_.emplace_back();
      flow.id = nodes[id].id;
      flow.label = masked(nodes[id].name);
      flow.disabled = nodes[id].disabled || !model.graph.info(id).runs;
    }
    for (NodeId id = 0; id < nodes.size(); ++id) {
      const NodeInfo& info = model.graph.info(id);
      if (!info.runs || (info.kind != NodeKind::node && info.kind != NodeKind::instance)) continue;
      ++checked_;
      if (info.container == kNoNode) add_missing(nodes[id].z);
      ++flows_[*row_of(id)].checked;
    }
  }

  /// The rows in which it counts now.
  std::vector<uint32_t> count(const Finding& finding, bool accepted) {
    std::vector<uint32_t> rows = rows_of(finding.place.node);
    for (const uint32_t at : rows) {
      ReportFlow& row = flows_[at];
      uint32_t& level = finding.level == Level::error     ? row.errors
                        : finding.level == Level::warning ? row.warnings
                                                          : row.notes;
      if (!accepted)
        ++level;
      else if (finding.level >= Level::warning)
        ++row.accepted;
    }
    return rows;
  }

  // What halint does not know, or cannot read, it has not judged; nor what a machine read, or an entry doubts.
  void mark_unclear(Report& report) {
    for (VertexId v = 0; v < model_.graph.vertices().size(); ++v) {
      const Vertex& vertex = model_.graph.vertex(v);
      const NodeType* const type = model_.behaviors[v].type;
      const bool sure = type != nullptr && !type->machine && type->maybe.empty();
      if (vertex.role != VertexRole::node || sure || model_.graph.is_subflow(v)) continue;
      if (type == nullptr && model_.graph.first_vertex_of(vertex.node) == v)
        ++report.unknown_types[std::string(model_.type_of(v))];
      mark(v, report);
    }
    for (NodeId id = 0; id < model_.document().nodes.size(); ++id) {
      if (!model_.is_unknown_config(id)) continue;
      ++report.unknown_types[std::string(model_.graph.node(id).type)];
      report.unclear = true;
      for (const uint32_t row : rows_of(id)) flows_[row].unclear = true;
    }
    for (const NodeCode& code : model_.code.nodes) {
      if (code.problems.empty()) continue;
      for (const VertexId v : model_.graph.vertices_of(code.node)) mark(v, report);
    }
  }

  // What a link hands to another file, or gets from one alone, is not judged either.
  void mark_open_ends(Report& report) {
    for (const Problem& problem : model_.graph.problems()) {
      if (problem.kind != ProblemKind::link_to_nowhere) continue;
      for (const VertexId v : model_.graph.vertices_of(problem.node)) {
        if ((model_.at(v) == 0) != model_.graph.out(v).empty()) mark(v, report);
      }
    }
  }

  std::vector<ReportFlow> take() { return std::move(flows_); }
  [[nodiscard]] uint32_t checked() const { return checked_; }

 private:
  const Model& model_;
  std::unordered_map<NodeId, uint32_t> index_;
  std::unordered_map<std::string_view, uint32_t> missing_;  // by the id that nodes name
  std::vector<ReportFlow> flows_;
  std::vector<bool> marked_;  // by instance
  uint32_t checked_ = 0;

  void add_missing(std::string_view id) {
    if (!missing_.emplace(id, flows_.size()).second) return;
    ReportFlow& flow = flows_.emplace_back();
    flow.id = id;
    if (id.empty()) flow.label = "no flow";
  }

  [[nodiscard]] std::optional<uint32_t> row_of(NodeId id) const {
    const NodeInfo& info = model_.graph.info(id);
    const bool is_flow = info.kind == NodeKind::flow || info.kind == NodeKind::subflow;
    if (const auto at = index_.find(is_flow ? id : info.container); at != index_.end()) return at->second;
    if (info.container != kNoNode || !stands_on_flow(info)) return std::nullopt;
    const auto at = missing_.find(model_.graph.node(id).z);
    return at == missing_.end() ? std::nullopt : std::optional(at->second);
  }

  // The one that a node stands on, or those that use the config node.
  [[nodiscard]] std::vector<uint32_t> rows_of(NodeId id) const {
    std::vector<uint32_t> rows;
    const auto add = [&](NodeId of) {
      if (const std::optional<uint32_t> row = row_of(of)) rows.push_back(*row);
    };
    add(id);
    if (rows.empty()) {
      for (const NodeId user : users_through(model_.graph.nodes(), id)) add(user);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
  }

  void mark_flow(NodeId of) {
    if (const std::optional<uint32_t> row = row_of(of)) flows_[*row].unclear = true;
  }

  // The flow of a vertex, and those that use the subflow in which it stands.
  void mark(VertexId v, Report& report) {
    report.unclear = true;
    const Vertex& vertex = model_.graph.vertex(v);
    mark_flow(vertex.node);
    marked_.resize(model_.graph.instances().size());
    for (InstanceId at = vertex.instance; at != 0 && !marked_[at]; at = model_.graph.instances()[at].parent) {
      marked_[at] = true;
      mark_flow(model_.graph.instances()[at].node);
    }
  }
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
  std::vector<uint32_t> flows;
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
  out.place = locator.place(finding.place, finding.key);
  out.fingerprint = fingerprint(document, finding);
  if (model.graph.info(finding.place.node).kind == NodeKind::config)
    out.used_by = flows_using(model, finding.place.node);
  for (const Related& related : finding.related)
    out.related.push_back({locator.place(related.place, finding.key), masked(related.message)});
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
    if (judged->suppression) ++report.suppressed;
    std::vector<uint32_t> rows = flows.count(judged->finding, judged->suppression.has_value());
    if (judged->suppression && !policy.keep_suppressed) continue;
    if (alike.tells(rule, *judged, first + told.size()))
      told.push_back({rule, judged, std::move(rows)});
    else
      judged->finding = {};  // there may be many of them, and the report needs memory too
  }
  report.findings.resize(first + told.size());
  share_work((told.size() + kChunk - 1) / kChunk, options.jobs, [&](size_t chunk) {
    for (size_t i = chunk * kChunk; i < std::min(told.size(), (chunk + 1) * kChunk); ++i) {
      report.findings[first + i] = concrete(model, locator, told[i].rule, std::move(*told[i].judged), file);
      report.findings[first + i].flows = std::move(told[i].flows);
    }
  });
  alike.sum_up(report);
  flows.mark_unclear(report);
  flows.mark_open_ends(report);
  const Document& document = model.document();
  ReportFile added;
  added.path = document.file->path();
  added.shape = document.shape;
  added.nodes = static_cast<uint32_t>(document.nodes.size());
  added.checked = flows.checked();
  added.platform = model.settings.platform;
  if (!options.platform) added.platform_from = platform_of(options, document).why;
  added.deployment = options.deployment;
  added.replicas = copies_at_work(options.deployment, options.replicas);
  added.one_line = locator.one_line();
  added.flows = flows.take();
  report.files.push_back(std::move(added));
  std::tie(report.rules_run, report.rules_known) = policy.count_rules();
}

}  // namespace halint
