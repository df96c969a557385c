// Keeps alive what node types that are made at run time view: texts, lists and cases.
// Knows nothing of where they come from. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "halint/catalog/node_type.h"

namespace halint {

/// Only grows. Addresses are stable, also when the store is moved.
class NodeStore {
 public:
  NodeStore() = default;
  NodeStore(NodeStore&&) = default;
  NodeStore& operator=(NodeStore&&) = default;
  NodeStore(const NodeStore&) = delete;
  NodeStore& operator=(const NodeStore&) = delete;

  [[nodiscard]] std::string_view keep(std::string text) {
    if (text.empty()) return {};
    return texts_.emplace_back(std::move(text));
  }
  /// For std::string_view, uint16_t, Delivery, Test, Case and DefaultValue.
  template <typename T>
  [[nodiscard]] std::span<const T> keep(std::vector<T> list) {
    return std::get<std::deque<std::vector<T>>>(lists_).emplace_back(std::move(list));
  }
  [[nodiscard]] std::span<const std::string_view> keep(std::vector<std::string> texts) {
    std::vector<std::string_view> views;
    views.reserve(texts.size());
    for (std::string& text : texts) views.push_back(keep(std::move(text)));
    return keep(std::move(views));
  }

 private:
  std::deque<std::string> texts_;
  std::tuple<std::deque<std::vector<std::string_view>>, std::deque<std::vector<uint16_t>>,
             std::deque<std::vector<Delivery>>, std::deque<std::vector<Test>>, std::deque<std::vector<Case>>,
             std::deque<std::vector<DefaultValue>>>
      lists_;
};

}  // namespace halint
