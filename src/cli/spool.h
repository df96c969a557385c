// Bytes that wait to be written: few in memory, many in a file that nobody else sees.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace halint::cli {

class Spool {
 public:
  Spool() = default;
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  /// False if they could not be kept, with errno set.
  [[nodiscard]] bool append(std::string_view bytes);
  /// Copies all of it behind what `to` has. False, with errno set, if reading or writing failed.
  [[nodiscard]] bool copy_to(std::FILE* to);

 private:
  std::string memory_;
  std::FILE* file_ = nullptr;  // what came before `memory_`
  bool no_file_ = false;       // there is no place for one
};

}  // namespace halint::cli
