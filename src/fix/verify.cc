// SPDX-License-Identifier: Apache-2.0
#include "fix/verify.h"

#include <algorithm>
#include <unordered_set>

#include "fix/look.h"
#include "flow/config_users.h"

namespace halint {
namespace {

// Tries cost as much as linting the file. So many bytes may be linted again, and a few times the file in any case.
constexpr size_t kBytesToTry = size_t{16} * 1024 * 1024;
constexpr size_t kLeastTries = 4;
constexpr size_t kMostTries = 64;

// A new error is one whoever looks away from it.
Policy impartial(const Policy& policy) {
  Policy all;
  all.own_rules = policy.own_rules;
  return all;
}

bool is_impartial(const Policy& policy) {
  return policy.select.empty() && policy.ignore.empty() && policy.levels.empty() && policy.ignores.empty();
}

Known known(const Document& document, const std::vector<JudgedFinding>& judged) {
  Known out;
  for (const JudgedFinding& found : judged) {
    if (!found.suppression) out.entries.push_back({key_of(document, found.finding), found.finding.level});
  }
  std::sort(out.entries.begin(), out.entries.end(), [](const Known::Entry& a, const Known::Entry& b) {
    return std::pair(a.key, a.level) < std::pair(b.key, b.level);
  });
  return out;
}

std::span<const Known::Entry> entries_of(const Known& known, FindingKey key) {
  struct ByKey {
    bool operator()(const Known::Entry& entry, FindingKey k) const { return entry.key < k; }
    bool operator()(FindingKey k, const Known::Entry& entry) const { return k < entry.key; }
  };
  const auto [first, last] = std::equal_range(known.entries.begin(), known.entries.end(), key, ByKey());
  return {first, last};
}

bool all_gone(const Known& before, const Known& after, std::vector<FindingKey> gone) {
  std::sort(gone.begin(), gone.end());
  for (auto at = gone.begin(); at != gone.end();) {
    const auto end = std::upper_bound(at, gone.end(), *at);
    const auto wanted = static_cast<size_t>(end - at);
    if (entries_of(after, *at).size() + wanted > entries_of(before, *at).size()) return false;
    at = end;
  }
  return true;
}

// Of a finding that is there several times, the worst are held against the worst.
bool nothing_new(const Known& before, const Known& after) {
  const std::span<const Known::Entry> all = after.entries;
  for (size_t at = 0; at < all.size();) {
    const std::span<const Known::Entry> now = entries_of(after, all[at].key);
    const std::span<const Known::Entry> then = entries_of(before, all[at].key);
    for (size_t i = 1; i <= now.size(); ++i) {
      const Level level = now[now.size() - i].level;
      if (level >= Level::warning && (i > then.size() || then[then.size() - i].level < level)) return false;
    }
    at += now.size();
  }
  return true;
}

Known look_again(const SourceFile& file, const Options& options, const Catalog& catalog) {
  Known out;
  StageTimes times{};
  StageClock clock(times);
  std::vector<bool> used_ignores;
  // A file that cannot be read has nothing in it, and so lacks what was there before.
  (void)look(file, options, catalog, clock, [&](const Model& model) {
    out = known(model.document(), find_all(model, options.policy, options.jobs, clock, used_ignores));
  });
  return out;
}

// One fix of one finding.
struct Candidate {
  JudgedFinding* judged;
  size_t fix;
  FindingKey key;
  std::vector<NodeId> near;  // what it may have to do with: sorted

  [[nodiscard]] const std::vector<Edit>& edits() const { return judged->finding.fixes[fix].edits; }
};

// The nodes that an edit touches, the flows they stand on, and the config nodes they name.
std::vector<NodeId> surroundings(const Model& model, const Finding& finding, const std::vector<Edit>& edits) {
  const std::vector<DocumentNode>& nodes = model.document().nodes;
  std::vector<NodeId> found{finding.place.node};
  for (const Edit& edit : edits) {
    const auto behind = std::upper_bound(nodes.begin(), nodes.end(), edit.span.begin,
                                         [](uint32_t at, const DocumentNode& node) { return at < node.span.begin; });
    if (behind != nodes.begin()) found.push_back(static_cast<NodeId>(behind - nodes.begin() - 1));
  }
  const size_t touched = found.size();
  for (size_t i = 0; i < touched; ++i) {
    const NodeId node = found[i];
    if (const NodeId flow = model.graph.info(node).container; flow != kNoNode) found.push_back(flow);
    for (const NodeId user : users_through(model.graph.nodes(), node)) found.push_back(model.graph.info(user).container);
    model.document().for_each_property(node, [&](std::string_view, JsonValue value) {
      if (value.kind() != JsonKind::string) return;
      const NodeId config = model.graph.find(value.raw_string());
      if (config != kNoNode && model.graph.info(config).kind == NodeKind::config) found.push_back(config);
    });
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

// Candidates that have nothing to do with each other, so that each holds on its own if all hold together.
class Group {
 public:
  bool add(const Candidate& candidate) {
    const auto taken = [this](NodeId node) { return nodes_.contains(node); };
    if (std::any_of(candidate.near.begin(), candidate.near.end(), taken)) return false;
    nodes_.insert(candidate.near.begin(), candidate.near.end());
    members_.push_back(&candidate);
    return true;
  }

  [[nodiscard]] const std::vector<const Candidate*>& members() const { return members_; }

 private:
  std::unordered_set<NodeId> nodes_;
  std::vector<const Candidate*> members_;
};

bool hold(Verifier& verifier, std::span<const Candidate* const> candidates) {
  std::vector<Edit> edits;
  std::vector<FindingKey> gone;
  for (const Candidate* candidate : candidates) {
    edits.insert(edits.end(), candidate->edits().begin(), candidate->edits().end());
    gone.push_back(candidate->key);
  }
  sort_edits(edits);
  return verifier.holds(edits, gone);
}

std::vector<Candidate> first_fixes(const Model& model, std::vector<JudgedFinding>& judged) {
  std::vector<Candidate> found;
  for (JudgedFinding& of : judged) {
    const std::vector<Fix>& fixes = of.finding.fixes;
    const auto first = std::find_if(fixes.begin(), fixes.end(), [](const Fix& fix) { return !fix.edits.empty(); });
    if (first == fixes.end() || of.suppression) continue;
    found.push_back({&of, static_cast<size_t>(first - fixes.begin()), key_of(model.document(), of.finding),
                     surroundings(model, of.finding, first->edits)});
  }
  return found;
}

// Looks for the fixes that hold, as long as tries are left.
class Search {
 public:
  Search(const Model& model, Verifier& verifier, size_t most) : model_(model), verifier_(verifier), most_(most) {}

  // Candidates, each with its turn: the ones that fail come back with their finding's next fix.
  void run(std::vector<Candidate> waiting) {
    while (!waiting.empty() && verifier_.tries() < most_) {
      std::vector<Group> groups;
      std::vector<Candidate> next;
      for (const Candidate& candidate : waiting) {
        const bool fits = std::any_of(groups.begin(), groups.end(), [&](Group& g) { return g.add(candidate); });
        if (!fits && groups.size() < most_) groups.emplace_back().add(candidate);
      }
      for (const Group& group : groups) try_group(group, next);
      waiting = std::move(next);
    }
  }

  [[nodiscard]] bool held(const JudgedFinding& judged, size_t fix) const {
    const auto found = held_.find(&judged);
    return found != held_.end() && found->second == fix;
  }

 private:
  const Model& model_;
  Verifier& verifier_;
  size_t most_;
  std::unordered_map<const JudgedFinding*, size_t> held_;

  void try_group(const Group& group, std::vector<Candidate>& next) {
    if (verifier_.tries() >= most_) return;
    const bool all = hold(verifier_, group.members());
    for (const Candidate* const& candidate : group.members()) {
      if (!all && group.members().size() > 1 && verifier_.tries() >= most_) return;
      if (all || (group.members().size() > 1 && hold(verifier_, {&candidate, 1})))
        held_[candidate->judged] = candidate->fix;
      else
        add_next_fix(*candidate, next);
    }
  }

  void add_next_fix(const Candidate& failed, std::vector<Candidate>& next) const {
    const std::vector<Fix>& fixes = failed.judged->finding.fixes;
    for (size_t i = failed.fix + 1; i < fixes.size(); ++i) {
      if (fixes[i].edits.empty()) continue;
      next.push_back({failed.judged, i, failed.key, surroundings(model_, failed.judged->finding, fixes[i].edits)});
      return;
    }
  }
};

}  // namespace

FindingKey key_of(const Document& document, const Finding& finding) {
  std::string text(finding.rule);
  for (const std::string_view part : {document.nodes[finding.place.node].id, std::string_view(finding.place.property),
                                      std::string_view(finding.key)})
    (text += '\n') += part;
  return std::hash<std::string>()(text);
}

Verifier::Verifier(const Model& model, const std::vector<JudgedFinding>& judged, const Options& options,
                   const Catalog& catalog)
    : file_(*model.document().file), options_(options), catalog_(catalog) {
  options_.policy = impartial(options.policy);
  before_ = is_impartial(options.policy) ? known(model.document(), judged) : look_again(file_, options_, catalog_);
}

bool Verifier::holds(std::span<const Edit> edits, std::span<const FindingKey> gone) {
  ++tries_;
  Result<SourceFile> changed =
      SourceFile::create(file_.path(), PaddedBytes::copy_of(apply_edits(file_.bytes(), edits)));
  if (!changed) return false;
  const Known after = look_again(*changed, options_, catalog_);
  return all_gone(before_, after, {gone.begin(), gone.end()}) && nothing_new(before_, after);
}

void keep_verified(const Model& model, std::vector<JudgedFinding>& judged, const Options& options,
                   const Catalog& catalog) {
  std::vector<Candidate> candidates = first_fixes(model, judged);
  const size_t size = std::max<size_t>(1, model.document().file->bytes().size());
  std::optional<Search> search;
  std::optional<Verifier> verifier;
  if (!candidates.empty()) {
    verifier.emplace(model, judged, options, catalog);
    search.emplace(model, *verifier, std::clamp(kBytesToTry / size, kLeastTries, kMostTries));
    search->run(std::move(candidates));
  }
  for (JudgedFinding& of : judged) {
    size_t at = 0;
    std::erase_if(of.finding.fixes, [&](const Fix& fix) {
      const size_t index = at++;
      return !fix.edits.empty() && (!search || !search->held(of, index));
    });
  }
}

}  // namespace halint
