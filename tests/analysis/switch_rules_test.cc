// SPDX-License-Identifier: Apache-2.0
#include "analysis/switch_rules.h"

#include "tests/catch.h"

using namespace halint;

namespace {

std::vector<bool> ports(const char* rules, const MessageValue& value, const char* check_all = "\"true\"") {
  return SwitchRules(JsonValue(rules), JsonValue(check_all)).open_ports(value);
}

}  // namespace

TEST_CASE("a switch lets a constant through where its rules hold") {
  const char* const rules = R"([{"t":"eq","v":"order","vt":"str"},{"t":"nnull"},{"t":"else"}])";
  CHECK(ports(rules, constant(ValueType::text, "order")) == std::vector<bool>{true, true, false});
  CHECK(ports(rules, constant(ValueType::text, "order"), "\"false\"") == std::vector<bool>{true, false, false});
  CHECK(ports(rules, constant(ValueType::text, "tick")) == std::vector<bool>{false, true, false});
  CHECK(ports(rules, constant(ValueType::undefined, "")) == std::vector<bool>{false, false, true});
  CHECK(ports(rules, anything()) == std::vector<bool>{true, true, true});
  CHECK(ports(rules, constant(ValueType::text, "or", TextForm::beginning)) == std::vector<bool>{true, true, false});
  CHECK(ports(rules, constant(ValueType::text, "x", TextForm::beginning)) == std::vector<bool>{false, true, false});
}

TEST_CASE("a switch compares as JavaScript does") {
  const char* const rules = R"([{"t":"eq","v":"1","vt":"num"},{"t":"true"},{"t":"lt","v":"5","vt":"num"}])";
  CHECK(ports(rules, constant(ValueType::text, "1")) == std::vector<bool>{true, false, true});
  CHECK(ports(rules, constant(ValueType::boolean, "true")) == std::vector<bool>{true, true, true});
  CHECK(ports(rules, constant(ValueType::number, "7")) == std::vector<bool>{false, false, false});
  CHECK(ports(R"([{"t":"eq","v":"x","vt":"flow"}])", constant(ValueType::text, "y")) == std::vector<bool>{true});
}

TEST_CASE("what needs a flag that is set") {
  const SwitchRules rules(JsonValue(R"([{"t":"true"},{"t":"gt","v":"0","vt":"num"},{"t":"false"},{"t":"else"}])"),
                          JsonValue("\"true\""));
  CHECK(rules.needs_truth(0));
  CHECK(rules.needs_truth(1));
  CHECK_FALSE(rules.needs_truth(2));
  CHECK(rules.needs_truth(3));
}
