// Members of a JSON object that should be of a certain kind. The first that is not is kept as a sentence; what is read
// after it is of no use. Bytes in, values out. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "halint/rule/config.h"
#include "halint/source/json_value.h"

namespace halint {

/// Why a line is not what it should be; empty: nothing is wrong so far.
using Fault = std::string;

inline void set_fault(Fault& fault, std::string_view name, std::string_view expected) {
  if (fault.empty()) fault.append("expected ").append(expected).append(" as \"").append(name).append("\"");
}

[[nodiscard]] inline std::optional<uint64_t> whole_number(JsonValue value, uint64_t most) {
  const std::optional<double> number = value.kind() == JsonKind::number ? value.number() : std::nullopt;
  if (!number || *number < 0 || *number > static_cast<double>(most) || *number != std::floor(*number))
    return std::nullopt;
  return static_cast<uint64_t>(*number);
}

/// One object. Looked through once, so that asking for each member costs little.
class Fields {
 public:
  Fields(JsonValue object, Fault& fault) : fault_(fault) {
    object.for_each_member([&](std::string_view name, JsonValue value) { members_.emplace_back(name, value); });
  }

  [[nodiscard]] Fault& fault() const { return fault_; }

  /// Missing if there is none; the last of several.
  [[nodiscard]] JsonValue find(std::string_view name) const {
    for (size_t i = members_.size(); i-- > 0;) {
      if (members_[i].first == name) return members_[i].second;
    }
    return {};
  }
  [[nodiscard]] JsonValue need(std::string_view name, JsonKind kind, std::string_view expected) const {
    const JsonValue value = find(name);
    if (value.kind() != kind) set_fault(fault_, name, expected);
    return value.kind() == kind ? value : JsonValue();
  }

  [[nodiscard]] std::string text(std::string_view name) const { return need(name, JsonKind::string, "text").text(); }
  [[nodiscard]] std::string text_or_empty(std::string_view name) const {
    return find(name) ? text(name) : std::string();
  }
  [[nodiscard]] bool flag(std::string_view name) const {
    return need(name, JsonKind::boolean, "true or false").is_true();
  }
  [[nodiscard]] bool flag_or_false(std::string_view name) const { return find(name) && flag(name); }
  [[nodiscard]] uint32_t number(std::string_view name) const {
    const std::optional<uint64_t> value = whole_number(find(name), UINT32_MAX);
    if (!value) set_fault(fault_, name, "a whole number");
    return static_cast<uint32_t>(value.value_or(0));
  }
  [[nodiscard]] uint32_t number_or(std::string_view name, uint32_t otherwise) const {
    return find(name) ? number(name) : otherwise;
  }
  [[nodiscard]] Fields object(std::string_view name) const {
    return {need(name, JsonKind::object, "an object"), fault_};
  }
  /// Calls `visit(JsonValue)` for each element.
  template <typename Visit>
  void each(std::string_view name, Visit&& visit) const {
    need(name, JsonKind::array, "a list").for_each_element(visit);
  }
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const {
    std::vector<std::string> out;
    if (!find(name)) return out;
    each(name, [&](JsonValue element) {
      if (element.kind() != JsonKind::string) set_fault(fault_, name, "a list of texts");
      out.push_back(element.text());
    });
    return out;
  }
  /// One of a few words.
  template <typename Value, size_t N>
  [[nodiscard]] Value word(std::string_view name, const std::array<Word<Value>, N>& words) const {
    const std::string found = text(name);
    for (const Word<Value>& word : words) {
      if (word.word == found) return word.value;
    }
    set_fault(fault_, name, "a word that this version knows");
    return words.front().value;
  }

 private:
  Fault& fault_;
  std::vector<std::pair<std::string_view, JsonValue>> members_;
};

}  // namespace halint
