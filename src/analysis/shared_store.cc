// SPDX-License-Identifier: Apache-2.0
#include "analysis/shared_store.h"

#include <algorithm>

#include "analysis/context_finding.h"
#include "analysis/words.h"

namespace halint {
namespace {

class SharedStore {
 public:
  SharedStore(const Model& model, const StoreFacts& store, const std::vector<KeyUse>& writers,
              const std::vector<KeyUse>& readers, Findings& findings)
      : model_(model), store_(store), writers_(writers), readers_(readers), findings_(findings) {}

  void judge() {
    if (!check_lost_update()) check_blind_write();
    check_synchronous_read();
  }

 private:
  const Model& model_;
  const StoreFacts& store_;
  const std::vector<KeyUse>& writers_;
  const std::vector<KeyUse>& readers_;
  Findings& findings_;

  // Reading and writing are two steps, and another copy may come between; callbacks and promises change nothing in
  // that. Changing what `get` gave changes nothing in such a store: only `set` does.
  bool check_lost_update() {
    const auto writer = std::find_if(writers_.begin(), writers_.end(), [](const KeyUse& w) {
      return w.use->kind == AccessKind::write && w.use->read_modify_write;
    });
    if (writer == writers_.end()) return false;
    Finding finding = context_finding(model_, "context-lost-update", *writer, Level::warning, Confidence::high);
    finding.message = "two copies can read the same " + key_words(*writer) +
                      " before either writes, and then one of the changes by " + user_of(model_, *writer) + " is lost";
    add_readers(readers_, *writer, finding);
    findings_.push_back(std::move(finding));
    return true;
  }

  // A store may write more than it was told to: the whole object around a nested key, the whole file around any key.
  void check_blind_write() {
    const auto writer = std::find_if(writers_.begin(), writers_.end(), [&](const KeyUse& w) {
      return w.balanced() && w.use->kind == AccessKind::write && (in_file() ? writes_many(w) : is_nested(w));
    });
    if (writer == writers_.end() || (!in_file() && store_.known() && store_.type->nested)) return;
    const bool sure = in_file() || store_.known();
    Finding finding = context_finding(model_, "context-lost-update", *writer, sure ? Level::warning : Level::note,
                                      sure ? Confidence::medium : Confidence::low);
    finding.message = std::string(sure ? "" : "unless the store sets a nested key in one step, ") + "what " +
                      user_of(model_, *writer) + " writes to " + key_words(*writer) +
                      " in one copy is lost when another copy writes beside it at the same time";
    finding.help.push_back(in_file() ? "The store " + quoted(store_.name) +
                                           " rewrites its whole file for each key, and two copies undo each other."
                                     : "Most stores set a nested key by reading the whole object, changing it and "
                                       "writing it back. Write one key per item instead.");
    add_readers(readers_, *writer, finding);
    findings_.push_back(std::move(finding));
  }

  [[nodiscard]] bool in_file() const { return store_.in_folder() || store_.saved_whole(); }
  static bool is_nested(const KeyUse& use) { return use.use->path.find_first_of(".[") != std::string::npos; }
  static bool writes_many(const KeyUse& use) { return is_nested(use) || use.use->certainty != Certainty::constant; }

  // Only function code asks without waiting; change, switch, JSONata and templates wait for the answer.
  void check_synchronous_read() {
    if (store_.type == nullptr || store_.type->synchronous) return;
    const auto reader = std::find_if(readers_.begin(), readers_.end(), [](const KeyUse& r) {
      return r.use->kind == AccessKind::read && r.use->code_line != 0 && !r.use->asynchronous;
    });
    if (reader == readers_.end()) return;
    const bool known = store_.known();
    Finding finding = context_finding(model_, "synchronous-store-read", *reader, known ? Level::warning : Level::note,
                                      known ? Confidence::high : Confidence::low);
    finding.message = user_of(model_, *reader) + " reads " + key_words(*reader) +
                      " without a callback, and the store " + quoted(store_.name) +
                      (known ? " answers" : " probably answers") + " by callback alone";
    finding.help.emplace_back(
        "Without one the call ends in an error, or gives a promise, which is true whatever the value "
        "is. Read it with a callback, and go on in there.");
    findings_.push_back(std::move(finding));
  }
};

}  // namespace

void find_shared_store_hazards(const Model& model, const StoreFacts& store, const std::vector<KeyUse>& writers,
                               const std::vector<KeyUse>& readers, Findings& findings) {
  SharedStore(model, store, writers, readers, findings).judge();
}

}  // namespace halint
