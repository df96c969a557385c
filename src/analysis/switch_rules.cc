// SPDX-License-Identifier: Apache-2.0
#include "analysis/switch_rules.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

namespace halint {
namespace {

bool is_nothing(const Constant& c) { return c.type == ValueType::undefined || c.type == ValueType::null; }

// As JavaScript's Number() sees it; empty for what is no number, and for objects.
std::optional<double> number_of(const Constant& c) {
  if (c.type == ValueType::boolean) return c.text == "true" ? 1.0 : 0.0;
  if (c.type == ValueType::null) return 0.0;
  if ((c.type != ValueType::number && c.type != ValueType::text) || c.form != TextForm::whole) return {};
  if (c.text.empty()) return 0.0;
  char* end = nullptr;
  const double number = std::strtod(c.text.c_str(), &end);
  return end == c.text.c_str() + c.text.size() ? std::optional<double>(number) : std::nullopt;
}

Truth truth(bool value) { return value ? Truth::yes : Truth::no; }

Constant constant_of(JsonValue value, std::string_view type) {
  const std::string text = value.text();
  if (type == "num") return {ValueType::number, text};
  if (type == "bool") return {ValueType::boolean, text};
  return {value.kind() == JsonKind::number ? ValueType::number : ValueType::text, text};
}

Truth ordered(const SwitchRule& rule, const Constant& c) {
  const std::optional<double> left = number_of(c);
  const std::optional<double> right = number_of(rule.value);
  if (c.type == ValueType::undefined) return Truth::no;
  if (!left || !right) return Truth::maybe;
  if (rule.kind == "lt") return truth(*left < *right);
  if (rule.kind == "lte") return truth(*left <= *right);
  if (rule.kind == "gt") return truth(*left > *right);
  return truth(*left >= *right);
}

Truth is_of_type(const SwitchRule& rule, const Constant& c) {
  const std::string& wanted = rule.value.text;
  if (wanted == "undefined") return truth(c.type == ValueType::undefined);
  if (wanted == "null") return truth(c.type == ValueType::null);
  if (wanted == "boolean") return truth(c.type == ValueType::boolean);
  if (wanted == "number") return truth(c.type == ValueType::number);
  if (wanted == "string") return truth(c.type == ValueType::text);
  return c.type == ValueType::object || c.type == ValueType::text ? Truth::maybe : Truth::no;
}

Truth contains(const SwitchRule& rule, const Constant& c) {
  if (c.type != ValueType::text && c.type != ValueType::number) return is_nothing(c) ? Truth::no : Truth::maybe;
  if (c.text.find(rule.value.text) != std::string::npos) return Truth::yes;
  return c.form == TextForm::whole ? Truth::no : Truth::maybe;
}

}  // namespace

Truth loosely_equal(const Constant& a, const Constant& b) {
  if (a.type == ValueType::object || b.type == ValueType::object) return Truth::maybe;
  if (is_nothing(a) || is_nothing(b)) return truth(is_nothing(a) && is_nothing(b));
  if (a.form == TextForm::holes || b.form == TextForm::holes) return Truth::maybe;
  if (a.form == TextForm::beginning || b.form == TextForm::beginning) {
    const size_t known = std::min(a.text.size(), b.text.size());
    return a.text.compare(0, known, b.text, 0, known) == 0 ? Truth::maybe : Truth::no;
  }
  if (a.type == ValueType::text && b.type == ValueType::text) return truth(a.text == b.text);
  const std::optional<double> left = number_of(a);
  const std::optional<double> right = number_of(b);
  return truth(left && right && *left == *right);
}

Truth truthy(const Constant& c) {
  if (is_nothing(c)) return Truth::no;
  if (c.type == ValueType::object) return Truth::yes;
  if (c.form != TextForm::whole) return c.is_unknown() ? Truth::maybe : Truth::yes;
  if (c.type == ValueType::boolean) return truth(c.text == "true");
  if (c.type == ValueType::number) return truth(number_of(c).value_or(1) != 0);
  return truth(!c.text.empty());
}

bool may_hold(const CodeCondition& condition, const Constant& c) {
  using Test = CodeCondition::Test;
  ValueType type = ValueType::text;
  if (condition.type == ConstantType::number) type = ValueType::number;
  if (condition.type == ConstantType::boolean) type = ValueType::boolean;
  if (condition.type == ConstantType::null) type = ValueType::null;
  const Constant other{type, condition.text};
  switch (condition.test) {
    case Test::equals:
      return loosely_equal(c, other) != Truth::no;
    case Test::differs:
      return loosely_equal(c, other) != Truth::yes;
    case Test::truthy:
      return truthy(c) != Truth::no;
    case Test::falsy:
      return truthy(c) != Truth::yes;
    case Test::present:
      return c.type != ValueType::undefined;
    case Test::absent:
      return is_nothing(c);
    case Test::has_type:
    case Test::lacks_type:
      return true;
  }
  return true;
}

Truth holds(const SwitchRule& rule, const Constant& c) {
  const std::string& kind = rule.kind;
  if (kind == "true" || kind == "false") return truth(c.type == ValueType::boolean && c.text == kind);
  if (kind == "null") return truth(is_nothing(c));
  if (kind == "nnull") return truth(!is_nothing(c));
  if (kind == "empty" || kind == "nempty") {
    if (c.type == ValueType::object || c.is_unknown()) return Truth::maybe;
    const bool text = c.type == ValueType::text;
    if (kind == "empty") return truth(text && c.form == TextForm::whole && c.text.empty());
    return truth(text && !c.text.empty());
  }
  if (!rule.comparable) return Truth::maybe;
  if (kind == "eq") return loosely_equal(c, rule.value);
  if (kind == "neq") {
    const Truth equal = loosely_equal(c, rule.value);
    return equal == Truth::maybe ? equal : truth(equal == Truth::no);
  }
  if (kind == "lt" || kind == "lte" || kind == "gt" || kind == "gte") return ordered(rule, c);
  if (kind == "istype") return is_of_type(rule, c);
  if (kind == "cont") return contains(rule, c);
  if (kind == "hask") return c.type == ValueType::object ? Truth::maybe : Truth::no;
  return Truth::maybe;
}

SwitchRules::SwitchRules(JsonValue list, JsonValue check_all) : all(check_all.text() != "false") {
  constexpr std::array<std::string_view, 3> kMembers{"t", "v", "vt"};
  list.for_each_row(kMembers, [&](const auto& entry) {
    const auto& [t, value, vt] = entry;
    SwitchRule rule;
    rule.kind = t.text();
    const std::string type = vt.text();
    const std::string text = value.text();
    const bool variable = text.size() > 3 && text[0] == '$' && (text[1] == '{' || text[1] == '(');
    rule.comparable =
        !variable && (type.empty() || type == "str" || type == "num" || type == "bool" || rule.kind == "istype");
    rule.type = type;
    rule.text = text;
    if (rule.comparable) rule.value = constant_of(value, rule.kind == "istype" ? "str" : type);
    rules.push_back(std::move(rule));
  });
}

namespace {

// It holds only for what an `if` takes (`wanted`), or only for what it does not.
bool holds_only(const SwitchRule& rule, bool wanted) {
  if (rule.kind == "true" || rule.kind == "nempty" || rule.kind == "nnull") return wanted;
  if (rule.kind == "false" || rule.kind == "empty" || rule.kind == "null") return !wanted;
  if (!rule.comparable) return false;
  const Truth value = truthy(rule.value);
  const bool zero = rule.value.text == "0";
  if (rule.kind == "eq") return value == (wanted ? Truth::yes : Truth::no);
  if (rule.kind == "neq") return value == (wanted ? Truth::no : Truth::yes) || (wanted && zero);
  if (rule.kind == "gt" || rule.kind == "gte") return wanted && (zero ? rule.kind == "gt" : value == Truth::yes);
  return (rule.kind == "lt" || rule.kind == "lte") && !wanted;
}

}  // namespace

bool SwitchRules::needs_truth(size_t port) const {
  if (port >= rules.size()) return false;
  if (rules[port].kind != "else") return holds_only(rules[port], true);
  return std::any_of(rules.begin(), rules.end(), [](const SwitchRule& rule) { return holds_only(rule, false); });
}

std::vector<bool> SwitchRules::open_ports(const MessageValue& value) const {
  std::vector<bool> open(rules.size(), value.open);
  if (value.open) return open;
  for (const Constant& c : value.constants) {
    bool matched = false;  // surely
    bool may_match = false;
    for (size_t i = 0; i < rules.size(); ++i) {
      const bool otherwise = rules[i].kind == "else";
      const Truth result = otherwise ? (matched     ? Truth::no
                                        : may_match ? Truth::maybe
                                                    : Truth::yes)
                                     : holds(rules[i], c);
      if (result != Truth::no) open[i] = true;
      matched = matched || (result == Truth::yes && !otherwise);
      may_match = may_match || (result != Truth::no && !otherwise);
      if (!all && (result == Truth::yes)) break;
    }
  }
  return open;
}

}  // namespace halint
