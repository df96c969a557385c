// Turns rules/modules/*.toml into the table behind builtin_modules().
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <ostream>

#include "tables/literal.h"
#include "tables/tables.h"

namespace halint::tables {
namespace {

// In the order of ModuleUse.
constexpr std::array<std::string_view, 13> kUses{"pure",     "timer",          "code",     "file", "process",
                                                 "hardware", "local-database", "database", "http", "service",
                                                 "broker",   "socket",         "dashboard"};

size_t word(const TomlValue& entry, const char* key, const std::vector<std::string_view>& words) {
  const TomlValue* const found = entry.find(key);
  return found == nullptr ? 0 : word_index(*found, text_of(entry, key), words);
}

std::string names(std::ostream& out, const TomlValue& entry, const char* key, size_t& count) {
  std::vector<std::string> list = texts_of(entry, key);
  if (list.empty()) return "{}";
  std::sort(list.begin(), list.end());
  std::string name = "a" + std::to_string(count++);
  out << "constexpr std::string_view " << name << "[] = {";
  for (const std::string& text : list) out << literal(text) << ", ";
  out << "};\n";
  return name;
}

}  // namespace

void write_module_table(const std::vector<std::string>& files, std::ostream& out) {
  out << "// Made from rules/modules/*.toml when halint is built.\n"
         "#include \"halint/code/module_knowledge.h\"\n\nnamespace halint {\nnamespace {\n\n";
  size_t count = 0;
  std::map<std::string, std::string> rows;
  for (const std::string& file : files) {
    read_file(file, [&](const TomlValue& document) {
      check_keys(document, {"module"});
      for (const TomlValue& entry : tables_of(document, "module")) {
        check_keys(entry, {"names", "use", "events", "session", "reads", "sets", "acts", "queries", "listens"});
        const std::string used_for = required_text(entry, "use");
        const size_t use = word_index(*entry.find("use"), used_for, kUses);
        const size_t events = word(entry, "events", {"unknown", "every", "local", "balanced"});
        const TomlValue* const session = entry.find("session");
        std::string row = "static_cast<ModuleUse>(" + std::to_string(use) + "), static_cast<ModuleEvents>(" +
                          std::to_string(events) + "), ";
        row += session != nullptr && session->boolean ? "true" : "false";
        for (const char* key : {"reads", "sets", "acts", "queries", "listens"})
          row += ", " + names(out, entry, key, count);
        for (const std::string& name : texts_of(entry, "names")) {
          if (!rows.emplace(name, row).second) fail(entry, "the module \"" + name + "\" is there twice");
        }
      }
    });
  }
  out << "\nconstexpr ModuleKnowledge kModules[] = {\n";
  for (const auto& [name, row] : rows) out << "    {" << literal(name) << ", " << row << "},\n";
  out << "};\n\n}  // namespace\n\nstd::span<const ModuleKnowledge> builtin_modules() { return kModules; }\n\n}  // "
         "namespace halint\n";
}

}  // namespace halint::tables
