// What package.json says: name, version, and the files that register nodes.
// Internal to code/package. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace halint::package {

struct Manifest {
  std::string name;
  std::string version;
  std::vector<std::string> node_files;  ///< paths of `node-red.nodes`, as written
};

/// Empty if the text is no JSON object.
[[nodiscard]] Manifest read_manifest(std::string_view text);

}  // namespace halint::package
