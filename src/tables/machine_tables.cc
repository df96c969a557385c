// Turns rules/nodes/machine/*.toml into the table behind the catalogue's second tier: checked texts, read when needed.
// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <iterator>
#include <map>
#include <ostream>
#include <stdexcept>

#include "catalog/node_entry.h"
#include "tables/literal.h"
#include "tables/tables.h"

namespace halint::tables {
namespace {

constexpr std::string_view kHead = "[[node]]\n";

// The entries of a file as texts, without comments and the blanks that align them.
std::vector<std::string> entries_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::vector<std::string> entries;
  for (std::string line; std::getline(in, line);) {
    if (line + '\n' == kHead) entries.emplace_back();
    if (entries.empty() || line.empty() || line.starts_with('#')) continue;
    const size_t equals = line.find(" = ");
    const size_t key = equals == std::string::npos ? std::string::npos : line.find_first_of(' ');
    if (key != std::string::npos && key < equals) line.erase(key, equals - key);
    entries.back() += line + '\n';
  }
  return entries;
}

void write_text(std::ostream& out, const std::string& text) {
  for (size_t at = 0; at < text.size();) {
    const size_t end = text.find('\n', at);
    const size_t next = end == std::string::npos ? text.size() : end + 1;
    out << "    " << literal(std::string_view(text).substr(at, next - at)) << '\n';
    at = next;
  }
}

}  // namespace

void write_machine_table(const std::vector<std::string>& files, std::ostream& out) {
  std::map<std::string, std::string> texts;
  for (const std::string& file : files) {
    const std::vector<std::string> entries = entries_of(file);
    size_t next = 0;
    read_file(file, [&](const TomlValue& document) {
      check_keys(document, {"node"});
      for (const TomlValue& entry : tables_of(document, "node")) {
        NodeStore store;
        const NodeType type = read_node_entry(store, entry, nullptr).front();
        if (next >= entries.size()) fail(entry, "[[node]] must stand alone on its line");
        if (!texts.emplace(type.type, entries[next++]).second)
          fail(entry, '"' + std::string(type.type) + "\" is in the second tier twice");
      }
    });
  }
  out << "// Made from rules/nodes/machine/*.toml when halint is built.\n"
         "#include \"catalog/machine_tier.h\"\n\nnamespace halint {\nnamespace {\n\nconstexpr char kText[] =\n    "
         "\"\"\n";
  std::string rows;
  size_t at = 0;
  for (const auto& [type, text] : texts) {
    out << "    " << literal(type) << '\n';
    write_text(out, text);
    rows += "    {" + std::to_string(at) + ", " + std::to_string(type.size()) + ", " +
            std::to_string(at + type.size()) + ", " + std::to_string(text.size()) + "},\n";
    at += type.size() + text.size();
  }
  out << "    ;\nconstexpr MachineRow kRows[] = {\n"
      << rows << "    {},\n};\n\n}  // namespace\n\n"
      << "MachineTable builtin_machine_table() { return {kText, std::span(kRows).first(" << texts.size()
      << ")}; }\n\n}  // namespace halint\n";
}

}  // namespace halint::tables
