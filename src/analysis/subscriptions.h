// The mqtt in nodes of one file whose topic is fixed. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analysis/mqtt.h"
#include "halint/analysis/model.h"

namespace halint {

struct Subscription {
  NodeId node = kNoNode;
  VertexId vertex = kNoVertex;
  NodeId broker = kNoNode;
  std::string topic;
  TopicFilter filter;  ///< views `topic`
};

/// All of them, those of a broker node together and in order of vertices. Not to be moved one by one.
[[nodiscard]] std::vector<Subscription> subscriptions(const Model& model);

/// Another one on the connection of `all[index]`, plain or shared, that the same message may match; null if there is
/// none among the first few hundred. Two share groups are told at the first of them.
[[nodiscard]] const Subscription* find_overlapping(const std::vector<Subscription>& all, size_t index, bool plain);

/// A plain one, beside the one of that vertex: on one connection, what it brings fires both.
[[nodiscard]] bool has_plain_twin(const std::vector<Subscription>& all, const Model& model, VertexId subscription);

}  // namespace halint
