// Turns rules/nodes/machine/*.toml into the table behind the catalogue's second tier: checked texts, read when needed.
// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <iterator>
#include <map>
#include <ostream>
#include <stdexcept>
#include <utility>

#include "catalog/machine_tier.h"
#include "catalog/node_entry.h"
#include "tables/literal.h"
#include "tables/tables.h"

namespace halint::tables {
namespace {

/// An entry as the table holds it.
struct Entry {
  std::string package;  ///< its lines that name package and version
  std::string text;     ///< the others, but for those that all entries share
};

bool is_shared(std::string_view line) {
  return line == "[[node]]" || line == "confidence = \"low\"" || line == "summary = " + literal(kNothingRead);
}

// The entries of a file, without comments and the blanks that align them.
std::vector<Entry> entries_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::vector<Entry> entries;
  for (std::string line; std::getline(in, line);) {
    if (line == "[[node]]") entries.emplace_back();
    if (entries.empty() || line.empty() || line.starts_with('#')) continue;
    const size_t equals = line.find(" = ");
    const size_t key = equals == std::string::npos ? std::string::npos : line.find_first_of(' ');
    if (key != std::string::npos && key < equals) line.erase(key, equals - key);
    if (is_shared(line)) continue;
    const bool package = line.starts_with("package = ") || line.starts_with("version = ");
    (package ? entries.back().package : entries.back().text) += line + '\n';
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
  std::map<std::string, Entry> entries;
  for (const std::string& file : files) {
    std::vector<Entry> of_file = entries_of(file);
    size_t next = 0;
    read_file(file, [&](const TomlValue& document) {
      check_keys(document, {"node"});
      for (const TomlValue& entry : tables_of(document, "node")) {
        NodeStore store;
        const NodeType type = read_node_entry(store, entry, nullptr).front();
        if (next >= of_file.size()) fail(entry, "[[node]] must stand alone on its line");
        Entry& found = of_file[next];
        if (!found.text.starts_with(std::string(kTypeLine) + std::string(type.type) + "\"\n"))
          fail(entry, "type must stand first, and have nothing in it that a string must escape");
        if (!entries.emplace(type.type, std::move(found)).second)
          fail(entry, '"' + std::string(type.type) + "\" is in the second tier twice");
        ++next;
      }
    });
  }
  out << "// Made from rules/nodes/machine/*.toml when halint is built.\n"
         "#include \"catalog/machine_tier.h\"\n\nnamespace halint {\nnamespace {\n\nconstexpr char kText[] =\n    "
         "\"\"\n";
  std::map<std::string, size_t> numbers;
  std::vector<std::string> packages;
  std::string rows;
  for (const auto& [type, entry] : entries) {
    const auto [package, added] = numbers.try_emplace(entry.package, packages.size());
    if (added) packages.push_back(entry.package);
    write_text(out, entry.text);
    rows += "    {" + std::to_string(entry.text.size()) + ", " + std::to_string(type.size()) + ", " +
            std::to_string(package->second) + "},\n";
  }
  out << "    ;\nconstexpr MachineRow kRows[] = {\n" << rows << "    {},\n};\nconstexpr char kPackageText[] =\n    \"\"\n";
  for (const std::string& package : packages) write_text(out, package);
  out << "    ;\nconstexpr MachinePackage kPackages[] = {\n";
  size_t at = 0;
  for (const std::string& package : packages) {
    out << "    {" << at << ", " << package.size() << "},\n";
    at += package.size();
  }
  out << "    {},\n};\n\n}  // namespace\n\n"
      << "MachineTable builtin_machine_table() {\n  return {kText, std::span(kRows).first(" << entries.size()
      << "), kPackageText, std::span(kPackages).first(" << packages.size() << ")};\n}\n\n}  // namespace halint\n";
}

}  // namespace halint::tables
