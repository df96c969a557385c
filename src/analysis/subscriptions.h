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

/// Views the model.
class Subscriptions {
 public:
  explicit Subscriptions(const Model& model);
  Subscriptions(const Subscriptions&) = delete;  // filters view topics
  Subscriptions& operator=(const Subscriptions&) = delete;

  /// Those of a broker node together, and in order of vertices.
  [[nodiscard]] const std::vector<Subscription>& all() const { return all_; }
  /// The first other one on the connection of `all()[index]`, plain or shared, that the same message may match, of some
  /// hundred whose first levels are alike; null if there is none. Two share groups are told at the first of them.
  [[nodiscard]] const Subscription* overlapping(size_t index, bool plain) const;
  /// A plain one, beside the one of that vertex: on one connection, what it brings fires both.
  [[nodiscard]] bool has_plain_twin(VertexId subscription) const;

 private:
  /// Only where one beginning goes on like the other can two filters match the same message.
  struct Beginning {
    NodeId broker = kNoNode;
    bool shared = false;
    std::string levels;  // those before the first wildcard, each with a slash behind it
    uint32_t index = 0;
  };
  const Model& model_;
  std::vector<Subscription> all_;
  std::vector<Beginning> beginnings_;  // sorted
};

}  // namespace halint
