// SPDX-License-Identifier: Apache-2.0
#include "catalog/machine_tier.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <mutex>
#include <string>

#include "catalog/node_entry.h"

namespace halint {
namespace {

class Tier : public TypeSource {
 public:
  [[nodiscard]] const NodeType* find(std::string_view type) const override {
    const auto name = [this](const MachineRow& row) {
      return std::string_view(table_.text + row.type_begin, row.type_size);
    };
    const auto row = std::lower_bound(table_.rows.begin(), table_.rows.end(), type,
                                      [&](const MachineRow& a, std::string_view b) { return name(a) < b; });
    if (row == table_.rows.end() || name(*row) != type) return nullptr;
    const std::lock_guard lock(mutex_);
    const auto [at, added] = read_.try_emplace(&*row);
    if (added) read(*row, at->second);
    return &at->second;
  }

 private:
  MachineTable table_ = builtin_machine_table();
  mutable std::mutex mutex_;
  mutable NodeStore store_;
  mutable std::map<const MachineRow*, NodeType> read_;

  void read(const MachineRow& row, NodeType& type) const {
    const std::string_view own(table_.text + row.entry_begin, row.entry_size);
    std::string text = "[[node]]\n";
    text.append(table_.text + row.package_begin, row.package_size);
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
