// SPDX-License-Identifier: Apache-2.0
#include "analysis/subscriptions.h"

#include <algorithm>
#include <utility>

namespace halint {
namespace {

constexpr size_t kMaxCompared = 300;

}  // namespace

std::vector<Subscription> subscriptions(const Model& model) {
  std::vector<Subscription> found;
  for (VertexId v = 0; v < model.graph.vertices().size(); ++v) {
    if (model.graph.vertex(v).role != VertexRole::node || model.type_of(v) != "mqtt in") continue;
    if (model.document().property(model.node_of(v), "inputs").number().value_or(0) > 0) continue;
    const TextValue topic = model.graph.text(v, "topic");
    if (!topic.known() || topic.text.empty()) continue;
    found.push_back({model.node_of(v), v, model.graph.config_of(v, "broker"), topic.text, {}});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Subscription& a, const Subscription& b) { return a.broker < b.broker; });
  // Only now, because filters view topics, and short strings move with their owner.
  for (Subscription& subscription : found) subscription.filter = parse_filter(subscription.topic);
  return found;
}

const Subscription* find_overlapping(const std::vector<Subscription>& all, size_t index, bool plain) {
  const Subscription& of = all[index];
  const auto [first, last] = std::equal_range(
      all.begin(), all.end(), of, [](const Subscription& a, const Subscription& b) { return a.broker < b.broker; });
  size_t compared = 0;
  for (auto other = first; other != last && compared < kMaxCompared; ++other, ++compared) {
    if (other->filter.shared == plain || other->vertex == of.vertex || other->filter.dead != nullptr) continue;
    const bool same_group =
        !plain && other->filter.group == of.filter.group && other->filter.filter == of.filter.filter;
    const bool told = !plain && other < all.begin() + static_cast<ptrdiff_t>(index);
    if (!same_group && !told && overlap(of.filter.filter, other->filter.filter)) return &*other;
  }
  return nullptr;
}

bool has_plain_twin(const std::vector<Subscription>& all, const Model& model, VertexId subscription) {
  const std::pair wanted(model.graph.config_of(subscription, "broker"), subscription);
  const auto found = std::lower_bound(all.begin(), all.end(), wanted, [](const Subscription& a, const auto& b) {
    return std::pair(a.broker, a.vertex) < b;
  });
  return found != all.end() && found->vertex == subscription &&
         find_overlapping(all, static_cast<size_t>(found - all.begin()), true) != nullptr;
}

}  // namespace halint
