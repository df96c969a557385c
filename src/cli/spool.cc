// SPDX-License-Identifier: Apache-2.0
#include "cli/spool.h"

#include <algorithm>

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

}  // namespace

bool write_all(std::FILE* to, std::string_view bytes) {
  return std::fwrite(bytes.data(), 1, bytes.size(), to) == bytes.size();
}

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

bool Spool::rewind() {
  read_ = 0;
  return file_ == nullptr || std::fseek(file_, 0, SEEK_SET) == 0;
}

// A piece may begin in the file and end in memory.
bool Spool::read(size_t size, std::string& to) {
  to.resize(size);
  const size_t got = file_ == nullptr ? 0 : std::fread(to.data(), 1, size, file_);
  if (file_ != nullptr && std::ferror(file_) != 0) return false;
  const std::string_view rest = std::string_view(memory_).substr(read_, size - got);
  std::copy(rest.begin(), rest.end(), to.begin() + static_cast<std::ptrdiff_t>(got));
  read_ += rest.size();
  return true;
}

}  // namespace halint::cli
