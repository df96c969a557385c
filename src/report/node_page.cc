// Entries of the catalogue in words. docs/catalogue.md explains the terms.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "halint/report/escape.h"
#include "halint/report/layout.h"
#include "halint/report/pages.h"
#include "report/json_writer.h"
#include "report/text_style.h"

namespace halint {
namespace {

std::string number_text(double number) {
  char digits[32];
  const auto result = std::to_chars(digits, digits + sizeof digits, number);
  return {digits, result.ptr};
}

std::string quoted(std::string_view word) { return '"' + printable(word) + '"'; }

std::string alternatives(std::span<const std::string_view> words) {
  std::string out;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i != 0) out += i + 1 == words.size() ? " or " : ", ";
    out += quoted(words[i]);
  }
  return out;
}

// `broker->protocolVersion` → `protocolVersion of the node in broker`.
std::string property_words(std::string_view path) {
  const size_t arrow = path.find("->");
  if (arrow == std::string_view::npos) return printable(path);
  return printable(path.substr(arrow + 2)) + " of the node in " + printable(path.substr(0, arrow));
}

std::string test_words(const Test& test) {
  const bool no = test.negated;
  std::string property = property_words(test.path);
  const std::string_view word = test.words.empty() ? std::string_view() : test.words.front();
  switch (test.kind) {
    case TestKind::any_of:
      return property + (no ? " is not " : " is ") + alternatives(test.words);
    case TestKind::empty:
      return property + ((test.number != 0) == no ? " is set" : " is empty");
    case TestKind::prefix:
      return property + (no ? " does not begin with " : " begins with ") + quoted(word);
    case TestKind::contains:
      return property + (no ? " does not contain " : " contains ") + quoted(word);
    case TestKind::regex:
      return property + (no ? " does not match /" : " matches /") + printable(word) + '/';
    case TestKind::greater:
      return property + (no ? " is not greater than " : " is greater than ") + number_text(test.number);
    case TestKind::less:
      return property + (no ? " is not less than " : " is less than ") + number_text(test.number);
  }
  return property;
}

std::string condition_words(std::span<const Test> when) {
  std::string out;
  for (size_t i = 0; i < when.size(); ++i) {
    if (i != 0) out += " and ";
    out += test_words(when[i]);
  }
  return out.empty() ? std::string("always") : out;
}

/// Calls `visit(name, value)` for each field that is given, in the order of docs/catalogue.md.
template <typename Visit>
void for_each_field(const Facts& facts, Visit&& visit) {
  const auto text = [&](const char* name, std::string_view value) {
    if (!value.empty()) visit(name, std::string(value));
  };
  const auto flag = [&](const char* name, std::optional<bool> value) {
    if (value) visit(name, std::string(*value ? "true" : "false"));
  };
  const auto list = [&](const char* name, std::span<const std::string_view> items) {
    std::string joined;
    for (const std::string_view item : items) joined.append(joined.empty() ? "" : ", ").append(item);
    text(name, joined);
  };
  std::string deliveries;
  for (const Delivery one : facts.delivery) deliveries.append(deliveries.empty() ? "" : ", ").append(to_string(one));
  text("delivery", deliveries);
  text("state", to_string(facts.state));
  text("per", to_string(facts.per));
  text("group", to_string(facts.group));
  text("effect", to_string(facts.effect));
  list("query", facts.query);
  text("resource", to_string(facts.resource));
  text("path", facts.path);
  text("exclusive", facts.exclusive);
  if (facts.connections) visit("connections", std::to_string(*facts.connections));
  flag("connection", facts.connection);
  std::string outputs;
  for (const uint16_t output : facts.guard) outputs.append(outputs.empty() ? "" : ", ").append(std::to_string(output));
  text("guard", outputs);
  flag("parts", facts.parts);
  flag("passes", facts.passes);
  flag("fresh", facts.fresh);
  list("sets", facts.sets);
  text("platform", facts.platform);
  list("code", facts.code);
  text("rule", facts.rule);
  text("level", to_string(facts.level));
  text("confidence", to_string(facts.confidence));
  text("fix", facts.fix);
  text("safe-when", facts.safe_when);
  text("note", facts.note);
}

void append_facts(std::string& out, const Facts& facts, uint32_t indent, const TextOptions& options) {
  constexpr uint32_t kNames = 12;
  for_each_field(facts, [&](std::string_view name, const std::string& value) {
    out.append(indent, ' ');
    append_padded(out, name, kNames);
    append_wrapped(out, printable(value), indent + kNames, indent + kNames, options.width);
    out += '\n';
  });
}

void append_once(std::vector<std::string>& words, std::string word) {
  const bool is_new = std::find(words.begin(), words.end(), word) == words.end();
  if (is_new && !word.empty()) words.push_back(std::move(word));
}

// What stands out, over all cases: `timer; keeps a queue; reply`.
std::string outline(const NodeType& type) {
  std::vector<std::string> words;
  const auto add = [&](const Facts& facts) {
    for (const Delivery one : facts.delivery) {
      if (one > Delivery::none) append_once(words, std::string(to_string(one)));
    }
    if (facts.state > NodeState::none) append_once(words, "keeps " + std::string(to_string(facts.state)));
    if (facts.effect > Effect::none) append_once(words, std::string(to_string(facts.effect)));
    if (facts.resource > Resource::none) append_once(words, std::string(to_string(facts.resource)));
    if (!facts.exclusive.empty()) append_once(words, "exclusive");
    if (!facts.platform.empty()) append_once(words, "platform");
    if (!facts.guard.empty()) append_once(words, "guard");
    if (!facts.code.empty()) append_once(words, "code");
  };
  add(type.facts);
  for (const Case& one : type.cases) add(one.facts);
  if (type.config) append_once(words, "config node");
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out.empty() ? "nothing of note" : out;
}

void write_facts(JsonWriter& json, const Facts& facts) {
  const auto list = [&](const char* name, std::span<const std::string_view> items) {
    if (items.empty()) return;
    json.key(name).begin_array();
    for (const std::string_view item : items) json.value(item);
    json.end_array();
  };
  for_each_field(facts, [&](std::string_view name, const std::string& value) {
    if (name == "query") return list("query", facts.query);
    if (name == "code") return list("code", facts.code);
    if (name == "sets") return list("sets", facts.sets);
    if (name == "delivery" && facts.delivery.size() > 1) {
      json.key(name).begin_array();
      for (const Delivery one : facts.delivery) json.value(to_string(one));
      json.end_array();
      return;
    }
    if (name == "connections") {
      json.member(name, *facts.connections);
      return;
    }
    if (name == "connection" || name == "parts" || name == "passes" || name == "fresh") {
      json.member(name, value == "true");
      return;
    }
    if (name != "guard") {
      json.member(name, value);
      return;
    }
    json.key(name).begin_array();
    for (const uint16_t output : facts.guard) json.value(output);
    json.end_array();
  });
}

void write_tests(JsonWriter& json, std::span<const Test> when) {
  json.key("when").begin_array();
  for (const Test& test : when) {
    json.begin_object().member("property", test.path).member("test", to_string(test.kind));
    if (test.negated) json.member("not", true);
    if (test.kind == TestKind::greater || test.kind == TestKind::less) {
      json.key("values").begin_array().value(number_text(test.number)).end_array();
    } else if (test.kind == TestKind::empty) {
      json.key("values").begin_array().value(test.number != 0 ? "true" : "false").end_array();
    } else {
      json.key("values").begin_array();
      for (const std::string_view word : test.words) json.value(word);
      json.end_array();
    }
    json.end_object();
  }
  json.end_array();
}

void write_node_type(JsonWriter& json, const NodeType& type) {
  json.begin_object().member("type", type.type).member("package", type.package).member("version", type.version);
  json.member("source", type.source).member("summary", type.summary).member("config", type.config);
  if (type.machine) json.member("machine", true);
  json.member_unless_empty("maybe", type.maybe);
  if (type.inputs) json.member("inputs", *type.inputs);
  write_facts(json, type.facts);
  json.key("defaults").begin_object();
  for (const DefaultValue& value : type.defaults) json.member(value.property, value.value);
  json.end_object().key("cases").begin_array();
  for (const Case& one : type.cases) {
    json.begin_object();
    write_tests(json, one.when);
    write_facts(json, one.facts);
    json.end_object();
  }
  json.end_array().end_object();
}

// A type that a user teaches may come without.
std::string source_words(const NodeType& type) {
  std::string out;
  for (const auto& [before, word] :
       {std::pair(" ", type.package), std::pair(" ", type.version), std::pair(", ", type.source)}) {
    if (!word.empty()) out.append(out.empty() ? "Read in " : before).append(printable(word));
  }
  if (type.machine && !out.empty()) out.replace(0, 4, "Read by machine");
  return out.empty() ? out : out + '.';
}

void append_defaults(std::string& out, const NodeType& type, const TextOptions& options) {
  if (type.defaults.empty()) return;
  std::string text = "When the file leaves them out: ";
  for (size_t i = 0; i < type.defaults.size(); ++i) {
    if (i != 0) text += ", ";
    text += printable(type.defaults[i].property) + " is " + quoted(type.defaults[i].value);
  }
  out += '\n';
  append_paragraphs(out, text + '.', 0, options.width);
}

}  // namespace

std::string write_node_type_page(const NodeType& type, const TextOptions& options, std::string_view here) {
  std::string out;
  append_styled(out, options.color, Style::bold, printable(type.type));
  if (type.config) out += " (config node)";
  out += '\n';
  append_paragraphs(out, printable(type.summary), 0, options.width);
  if (const std::string source = source_words(type); !source.empty()) append_paragraphs(out, source, 0, options.width);
  if (!here.empty()) append_paragraphs(out, printable(here), 0, options.width);
  if (!type.maybe.empty())
    append_paragraphs(out, "Not sure, so a flow with it is to be reviewed: " + printable(type.maybe) + '.', 0,
                      options.width);
  std::string facts;
  append_facts(facts, type.facts, 2, options);
  if (!facts.empty()) out += '\n' + facts;
  for (const Case& one : type.cases) {
    out += '\n';
    append_paragraphs(out, "when " + condition_words(one.when) + ':', 2, options.width);
    append_facts(out, one.facts, 4, options);
  }
  if (type.cases.size() > 1) out += "\n  The first case that holds counts.\n";
  append_defaults(out, type, options);
  return out;
}

std::string write_node_type_list(std::span<const NodeType> types, const TextOptions& options) {
  constexpr uint32_t kMaxType = 36;
  uint32_t width = 4;
  for (const NodeType& type : types) width = std::max(width, display_width(printable(type.type)));
  width = std::min(width, kMaxType) + 2;
  std::string out;
  for (const NodeType& type : types) {
    const std::string name = printable(type.type);
    append_padded(out, name, width);
    if (display_width(name) >= width) out += "  ";
    append_wrapped(out, outline(type), std::max(width, display_width(name) + 2), width, options.width);
    out += '\n';
  }
  return out;
}

std::string write_node_types_json(std::span<const NodeType> types) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("version", kJsonVersion).key("types").begin_array();
  for (const NodeType& type : types) write_node_type(json, type);
  json.end_array().end_object();
  out += '\n';
  return out;
}

}  // namespace halint
