// SPDX-License-Identifier: Apache-2.0
#include "analysis/subscriptions.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace halint {
namespace {

constexpr size_t kMaxCompared = 300;

std::string fixed_levels(std::string_view filter) {
  const size_t wildcard = filter.find_first_of("+#");
  if (wildcard == std::string_view::npos) return std::string(filter) + '/';
  return std::string(filter.substr(0, filter.rfind('/', wildcard) + 1));  // npos + 1 is 0
}

}  // namespace

Subscriptions::Subscriptions(const Model& model) : model_(model) {
  for (VertexId v = 0; v < model.graph.vertices().size(); ++v) {
    if (model.graph.vertex(v).role != VertexRole::node || model.type_of(v) != "mqtt in") continue;
    if (model.document().property(model.node_of(v), "inputs").number().value_or(0) > 0) continue;
    const TextValue topic = model.graph.text(v, "topic");
    if (!topic.known() || topic.text.empty()) continue;
    all_.push_back({model.node_of(v), v, model.graph.config_of(v, "broker"), topic.text, {}});
  }
  std::stable_sort(all_.begin(), all_.end(),
                   [](const Subscription& a, const Subscription& b) { return a.broker < b.broker; });
  // Only now, because filters view topics, and short strings move with their owner.
  for (uint32_t i = 0; i < all_.size(); ++i) {
    Subscription& one = all_[i];
    one.filter = parse_filter(one.topic);
    if (one.filter.dead == nullptr)
      beginnings_.push_back({one.broker, one.filter.shared, fixed_levels(one.filter.filter), i});
  }
  std::sort(beginnings_.begin(), beginnings_.end(), [](const Beginning& a, const Beginning& b) {
    return std::tie(a.broker, a.shared, a.levels, a.index) < std::tie(b.broker, b.shared, b.levels, b.index);
  });
}

const Subscription* Subscriptions::overlapping(size_t index, bool plain) const {
  const Subscription& of = all_[index];
  size_t first = all_.size();
  size_t compared = 0;
  const auto compare = [&](size_t at) {
    const Subscription& other = all_[at];
    if (at >= first || other.vertex == of.vertex || ++compared > kMaxCompared) return;
    const bool same_group = !plain && other.filter.group == of.filter.group && other.filter.filter == of.filter.filter;
    const bool told = !plain && at < index;
    if (!same_group && !told && overlap(of.filter.filter, other.filter.filter)) first = at;
  };
  const auto from = [&](std::string_view levels) {
    return std::lower_bound(beginnings_.begin(), beginnings_.end(), std::tuple(of.broker, !plain, levels),
                            [](const Beginning& a, const auto& b) {
                              return std::tuple(a.broker, a.shared, std::string_view(a.levels)) < b;
                            });
  };
  const auto is_beside = [&](auto at) {
    return at != beginnings_.end() && at->broker == of.broker && at->shared == !plain && compared <= kMaxCompared;
  };
  const std::string levels = fixed_levels(of.filter.filter);
  for (size_t end = 0; end < levels.size(); end = levels.find('/', end) + 1) {
    const std::string_view shorter = std::string_view(levels).substr(0, end);
    for (auto at = from(shorter); is_beside(at) && at->levels == shorter; ++at) compare(at->index);
  }
  for (auto at = from(levels); is_beside(at) && at->levels.starts_with(levels); ++at) compare(at->index);
  return first == all_.size() ? nullptr : &all_[first];
}

bool Subscriptions::has_plain_twin(VertexId subscription) const {
  const std::pair wanted(model_.graph.config_of(subscription, "broker"), subscription);
  const auto found = std::lower_bound(all_.begin(), all_.end(), wanted, [](const Subscription& a, const auto& b) {
    return std::pair(a.broker, a.vertex) < b;
  });
  return found != all_.end() && found->vertex == subscription &&
         overlapping(static_cast<size_t>(found - all_.begin()), true) != nullptr;
}

}  // namespace halint
