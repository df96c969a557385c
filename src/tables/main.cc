// halint_tables --nodes|--machine|--rules|--modules|--stores OUT.cc FILE.toml…: makes C++ tables of the knowledge under
// rules/.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <exception>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tables/tables.h"

namespace {

using Writer = void (*)(const std::vector<std::string>& files, std::ostream& out);
constexpr std::array<std::pair<std::string_view, Writer>, 5> kWriters{
    {{"--nodes", halint::tables::write_node_table},
     {"--machine", halint::tables::write_machine_table},
     {"--rules", halint::tables::write_rule_table},
     {"--modules", halint::tables::write_module_table},
     {"--stores", halint::tables::write_store_table}}};

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto* const writer = std::find_if(kWriters.begin(), kWriters.end(), [&](const auto& known) {
    return !arguments.empty() && known.first == arguments[0];
  });
  if (arguments.size() < 3 || writer == kWriters.end()) {
    std::cerr << "usage: halint_tables --nodes|--machine|--rules|--modules|--stores OUT.cc FILE.toml...\n";
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
