// SPDX-License-Identifier: Apache-2.0
#include "cli/files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <new>
#include <random>
#include <system_error>

#if defined(__unix__) || defined(__APPLE__)
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#define HALINT_POSIX 1
#ifdef __APPLE__
#define st_mtim st_mtimespec
#endif
#else
#define HALINT_POSIX 0
#endif

namespace halint::cli {
namespace {

namespace fs = std::filesystem;

Error because(const std::string& shown, std::string_view what, int code) {
  return Error{std::string(what) + ": " + std::strerror(code), shown};
}

Error too_large(std::string shown) {
  return Error{"is larger than 4 GiB, which is more than halint reads; split it by flow", std::move(shown)};
}

#if HALINT_POSIX

class Descriptor {
 public:
  explicit Descriptor(int file) : file_(file) {}
  ~Descriptor() {
    if (file_ >= 0) ::close(file_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return file_; }

 private:
  int file_;
};

// From here on memory comes in huge pages, where there are any: filling them takes a third of the time.
constexpr size_t kHugeFrom = size_t{4} * 1024 * 1024;

void release(char* data, size_t size) {
  if (size >= kHugeFrom)
    ::munmap(data, size + SourceFile::kPadding);
  else
    std::free(data);
}

// Room for `size` bytes and the padding, zeros.
char* allocate(size_t size) {
  const size_t whole = size + SourceFile::kPadding;
  if (size < kHugeFrom) {
    void* const memory = std::calloc(whole, 1);
    if (memory == nullptr) throw std::bad_alloc();
    return static_cast<char*>(memory);
  }
  void* const memory = ::mmap(nullptr, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
  ::madvise(memory, whole, MADV_HUGEPAGE);
#endif
  return static_cast<char*>(memory);
}

// Reads up to `size` bytes; -1 on a failure.
ssize_t read_some(int file, char* to, size_t size) {
  for (;;) {
    const ssize_t got = ::read(file, to, size);
    if (got >= 0 || errno != EINTR) return got;
  }
}

bool same_state(const struct stat& a, const struct stat& b) {
  return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

// A copy, although a mapping would be quicker still: a mapped file that somebody shortens kills its reader, and one
// that somebody writes to is no longer the JSON that was checked.
Result<SourceFile> read_regular(int file, const struct stat& before, std::string shown) {
  const auto size = static_cast<size_t>(before.st_size);
  char* const data = allocate(size);
  PaddedBytes bytes(data, size, release);
  size_t at = 0;
  while (at < size) {
    const ssize_t got = read_some(file, data + at, size - at);
    if (got < 0) return because(shown, "cannot be read", errno);
    if (got == 0) break;
    at += static_cast<size_t>(got);
  }
  struct stat after {};
  if (::fstat(file, &after) != 0) return because(shown, "cannot be read", errno);
  if (at < size || !same_state(before, after)) {
    return Error{"changed while it was read; lint it again when it is complete", std::move(shown)};
  }
  return SourceFile::create(std::move(shown), std::move(bytes));
}

// Of files that do not tell their size: pipes, /proc.
Result<SourceFile> read_all(int file, std::string shown) {
  std::string bytes;
  std::array<char, size_t{64} * 1024> buffer;
  for (;;) {
    const ssize_t got = read_some(file, buffer.data(), buffer.size());
    if (got < 0) return because(shown, "cannot be read", errno);
    if (got == 0) break;
    if (bytes.size() + static_cast<size_t>(got) > SourceFile::kMaxSize) return too_large(std::move(shown));
    bytes.append(buffer.data(), static_cast<size_t>(got));
  }
  return SourceFile::create(std::move(shown), PaddedBytes::copy_of(bytes));
}

#endif

// A file that did not exist, so that runs at the same time do not write into one another's.
std::FILE* create_beside(const std::string& target, std::string& name) {
  constexpr int kAttempts = 100;
  std::random_device random;
  for (int i = 0; i < kAttempts; ++i) {
    name = target + '.' + std::to_string(random()) + ".halint-tmp";
    std::FILE* const file = std::fopen(name.c_str(), "wbx");
    if (file != nullptr || errno != EEXIST) return file;
  }
  return nullptr;
}

}  // namespace

Result<SourceFile> read_stream(std::FILE* stream, std::string shown) {
#if HALINT_POSIX
  struct stat status {};
  const bool has_size = ::fstat(::fileno(stream), &status) == 0 && S_ISREG(status.st_mode);
  if (has_size && static_cast<uint64_t>(status.st_size) > SourceFile::kMaxSize) return too_large(std::move(shown));
  return read_all(::fileno(stream), std::move(shown));
#else
  std::string bytes;
  std::array<char, size_t{64} * 1024> buffer;
  size_t got = 0;
  while ((got = std::fread(buffer.data(), 1, buffer.size(), stream)) != 0) {
    if (bytes.size() + got > SourceFile::kMaxSize) return too_large(std::move(shown));
    bytes.append(buffer.data(), got);
  }
  if (std::ferror(stream) != 0) return because(shown, "cannot be read", errno);
  return SourceFile::create(std::move(shown), PaddedBytes::copy_of(bytes));
#endif
}

Result<SourceFile> read_file(const std::string& path, std::string shown) {
#if HALINT_POSIX
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return because(shown, "cannot be opened", errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return because(shown, "cannot be read", errno);
  if (!S_ISREG(status.st_mode) || status.st_size == 0) return read_all(file.get(), std::move(shown));
  if (static_cast<uint64_t>(status.st_size) > SourceFile::kMaxSize) return too_large(std::move(shown));
  return read_regular(file.get(), status, std::move(shown));
#else
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return because(shown, "cannot be opened", errno);
  Result<SourceFile> result = read_stream(file, std::move(shown));
  std::fclose(file);
  return result;
#endif
}

Error write_file(const std::string& path, std::string_view bytes) {
  std::error_code code;
  // Devices and pipes (`--output json=/dev/stderr`) cannot be replaced, only written to.
  const fs::file_status status = fs::status(path, code);
  if (fs::is_directory(status)) return Error{"cannot be written: it is a directory", path};
  const bool in_place = fs::exists(status) && !fs::is_regular_file(status);
  const fs::path target = fs::is_symlink(path, code) ? fs::weakly_canonical(path, code) : fs::path(path);
  std::string temporary = path;
  std::FILE* const file = in_place ? std::fopen(path.c_str(), "wb") : create_beside(target.string(), temporary);
  if (file == nullptr) return because(path, "cannot be written", errno);
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  const int write_error = errno;
  const bool closed = std::fclose(file) == 0;
  if (!written || !closed) {
    const int reason = written ? errno : write_error;
    if (!in_place) fs::remove(temporary, code);
    return because(path, "cannot be written", reason);
  }
  if (in_place) return {};
  fs::rename(temporary, target, code);
  if (!code) return {};
  Error error{"cannot be written: " + code.message(), path};
  fs::remove(temporary, code);
  return error;
}

}  // namespace halint::cli
