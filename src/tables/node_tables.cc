// Turns rules/nodes/**/*.toml into the tables of catalog/type_table.h. docs/catalogue.md is the format's page.
// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <ostream>

#include "catalog/node_entry.h"
#include "tables/literal.h"
#include "tables/tables.h"
#include "tables/type_writer.h"

namespace halint::tables {
namespace {

/// Sorted by type.
class Types {
 public:
  void read(const std::string& file, std::initializer_list<std::string_view> keys) {
    read_file(file, [&](const TomlValue& document) {
      check_keys(document, keys);
      const TomlValue* package = document.find("package");
      if (package != nullptr) check_keys(*package, {"name", "version"});
      if (document.find("node") == nullptr) fail(document, "no [[node]] in this file");
      for (const TomlValue& entry : tables_of(document, "node")) {
        for (const NodeType& type : read_node_entry(store_, entry, package)) add(entry, type);
      }
    });
  }
  void write(std::ostream& out, std::string_view name, bool machine) {
    TypeWriter writer;
    for (auto& [key, type] : types_) {
      type.machine = machine;
      writer.add(type);
    }
    writer.print(out, name);
  }

 private:
  NodeStore store_;
  std::map<std::string_view, NodeType> types_;

  void add(const TomlValue& entry, const NodeType& type) {
    if (!types_.emplace(type.type, type).second)
      fail(entry, '"' + std::string(type.type) + "\" is in the catalogue twice");
  }
};

}  // namespace

void write_node_table(const std::vector<std::string>& files, std::ostream& out) {
  Types types;
  for (const std::string& file : files) types.read(file, {"package", "node"});
  out << "// Made from rules/nodes/*.toml when halint is built.\n";
  types.write(out, "curated_types", false);
}

void write_machine_table(const std::vector<std::string>& files, std::ostream& out) {
  Types types;
  for (const std::string& file : files) types.read(file, {"node"});
  out << "// Made from rules/nodes/machine/*.toml when halint is built.\n";
  types.write(out, "machine_types", true);
}

}  // namespace halint::tables
