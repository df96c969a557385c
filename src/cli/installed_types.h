// Node types that the tables lack, read on the spot from the packages that are installed beside the flows.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "cli/inputs.h"
#include "halint/catalog/catalog.h"

namespace halint::cli {

/// Reads nothing before it is asked for a type; then all packages below `places`, once.
class InstalledTypes : public TypeSource {
 public:
  explicit InstalledTypes(std::vector<std::filesystem::path> places);
  ~InstalledTypes() override;
  [[nodiscard]] const NodeType* find(std::string_view type) const override;

 private:
  struct Shelf;
  std::vector<std::filesystem::path> places_;
  std::unique_ptr<Shelf> shelf_;
};

/// Where packages may be installed: `node_modules`, or if that is empty the folders of the flow files that have a
/// node_modules folder, as Node-RED's user and project directories do.
[[nodiscard]] std::vector<std::filesystem::path> package_places(const std::string& node_modules, const Inputs& inputs);

}  // namespace halint::cli
