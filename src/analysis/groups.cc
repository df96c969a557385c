// SPDX-License-Identifier: Apache-2.0
#include "analysis/groups.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <vector>

#include "analysis/seen.h"

namespace halint {
namespace {

constexpr size_t kMaxLook = 600;

// The code sets `parts` as a whole or the group's id in it; its index and count alone leave the group what it is.
bool names_group(std::string_view code) {
  for (size_t at = code.find("parts"); at != std::string_view::npos; at = code.find("parts", at + 1)) {
    std::string_view rest = code.substr(at + 5);
    if (rest.substr(0, 3) == ".id") return true;
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    if (rest.substr(0, 1) == ":" || (rest.substr(0, 1) == "=" && rest.substr(0, 2) != "==")) return true;
  }
  return false;
}

enum class PartsWork : uint8_t { none, makes_group, rewrites };

// What code does to the parts of its messages.
PartsWork parts_work(const Model& model, VertexId v) {
  if (model.graph.vertex(v).role != VertexRole::node) return PartsWork::none;
  const NodeCode* code = model.code.find(model.node_of(v));
  if (code == nullptr || !code->makes_parts) return PartsWork::none;
  const std::string text = model.document().property(model.node_of(v), "func").text();
  const bool makes = text.find("node.send") != std::string::npos || text.find("[[") != std::string::npos ||
                     std::any_of(code->sent.begin(), code->sent.end(), [](const SentMessage& m) { return m.many; }) ||
                     text.find(".map(") != std::string::npos;
  if (makes) return PartsWork::makes_group;
  return names_group(text) ? PartsWork::rewrites : PartsWork::none;
}

bool arrives(const Model& model, VertexId to, const Edge& edge) {
  const Edge forward{to, edge.port, edge.kind};
  return (model.at(edge.to) & bit(Arrival::balanced)) != 0 &&
         (model.crosses(edge.to, forward) || model.delivery.own[edge.to] != 0);
}

// How many messages one message at a vertex makes at the vertex in question; empty if it depends on the message.
class Counter {
 public:
  Counter(const Model& model, VertexId target) : model_(model) { counts_[target] = 1; }

  /// Walks without recursion; at most kMaxLook vertices.
  std::optional<size_t> from(VertexId source) {
    std::vector<VertexId> open{source};
    while (!open.empty()) {
      if (counts_.size() + begun_.size() > kMaxLook) return {};
      const VertexId v = open.back();
      if (counts_.contains(v)) {
        open.pop_back();
        continue;
      }
      bool ready = true;
      const bool again = begun_.contains(v);
      for (const Edge& edge : model_.graph.out(v)) {
        if (!leads_on(v, edge) || counts_.contains(edge.to)) continue;
        if (again) return {};  // a circle
        open.push_back(edge.to);
        ready = false;
      }
      begun_[v] = true;
      if (!ready) continue;
      counts_[v] = count(v, v == source);
      open.pop_back();
    }
    return counts_[source];
  }

 private:
  const Model& model_;
  std::unordered_map<VertexId, std::optional<size_t>> counts_;
  std::unordered_map<VertexId, bool> begun_;

  bool leads_on(VertexId v, const Edge& edge) const {
    if (edge.kind == EdgeKind::error || edge.kind == EdgeKind::status) return false;
    return model_.crosses(v, edge) || model_.delivery.own[v] != 0;
  }

  // How often the code sends by an output for each message; empty if that depends.
  static std::optional<size_t> sends(const NodeCode& code, uint16_t port) {
    size_t number = 0;
    for (const SentMessage& sent : code.sent) {
      if (sent.time != UseTime::message || (sent.port != port && sent.port != SentMessage::kAnyPort)) continue;
      if (sent.many || sent.guarded || sent.port == SentMessage::kAnyPort) return {};
      ++number;
    }
    return number;
  }

  std::optional<size_t> count(VertexId v, bool source) {
    const bool node = model_.graph.vertex(v).role == VertexRole::node;
    const std::string_view type = node ? model_.type_of(v) : std::string_view();
    const NodeCode* code = node && !source ? model_.code.find(model_.node_of(v)) : nullptr;
    const bool chooses = type == "switch";
    if (node && !source && model_.behaviors[v].facts->parts.value_or(false))
      return reaches(v) ? std::optional<size_t>() : 0;
    std::optional<size_t> total = 0;
    std::optional<size_t> each;
    for (const Edge& edge : model_.graph.out(v)) {
      if (!leads_on(v, edge)) continue;
      std::optional<size_t> behind = counts_[edge.to];
      if (behind == size_t{0} && !chooses) continue;
      if (code != nullptr && code->has_code && behind) {
        const std::optional<size_t> sent = sends(*code, edge.port);
        behind = sent ? std::optional<size_t>(*sent * *behind) : std::nullopt;
      }
      if (!behind) return {};
      if (chooses && each && *each != *behind) return {};
      each = behind;
      total = chooses ? behind : std::optional<size_t>(*total + *behind);
    }
    return total;
  }

  bool reaches(VertexId v) {
    for (const Edge& edge : model_.graph.out(v)) {
      if (leads_on(v, edge) && counts_[edge.to] != size_t{0}) return true;
    }
    return false;
  }
};

}  // namespace

bool parts_come_along(const Model& model, VertexId v) {
  Seen seen(v, kMaxLook);
  for (size_t at = 0; at < seen.size() && !seen.spent(); ++at) {
    if (at > 0) {
      const PartsWork work = parts_work(model, seen[at]);
      if (work == PartsWork::rewrites) return true;
      const bool fresh = model.graph.vertex(seen[at]).role == VertexRole::node && model.type_of(seen[at]) == "split";
      if (work == PartsWork::makes_group || fresh) continue;
    }
    for (const Edge& edge : model.graph.in(seen[at])) {
      if (arrives(model, seen[at], edge)) seen.add(edge.to);
      if (seen.spent()) break;
    }
  }
  return false;
}

bool group_is_born_here(const Model& model, VertexId v) {
  if (parts_come_along(model, v)) return false;
  Seen seen(v, kMaxLook);
  for (size_t at = 0; at < seen.size(); ++at) {
    if (seen.spent()) return false;
    if (at > 0) {
      if ((model.delivery.own[seen[at]] & bit(Arrival::balanced)) != 0) return false;
      if (model.graph.vertex(seen[at]).role == VertexRole::node &&
          (model.behaviors[seen[at]].facts->parts.value_or(false) ||
           parts_work(model, seen[at]) == PartsWork::makes_group)) {
        continue;
      }
    }
    for (const Edge& edge : model.graph.in(seen[at])) {
      if (arrives(model, seen[at], edge)) seen.add(edge.to);
      if (seen.spent()) return false;
    }
  }
  return true;
}

bool merges_branches(const Model& model, VertexId v) {
  constexpr size_t kMaxBranches = 16;
  const auto in = model.graph.in(v);
  if (in.size() < 2 || in.size() > kMaxBranches) return false;
  std::unordered_map<VertexId, size_t> branches;  // by source
  for (const Edge& branch : in) {
    if (!arrives(model, v, branch)) continue;
    Seen seen(branch.to, kMaxLook);
    for (size_t at = 0; at < seen.size(); ++at) {
      if (seen[at] == v) return false;
      if ((model.delivery.own[seen[at]] & bit(Arrival::balanced)) != 0) ++branches[seen[at]];
      for (const Edge& edge : model.graph.in(seen[at])) {
        if (arrives(model, seen[at], edge)) seen.add(edge.to);
        if (seen.spent()) return false;
      }
    }
  }
  return std::all_of(branches.begin(), branches.end(), [](const auto& source) { return source.second > 1; });
}

bool fills_groups(const Model& model, VertexId v, size_t wanted) {
  if (wanted <= 1) return true;
  Seen seen(v, kMaxLook);
  Counter counter(model, v);
  for (size_t at = 0; at < seen.size(); ++at) {
    if (seen.spent()) return false;
    if (at > 0 && (model.delivery.own[seen[at]] & bit(Arrival::balanced)) != 0) {
      const std::optional<size_t> number = counter.from(seen[at]);
      if (!number || *number == 0 || *number % wanted != 0) return false;
    }
    for (const Edge& edge : model.graph.in(seen[at])) {
      if (arrives(model, seen[at], edge)) seen.add(edge.to);
      if (seen.spent()) return false;
    }
  }
  return true;
}

}  // namespace halint
