// SPDX-License-Identifier: Apache-2.0
#include "catalog/node_entry.h"

#include <array>
#include <cstdio>

#include "catalog/pattern.h"

namespace halint {
namespace {

// Fields of a node and of each of its cases.
constexpr std::array<std::string_view, 24> kFacts{
    "delivery",   "state", "per",       "group", "effect", "resource",  "level",       "confidence",
    "connection", "parts", "passes",    "fresh", "path",   "exclusive", "connections", "platform",
    "rule",       "fix",   "safe-when", "note",  "query",  "sets",      "code",        "guard"};

std::vector<std::string_view> with_facts(std::initializer_list<std::string_view> own) {
  std::vector<std::string_view> keys(own);
  keys.insert(keys.end(), kFacts.begin(), kFacts.end());
  return keys;
}

// The enumerator that a word names; `last` is the last one.
template <typename Enum>
void read_word(const TomlValue& table, std::string_view key, Enum last, Enum& value) {
  const TomlValue* found = table.find(key);
  if (found == nullptr) return;
  std::vector<std::string_view> words;
  for (size_t i = 0; i <= static_cast<size_t>(last); ++i) words.push_back(to_string(static_cast<Enum>(i)));
  value = static_cast<Enum>(word_index(*found, text_of(table, key), words));
}

void read_flag(const TomlValue& table, std::string_view key, std::optional<bool>& value) {
  const TomlValue* found = table.find(key);
  if (found == nullptr) return;
  if (!found->is(TomlKind::boolean)) fail(*found, '"' + std::string(key) + "\" must be true or false");
  value = found->boolean;
}

uint16_t small_number(const TomlValue& at, const std::string& what, int64_t least = 0) {
  if (!at.is(TomlKind::integer) || at.integer < least || at.integer > UINT16_MAX) fail(at, what);
  return static_cast<uint16_t>(at.integer);
}

// One word, or a list of them.
std::span<const Delivery> read_deliveries(NodeStore& store, const TomlValue& table) {
  const TomlValue* found = table.find("delivery");
  if (found == nullptr) return {};
  std::vector<std::string_view> words;
  for (size_t i = 0; i <= static_cast<size_t>(Delivery::local); ++i)
    words.push_back(to_string(static_cast<Delivery>(i)));
  std::vector<Delivery> deliveries;
  const auto add = [&](const TomlValue& one, const std::string& word) {
    deliveries.push_back(static_cast<Delivery>(word_index(one, word, words)));
  };
  if (found->is(TomlKind::list)) {
    for (const TomlValue& one : found->elements) add(one, one.is(TomlKind::text) ? one.text : std::string());
  } else {
    add(*found, text_of(table, "delivery"));
  }
  if (deliveries.empty()) fail(*found, "\"delivery\" must name at least one delivery");
  return store.keep(std::move(deliveries));
}

Facts read_facts(NodeStore& store, const TomlValue& table) {
  Facts facts;
  read_word(table, "state", NodeState::timer, facts.state);
  read_word(table, "per", StateOwner::connection, facts.per);
  read_word(table, "group", Grouping::count, facts.group);
  read_word(table, "effect", Effect::reply, facts.effect);
  read_word(table, "resource", Resource::clients, facts.resource);
  read_word(table, "level", Level::error, facts.level);
  read_word(table, "confidence", Confidence::high, facts.confidence);
  read_flag(table, "connection", facts.connection);
  read_flag(table, "parts", facts.parts);
  read_flag(table, "passes", facts.passes);
  read_flag(table, "fresh", facts.fresh);
  if (const TomlValue* most = table.find("connections"))
    facts.connections = small_number(*most, "\"connections\" must be a number of clients, from 1", 1);
  facts.delivery = read_deliveries(store, table);
  const auto text = [&](std::string_view key, std::string_view& value) { value = store.keep(text_of(table, key)); };
  text("path", facts.path);
  text("exclusive", facts.exclusive);
  text("platform", facts.platform);
  text("rule", facts.rule);
  text("fix", facts.fix);
  text("safe-when", facts.safe_when);
  text("note", facts.note);
  facts.query = store.keep(texts_of(table, "query"));
  facts.sets = store.keep(texts_of(table, "sets"));
  facts.code = store.keep(texts_of(table, "code"));
  if (const TomlValue* guard = table.find("guard")) {
    if (!guard->is(TomlKind::list)) fail(*guard, "\"guard\" must be a list of output numbers");
    std::vector<uint16_t> outputs;
    for (const TomlValue& element : guard->elements)
      outputs.push_back(small_number(element, "must be an output number, from 0"));
    facts.guard = store.keep(std::move(outputs));
  }
  return facts;
}

std::string scalar(const TomlValue& value) {
  switch (value.kind) {
    case TomlKind::text:
      return value.text;
    case TomlKind::boolean:
      return value.boolean ? "true" : "false";
    case TomlKind::integer:
      return std::to_string(value.integer);
    case TomlKind::real: {
      char text[32];
      std::snprintf(text, sizeof text, "%g", value.real);
      return text;
    }
    case TomlKind::date:
    case TomlKind::list:
    case TomlKind::table:
      break;
  }
  fail(value, "must be a text, a number or true/false");
}

// The test that `{ key = value }` stands for.
Test keyed_test(NodeStore& store, const std::string& key, const TomlValue& value) {
  Test test;
  if (key == "empty") {
    if (!value.is(TomlKind::boolean)) fail(value, "\"empty\" must be true or false");
    test.kind = TestKind::empty;
    test.number = value.boolean ? 1 : 0;
    return test;
  }
  if (key == "gt" || key == "lt") {
    if (!value.is(TomlKind::integer) && !value.is(TomlKind::real)) fail(value, "must be a number");
    test.kind = key == "gt" ? TestKind::greater : TestKind::less;
    test.number = value.real;
    return test;
  }
  if (!value.is(TomlKind::text)) fail(value, "must be text in quotes");
  test.kind = key == "regex" ? TestKind::regex : key == "prefix" ? TestKind::prefix : TestKind::contains;
  if (test.kind == TestKind::regex) {
    if (const Result<Pattern> checked = Pattern::compile(value.text); !checked) {
      const Error& error = checked.error();
      fail(value, "not a regular expression: " + error.message + ", at its character " + std::to_string(error.column));
    }
  }
  test.words = store.keep(std::vector<std::string>{value.text});
  return test;
}

Test read_test(NodeStore& store, const TomlValue& value) {
  const TomlValue* at = &value;
  bool negated = false;
  Test test;
  while (at->is(TomlKind::table)) {
    check_keys(*at, {"empty", "prefix", "contains", "regex", "gt", "lt", "not"});
    if (at->members.size() != 1) fail(*at, "a test has exactly one key");
    const TomlMember& member = at->members.front();
    if (member.key != "not") {
      test = keyed_test(store, member.key, member.value);
      test.negated = negated;
      return test;
    }
    negated = !negated;
    at = &member.value;
  }
  std::vector<std::string> words;
  if (at->is(TomlKind::list)) {
    for (const TomlValue& element : at->elements) words.push_back(scalar(element));
  } else {
    words.push_back(scalar(*at));
  }
  test.negated = negated;
  test.words = store.keep(std::move(words));
  return test;
}

Case read_case(NodeStore& store, const TomlValue& table) {
  check_keys(table, with_facts({"when"}));
  const TomlValue* when = table.find("when");
  if (when == nullptr || !when->is(TomlKind::table) || when->members.empty()) {
    fail(when == nullptr ? table : *when, "a case needs a \"when\" with at least one test");
  }
  return {read_tests(store, *when), read_facts(store, table)};
}

// One type, or a list of types of which the same is true. `*` stands for any text, at the end only.
std::vector<std::string> type_names(const TomlValue& entry) {
  const TomlValue* found = entry.find("type");
  const bool list = found != nullptr && found->is(TomlKind::list);
  std::vector<std::string> names = list ? texts_of(entry, "type") : std::vector{required_text(entry, "type")};
  if (names.empty()) fail(*found, "\"type\" must name at least one type");
  for (const std::string& name : names) {
    if (name.empty()) fail(*found, "\"type\" must not be empty");
    const size_t star = name.find('*');
    if (star != std::string::npos && (star == 0 || star + 1 != name.size()))
      fail(*found, "in a type, \"*\" may stand only at the end, behind how the types begin");
  }
  return names;
}

}  // namespace

std::span<const Test> read_tests(NodeStore& store, const TomlValue& when) {
  std::vector<Test> tests;
  for (const TomlMember& member : when.members) {
    tests.push_back(read_test(store, member.value));
    tests.back().path = store.keep(member.key);
  }
  return store.keep(std::move(tests));
}

std::vector<NodeType> read_node_entry(NodeStore& store, const TomlValue& entry, const TomlValue* package) {
  check_keys(entry, with_facts({"type", "package", "version", "source", "summary", "config", "inputs", "defaults",
                                "case", "maybe", "because"}));
  const auto own_or_package = [&](std::string_view own, std::string_view key) {
    std::string value = text_of(entry, own);
    if (value.empty() && package != nullptr) value = text_of(*package, key);
    return store.keep(std::move(value));
  };
  NodeType type;
  type.package = own_or_package("package", "name");
  type.version = own_or_package("version", "version");
  type.source = store.keep(text_of(entry, "source"));
  type.summary = store.keep(required_text(entry, "summary"));
  type.maybe = store.keep(text_of(entry, "maybe"));
  std::optional<bool> config;
  read_flag(entry, "config", config);
  type.config = config.value_or(false);
  if (const TomlValue* inputs = entry.find("inputs"))
    type.inputs = small_number(*inputs, "\"inputs\" must be a number, from 0");
  type.facts = read_facts(store, entry);
  std::vector<Case> cases;
  for (const TomlValue& one : tables_of(entry, "case")) cases.push_back(read_case(store, one));
  type.cases = store.keep(std::move(cases));
  std::vector<DefaultValue> defaults;
  if (const TomlValue* table = entry.find("defaults")) {
    if (!table->is(TomlKind::table)) fail(*table, "\"defaults\" must be a table, as in { name = \"value\" }");
    for (const TomlMember& member : table->members)
      defaults.push_back({store.keep(member.key), store.keep(scalar(member.value))});
  }
  type.defaults = store.keep(std::move(defaults));
  std::vector<NodeType> types;
  for (std::string& name : type_names(entry)) {
    types.push_back(type);
    types.back().type = store.keep(std::move(name));
  }
  return types;
}

}  // namespace halint
