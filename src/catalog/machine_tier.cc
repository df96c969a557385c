// SPDX-License-Identifier: Apache-2.0
#include "catalog/machine_tier.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <string>
#include <vector>

#include "catalog/node_entry.h"
#include "source/threads.h"

namespace halint {
namespace {

class Tier : public TypeSource {
 public:
  Tier() {
    begins_.reserve(table_.rows.size());
    uint32_t begin = 0;
    for (const MachineRow& row : table_.rows) {
      begins_.push_back(begin);
      begin += row.size;
    }
  }

  [[nodiscard]] const NodeType* find(std::string_view type) const override {
    const auto at = std::lower_bound(begins_.begin(), begins_.end(), type,
                                     [&](const uint32_t& begin, std::string_view b) { return name(begin) < b; });
    if (at == begins_.end() || name(*at) != type) return nullptr;
    const Lock lock(mutex_);
    const auto [known, added] = read_.try_emplace(*at);
    if (added) read(*at, known->second);
    return &known->second;
  }

 private:
  MachineTable table_ = builtin_machine_table();
  std::vector<uint32_t> begins_;  // of the rows' texts
  mutable Mutex mutex_;
  mutable NodeStore store_;
  mutable std::map<uint32_t, NodeType> read_;  // by where its text begins

  // `begin` is one of `begins_`.
  [[nodiscard]] const MachineRow& row(const uint32_t& begin) const {
    return table_.rows[static_cast<size_t>(&begin - begins_.data())];
  }
  [[nodiscard]] std::string_view name(const uint32_t& begin) const {
    return {table_.text + begin + kTypeLine.size(), row(begin).type_size};
  }

  void read(const uint32_t& begin, NodeType& type) const {
    const std::string_view own(table_.text + begin, row(begin).size);
    const MachinePackage& package = table_.packages[row(begin).package];
    std::string text = "[[node]]\n";
    text.append(table_.package_text + package.begin, package.size);
    if (own.find("\nsummary = ") == std::string_view::npos)
      text.append("summary = \"").append(kNothingRead).append("\"\n");
    text += own;
    [[maybe_unused]] const std::optional<Error> error =
        read_toml(text, "rules/nodes/machine", [&](const TomlValue& root) {
          for (const TomlValue& entry : tables_of(root, "node")) type = read_node_entry(store_, entry, nullptr).front();
        });
    assert(!error);
    type.machine = true;
    type.facts.confidence = Confidence::low;
  }
};

}  // namespace

std::unique_ptr<const TypeSource> machine_tier() { return std::make_unique<const Tier>(); }

}  // namespace halint
