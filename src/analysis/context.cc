// Context keys whose value lives in each copy: who writes a key, who reads it, and whether the reader may stand in
// another copy than the writer. Each key is judged once.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include "analysis/analyses.h"
#include "analysis/context_keys.h"
#include "analysis/seen.h"
#include "analysis/words.h"

namespace halint {
namespace {

constexpr size_t kMaxLook = 300;
constexpr size_t kMaxRelated = 8;
constexpr size_t kMaxGuessed = 64;  // readers of unknown keys that are held against one key

// Stores that are read once at start and saved as a whole: FlowFuse's, and localfilesystem under its usual names.
bool is_saved_whole(std::string_view store) {
  constexpr std::array<std::string_view, 10> kNames{"persistent", "file",        "localfilesystem", "disk",
                                                    "fs",         "storeInFile", "storage",         "filestore",
                                                    "fileStore",  "localfile"};
  return std::find(kNames.begin(), kNames.end(), store) != kNames.end();
}

std::string_view scope_name(ContextScope scope) {
  return scope == ContextScope::node ? "node" : scope == ContextScope::flow ? "flow" : "global";
}

class Judge {
 public:
  Judge(const Model& model, Findings& findings) : model_(model), findings_(findings) {}

  void judge(const std::vector<KeyUse>& uses, const std::vector<KeyUse>& dynamic) {
    writers_.clear();
    readers_.clear();
    guessed_ = false;
    for (const KeyUse& use : uses) {
      if (use.use->writes()) writers_.push_back(use);
    }
    if (std::all_of(writers_.begin(), writers_.end(), is_lazy_constant)) return;
    clean_.clear();
    for (const KeyUse& writer : writers_) {
      if (is_clean(writer)) clean_.push_back(&writer);
    }
    std::stable_sort(clean_.begin(), clean_.end(),
                     [](const KeyUse* a, const KeyUse* b) { return a->vertex < b->vertex; });
    for (const KeyUse& use : uses) add_reader(use);
    const bool constant = uses.front().use->certainty == Certainty::constant;
    if (readers_.empty() && constant) {
      for (const KeyUse& use : dynamic) {
        if (readers_.size() >= kMaxGuessed) break;
        if (use.use->kind != AccessKind::keys) add_reader(use);
      }
      guessed_ = !readers_.empty();
    }
    if (readers_.empty()) return;
    const std::string_view store = uses.front().store;
    if (std::find(model_.settings.shared_stores.begin(), model_.settings.shared_stores.end(), store) !=
        model_.settings.shared_stores.end()) {
      check_lost_update();
    } else {
      check_split(store);
    }
  }

 private:
  const Model& model_;
  Findings& findings_;
  std::vector<KeyUse> writers_;
  std::vector<KeyUse> readers_;
  std::vector<const KeyUse*> clean_;  // of writers_, by vertex
  bool guessed_ = false;              // readers are only those of unknown keys

  void add_reader(const KeyUse& use) {
    if (!use.use->reads()) return;
    // Among very many writers of one key, one will meet it.
    const bool meets = writers_.size() > kMaxLook ||
                       std::any_of(writers_.begin(), writers_.end(),
                                   [&](const KeyUse& writer) { return paths_meet(*writer.use, *use.use); });
    if (meets) readers_.push_back(use);
  }

  // A write that happens on every path and does not depend on what was there: a reader behind it sees its value.
  static bool is_clean(const KeyUse& writer) {
    const ContextUse& use = *writer.use;
    return use.kind == AccessKind::write && !use.guarded && !use.read_modify_write && use.time == UseTime::message &&
           !use.asynchronous;
  }

  // "If it is not there yet, set it to this": every copy comes to the same value. A `true` is rather a latch.
  static bool is_lazy_constant(const KeyUse& writer) {
    const ContextUse& use = *writer.use;
    return use.kind == AccessKind::write && use.guard_reads_key && use.sources == from_constant && !use.deletes &&
           !use.sets_true && !use.read_modify_write;
  }

  using Writers = std::vector<const KeyUse*>;
  std::pair<Writers::const_iterator, Writers::const_iterator> clean_writers(VertexId v) const {
    const auto first = std::lower_bound(clean_.begin(), clean_.end(), v,
                                        [](const KeyUse* writer, VertexId wanted) { return writer->vertex < wanted; });
    return {first, std::upper_bound(first, clean_.end(), v,
                                    [](VertexId wanted, const KeyUse* writer) { return wanted < writer->vertex; })};
  }

  bool written_before(const KeyUse& reader) const {
    const auto [first, last] = clean_writers(reader.vertex);
    return std::any_of(first, last, [&](const KeyUse* writer) {
      return writer->use->order < reader.use->order && paths_meet(*writer->use, *reader.use);
    });
  }

  // A balanced message can reach the reader without passing a clean write: then the value is of another message.
  bool sees_other_messages(const KeyUse& reader) const {
    if (reader.use->time != UseTime::message) return true;
    if (written_before(reader)) return false;
    if (!reader.balanced()) return true;
    Seen seen(reader.vertex, kMaxLook);
    for (size_t at = 0; at < seen.size(); ++at) {
      if (seen.spent() || (model_.delivery.own[seen[at]] & bit(Arrival::balanced)) != 0) return true;
      for (const Edge& edge : model_.graph.in(seen[at])) {
        if ((model_.at(edge.to) & bit(Arrival::balanced)) == 0) continue;
        if (seen.spent()) return true;
        const auto [first, last] = clean_writers(edge.to);
        const bool stops =
            std::any_of(first, last, [&](const KeyUse* writer) { return paths_meet(*writer->use, *reader.use); });
        if (!stops) seen.add(edge.to);
      }
    }
    return false;
  }

  bool leads_to_reply(VertexId v) const {
    Seen seen(v, kMaxLook);
    for (size_t at = 0; at < seen.size() && !seen.spent(); ++at) {
      if (model_.type_of(seen[at]) == "http response") return true;
      for (const Edge& edge : model_.graph.out(seen[at])) {
        seen.add(edge.to);
        if (seen.spent()) break;
      }
    }
    return false;
  }

  void check_split(std::string_view store) {
    std::vector<KeyUse> writers;
    for (const KeyUse& writer : writers_) {
      if (writer.balanced()) writers.push_back(writer);
    }
    std::vector<KeyUse> readers;
    for (const KeyUse& reader : readers_) {
      if (sees_other_messages(reader)) readers.push_back(reader);
    }
    if (readers.empty()) return;
    if (writers.empty()) {
      check_start_value(readers);
      check_accumulation(readers);
      return;
    }
    uint8_t held = 0;
    for (const KeyUse& writer : writers) held |= writer.use->held;
    const bool holds_reply =
        (held & (holds_response | holds_request)) != 0 ||
        ((held & holds_message) != 0 &&
         std::any_of(readers.begin(), readers.end(), [&](const KeyUse& r) { return leads_to_reply(r.vertex); }));
    if (holds_reply) {
      // Every copy hears the answer, and the one that holds the request uses it. Reading the table to add to it is no
      // answer.
      std::set<VertexId> adding;
      for (const KeyUse& writer : writers) {
        if (writer.use->read_modify_write && writer.use->held != 0) adding.insert(writer.vertex);
      }
      const auto cannot_answer = [&](const KeyUse& reader) {
        return !reader.balanced() || adding.contains(reader.vertex);
      };
      readers.erase(std::remove_if(readers.begin(), readers.end(), cannot_answer), readers.end());
      if (!readers.empty()) report_held(writers, readers);
      return;
    }
    report_split(writers, readers, store);
  }

  // Every copy sets its own value at its start; they are alike unless chance or the clock made them.
  void check_start_value(const std::vector<KeyUse>& readers) {
    const auto differs = std::find_if(writers_.begin(), writers_.end(), [](const KeyUse& writer) {
      return writer.arrivals == bit(Arrival::startup) && (writer.use->sources & from_nondeterministic) != 0;
    });
    const bool asked =
        std::any_of(readers.begin(), readers.end(), [](const KeyUse& reader) { return reader.balanced(); });
    if (differs == writers_.end() || !asked) return;
    Finding finding = base("split-context", *differs, Level::warning, Confidence::medium);
    finding.message = "each copy starts with another value of " + key_words(*differs) + ", because " + who(*differs) +
                      " takes it from chance or the clock";
    add_readers(readers, *differs, finding);
    findings_.push_back(std::move(finding));
  }

  // Behind a node that collects values, what is written depends on how long this copy has been running.
  bool behind_aggregate(VertexId v) const {
    Seen seen(v, kMaxLook);
    for (size_t at = 0; at < seen.size() && !seen.spent(); ++at) {
      const Facts& facts = *model_.behaviors[seen[at]].facts;
      if ((facts.state == NodeState::aggregate || facts.state == NodeState::counter) && facts.group == Grouping::unset)
        return true;
      for (const Edge& edge : model_.graph.in(seen[at])) {
        seen.add(edge.to);
        if (seen.spent()) break;
      }
    }
    return false;
  }

  // Timers let every copy collect for itself. The collections are alike only while all copies run without a pause;
  // that matters where a decision outside is made from them.
  void check_accumulation(const std::vector<KeyUse>& readers) {
    const auto writer = std::find_if(writers_.begin(), writers_.end(), [&](const KeyUse& w) {
      return (w.arrivals & bit(Arrival::timer)) != 0 && w.use->time == UseTime::message && !w.use->deletes &&
             (w.use->read_modify_write || behind_aggregate(w.vertex));
    });
    if (writer == writers_.end()) return;
    const auto deciding = std::find_if(readers.begin(), readers.end(), [&](const KeyUse& reader) {
      return reader.use->node != writer->use->node &&
             (model_.outcomes[reader.vertex] != Outcome::none || model_.reach.any[reader.vertex] != kNoVertex);
    });
    if (deciding == readers.end()) return;
    Finding finding = base("split-context", *writer, Level::warning, Confidence::medium);
    finding.message = "each copy collects its own " + key_words(*writer) + " since its own start, and " +
                      who(*deciding) + " acts on it";
    add_readers(readers, *writer, finding);
    findings_.push_back(std::move(finding));
  }

  std::string who(const KeyUse& use) const { return label(model_.document(), use.use->node); }

  static std::string key_words(const KeyUse& use) {
    const std::string scope(scope_name(use.use->scope));
    if (use.use->certainty == Certainty::constant) return scope + " context " + quoted(use.use->key);
    if (use.use->certainty == Certainty::prefix && !use.use->key.empty())
      return scope + " context " + quoted(use.use->key + "…");
    return scope + " context under a key that the message decides";
  }

  Finding base(std::string_view rule, const KeyUse& writer, Level level, Confidence confidence) const {
    Finding finding;
    finding.rule = rule;
    finding.level = level;
    finding.confidence = guessed_ ? Confidence::low : confidence;
    if (guessed_) finding.level = Level::note;
    finding.place = {writer.use->node, writer.use->span, writer.use->property, writer.use->code_line};
    const ContextUse& use = *writer.use;
    finding.key =
        std::string(scope_name(use.scope)) + ":" + (use.certainty == Certainty::constant ? use.key : use.key + "*");
    finding.path = steps(model_, model_.way_to(writer.vertex, first_arrival(writer)));
    if (!finding.path.empty()) finding.path.back().note = "writes it";
    return finding;
  }

  static Arrival first_arrival(const KeyUse& use) {
    for (size_t i = 0; i < kArrivals; ++i) {
      if ((use.arrivals & bit(static_cast<Arrival>(i))) != 0) return static_cast<Arrival>(i);
    }
    return Arrival::unknown;
  }

  void add_readers(const std::vector<KeyUse>& readers, const KeyUse& writer, Finding& finding) const {
    for (const KeyUse& reader : readers) {
      if (finding.related.size() >= kMaxRelated) break;
      if (reader.use == writer.use) continue;
      const Place place{reader.use->node, reader.use->span, reader.use->property, reader.use->code_line};
      const bool told = std::any_of(finding.related.begin(), finding.related.end(),
                                    [&](const Related& r) { return r.place.span == place.span; });
      if (!told) finding.related.push_back({place, reader.use->writes() ? "changes it" : "reads it"});
    }
  }

  void add_writers(const std::vector<KeyUse>& writers, const KeyUse& primary, Finding& finding) const {
    for (const KeyUse& writer : writers) {
      if (finding.related.size() >= kMaxRelated * 2) break;
      const Place place{writer.use->node, writer.use->span, writer.use->property, writer.use->code_line};
      const bool told =
          place.span == primary.use->span || std::any_of(finding.related.begin(), finding.related.end(),
                                                         [&](const Related& r) { return r.place.span == place.span; });
      if (!told) finding.related.push_back({place, "writes it too"});
    }
  }

  // The write to change first: one that goes on from the old value, else the first one.
  static const KeyUse& primary_of(const std::vector<KeyUse>& writers) {
    const auto found = std::find_if(writers.begin(), writers.end(),
                                    [](const KeyUse& writer) { return writer.use->read_modify_write; });
    return found == writers.end() ? writers.front() : *found;
  }

  void report_split(const std::vector<KeyUse>& writers, const std::vector<KeyUse>& readers, std::string_view store) {
    const KeyUse& writer = primary_of(writers);
    const bool by_request =
        std::any_of(writers.begin(), writers.end(), [&](const KeyUse& w) { return model_.delivery.request[w.vertex]; });
    const bool constant = writer.use->certainty == Certainty::constant;
    const bool unknown_store = !store.empty() && !is_saved_whole(store);
    Level level = by_request && constant ? Level::error : Level::warning;
    Confidence confidence = constant ? Confidence::high : Confidence::medium;
    if (unknown_store) {
      level = Level::note;
      confidence = Confidence::low;
    }
    Finding finding = base(store.empty() ? "split-context" : "unshared-context-store", writer, level, confidence);
    const auto other = std::find_if(readers.begin(), readers.end(),
                                    [&](const KeyUse& reader) { return reader.use->node != writer.use->node; });
    finding.message = "each copy keeps its own " + key_words(writer);
    if (unknown_store) finding.message = "unless the copies share the store " + quoted(store) + ", " + finding.message;
    if (other != readers.end()) {
      finding.message += ": what " + who(writer) + " writes in one copy, " + who(*other) + " in another does not see";
    } else {
      finding.message += ", so " + who(writer) + " goes on from another value in each";
    }
    if (is_saved_whole(store)) {
      finding.help.push_back("The store " + quoted(store) +
                             " is read once when a copy starts and saved as a whole, so the copy that saves last also "
                             "undoes what the other wrote.");
    }
    if (unknown_store)
      finding.help.push_back("If it is shared, say so in halint.toml: [context] shared-stores = [\"" +
                             std::string(store) + "\"].");
    add_readers(readers, writer, finding);
    add_writers(writers, writer, finding);
    findings_.push_back(std::move(finding));
  }

  void report_held(const std::vector<KeyUse>& writers, const std::vector<KeyUse>& readers) {
    const KeyUse& writer = writers.front();
    Finding finding = base("held-response", writer, Level::error, Confidence::high);
    const auto reader = std::find_if(readers.begin(), readers.end(), [](const KeyUse& r) { return r.balanced(); });
    finding.message = who(writer) + " keeps an open request in " + key_words(writer) + ", but " + who(*reader) +
                      ", which should answer it, may run in another copy";
    add_readers(readers, writer, finding);
    findings_.push_back(std::move(finding));
  }

  // A store that all copies share: reading and writing are two steps, and another copy may come between.
  void check_lost_update() {
    // Changing what `get` gave changes nothing in such a store; only `set` does.
    const auto writer = std::find_if(writers_.begin(), writers_.end(), [](const KeyUse& w) {
      return w.use->kind == AccessKind::write && w.use->read_modify_write && !w.use->asynchronous;
    });
    if (writer == writers_.end()) return;
    Finding finding = base("context-lost-update", *writer, Level::warning, Confidence::high);
    finding.message = "two copies can read the same " + key_words(*writer) +
                      " before either writes, and then one of the changes by " + who(*writer) + " is lost";
    add_readers(readers_, *writer, finding);
    findings_.push_back(std::move(finding));
  }
};

}  // namespace

void find_context_hazards(const Model& model, Findings& findings) {
  const ContextKeys keys(model);
  Judge judge(model, findings);
  keys.for_each(
      [&](const std::vector<KeyUse>& uses, const std::vector<KeyUse>& dynamic) { judge.judge(uses, dynamic); });
}

}  // namespace halint
