// SPDX-License-Identifier: Apache-2.0
#include "halint/fix/fix.h"

#include <algorithm>

#include "fix/look.h"
#include "fix/verify.h"
#include "halint/analysis/model.h"

namespace halint {
namespace {

constexpr int kMaxRounds = 50;
constexpr uint32_t kMaxTries = 200;  // in one round; each costs as much as linting the file

// A finding, and which of its fixes is to be tried.
struct Candidate {
  const Finding* finding;
  size_t fix;
  FindingKey key;
  [[nodiscard]] const Fix& get() const { return finding->fixes[fix]; }
};

// What is applied to one state of the file: as much as holds together.
class Round {
 public:
  Round(const Model& model, const std::vector<JudgedFinding>& judged, const Options& options, const Catalog& catalog,
        bool unsafe)
      : document_(model.document()), unsafe_(unsafe) {
    std::vector<Candidate> candidates;
    for (const JudgedFinding& of : judged) {
      if (!of.suppression) add_next(of.finding, 0, candidates);
    }
    if (candidates.empty()) return;
    verifier_.emplace(model, judged, options, catalog);
    while (!candidates.empty() && verifier_->tries() < kMaxTries) {
      failed_.clear();
      settle(without_collisions(candidates));
      candidates.clear();
      for (const Candidate& failed : failed_) add_next(*failed.finding, failed.fix + 1, candidates);
    }
  }

  [[nodiscard]] const std::vector<Candidate>& accepted() const { return accepted_; }
  [[nodiscard]] std::vector<Edit> edits() const { return edits_of(accepted_); }

 private:
  const Document& document_;
  bool unsafe_;
  std::optional<Verifier> verifier_;
  std::vector<Candidate> accepted_;
  std::vector<Candidate> failed_;

  void add_next(const Finding& finding, size_t from, std::vector<Candidate>& candidates) const {
    for (size_t i = from; i < finding.fixes.size(); ++i) {
      const Fix& fix = finding.fixes[i];
      const bool wanted =
          fix.applicability == Applicability::safe || (fix.applicability == Applicability::unsafe && unsafe_);
      if (fix.edits.empty() || !wanted) continue;
      candidates.push_back({&finding, i, key_of(document_, finding)});
      return;
    }
  }

  static std::vector<Edit> edits_of(std::span<const Candidate> candidates) {
    std::vector<Edit> edits;
    for (const Candidate& candidate : candidates)
      edits.insert(edits.end(), candidate.get().edits.begin(), candidate.get().edits.end());
    sort_edits(edits);
    return edits;
  }

  // Of two that meet, the first; the other has its turn in a later round.
  [[nodiscard]] std::vector<Candidate> without_collisions(const std::vector<Candidate>& candidates) const {
    struct Place {
      Span span;
      size_t candidate;
    };
    std::vector<Place> places;
    const auto add = [&](std::span<const Candidate> from, size_t first) {
      for (size_t i = 0; i < from.size(); ++i) {
        for (const Edit& edit : from[i].get().edits) places.push_back({edit.span, first + i});
      }
    };
    add(accepted_, 0);
    add(candidates, accepted_.size());
    std::stable_sort(places.begin(), places.end(),
                     [](const Place& a, const Place& b) { return a.span.begin < b.span.begin; });
    std::vector<bool> dropped(accepted_.size() + candidates.size());
    for (size_t i = 1, last = 0; i < places.size(); ++i) {
      const Place& before = places[last];
      const Place& at = places[i];
      const bool meet = at.span.begin < before.span.end || at.span.begin == before.span.begin;
      if (meet && at.candidate != before.candidate) dropped[std::max(at.candidate, before.candidate)] = true;
      if (at.span.end >= before.span.end) last = i;
    }
    std::vector<Candidate> kept;
    for (size_t i = 0; i < candidates.size(); ++i) {
      if (!dropped[accepted_.size() + i]) kept.push_back(candidates[i]);
    }
    return kept;
  }

  // All together if that holds, else each half on top of what holds already.
  void settle(std::span<const Candidate> candidates) {
    if (candidates.empty() || verifier_->tries() >= kMaxTries) return;
    std::vector<Candidate> together = accepted_;
    together.insert(together.end(), candidates.begin(), candidates.end());
    std::vector<FindingKey> gone;
    for (const Candidate& candidate : together) gone.push_back(candidate.key);
    if (verifier_->holds(edits_of(together), gone)) {
      accepted_ = std::move(together);
    } else if (candidates.size() == 1) {
      failed_.push_back(candidates.front());
    } else {
      settle(candidates.first(candidates.size() / 2));
      settle(candidates.subspan(candidates.size() / 2));
    }
  }
};

void count_rest(const Model& model, std::vector<JudgedFinding>& judged, const Options& options, const Catalog& catalog,
                bool unsafe, FixResult& result) {
  keep_verified(model, judged, options, catalog);
  for (const JudgedFinding& of : judged) {
    if (of.suppression) continue;
    ++result.left;
    const bool fixable = std::any_of(of.finding.fixes.begin(), of.finding.fixes.end(),
                                     [](const Fix& fix) { return !fix.edits.empty(); });
    if (fixable && !unsafe) ++result.unsafe_left;
  }
}

// The node, group or flow stands around the place of the finding, or is it.
bool lies_in(const Model& model, NodeId place, NodeId around) {
  if (place == around || model.graph.info(place).container == around) return true;
  size_t left = model.document().nodes.size();  // groups may lie inside themselves in a broken file
  for (NodeId group = model.graph.info(place).group; group != kNoNode && left != 0; --left) {
    if (group == around) return true;
    group = model.graph.info(group).group;
  }
  return false;
}

Error nothing_to_suppress(const SourceFile& file, const SuppressRequest& request) {
  std::string message = "there is no finding of " + request.rule;
  if (!request.node.empty()) message += " in the node \"" + request.node + '"';
  return Error{message + ", so there is nothing to suppress; halint check lists what there is", file.path()};
}

Result<FixResult> suppress_in(const Model& model, const std::vector<JudgedFinding>& judged, const Options& options,
                              const Catalog& catalog, const SuppressRequest& request) {
  const Document& document = model.document();
  const NodeId named = request.node.empty() ? kNoNode : model.graph.find(request.node);
  const Error nothing = nothing_to_suppress(*document.file, request);
  if (!request.node.empty() && named == kNoNode)
    return Error{"there is no node with the id \"" + request.node + '"', document.file->path()};
  std::vector<NodeId> nodes;
  std::vector<FindingKey> gone;
  FixResult result;
  for (const JudgedFinding& of : judged) {
    if (of.suppression) continue;
    ++result.left;
    if (of.finding.rule != request.rule || (named != kNoNode && !lies_in(model, of.finding.place.node, named)))
      continue;
    nodes.push_back(named == kNoNode ? of.finding.place.node : named);
    gone.push_back(key_of(document, of.finding));
  }
  if (nodes.empty()) return nothing;
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  for (const NodeId node : nodes) {
    const std::vector<Edit> line =
        add_line(document, node, "info", "// halint-ignore " + request.rule + " -- " + request.reason);
    result.edits.insert(result.edits.end(), line.begin(), line.end());
    result.applied.push_back({request.rule, label(document, node), "say that it is right, and why"});
  }
  sort_edits(result.edits);
  if (collide(result.edits) || !Verifier(model, judged, options, catalog).holds(result.edits, gone))
    return Error{"the suppression would not take hold; write it into halint.toml as an [[ignore]]",
                 document.file->path()};
  result.left -= static_cast<uint32_t>(gone.size());
  return result;
}

}  // namespace

Result<FixResult> fix(const SourceFile& file, const Options& options, const Catalog& catalog, bool unsafe) {
  FixResult result;
  StageTimes times{};
  StageClock clock(times);
  std::optional<SourceFile> changed;
  for (int round = 0; round < kMaxRounds; ++round) {
    std::vector<Edit> edits;
    std::vector<bool> used_ignores;
    const SourceFile& now = changed ? *changed : file;
    const std::optional<Error> error = look(now, options, catalog, clock, [&](const Model& model) {
      std::vector<JudgedFinding> judged = find_all(model, options.policy, options.jobs, clock, used_ignores);
      const Round done(model, judged, options, catalog, unsafe);
      edits = done.edits();
      for (const Candidate& of : done.accepted())
        result.applied.push_back(
            {std::string(of.finding->rule), label(model.document(), of.finding->place.node), of.get().description});
      if (edits.empty()) count_rest(model, judged, options, catalog, unsafe, result);
    });
    if (error) return *error;
    if (edits.empty()) break;
    Result<SourceFile> next = SourceFile::create(file.path(), PaddedBytes::copy_of(apply_edits(now.bytes(), edits)));
    if (!next) return next.error();
    result.edits = compose_edits(result.edits, edits);
    changed.emplace(std::move(*next));
  }
  return result;
}

Result<FixResult> suppress(const SourceFile& file, const Options& options, const Catalog& catalog,
                           const SuppressRequest& request) {
  std::optional<Result<FixResult>> result;
  StageTimes times{};
  StageClock clock(times);
  const std::optional<Error> error = look(file, options, catalog, clock, [&](const Model& model) {
    std::vector<bool> used_ignores;
    const std::vector<JudgedFinding> judged = find_all(model, options.policy, options.jobs, clock, used_ignores);
    result = suppress_in(model, judged, options, catalog, request);
  });
  if (error) return *error;
  return std::move(*result);
}

}  // namespace halint
