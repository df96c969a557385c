// SPDX-License-Identifier: Apache-2.0
#include "halint/catalog/node_type.h"

#include <array>

namespace halint {
namespace {

template <typename Enum, size_t N>
std::string_view word(const std::array<std::string_view, N>& words, Enum value) {
  return words[static_cast<size_t>(value)];
}

}  // namespace

std::string_view to_string(Level level) {
  static constexpr std::array<std::string_view, 5> kWords{"", "none", "note", "warning", "error"};
  return word(kWords, level);
}

std::string_view to_string(Confidence confidence) {
  static constexpr std::array<std::string_view, 4> kWords{"", "low", "medium", "high"};
  return word(kWords, confidence);
}

std::string_view to_string(Delivery delivery) {
  static constexpr std::array<std::string_view, 7> kWords{"", "none", "balanced", "every", "timer", "startup", "local"};
  return word(kWords, delivery);
}

std::string_view to_string(NodeState state) {
  static constexpr std::array<std::string_view, 11> kWords{
      "", "none", "aggregate", "sequence", "counter", "latch", "dedupe", "cache", "queue", "rate-limit", "timer"};
  return word(kWords, state);
}

std::string_view to_string(StateOwner owner) {
  static constexpr std::array<std::string_view, 3> kWords{"", "node", "connection"};
  return word(kWords, owner);
}

std::string_view to_string(Grouping group) {
  static constexpr std::array<std::string_view, 3> kWords{"", "parts", "count"};
  return word(kWords, group);
}

std::string_view to_string(Effect effect) {
  static constexpr std::array<std::string_view, 8> kWords{"",        "none", "idempotent", "non-idempotent",
                                                          "unknown", "sql",  "screen",     "reply"};
  return word(kWords, effect);
}

std::string_view to_string(Resource resource) {
  static constexpr std::array<std::string_view, 9> kWords{
      "", "none", "file-read", "file-write", "file-watch", "process", "hardware", "database", "clients"};
  return word(kWords, resource);
}

std::string_view to_string(TestKind kind) {
  static constexpr std::array<std::string_view, 7> kWords{"any-of", "empty", "prefix", "contains", "regex", "gt", "lt"};
  return word(kWords, kind);
}

}  // namespace halint
