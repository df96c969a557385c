// halint_tables --nodes|--rules|--modules OUT.cc FILE.toml…: makes C++ tables of the knowledge under rules/.
// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "tables/tables.h"

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() < 3 || (arguments[0] != "--nodes" && arguments[0] != "--rules" && arguments[0] != "--modules")) {
    std::cerr << "usage: halint_tables --nodes|--rules|--modules OUT.cc FILE.toml...\n";
    return 2;
  }
  try {
    std::ostringstream text;
    const std::vector<std::string> files(arguments.begin() + 2, arguments.end());
    if (arguments[0] == "--nodes")
      halint::tables::write_node_table(files, text);
    else if (arguments[0] == "--modules")
      halint::tables::write_module_table(files, text);
    else
      halint::tables::write_rule_table(files, text);
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
