// Turns rules/nodes/*.toml into the table behind builtin_node_types(). docs/catalogue.md is the format's page.
// SPDX-License-Identifier: Apache-2.0
#include "tables/tables.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <ostream>
#include <regex>
#include <sstream>

#include "halint/catalog/node_type.h"
#include "tables/toml_reader.h"

namespace halint::tables {
namespace {

// The words of an enumeration whose last value is `last`.
template <typename Enum>
std::vector<std::string_view> words_to(Enum last) {
  std::vector<std::string_view> words;
  for (size_t i = 0; i <= static_cast<size_t>(last); ++i) words.push_back(to_string(static_cast<Enum>(i)));
  return words;
}

class Writer {
 public:
  explicit Writer(std::ostream& out) : out_(out) {}

  // `std::string_view words_7[] = …`; returns its name, or "{}" for nothing.
  std::string words(const std::vector<std::string>& words) {
    if (words.empty()) return "{}";
    std::string items;
    for (const std::string& word : words) items += literal(word) + ", ";
    return array("std::string_view", items);
  }
  std::string array(const std::string& type, const std::string& items) {
    const std::string name = "a" + std::to_string(count_++);
    out_ << "constexpr " << type << " " << name << "[] = {" << items << "};\n";
    return name;
  }

 private:
  std::ostream& out_;
  size_t count_ = 0;
};

template <typename Enum>
void write_word(std::string& out, const toml::table& table, const char* key, const char* field, const char* type, Enum last) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return;
  const size_t index = word_index(*node, text_of(table, key), words_to(last));
  out += std::string(".") + field + " = static_cast<" + type + ">(" + std::to_string(index) + "), ";
}

void write_flag(std::string& out, const toml::table& table, const char* key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return;
  if (!node->is_boolean()) fail(*node, std::string("\"") + key + "\" must be true or false");
  out += std::string(".") + key + " = " + (node->as_boolean()->get() ? "true" : "false") + ", ";
}

// In the order of the members of Facts, as C++ wants of designated initialisers.
std::string facts(Writer& writer, const toml::table& table) {
  std::string out = "{";
  write_word(out, table, "delivery", "delivery", "Delivery", Delivery::local);
  write_word(out, table, "state", "state", "NodeState", NodeState::timer);
  write_word(out, table, "group", "group", "Grouping", Grouping::count);
  write_word(out, table, "effect", "effect", "Effect", Effect::reply);
  write_word(out, table, "resource", "resource", "Resource", Resource::clients);
  write_word(out, table, "level", "level", "Level", Level::error);
  write_word(out, table, "confidence", "confidence", "Confidence", Confidence::high);
  write_flag(out, table, "connection");
  write_flag(out, table, "parts");
  write_flag(out, table, "passes");
  const auto text = [&](const char* key, const char* field) {
    if (const std::string value = text_of(table, key); !value.empty()) out += std::string(".") + field + " = " + literal(value) + ", ";
  };
  text("path", "path");
  text("exclusive", "exclusive");
  text("platform", "platform");
  text("rule", "rule");
  text("fix", "fix");
  text("safe-when", "safe_when");
  text("note", "note");
  if (const auto query = texts_of(table, "query"); !query.empty()) out += ".query = " + writer.words(query) + ", ";
  if (const auto code = texts_of(table, "code"); !code.empty()) out += ".code = " + writer.words(code) + ", ";
  if (const toml::node* guard = table.get("guard")) {
    if (guard->as_array() == nullptr) fail(*guard, "\"guard\" must be a list of output numbers");
    std::string items;
    for (const toml::node& element : *guard->as_array()) {
      if (!element.is_integer() || element.as_integer()->get() < 0) fail(element, "must be an output number, from 0");
      items += std::to_string(element.as_integer()->get()) + ", ";
    }
    out += ".guard = " + writer.array("uint16_t", items) + ", ";
  }
  return out + "}";
}

std::string scalar(const toml::node& node) {
  if (node.is_string()) return node.as_string()->get();
  if (node.is_boolean()) return node.as_boolean()->get() ? "true" : "false";
  if (node.is_integer()) return std::to_string(node.as_integer()->get());
  std::ostringstream out;
  if (!node.is_floating_point()) fail(node, "must be a text, a number or true/false");
  out << node.as_floating_point()->get();
  return out.str();
}

std::string test(Writer& writer, std::string_view path, const toml::node& node, bool negated) {
  const auto make = [&](TestKind kind, double number, const std::vector<std::string>& words) {
    std::ostringstream out;
    out << "{" << literal(path) << ", static_cast<TestKind>(" << static_cast<int>(kind) << "), " << (negated ? "true" : "false") << ", "
        << number << ", " << writer.words(words) << "}";
    return out.str();
  };
  if (const toml::array* list = node.as_array()) {
    std::vector<std::string> words;
    for (const toml::node& element : *list) words.push_back(scalar(element));
    return make(TestKind::any_of, 0, words);
  }
  const toml::table* table = node.as_table();
  if (table == nullptr) return make(TestKind::any_of, 0, {scalar(node)});
  check_keys(*table, {"empty", "prefix", "contains", "regex", "gt", "lt", "not"});
  if (table->size() != 1) fail(node, "a test has exactly one key");
  const std::string key(table->cbegin()->first.str());
  const toml::node& value = table->cbegin()->second;
  if (key == "not") return test(writer, path, value, !negated);
  if (key == "empty") {
    if (!value.is_boolean()) fail(value, "\"empty\" must be true or false");
    return make(TestKind::empty, value.as_boolean()->get() ? 1 : 0, {});
  }
  if (key == "gt" || key == "lt") {
    const auto number = value.value<double>();
    if (!number) fail(value, "must be a number");
    return make(key == "gt" ? TestKind::greater : TestKind::less, *number, {});
  }
  if (!value.is_string()) fail(value, "must be text in quotes");
  const std::string text = value.as_string()->get();
  if (key == "regex") {
    try {
      const std::regex checked(text);
    } catch (const std::regex_error& error) {
      fail(value, std::string("not a regular expression: ") + error.what());
    }
    return make(TestKind::regex, 0, {text});
  }
  return make(key == "prefix" ? TestKind::prefix : TestKind::contains, 0, {text});
}

std::string case_of(Writer& writer, const toml::table& table) {
  check_keys(table, {"when", "delivery", "state", "group", "effect", "resource", "level", "confidence", "connection", "parts", "passes",
                     "path", "exclusive", "platform", "rule", "fix", "safe-when", "note", "query", "code", "guard"});
  const toml::table* when = table["when"].as_table();
  if (when == nullptr || when->empty()) fail(table, "a case needs a \"when\" with at least one test");
  // In the order they are written, not the parser's: the first is the one that findings point at.
  std::vector<std::pair<std::string, const toml::node*>> written;
  for (const auto& [path, node] : *when) written.emplace_back(path.str(), &node);
  std::sort(written.begin(), written.end(), [](const auto& a, const auto& b) {
    const toml::source_position& left = a.second->source().begin;
    const toml::source_position& right = b.second->source().begin;
    return left.line != right.line ? left.line < right.line : left.column < right.column;
  });
  std::string tests;
  for (const auto& [path, node] : written) tests += test(writer, path, *node, false) + ", ";
  const std::string own = facts(writer, table);
  return "{" + writer.array("Test", tests) + ", " + own + "}";
}

std::string node_type(Writer& writer, const toml::table& entry, const toml::table* package) {
  check_keys(entry, {"type", "package", "version", "source", "summary", "config", "inputs", "defaults", "case", "delivery", "state", "group",
                     "effect", "resource", "level", "confidence", "connection", "parts", "passes", "path", "exclusive", "platform", "rule",
                     "fix", "safe-when", "note", "query", "code", "guard"});
  const auto own_or_package = [&](const char* own, const char* key) {
    std::string value = text_of(entry, own);
    if (value.empty() && package != nullptr) value = text_of(*package, key);
    return value;
  };
  const std::string package_name = own_or_package("package", "name");
  const std::string version = own_or_package("version", "version");
  std::string cases;
  if (const toml::node* list = entry.get("case")) {
    if (list->as_array() == nullptr) fail(*list, "write [[node.case]]");
    for (const toml::node& node : *list->as_array()) {
      if (!node.is_table()) fail(node, "write [[node.case]]");
      cases += case_of(writer, *node.as_table()) + ", ";
    }
  }
  std::string defaults;
  if (const toml::table* table = entry["defaults"].as_table()) {
    for (const auto& [key, value] : *table) defaults += "{" + literal(key.str()) + ", " + literal(scalar(value)) + "}, ";
  }
  std::string out = "{" + literal(required_text(entry, "type")) + ", " + literal(package_name) + ", " + literal(version) + ", " +
                    literal(text_of(entry, "source")) + ", " + literal(required_text(entry, "summary")) + ", ";
  out += entry["config"].value_or(false) ? "true, " : "false, ";
  out += entry["inputs"].is_integer() ? std::to_string(entry["inputs"].value_or(0)) + ", " : "{}, ";
  out += facts(writer, entry) + ", ";
  out += (cases.empty() ? "{}" : writer.array("Case", cases)) + ", ";
  out += (defaults.empty() ? "{}" : writer.array("DefaultValue", defaults)) + "}";
  return out;
}

}  // namespace

void write_node_table(const std::vector<std::string>& files, std::ostream& out) {
  out << "// Made from rules/nodes/*.toml when halint is built.\n"
         "#include \"halint/catalog/catalog.h\"\n\nnamespace halint {\nnamespace {\n\n";
  Writer writer(out);
  std::map<std::string, std::string> types;
  for (const std::string& file : files) {
    const toml::table document = parse_file(file);
    check_keys(document, {"package", "node"});
    const toml::table* package = document["package"].as_table();
    if (package != nullptr) check_keys(*package, {"name", "version"});
    const toml::array* nodes = document["node"].as_array();
    if (nodes == nullptr) fail(document, "no [[node]] in this file");
    for (const toml::node& node : *nodes) {
      if (!node.is_table()) fail(node, "write [[node]]");
      const std::string type = required_text(*node.as_table(), "type");
      if (!types.emplace(type, node_type(writer, *node.as_table(), package)).second) fail(node, "\"" + type + "\" is in the catalogue twice");
    }
  }
  out << "\nconstexpr NodeType kNodeTypes[] = {\n";
  for (const auto& [type, row] : types) out << "    " << row << ",\n";
  out << "};\n\n}  // namespace\n\nstd::span<const NodeType> builtin_node_types() { return kNodeTypes; }\n\n}  // namespace halint\n";
}

}  // namespace halint::tables
