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
  /// To be called before it is read, when all of it is there. False, with errno set, if that failed; so below.
  [[nodiscard]] bool rewind();
  /// The next `size` bytes of it, which must be there. They replace what is in `to`.
  [[nodiscard]] bool read(size_t size, std::string& to);

 private:
  std::string memory_;
  std::FILE* file_ = nullptr;  // what came before `memory_`
  size_t read_ = 0;            // of `memory_`
  bool no_file_ = false;       // there is no place for one
};

[[nodiscard]] bool write_all(std::FILE* to, std::string_view bytes);

}  // namespace halint::cli
