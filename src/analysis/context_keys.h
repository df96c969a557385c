// The uses of context brought together by key: one scope, one owner, one store, one name.
// Knows subflow instances and `$parent.`; does not judge.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "analysis/context_stores.h"
#include "halint/analysis/model.h"

namespace halint {

/// A use in one subflow instance, with what it is stored under.
struct KeyUse {
  const ContextUse* use = nullptr;
  VertexId vertex = kNoVertex;
  uint64_t owner = 0;      ///< node, flow or instance whose context it is
  std::string_view store;  ///< "" for a store that Node-RED keeps in memory
  DeliverySet arrivals = 0;

  [[nodiscard]] bool balanced() const { return (arrivals & bit(Arrival::balanced)) != 0; }
};

/// `a.b` and `a` meet, `a.b` and `a.c` do not.
[[nodiscard]] bool paths_meet(const ContextUse& a, const ContextUse& b);

/// The store that the uses of one key mean: memory where it has no name, whatever the default is, and for a value that
/// settings.js put there.
[[nodiscard]] StoreFacts store_of(const Settings& settings, const std::vector<KeyUse>& uses);

/// Views the model. Uses that nothing ever makes happen are left out.
class ContextKeys {
 public:
  explicit ContextKeys(const Model& model);

  /// Calls `visit(uses, dynamic, below)` for each key: its uses, those in the same context whose key is not known, and,
  /// for a key of which only the beginning is known, those of constant keys that begin so.
  template <typename Visit>
  void for_each(Visit visit) const {
    const auto same_context = [](const KeyUse& a, const KeyUse& b) {
      return a.use->scope == b.use->scope && a.owner == b.owner && a.store == b.store;
    };
    for (size_t begin = 0; begin < uses_.size();) {
      size_t end = begin;
      std::vector<KeyUse> dynamic;
      for (; end < uses_.size() && same_context(uses_[begin], uses_[end]); ++end) {
        if (uses_[end].use->certainty != Certainty::constant) dynamic.push_back(uses_[end]);
      }
      for (size_t at = begin; at < end;) {
        size_t next = at;
        while (next < end && uses_[next].use->key == uses_[at].use->key &&
               uses_[next].use->certainty == uses_[at].use->certainty)
          ++next;
        const auto end_of = [&](size_t index) { return uses_.begin() + static_cast<ptrdiff_t>(index); };
        visit(std::vector<KeyUse>(end_of(at), end_of(next)), dynamic, below(at, end));
        at = next;
      }
      begin = end;
    }
  }

 private:
  const Model& model_;
  std::vector<KeyUse> uses_;
  std::deque<ContextUse> derived_;  // uses that are told nowhere as such: see add_changes() and placed()

  void add(const ContextUse& use, VertexId v);
  void add_changes();
  [[nodiscard]] const ContextUse& placed(const ContextUse& use, VertexId v);
  [[nodiscard]] std::vector<KeyUse> below(size_t at, size_t end) const;
  [[nodiscard]] DeliverySet arrivals(const ContextUse& use, VertexId v) const;
  [[nodiscard]] bool flow_owner(VertexId v, uint8_t parents, uint64_t& owner) const;
};

}  // namespace halint
