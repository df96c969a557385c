// The vertices that a short search has come to: a list to walk, and a set to ask. Its limits keep every search, and
// with it each analysis, linear in the graph, also where thousands of wires meet. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "halint/flow/graph.h"

namespace halint {

class Seen {
 public:
  /// The search ends (`spent`) behind `limit` vertices, at most kMost, or ten times as many tries.
  Seen(VertexId first, size_t limit) : limit_(limit < kMost ? limit : kMost) {
    slots_.fill(kNoVertex);
    list_.reserve(16);
    add(first);
  }

  /// False if it was there before, or there is no room left.
  bool add(VertexId v) {
    ++tries_;
    size_t at = uint32_t{v * 2654435761U} % kSlots;
    for (; slots_[at] != kNoVertex; at = (at + 1) % kSlots) {
      if (slots_[at] == v) return false;
    }
    if (spent()) return false;
    slots_[at] = v;
    list_.push_back(v);
    return true;
  }
  [[nodiscard]] bool spent() const { return list_.size() > limit_ || tries_ > limit_ * 10; }
  [[nodiscard]] size_t size() const { return list_.size(); }
  [[nodiscard]] VertexId operator[](size_t at) const { return list_[at]; }

 private:
  static constexpr size_t kMost = 700;
  static constexpr size_t kSlots = 1024;
  size_t limit_;
  size_t tries_ = 0;
  std::vector<VertexId> list_;
  std::array<VertexId, kSlots> slots_;
};

}  // namespace halint
