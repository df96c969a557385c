// Records what code does with context: reads, writes, listings and changes in place, by key.
// Knows no other recorder. Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "code/control/machine.h"
#include "code/record/site_index.h"

namespace halint {

/// Number of a key met in the code: scope, store and text. Keys that cannot be known are the same if spelt the same.
using KeyId = uint32_t;

class ContextRecorder {
 public:
  explicit ContextRecorder(Machine& machine) : m_(machine) {}
  void reset();

  /// `store` is null if none was given.
  KeyId key(ContextScope scope, const Value& key, js::Ref key_ref, const Value* store);
  /// What the key holds.
  Value read(KeyId key, js::Ref call, js::Ref key_ref, bool asynchronous);
  void write(KeyId key, const Value& value, js::Ref call, js::Ref key_ref, js::Ref value_ref, bool asynchronous);
  void mutate(KeyId key, const Value& value, js::Ref whole, const Value& index, bool anew);
  /// A function that the key holds changes what it remembers.
  void note_stateful(KeyId key) {
    if (key < keys_.size()) keys_[key].stateful = true;
  }
  [[nodiscard]] std::string_view text_of(KeyId key) const { return keys_[key].pattern.key; }
  [[nodiscard]] ContextScope scope_of(KeyId key) const { return keys_[key].pattern.scope; }
  /// What this copy keeps under the key for one of its connections.
  Value of_connection(KeyId key);
  /// One of the things that the key holds is taken out.
  void note_drained(KeyId key) { keys_[key].drained = true; }
  /// What the key holds is called as a function.
  void note_called(KeyId key);
  void list(ContextScope scope, js::Ref call, const Value* store);
  /// A message leaves: keys that were surely written by now are written for all who get it.
  void message_leaves();
  /// Something happens here that others see: it depends on the guards around it.
  void acted();
  /// Code of another body, or a callback that other messages may come before: what was written may have been changed
  /// since. `but_own`: not under keys that are named after the message.
  void forget_assigned(bool but_own = false);
  void end_of_body();
  void finish();

 private:
  struct Key {
    ContextAccess pattern;
    std::string_view spelt;
    ObjectId chosen_by = 0;
    uint64_t bit = 0;
    CellId cell = 0;
    ObjectId content = 0;
    bool acts_on_guard = false;
    bool unwritten_at_send = false;
    bool called = false;
    bool stateful = false;
    bool drained = false;
    bool flag = true;          // holds constants
    bool replaced = false;     // by something else than what it held
    ObjectId own_content = 0;  // see of_connection
    bool at_end = false;       // surely written when the body ends
  };
  /// A write that depends on how old a key is.
  struct Renewal {
    uint32_t access = 0;
    uint64_t reads = 0;  // bits of what the condition depends on
  };
  static constexpr size_t kMaxLook = 64;  ///< keys that are looked through: there are as many bits
  Machine& m_;
  std::vector<Key> keys_;
  std::vector<KeyId> key_of_;  // by access
  std::vector<uint8_t> held_;  // by access: what is already told
  SiteIndex sites_;
  std::vector<Renewal> renewals_;
  bool left_ = false;  // some message left

  uint32_t access(AccessKind kind, KeyId key, js::Ref call);
  void hold_conditions(ContextAccess& access, bool fresh) const;
  void note_written(KeyId key, ObjectId objects, ContextAccess& access);
  [[nodiscard]] bool stays(const Key& key) const;
  [[nodiscard]] AccessGuard guard_of(KeyId key) const;
  void judge_renewals();
  void hold(uint32_t access, const Value& value);
};

}  // namespace halint
