// Turns rules/modules/*.toml into the table behind modules().
// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <ostream>

#include "tables/literal.h"
#include "tables/tables.h"

namespace halint::tables {
namespace {

// A key of [[module]]: what its functions do, and whether they call back with what comes from outside.
struct Does {
  const char* key;
  const char* does;
  const char* consumes;
};
constexpr Does kDoes[] = {
    {"shared", "unknown", "shared"},
    {"each", "unknown", "each"},
    {"watches", "reads", "files"},
    {"acts", "acts", "none"},
    {"queries", "queries", "none"},
    {"writes", "writes", "none"},
    {"schedules", "schedules", "none"},
    {"host", "names_host", "none"},
    {"ids", "makes_ids", "none"},
    {"clock", "clock", "none"},
    {"changes", "changes_argument", "none"},
    {"reads", "reads", "none"},
    {"listens", "listens", "none"},
    {"shows", "shows", "none"},
    {"pure", "pure", "none"},
};

// In the order of ModuleUse.
const std::vector<std::string_view> kKinds{"module", "file", "process",  "http",           "network", "pure",
                                           "timer",  "code", "hardware", "local-database", "server"};

std::string function_row(std::string name, const Does& does) {
  constexpr std::string_view kNew = "new ";
  const bool constructs = name.substr(0, kNew.size()) == kNew;
  if (constructs) name.erase(0, kNew.size());
  return "    {" + literal(name) + ", ModuleDoes::" + does.does + ", Consumption::" + does.consumes + ", " +
         (constructs ? "true" : "false") + "},\n";
}

std::string functions(std::ostream& out, const TomlValue& entry, size_t& count) {
  std::string rows;
  for (const Does& does : kDoes) {
    for (const std::string& name : texts_of(entry, does.key)) rows += function_row(name, does);
  }
  if (rows.empty()) return "{}";
  const std::string list = "f" + std::to_string(count++);
  out << "constexpr ModuleFunction " << list << "[] = {\n" << rows << "};\n";
  return list;
}

}  // namespace

void write_module_table(const std::vector<std::string>& files, std::ostream& out) {
  out << "// Made from rules/modules/*.toml when halint is built.\n"
         "#include \"code/module_table.h\"\n\nnamespace halint {\nnamespace {\n\n";
  size_t count = 0;
  std::map<std::string, std::string> rows;
  for (const std::string& file : files) {
    read_file(file, [&](const TomlValue& document) {
      check_keys(document, {"module"});
      for (const TomlValue& entry : tables_of(document, "module")) {
        check_keys(entry, {"names", "kind", "session", "shared", "each", "watches", "acts", "queries", "writes",
                           "schedules", "host", "ids", "clock", "changes", "reads", "pure", "listens", "shows"});
        const std::string kind = required_text(entry, "kind");
        const size_t use = word_index(*entry.find("kind"), kind, kKinds);
        const TomlValue* const session = entry.find("session");
        const char* const alone = session != nullptr && session->boolean ? "true" : "false";
        const std::string list = functions(out, entry, count);
        for (const std::string& name : texts_of(entry, "names")) {
          std::string row = "{" + literal(name) + ", static_cast<ModuleUse>(" + std::to_string(use) + "), " + alone +
                            ", " + list + "}";
          if (!rows.emplace(name, std::move(row)).second) fail(entry, "the module \"" + name + "\" is there twice");
        }
      }
    });
  }
  out << "\nconstexpr ModuleEntry kEntries[] = {\n";
  for (const auto& [name, row] : rows) out << "    " << row << ",\n";
  out << "};\n\n}  // namespace\n\nstd::span<const ModuleEntry> modules() { return kEntries; }\n\n}  // namespace "
         "halint\n";
}

}  // namespace halint::tables
