// halint_tables --nodes|--machine|--rules|--modules OUT.cc FILE.toml…: makes C++ tables of the knowledge under rules/.
// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tables/tables.h"

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const std::map<std::string, void (*)(const std::vector<std::string>&, std::ostream&)> writers{
      {"--nodes", halint::tables::write_node_table},
      {"--machine", halint::tables::write_machine_table},
      {"--rules", halint::tables::write_rule_table},
      {"--modules", halint::tables::write_module_table}};
  const auto writer = arguments.size() < 2 ? writers.end() : writers.find(arguments[0]);
  if (writer == writers.end()) {
    std::cerr << "usage: halint_tables --nodes|--machine|--rules|--modules OUT.cc FILE.toml...\n";
    return 2;
  }
  try {
    std::ostringstream text;
    const std::vector<std::string> files(arguments.begin() + 2, arguments.end());
    writer->second(files, text);
    std::ofstream out(arguments[1], std::ios::binary);
    out << text.str();
    out.close();
    if (!out) {
      std::cerr << arguments[1] << ": cannot be written\n";
      return 2;
    }
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
