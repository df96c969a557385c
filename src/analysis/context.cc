// Context keys whose value lives in each copy: who writes a key, who reads it, and whether the reader may stand in
// another copy than the writer. Each key is judged once.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "analysis/analyses.h"
#include "analysis/context_finding.h"
#include "analysis/context_flow.h"
#include "analysis/context_keys.h"
#include "analysis/message_flow.h"
#include "analysis/mqtt_links.h"
#include "analysis/seen.h"
#include "analysis/shared_store.h"
#include "analysis/words.h"

namespace halint {
namespace {

constexpr size_t kMaxLook = 300;
constexpr size_t kMaxWriters = 16;  // that are named
constexpr size_t kMaxGuessed = 64;  // readers of unknown keys that are held against one key

class Judge {
 public:
  Judge(const Model& model, Findings& findings) : model_(model), findings_(findings) {}

  void judge(const std::vector<KeyUse>& uses, const std::vector<KeyUse>& dynamic, const std::vector<KeyUse>& below) {
    if (std::all_of(uses.begin(), uses.end(), [](const KeyUse& use) { return use.use->stays; })) return;
    find_writers(uses);
    if (writers_.empty()) return;
    check_function(uses);
    if (std::all_of(writers_.begin(), writers_.end(), is_lazy_constant)) return;
    if (std::all_of(writers_.begin(), writers_.end(), [&](const KeyUse& w) { return is_fetched_on_demand(model_, w); }))
      return;
    clean_.clear();
    for (const KeyUse& writer : writers_) {
      if (is_clean_write(writer)) clean_.push_back(&writer);
    }
    std::stable_sort(clean_.begin(), clean_.end(),
                     [](const KeyUse* a, const KeyUse* b) { return a->vertex < b->vertex; });
    for (const KeyUse& use : uses) add_reader(use);
    if (readers_.empty()) guess_readers(uses.front().use->certainty, dynamic, below);
    readers_.erase(
        std::remove_if(readers_.begin(), readers_.end(), [&](const KeyUse& r) { return is_only_shown(model_, r); }),
        readers_.end());
    if (readers_.empty()) return;
    const StoreFacts store = store_of(model_.settings, uses);
    if (store.shared)
      find_shared_store_hazards(model_, store, writers_, readers_, findings_);
    else
      check_split(store);
  }

 private:
  const Model& model_;
  Findings& findings_;
  std::vector<KeyUse> writers_;
  std::vector<KeyUse> readers_;
  std::vector<const KeyUse*> clean_;  // of writers_, by vertex
  bool guessed_ = false;              // readers are only those of unknown keys

  void find_writers(const std::vector<KeyUse>& uses) {
    writers_.clear();
    readers_.clear();
    guessed_ = false;
    // A client of a queue or a store is used, not changed: nobody here ever put a value under the key.
    const auto of_client = [](const KeyUse& use) { return use.use->by_client_method || use.use->keeps_client; };
    const bool filled =
        std::any_of(uses.begin(), uses.end(), [&](const KeyUse& use) { return use.use->writes() && !of_client(use); });
    for (const KeyUse& use : uses) {
      if (use.use->writes() && !use.use->own_key && (filled || !of_client(use))) writers_.push_back(use);
    }
  }

  // A function that On Start puts into context changes what it remembers whenever somebody calls it.
  void check_function(const std::vector<KeyUse>& uses) {
    const auto writer = std::find_if(writers_.begin(), writers_.end(),
                                     [](const KeyUse& use) { return use.use->keeps_function && !use.balanced(); });
    if (writer == writers_.end()) return;
    std::vector<KeyUse> callers;
    for (const KeyUse& use : uses) {
      if (use.use->called && use.balanced()) callers.push_back(use);
    }
    if (callers.empty()) return;
    Finding finding = base("split-context", *writer, Level::error, Confidence::high);
    finding.message = "each copy keeps its own " + key_words(*writer) + ", a function that remembers, and " +
                      user_of(model_, callers.front()) + " calls the one of its copy";
    add_readers(callers, *writer, finding);
    findings_.push_back(std::move(finding));
  }

  // Somebody reads under a key that is not known wholly, or lists the keys.
  void guess_readers(Certainty written, const std::vector<KeyUse>& dynamic, const std::vector<KeyUse>& below) {
    for (const KeyUse& use : below) {
      if (!use.use->writes()) add_reader(use);
    }
    const bool listed = written == Certainty::prefix;
    bool others = false;  // are written under keys that are not known: they may be meant
    for (const KeyUse& use : dynamic) {
      others = others || (use.use->writes() && use.use->certainty == Certainty::unknown);
      if (readers_.size() >= kMaxGuessed) break;
      if (written == Certainty::constant ? use.use->kind != AccessKind::keys
                                         : listed && use.use->kind == AccessKind::keys)
        add_reader(use);
    }
    guessed_ = !readers_.empty() && written == Certainty::constant && others;
  }

  void add_reader(const KeyUse& use) {
    if (!use.use->reads() || use.use->own_key) return;
    if (use.use->shown_only && !status_goes_on(model_, use.vertex)) return;
    // Among very many writers of one key, one will meet it.
    const bool meets = writers_.size() > kMaxLook ||
                       std::any_of(writers_.begin(), writers_.end(),
                                   [&](const KeyUse& writer) { return paths_meet(*writer.use, *use.use); });
    if (meets) readers_.push_back(use);
  }

  using Writers = std::vector<const KeyUse*>;
  std::pair<Writers::const_iterator, Writers::const_iterator> clean_writers(VertexId v) const {
    const auto first = std::lower_bound(clean_.begin(), clean_.end(), v,
                                        [](const KeyUse* writer, VertexId wanted) { return writer->vertex < wanted; });
    return {first, std::upper_bound(first, clean_.end(), v,
                                    [](VertexId wanted, const KeyUse* writer) { return wanted < writer->vertex; })};
  }

  bool written_before(const KeyUse& reader) const {
    if (reader.use->code_line != 0) return reader.use->preceded;
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
      const auto writes = [&](VertexId v) {
        const auto [first, last] = clean_writers(v);
        return std::any_of(first, last, [&](const KeyUse* writer) { return paths_meet(*writer->use, *reader.use); });
      };
      if (at > 0 && !clean_.empty() && waits_for_branch(model_, seen[at], writes)) continue;
      for (const Edge& edge : model_.graph.in(seen[at])) {
        if ((model_.at(edge.to) & bit(Arrival::balanced)) == 0) continue;
        if (edge.kind == EdgeKind::answer && !clean_.empty() && routine_writes(model_, edge.to, writes)) continue;
        if (edge.kind == EdgeKind::error) {  // it may have failed before it wrote
          seen.add(edge.to);
          continue;
        }
        if (seen.spent()) return true;
        const auto [first, last] = clean_writers(edge.to);
        const bool stops =
            std::any_of(first, last, [&](const KeyUse* writer) { return paths_meet(*writer->use, *reader.use); });
        if (!stops) seen.add(edge.to);
      }
    }
    return false;
  }

  // Where one copy works at a time, what goes on from the old value is lost with it, whoever hears the messages; what
  // is only overwritten comes again with the next one.
  [[nodiscard]] bool is_forgotten(const KeyUse& writer) const {
    return model_.settings.one_at_a_time() && writer.use->read_modify_write && writer.use->time == UseTime::message &&
           (writer.arrivals & model_.forgotten()) != 0;
  }

  void check_split(const StoreFacts& store) {
    std::vector<KeyUse> writers;
    for (const KeyUse& writer : writers_) {
      if (writer.balanced() || is_forgotten(writer)) writers.push_back(writer);
    }
    std::vector<KeyUse> readers;
    for (const KeyUse& reader : readers_) {
      if (sees_other_messages(reader)) readers.push_back(reader);
    }
    if (readers.empty()) return;
    if (writers.empty()) {
      check_own_value(readers);
      check_deaf_writers(readers);
      check_count(readers);
      check_accumulation(readers);
      return;
    }
    uint8_t held = 0;
    for (const KeyUse& writer : writers) held |= writer.use->held;
    const bool holds_reply =
        (held & (holds_response | holds_request)) != 0 ||
        ((held & holds_message) != 0 && std::any_of(readers.begin(), readers.end(),
                                                    [&](const KeyUse& r) { return leads_to_reply(model_, r.vertex); }));
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

  // Every copy sets its own value, when it starts or each time that its timer fires; they are alike unless chance made
  // them, or the clock at the start: later the clocks of all copies show the same.
  void check_own_value(const std::vector<KeyUse>& readers) {
    constexpr uint8_t kChance = from_nondeterministic | from_copy;
    const auto differs = std::find_if(writers_.begin(), writers_.end(), [](const KeyUse& writer) {
      if ((writer.arrivals & static_cast<DeliverySet>(~kEachCopy)) != 0) return false;
      return writer.arrivals == bit(Arrival::startup) ? (writer.use->sources & from_nondeterministic) != 0
                                                      : (writer.use->sources & kChance) == kChance;
    });
    const bool asked =
        std::any_of(readers.begin(), readers.end(), [](const KeyUse& reader) { return reader.balanced(); });
    if (differs == writers_.end() || !asked) return;
    // A tag by which a copy knows its own answers is meant to differ.
    const ContextUse& tag = *differs->use;
    if (model_.messages->flow.flags().of(model_.graph, differs->vertex, tag.scope, tag.key) == FlagKind::own_tag)
      return;
    Finding finding = base("split-context", *differs, Level::warning, Confidence::medium);
    finding.when = "start-value";
    finding.message = (differs->arrivals == bit(Arrival::startup) ? "each copy starts with another value of "
                                                                  : "each copy draws its own value of ") +
                      key_words(*differs) + ", because " + user_of(model_, *differs) +
                      " takes it from chance, the clock or its own host";
    add_readers(readers, *differs, finding);
    findings_.push_back(std::move(finding));
  }

  // It puts the object back under the key after it has set fields of it, each anew.
  bool only_merges(const KeyUse& writer) const {
    if (writer.use->kind == AccessKind::mutate) return sets_field(*writer.use);
    bool sets = false;
    for (const KeyUse& other : writers_) {
      if (other.vertex != writer.vertex || other.use->kind != AccessKind::mutate) continue;
      if (!sets_field(*other.use)) return false;
      sets = true;
    }
    return sets || writer.use->puts_back;
  }

  // Counts what a subscription brings to every copy and sends the count on: alike until one copy is started anew.
  void check_count(const std::vector<KeyUse>& readers) {
    for (const KeyUse& writer : writers_) {
      const ContextUse& use = *writer.use;
      if (subscription_of(model_, writer) == kNoVertex || !use.read_modify_write || use.code_line == 0 ||
          only_merges(writer) || (use.sources & from_message) != 0 || !sends_context(model_, writer) ||
          model_.reach.any[writer.vertex] == kNoVertex)
        continue;
      Finding finding = base("split-context", writer, Level::warning, Confidence::medium);
      finding.message = "each copy goes on from its own " + key_words(writer) + " since its own start, and " +
                        user_of(model_, writer) + " sends what comes of it";
      add_readers(readers, writer, finding);
      findings_.push_back(std::move(finding));
      return;
    }
  }

  // With No Local a copy does not hear what it publishes itself, but the others do.
  void check_deaf_writers(const std::vector<KeyUse>& readers) {
    for (const KeyUse& writer : writers_) {
      const VertexId source = subscription_of(model_, writer);
      if (source == kNoVertex || !is_deaf_to_itself(model_, source)) continue;
      const VertexId publisher = publisher_for(model_, source);
      if (publisher == kNoVertex) continue;
      Finding finding = base("split-context", writer, Level::warning, Confidence::medium);
      finding.message = "each copy keeps its own " + key_words(writer) + ": what one copy publishes at " +
                        label(model_.document(), model_.node_of(publisher)) +
                        ", the others hear, and with No Local it does not";
      finding.related.push_back({place_of(model_.document(), model_.node_of(source), "nl"), "asks for No Local"});
      add_readers(readers, writer, finding);
      findings_.push_back(std::move(finding));
      return;
    }
  }

  // Timers let every copy collect for itself. The collections are alike only while all copies run without a pause;
  // that matters where a decision outside is made from them.
  void check_accumulation(const std::vector<KeyUse>& readers) {
    const auto writer = std::find_if(writers_.begin(), writers_.end(), [&](const KeyUse& w) {
      return (w.arrivals & bit(Arrival::timer)) != 0 && w.use->time == UseTime::message && !w.use->deletes &&
             ((w.use->read_modify_write && !only_merges(w)) || is_behind_aggregate(model_, w.vertex));
    });
    if (writer == writers_.end()) return;
    const auto deciding = std::find_if(readers.begin(), readers.end(), [&](const KeyUse& reader) {
      return reader.use->node != writer->use->node &&
             (model_.outcomes[reader.vertex] != Outcome::none || model_.reach.any[reader.vertex] != kNoVertex);
    });
    if (deciding == readers.end()) return;
    Finding finding = base("split-context", *writer, Level::warning, Confidence::medium);
    finding.message = "each copy collects its own " + key_words(*writer) + " since its own start, and " +
                      user_of(model_, *deciding) + " acts on it";
    add_readers(readers, *writer, finding);
    findings_.push_back(std::move(finding));
  }

  Finding base(std::string_view rule, const KeyUse& writer, Level level, Confidence confidence) const {
    return guessed_ ? context_finding(model_, rule, writer, Level::note, Confidence::low)
                    : context_finding(model_, rule, writer, level, confidence);
  }

  void add_writers(const std::vector<KeyUse>& writers, const KeyUse& primary, Finding& finding) const {
    for (const KeyUse& writer : writers) {
      if (finding.related.size() >= kMaxWriters) break;
      const Place place{writer.use->node, writer.use->span, writer.use->property, writer.use->code_line};
      const bool told =
          place.span == primary.use->span || std::any_of(finding.related.begin(), finding.related.end(),
                                                         [&](const Related& r) { return r.place.span == place.span; });
      if (!told) finding.related.push_back({place, "writes it too"});
    }
  }

  // The write to change first: one that goes on from the old value, else the first one.
  static const KeyUse& primary_of(const std::vector<KeyUse>& writers) {
    const auto found = std::find_if(writers.begin(), writers.end(), [](const KeyUse& writer) {
      return writer.use->read_modify_write && !writer.use->alike;
    });
    return found == writers.end() ? writers.front() : *found;
  }

  void report_split(const std::vector<KeyUse>& writers, const std::vector<KeyUse>& readers, const StoreFacts& store) {
    const KeyUse& writer = primary_of(writers);
    const bool by_request =
        model_.settings.one_at_a_time() ||
        std::any_of(writers.begin(), writers.end(), [&](const KeyUse& w) { return model_.delivery.request[w.vertex]; });
    const bool constant = writer.use->certainty == Certainty::constant;
    const bool unknown_store =
        !store.name.empty() && (store.type == nullptr || store.type->sharing == StoreSharing::shared);
    Level level = by_request && constant ? Level::error : Level::warning;
    Confidence confidence = constant ? Confidence::high : Confidence::medium;
    const VertexId told = told_over(model_, writers, writers_);
    if (unknown_store || told != kNoVertex) {
      level = Level::note;
      confidence = Confidence::low;
    }
    Finding finding = base(store.name.empty() ? "split-context" : "unshared-context-store", writer, level, confidence);
    const auto other = std::find_if(readers.begin(), readers.end(),
                                    [&](const KeyUse& reader) { return reader.use->node != writer.use->node; });
    finding.message = "each copy keeps its own " + key_words(writer);
    if (unknown_store)
      finding.message = "unless the copies share the store " + quoted(store.name) + ", " + finding.message;
    if (other != readers.end()) {
      finding.message += ": what " + user_of(model_, writer) + " writes in one copy, " + user_of(model_, *other) +
                         " in another does not see";
    } else {
      finding.message += ", so " + user_of(model_, writer) + " goes on from another value in each";
    }
    if (told != kNoVertex) {
      finding.message = "until the other copies hear of it over " + label(model_.document(), model_.node_of(told)) +
                        ", " + finding.message;
    }
    if (store.saved_whole()) {
      finding.help.push_back("The store " + quoted(store.name) +
                             " is read once when a copy starts and saved as a whole, so the copy that saves last also "
                             "undoes what the other wrote.");
    }
    if (unknown_store)
      finding.help.push_back("If it is shared, say so in halint.toml: [context] shared-stores = [\"" +
                             std::string(store.name) + "\"].");
    add_readers(readers, writer, finding);
    add_writers(writers, writer, finding);
    findings_.push_back(std::move(finding));
  }

  void report_held(const std::vector<KeyUse>& writers, const std::vector<KeyUse>& readers) {
    const KeyUse& writer = writers.front();
    Finding finding = base("held-response", writer, Level::error, Confidence::high);
    const auto reader = std::find_if(readers.begin(), readers.end(), [](const KeyUse& r) { return r.balanced(); });
    finding.message = user_of(model_, writer) + " keeps an open request in " + key_words(writer) + ", but " +
                      user_of(model_, *reader) + ", which should answer it, may run in another copy";
    add_readers(readers, writer, finding);
    findings_.push_back(std::move(finding));
  }
};

}  // namespace

void find_context_hazards(const Model& model, Findings& findings) {
  const ContextKeys keys(model);
  Judge judge(model, findings);
  keys.for_each([&](const std::vector<KeyUse>& uses, const std::vector<KeyUse>& dynamic,
                    const std::vector<KeyUse>& below) { judge.judge(uses, dynamic, below); });
}

}  // namespace halint
