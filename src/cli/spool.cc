// SPDX-License-Identifier: Apache-2.0
#include "cli/spool.h"

#include <array>

namespace halint::cli {
namespace {

constexpr size_t kMemory = size_t{4} * 1024 * 1024;

std::FILE* open_file() {
#ifdef __wasi__
  return nullptr;  // it has no place for one
#else
  return std::tmpfile();
#endif
}

bool write_all(std::FILE* to, std::string_view bytes) {
  return std::fwrite(bytes.data(), 1, bytes.size(), to) == bytes.size();
}

}  // namespace

Spool::~Spool() {
  if (file_ != nullptr) std::fclose(file_);
}

bool Spool::append(std::string_view bytes) {
  memory_ += bytes;
  if (memory_.size() < kMemory || no_file_) return true;
  if (file_ == nullptr) file_ = open_file();
  no_file_ = file_ == nullptr;  // then all of it stays in memory
  if (no_file_) return true;
  const bool written = write_all(file_, memory_);
  memory_.clear();
  return written;
}

bool Spool::copy_to(std::FILE* to) {
  if (file_ != nullptr) {
    if (std::fflush(file_) != 0) return false;
    std::rewind(file_);
    std::array<char, size_t{64} * 1024> buffer;
    size_t got = 0;
    while ((got = std::fread(buffer.data(), 1, buffer.size(), file_)) != 0) {
      if (!write_all(to, {buffer.data(), got})) return false;
    }
    if (std::ferror(file_) != 0) return false;
  }
  return write_all(to, memory_);
}

}  // namespace halint::cli
