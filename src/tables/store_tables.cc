// Turns rules/stores.toml into the table behind store_types().
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <ostream>
#include <set>
#include <string>

#include "halint/catalog/store_type.h"
#include "tables/literal.h"
#include "tables/tables.h"

namespace halint::tables {
namespace {

constexpr std::array<std::string_view, 4> kSharing{"own", "whole", "folder", "shared"};

bool flag(const TomlValue& entry, const char* key, bool otherwise) {
  const TomlValue* const found = entry.find(key);
  if (found == nullptr) return otherwise;
  if (!found->is(TomlKind::boolean)) fail(*found, '"' + std::string(key) + "\" must be true or false");
  return found->boolean;
}

std::string boolean(bool value) { return value ? "true, " : "false, "; }

std::string row(std::ostream& out, const TomlValue& entry, std::set<std::string>& names, size_t index) {
  check_keys(entry, {"module", "cache", "sharing", "synchronous", "nested", "names", "summary", "source"});
  const std::string sharing = required_text(entry, "sharing");
  const size_t word = word_index(*entry.find("sharing"), sharing, kSharing);
  const std::string list = "kNames" + std::to_string(index);
  const std::vector<std::string> usual = texts_of(entry, "names");
  if (!usual.empty()) {
    out << "constexpr std::string_view " << list << "[] = {";
    for (const std::string& name : usual) {
      if (!names.insert(name).second) fail(entry, "the name \"" + name + "\" belongs to two stores");
      out << literal(name) << ", ";
    }
    out << "};\n";
  }
  return '{' + literal(required_text(entry, "module")) + ", " + boolean(flag(entry, "cache", true)) +
         "static_cast<StoreSharing>(" + std::to_string(word) + "), " + boolean(flag(entry, "synchronous", false)) +
         boolean(flag(entry, "nested", false)) + (usual.empty() ? "{}" : list) + ", " +
         literal(required_text(entry, "summary")) + ", " + literal(required_text(entry, "source")) + '}';
}

}  // namespace

void write_store_table(const std::vector<std::string>& files, std::ostream& out) {
  out << "// Made from rules/stores.toml when halint is built.\n"
         "#include \"halint/catalog/store_type.h\"\n\nnamespace halint {\nnamespace {\n\n";
  std::vector<std::string> rows;
  std::set<std::string> names;
  for (const std::string& file : files) {
    read_file(file, [&](const TomlValue& document) {
      check_keys(document, {"store"});
      for (const TomlValue& entry : tables_of(document, "store")) rows.push_back(row(out, entry, names, rows.size()));
    });
  }
  out << "\nconstexpr StoreType kStores[] = {\n";
  for (const std::string& text : rows) out << "    " << text << ",\n";
  out << "};\n\n}  // namespace\n\nstd::span<const StoreType> store_types() { return kStores; }\n\n}  // namespace "
         "halint\n";
}

}  // namespace halint::tables
