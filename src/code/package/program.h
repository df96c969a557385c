// The JavaScript files of one package, parsed when they are asked for, and how they require each other.
// Internal to code/package. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "code/package/module.h"
#include "halint/code/package/package_reading.h"

namespace halint::package {

/// A node of a tree in one of the modules.
struct Place {
  uint32_t module = kNoIndex;
  Ref ref = js::kNone;

  [[nodiscard]] bool known() const { return module != kNoIndex && ref != js::kNone; }
  friend bool operator==(const Place&, const Place&) = default;
};

/// Views the files' texts. Stops parsing when kMaxParsedBytes are spent.
class Program {
 public:
  explicit Program(std::span<const PackageFile> files);

  /// The module at a path inside the package, or kNoIndex: not there, too large, or the limit is reached.
  uint32_t load(std::string_view path);
  /// The module that `require("./name")` in `from` means, or kNoIndex.
  uint32_t require(uint32_t from, std::string_view name);
  [[nodiscard]] const Module& operator[](uint32_t module) const { return *modules_[module]; }
  [[nodiscard]] uint32_t size() const { return static_cast<uint32_t>(modules_.size()); }
  /// The text of a file, or an empty view.
  [[nodiscard]] std::string_view text(std::string_view path) const;
  /// Files were left out, or code was not followed to its end, because of a limit.
  [[nodiscard]] bool cut() const { return cut_; }
  /// Counts steps of whoever follows the code. False when all are spent that one package gets, of hundreds of types and
  /// hostile or not: then nothing more is to be followed.
  bool spend(size_t steps = 1) {
    work_ += steps;
    cut_ = cut_ || work_ > kMaxWork;
    return work_ <= kMaxWork;
  }
  /// What `module.exports` is given, or `exports.name` if a name is asked for.
  [[nodiscard]] Place exported(uint32_t module, std::string_view name = {}) const;

 private:
  static constexpr size_t kMaxWork = 16'000'000;  // four times what the largest of 600 packages takes

  std::unordered_map<std::string_view, std::string_view> files_;
  std::unordered_map<std::string, uint32_t> loaded_;
  std::vector<std::unique_ptr<Module>> modules_;
  size_t parsed_ = 0;
  size_t work_ = 0;
  bool cut_ = false;
};

/// `a/b/../c.js` → `a/c.js`. Empty for a path that leaves the package.
[[nodiscard]] std::string normal_path(std::string_view path);

}  // namespace halint::package
