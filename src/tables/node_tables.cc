// Turns rules/nodes/*.toml into the table behind builtin_node_types(). docs/catalogue.md is the format's page.
// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <ostream>
#include <sstream>

#include "catalog/node_entry.h"
#include "tables/literal.h"
#include "tables/tables.h"

namespace halint::tables {
namespace {

class Writer {
 public:
  explicit Writer(std::ostream& out) : out_(out) {}

  // `std::string_view a7[] = …`; returns its name, or "{}" for nothing.
  std::string words(std::span<const std::string_view> words) {
    std::string items;
    for (const std::string_view word : words) items += literal(word) + ", ";
    return array("std::string_view", items);
  }
  std::string array(const std::string& type, const std::string& items) {
    if (items.empty()) return "{}";
    std::string name = "a" + std::to_string(count_++);
    out_ << "constexpr " << type << " " << name << "[] = {" << items << "};\n";
    return name;
  }

 private:
  std::ostream& out_;
  size_t count_ = 0;
};

template <typename Enum>
void write_word(std::string& out, const char* field, const char* type, Enum value) {
  if (value == Enum::unset) return;
  out += std::string(".") + field + " = static_cast<" + type + ">(" + std::to_string(static_cast<int>(value)) + "), ";
}

void write_flag(std::string& out, const char* field, std::optional<bool> value) {
  if (value) out += std::string(".") + field + " = " + (*value ? "true" : "false") + ", ";
}

void write_text(std::string& out, const char* field, std::string_view text) {
  if (!text.empty()) out += std::string(".") + field + " = " + literal(text) + ", ";
}

// In the order of the members of Facts, as C++ wants of designated initialisers.
std::string facts_row(Writer& writer, const Facts& facts) {
  std::string out = "{";
  write_word(out, "state", "NodeState", facts.state);
  write_word(out, "per", "StateOwner", facts.per);
  write_word(out, "group", "Grouping", facts.group);
  write_word(out, "effect", "Effect", facts.effect);
  write_word(out, "resource", "Resource", facts.resource);
  write_word(out, "level", "Level", facts.level);
  write_word(out, "confidence", "Confidence", facts.confidence);
  write_flag(out, "connection", facts.connection);
  write_flag(out, "parts", facts.parts);
  write_flag(out, "passes", facts.passes);
  write_flag(out, "fresh", facts.fresh);
  if (facts.connections) out += ".connections = " + std::to_string(*facts.connections) + ", ";
  write_text(out, "path", facts.path);
  write_text(out, "exclusive", facts.exclusive);
  write_text(out, "platform", facts.platform);
  write_text(out, "rule", facts.rule);
  write_text(out, "fix", facts.fix);
  write_text(out, "safe_when", facts.safe_when);
  write_text(out, "note", facts.note);
  std::string deliveries;
  for (const Delivery one : facts.delivery)
    deliveries += "static_cast<Delivery>(" + std::to_string(static_cast<int>(one)) + "), ";
  if (!deliveries.empty()) out += ".delivery = " + writer.array("Delivery", deliveries) + ", ";
  if (!facts.query.empty()) out += ".query = " + writer.words(facts.query) + ", ";
  if (!facts.sets.empty()) out += ".sets = " + writer.words(facts.sets) + ", ";
  if (!facts.code.empty()) out += ".code = " + writer.words(facts.code) + ", ";
  std::string outputs;
  for (const uint16_t output : facts.guard) outputs += std::to_string(output) + ", ";
  if (!outputs.empty()) out += ".guard = " + writer.array("uint16_t", outputs) + ", ";
  return out + "}";
}

std::string case_row(Writer& writer, const Case& one) {
  std::string tests;
  for (const Test& test : one.when) {
    std::ostringstream row;
    row << "{" << literal(test.path) << ", static_cast<TestKind>(" << static_cast<int>(test.kind) << "), "
        << (test.negated ? "true" : "false") << ", " << test.number << ", " << writer.words(test.words) << "}, ";
    tests += row.str();
  }
  const std::string own = facts_row(writer, one.facts);
  return "{" + writer.array("Test", tests) + ", " + own + "}";
}

std::string type_row(Writer& writer, const NodeType& type) {
  std::string cases;
  for (const Case& one : type.cases) cases += case_row(writer, one) + ", ";
  std::string defaults;
  for (const DefaultValue& value : type.defaults)
    defaults += "{" + literal(value.property) + ", " + literal(value.value) + "}, ";
  std::string out = "{" + literal(type.type) + ", " + literal(type.package) + ", " + literal(type.version) + ", " +
                    literal(type.source) + ", " + literal(type.summary) + ", ";
  out += type.config ? "true, " : "false, ";
  out += type.inputs ? std::to_string(*type.inputs) + ", " : "{}, ";
  out += facts_row(writer, type.facts) + ", ";
  out += writer.array("Case", cases) + ", ";
  return out + writer.array("DefaultValue", defaults) + "}";
}

}  // namespace

void write_node_table(const std::vector<std::string>& files, std::ostream& out) {
  out << "// Made from rules/nodes/*.toml when halint is built.\n"
         "#include \"halint/catalog/catalog.h\"\n\nnamespace halint {\nnamespace {\n\n";
  Writer writer(out);
  NodeStore store;
  std::map<std::string, std::string> types;
  for (const std::string& file : files) {
    read_file(file, [&](const TomlValue& document) {
      check_keys(document, {"package", "node"});
      const TomlValue* package = document.find("package");
      if (package != nullptr) check_keys(*package, {"name", "version"});
      if (document.find("node") == nullptr) fail(document, "no [[node]] in this file");
      for (const TomlValue& entry : tables_of(document, "node")) {
        for (const NodeType& type : read_node_entry(store, entry, package)) {
          const std::string name(type.type);
          if (!types.emplace(name, type_row(writer, type)).second)
            fail(entry, '"' + name + "\" is in the catalogue twice");
        }
      }
    });
  }
  out << "\nconstexpr NodeType kNodeTypes[] = {\n";
  for (const auto& [type, row] : types) out << "    " << row << ",\n";
  out << "};\n\n}  // namespace\n\nstd::span<const NodeType> builtin_node_types() { return kNodeTypes; }\n\n}  // "
         "namespace halint\n";
}

}  // namespace halint::tables
