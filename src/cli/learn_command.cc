// learn: what a machine reads in installed packages, as entries to check and keep.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>

#include "cli/commands.h"
#include "cli/packages.h"
#include "halint/catalog/machine_reading.h"
#include "halint/report/escape.h"
#include "halint/report/pages.h"

namespace halint::cli {
namespace {

namespace fs = std::filesystem;
using package::PackageReading;
using package::TypeReading;

PackageReading read(const fs::path& folder) {
  const PackageTexts texts(folder);
  return package::read_package(texts.files());
}

// Where packages of a type may be installed.
std::vector<fs::path> usual_places(const std::string& wanted) {
  if (!wanted.empty()) return {wanted};
  std::vector<fs::path> places{"."};
  if (const char* const home = std::getenv("HOME"); home != nullptr) places.push_back(fs::path(home) / ".node-red");
  return places;
}

// Only this type; of a package that has it.
std::vector<PackageReading> of_type(const LearnArguments& arguments) {
  for (const fs::path& place : usual_places(arguments.modules)) {
    for (const fs::path& folder : find_packages(place)) {
      PackageReading reading = read(folder);
      std::erase_if(reading.types, [&](const TypeReading& type) { return type.type != arguments.subject; });
      if (!reading.types.empty()) return {std::move(reading)};
    }
  }
  return {};
}

std::vector<PackageReading> of_directory(const fs::path& directory) {
  std::vector<PackageReading> readings;
  for (const fs::path& folder : find_packages(directory)) readings.push_back(read(folder));
  std::erase_if(readings, [](const PackageReading& reading) { return reading.types.empty(); });
  return readings;
}

std::string entries(const std::vector<PackageReading>& readings) {
  std::string out;
  for (const PackageReading& reading : readings) {
    for (const TypeReading& type : reading.types) {
      NodeStore store;
      out.append(out.empty() ? "" : "\n").append(write_node_entry(read_by_machine(store, reading, type)));
    }
  }
  return out;
}

}  // namespace

int learn_command(const LearnArguments& arguments, const Streams& streams) {
  std::error_code code;
  const bool directory = fs::is_directory(arguments.subject, code);
  const std::vector<PackageReading> readings = directory ? of_directory(arguments.subject) : of_type(arguments);
  if (readings.empty()) {
    complain(streams, directory
                          ? arguments.subject +
                                ": holds no package that registers node types; give a package's folder, a "
                                "node_modules folder, or a directory with one"
                          : "no installed package registers a node type \"" + arguments.subject +
                                "\"; say with --node-modules where packages are installed, or give a package's folder");
    return kExitError;
  }
  const bool json = arguments.format == ListFormat::json;
  return write_out(streams, json ? write_readings_json(readings) : printable_lines(entries(readings))) ? kExitClean
                                                                                                       : kExitError;
}

}  // namespace halint::cli
