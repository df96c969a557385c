// A node type as an entry that halint.toml and rules/nodes/*.toml take, and a whole reading as JSON.
// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include "halint/catalog/machine_reading.h"
#include "halint/report/pages.h"
#include "report/json_writer.h"

namespace halint {
namespace {

using package::PackageReading;
using package::PropertyTest;
using package::Signal;
using package::TypeReading;

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    out += control ? ' ' : c;
  }
  return out + '"';
}

std::string number(double value) {
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, value).ptr};
}

std::string test_value(const Test& test) {
  std::string value;
  switch (test.kind) {
    case TestKind::any_of: {
      for (const std::string_view word : test.words) value.append(value.empty() ? "" : ", ").append(quoted(word));
      if (test.words.size() != 1) value = '[' + value + ']';
      break;
    }
    case TestKind::empty:
      value = std::string("{ empty = ") + (test.number != 0 ? "true" : "false") + " }";
      break;
    case TestKind::prefix:
    case TestKind::contains:
    case TestKind::regex:
      value = "{ " + std::string(to_string(test.kind)) + " = " + quoted(test.words.front()) + " }";
      break;
    case TestKind::greater:
    case TestKind::less:
      value = "{ " + std::string(to_string(test.kind)) + " = " + number(test.number) + " }";
      break;
  }
  return test.negated ? "{ not = " + value + " }" : value;
}

void field(std::string& out, std::string_view name, std::string_view value) {
  constexpr size_t kNames = 10;
  out.append(name).append(name.size() < kNames ? kNames - name.size() : 0, ' ').append(" = ").append(value) += '\n';
}

void text_field(std::string& out, std::string_view name, std::string_view text) {
  if (!text.empty()) field(out, name, quoted(text));
}

void facts_fields(std::string& out, const Facts& facts) {
  for (const Delivery delivery : facts.delivery) text_field(out, "delivery", to_string(delivery));
  text_field(out, "state", to_string(facts.state));
  text_field(out, "effect", to_string(facts.effect));
  text_field(out, "resource", to_string(facts.resource));
  text_field(out, "exclusive", facts.exclusive);
  if (facts.passes) field(out, "passes", *facts.passes ? "true" : "false");
  text_field(out, "confidence", to_string(facts.confidence));
}

void write_signal(JsonWriter& json, const Signal& signal) {
  json.begin_object().member("kind", to_string(signal.kind)).member("file", signal.file).member("line", signal.line);
  json.member("what", signal.what).member("known", signal.known).member("sometimes", signal.sometimes);
  json.member("words", signal_words(signal)).member("atMessage", signal.at_message).key("when").begin_array();
  for (const PropertyTest& test : signal.when) {
    constexpr const char* kKinds[] = {"truthy", "equals", "greater", "less"};
    json.begin_object().member("property", test.property).member("test", kKinds[static_cast<size_t>(test.kind)]);
    json.member("not", test.negated).member("value", test.value).end_object();
  }
  json.end_array().end_object();
}

void write_reading(JsonWriter& json, const PackageReading& package, const TypeReading& reading) {
  NodeStore store;
  const NodeType type = read_by_machine(store, package, reading);
  json.begin_object().member("type", reading.type).member("file", reading.file).member("line", reading.line);
  json.member("config", reading.config)
      .member("inEditor", reading.in_editor)
      .member("followed", reading.followed)
      .member("alone", reading.alone);
  json.member("inputs", reading.inputs).member("outputs", reading.outputs);
  json.member("entry", write_node_entry(type)).key("properties").begin_array();
  for (const package::Property& property : reading.properties) {
    json.begin_object().member("name", property.name).member("value", property.value);
    json.member("configType", property.config_type).end_object();
  }
  json.end_array().key("signals").begin_array();
  for (const Signal& signal : reading.signals) write_signal(json, signal);
  json.end_array().end_object();
}

}  // namespace

std::string write_node_entry(const NodeType& type) {
  std::string out = "[[node]]\n";
  text_field(out, "type", type.type);
  text_field(out, "package", type.package);
  text_field(out, "version", type.version);
  text_field(out, "source", type.source);
  text_field(out, "summary", type.summary);
  text_field(out, "maybe", type.maybe);
  if (type.config) field(out, "config", "true");
  if (type.inputs) field(out, "inputs", std::to_string(*type.inputs));
  if (!type.defaults.empty()) {
    std::string table;
    for (const DefaultValue& value : type.defaults)
      table.append(table.empty() ? "" : ", ").append(quoted(value.property) + " = " + quoted(value.value));
    field(out, "defaults", "{ " + table + " }");
  }
  facts_fields(out, type.facts);
  for (const Case& one : type.cases) {
    std::string tests;
    for (const Test& test : one.when)
      tests.append(tests.empty() ? "" : ", ").append(quoted(test.path) + " = " + test_value(test));
    out += "\n[[node.case]]\n";
    field(out, "when", "{ " + tests + " }");
    facts_fields(out, one.facts);
  }
  return out;
}

std::string write_readings_json(std::span<const PackageReading> packages) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("version", kJsonVersion).key("packages").begin_array();
  for (const PackageReading& package : packages) {
    json.begin_object().member("name", package.name).member("version", package.version).member("cut", package.cut);
    json.key("types").begin_array();
    for (const TypeReading& reading : package.types) write_reading(json, package, reading);
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return out + '\n';
}

}  // namespace halint
