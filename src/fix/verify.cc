// SPDX-License-Identifier: Apache-2.0
#include "fix/verify.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "fix/look.h"
#include "fix/rewrite.h"
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
    if (!found.suppression)
      out.entries.push_back({key_of(document, found.finding), found.finding.level, found.finding.place.node});
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

// Those of `gone`, sorted, that are still there.
std::vector<FindingKey> stayed(const Known& before, const Known& after, const std::vector<FindingKey>& gone) {
  std::vector<FindingKey> found;
  for (auto at = gone.begin(); at != gone.end();) {
    const auto end = std::upper_bound(at, gone.end(), *at);
    const auto wanted = static_cast<size_t>(end - at);
    if (entries_of(after, *at).size() + wanted > entries_of(before, *at).size()) found.push_back(*at);
    at = end;
  }
  return found;
}

// Where errors and warnings stand that were not there before. Of a finding that is there several times, the worst are
// held against the worst.
std::vector<NodeId> harmed(const Known& before, const Known& after) {
  std::vector<NodeId> found;
  const std::span<const Known::Entry> all = after.entries;
  for (size_t at = 0; at < all.size();) {
    const std::span<const Known::Entry> now = entries_of(after, all[at].key);
    const std::span<const Known::Entry> then = entries_of(before, all[at].key);
    for (size_t i = 1; i <= now.size(); ++i) {
      const Known::Entry& entry = now[now.size() - i];
      if (entry.level >= Level::warning && (i > then.size() || then[then.size() - i].level < entry.level))
        found.push_back(entry.node);
    }
    at += now.size();
  }
  return found;
}

Known found_in(const Document& document, const Options& options, const Catalog& catalog, const KnownCode* code) {
  Known out;
  StageTimes times{};
  StageClock clock(times);
  std::vector<bool> used_ignores;
  // What holds no flows has nothing in it, and so lacks what was there before.
  (void)look(
      document, options, catalog, clock,
      [&](const Model& model) {
        out = known(model.document(), find_all(model, options.policy, options.jobs, clock, used_ignores));
      },
      code);
  return out;
}

// One fix of one finding.
struct Candidate {
  JudgedFinding* judged;
  size_t fix;
  FindingKey key;
  std::vector<NodeId> near;  // what it may have to do with: sorted
  std::vector<NodeId> way;   // where messages of what it changes go, if it says how far it reaches

  [[nodiscard]] const Fix& get() const { return judged->finding.fixes[fix]; }
};

// The nodes that an edit touches, the flows they stand on, and the config nodes they name, unless it says itself how
// far it reaches there.
std::vector<NodeId> surroundings(const Model& model, const Finding& finding, const Fix& fix) {
  const std::vector<DocumentNode>& nodes = model.document().nodes;
  std::vector<NodeId> found{finding.place.node};
  for (const Edit& edit : fix.edits) {
    const NodeId node = node_at(model.document(), edit.span);
    if (node != kNoNode && edit.span.begin < nodes[node].span.end) found.push_back(node);
  }
  const size_t touched = found.size();
  for (size_t i = 0; i < touched; ++i) {
    const NodeId node = found[i];
    if (const NodeId flow = model.graph.info(node).container; flow != kNoNode) found.push_back(flow);
    for (const NodeId user : users_through(model.graph.nodes(), node))
      found.push_back(model.graph.info(user).container);
    if (!fix.realm.empty()) continue;
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

// Paths none of which may begin with another.
class Realms {
 public:
  [[nodiscard]] bool meets(const std::string& realm) const {
    if (beginnings_.contains(realm)) return true;
    bool met = false;
    for_each_beginning(realm, [&](const std::string& beginning) { met = met || realms_.contains(beginning); });
    return met;
  }
  void add(const std::string& realm) {
    realms_.insert(realm);
    for_each_beginning(realm, [&](const std::string& beginning) { beginnings_.insert(beginning); });
  }

 private:
  std::unordered_set<std::string> realms_;
  std::unordered_set<std::string> beginnings_;

  template <typename Visit>
  static void for_each_beginning(const std::string& realm, Visit visit) {
    for (size_t end = realm.find('/'); end != std::string::npos; end = realm.find('/', end + 1))
      visit(realm.substr(0, end));
    visit(realm);
  }
};

// Candidates that have nothing to do with each other, so that each holds on its own if all hold together.
class Group {
 public:
  bool add(const Candidate& candidate) {
    const std::string& realm = candidate.get().realm;
    if (meet(candidate.near, nodes_)) return false;
    if (realm.empty() ? meet(candidate.near, nodes_with_realm_) : realms_.meets(realm) || meet(candidate.way, ways_))
      return false;
    (realm.empty() ? nodes_ : nodes_with_realm_).insert(candidate.near.begin(), candidate.near.end());
    ways_.insert(candidate.way.begin(), candidate.way.end());
    if (!realm.empty()) realms_.add(realm);
    members_.push_back(&candidate);
    return true;
  }

  [[nodiscard]] std::span<const Candidate* const> members() const { return members_; }

 private:
  std::unordered_set<NodeId> nodes_;
  std::unordered_set<NodeId> nodes_with_realm_;  // near those that only meet where their ways do
  std::unordered_set<NodeId> ways_;
  Realms realms_;
  std::vector<const Candidate*> members_;

  static bool meet(const std::vector<NodeId>& some, const std::unordered_set<NodeId>& others) {
    return std::any_of(some.begin(), some.end(), [&](NodeId node) { return others.contains(node); });
  }
};

Trial try_all(Verifier& verifier, std::span<const Candidate* const> candidates) {
  std::vector<Edit> edits;
  std::vector<FindingKey> gone;
  for (const Candidate* candidate : candidates) {
    edits.insert(edits.end(), candidate->get().edits.begin(), candidate->get().edits.end());
    gone.push_back(candidate->key);
  }
  sort_edits(edits);
  return verifier.look(edits, std::move(gone));
}

Candidate candidate(const Model& model, JudgedFinding& judged, size_t fix, FindingKey key) {
  const Finding& finding = judged.finding;
  Candidate found{&judged, fix, key, surroundings(model, finding, finding.fixes[fix]), {}};
  if (finding.fixes[fix].realm.empty()) return found;
  found.way.push_back(finding.place.node);
  for (const Step& step : finding.path) found.way.push_back(step.node);
  return found;
}

std::vector<Candidate> first_fixes(const Model& model, std::vector<JudgedFinding>& judged) {
  std::vector<Candidate> found;
  for (JudgedFinding& of : judged) {
    const std::vector<Fix>& fixes = of.finding.fixes;
    const auto first = std::find_if(fixes.begin(), fixes.end(), [](const Fix& fix) { return !fix.edits.empty(); });
    if (first == fixes.end() || of.suppression) continue;
    found.push_back(
        candidate(model, of, static_cast<size_t>(first - fixes.begin()), key_of(model.document(), of.finding)));
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
      for (const Group& group : groups) try_together(group.members(), next);
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

  // All together; those that seem to have failed come back with their next fix, and the rest is tried again.
  void try_together(std::span<const Candidate* const> members, std::vector<Candidate>& next) {
    if (members.empty() || verifier_.tries() >= most_) return;
    const Trial trial = try_all(verifier_, members);
    std::vector<const Candidate*> rest;
    for (const Candidate* candidate : members) {
      if (trial.holds)
        held_[candidate->judged] = candidate->fix;
      else if (members.size() == 1 || failed(*candidate, trial))
        add_next_fix(*candidate, next);
      else
        rest.push_back(candidate);
    }
    if (rest.size() < members.size()) return try_together(rest, next);
    try_together(members.first(members.size() / 2), next);
    try_together(members.subspan(members.size() / 2), next);
  }

  [[nodiscard]] bool failed(const Candidate& candidate, const Trial& trial) const {
    if (std::binary_search(trial.stayed.begin(), trial.stayed.end(), candidate.key)) return true;
    return std::any_of(trial.harmed.begin(), trial.harmed.end(), [&](NodeId node) {
      const auto is_near = [&](NodeId at) {
        return at != kNoNode && std::binary_search(candidate.near.begin(), candidate.near.end(), at);
      };
      return is_near(node) || (node < model_.document().nodes.size() && is_near(model_.graph.info(node).container));
    });
  }

  void add_next_fix(const Candidate& failed, std::vector<Candidate>& next) const {
    const std::vector<Fix>& fixes = failed.judged->finding.fixes;
    for (size_t i = failed.fix + 1; i < fixes.size(); ++i) {
      if (fixes[i].edits.empty()) continue;
      next.push_back(candidate(model_, *failed.judged, i, failed.key));
      return;
    }
  }
};

}  // namespace

FindingKey key_of(const Document& document, const Finding& finding) {
  std::string text(finding.rule);
  for (const std::string_view part :
       {document.nodes[finding.place.node].id, std::string_view(finding.place.property), std::string_view(finding.key)})
    (text += '\n') += part;
  return std::hash<std::string>()(text);
}

Verifier::Verifier(const Model& model, const std::vector<JudgedFinding>& judged, const Options& options,
                   const Catalog& catalog)
    : model_(model), options_(options), catalog_(catalog) {
  options_.policy = impartial(options.policy);
  const KnownCode same{model.code, {}, model.document().nodes.size()};
  before_ = is_impartial(options.policy) ? known(model.document(), judged)
                                         : found_in(model.document(), options_, catalog_, &same);
}

Trial Verifier::look(std::span<const Edit> edits, std::vector<FindingKey> gone) {
  ++tries_;
  std::sort(gone.begin(), gone.end());
  Known after;
  const std::optional<Rewrite> quick = rewrite(model_.document(), edits);
  if (quick) {
    const KnownCode code{model_.code, quick->changed, model_.document().nodes.size()};
    after = found_in(quick->document, options_, catalog_, &code);
  } else {
    const SourceFile& file = *model_.document().file;
    const Result<SourceFile> changed =
        SourceFile::create(file.path(), PaddedBytes::copy_of(apply_edits(file.bytes(), edits)));
    if (!changed) return {false, std::move(gone), {}};
    const Result<Document> document = read_document(*changed, options_.jobs);
    if (document) after = found_in(*document, options_, catalog_, nullptr);
  }
  Trial trial{false, stayed(before_, after, gone), harmed(before_, after)};
  trial.holds = trial.stayed.empty() && trial.harmed.empty();
  if (!quick) trial.harmed.clear();
  return trial;
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
