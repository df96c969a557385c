// SPDX-License-Identifier: Apache-2.0
#include "cli/installed_types.h"

#include <map>
#include <mutex>
#include <set>

#include "cli/files.h"
#include "cli/packages.h"
#include "halint/catalog/machine_reading.h"

namespace halint::cli {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxPackages = 300;  // of a user directory; each takes some milliseconds
constexpr size_t kMaxCut = 8;         // packages so large that they take seconds

}  // namespace

struct InstalledTypes::Shelf {
  std::once_flag read;
  NodeStore store;
  std::map<std::string, NodeType, std::less<>> types;

  void fill(const std::vector<fs::path>& places) {
    size_t count = 0;
    size_t cut = 0;
    for (const fs::path& place : places) {
      for (const fs::path& folder : find_packages(place)) {
        if (++count > kMaxPackages) return;
        const PackageTexts texts(folder);
        const package::PackageReading reading = package::read_package(texts.files());
        for (const package::TypeReading& type : reading.types)
          types.try_emplace(type.type, read_by_machine(store, reading, type));
        if (reading.cut && ++cut == kMaxCut) return;
      }
    }
  }
};

InstalledTypes::InstalledTypes(std::vector<fs::path> places)
    : places_(std::move(places)), shelf_(std::make_unique<Shelf>()) {}

InstalledTypes::~InstalledTypes() = default;

const NodeType* InstalledTypes::find(std::string_view type) const {
  if (places_.empty() || type.empty() || type == "tab" || type == "group" || type == "subflow" ||
      type.starts_with("subflow:"))
    return nullptr;
  std::call_once(shelf_->read, [&] { shelf_->fill(places_); });
  const auto found = shelf_->types.find(type);
  return found == shelf_->types.end() ? nullptr : &found->second;
}

std::vector<fs::path> package_places(const std::string& node_modules, const Inputs& inputs) {
  if (!node_modules.empty()) return {node_modules};
  std::vector<fs::path> places;
  std::set<fs::path> known;
  std::string last;
  for (const Input& input : inputs.files) {
    const std::string_view beside = folder_of(input.path);
    if (input.path.empty() || (!known.empty() && beside == last)) continue;  // most have a neighbour
    last = beside;
    std::error_code code;
    const fs::path folder = fs::absolute(input.path, code).parent_path();
    // The nodes of a project are installed in the user directory, which holds it under projects/.
    const fs::path user = folder.parent_path().filename() == "projects" ? folder.parent_path().parent_path() : folder;
    for (const fs::path& place : {folder, user}) {
      if (known.insert(place).second && fs::is_directory(place / "node_modules", code)) places.push_back(place);
    }
  }
  return places;
}

}  // namespace halint::cli
