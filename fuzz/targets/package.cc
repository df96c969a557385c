// SPDX-License-Identifier: Apache-2.0
#include "fuzz/targets.h"
#include "halint/catalog/machine_reading.h"
#include "halint/code/package/package_reading.h"

namespace fuzz {

// The input is the script, the page and the manifest of a package at once.
void package(std::string_view input) {
  const halint::package::PackageFile files[] = {
      {"n.js", input}, {"n.html", input}, {"package.json", R"({"name": "n", "node-red": {"nodes": {"n": "n.js"}}})"}};
  const halint::package::PackageReading reading = halint::package::read_package(files);
  for (const halint::package::TypeReading& type : reading.types) {
    for (const halint::package::Signal& signal : type.signals)
      require(signal.line > 0 && signal.file == "n.js", "signals stand in the script");
    halint::NodeStore store;
    require(halint::read_by_machine(store, reading, type).machine, "what a machine read says so");
  }
  const halint::package::PackageFile manifest[] = {{"package.json", input}};
  require(halint::package::read_package(manifest).types.empty(), "a manifest alone registers nothing");
}

}  // namespace fuzz
