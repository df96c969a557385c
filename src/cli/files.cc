// SPDX-License-Identifier: Apache-2.0
#include "cli/files.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <random>
#include <system_error>

#if defined(__unix__) || defined(__APPLE__)
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#define HALINT_POSIX 1
#else
#define HALINT_POSIX 0
#endif

namespace halint::cli {
namespace {

namespace fs = std::filesystem;

Error because(const std::string& shown, std::string_view what, int code) {
  return Error{std::string(what) + ": " + std::strerror(code), shown};
}

#if HALINT_POSIX

// Below this, copying is cheaper than a mapping and its page faults.
constexpr size_t kMapFrom = size_t{256} * 1024;

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

size_t mapped_size(size_t size) {
  const auto page = static_cast<size_t>(::sysconf(_SC_PAGESIZE));
  return (size + SourceFile::kPadding + page - 1) / page * page;
}

// The file is laid over the beginning of anonymous memory that is larger by the padding: what lies behind its end
// reads as zeros, also when its size is a multiple of the page size.
std::optional<PaddedBytes> map(int file, size_t size) {
  const size_t whole = mapped_size(size);
  void* const memory = ::mmap(nullptr, whole, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return std::nullopt;
  if (::mmap(memory, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, file, 0) == MAP_FAILED) {
    ::munmap(memory, whole);
    return std::nullopt;
  }
  return PaddedBytes(static_cast<char*>(memory), size,
                     [](char* data, size_t mapped) { ::munmap(data, mapped_size(mapped)); });
}

// Of files that do not tell their size (pipes, /proc), and of small ones.
Result<SourceFile> read_all(int file, size_t expected, std::string shown) {
  std::string bytes;
  bytes.reserve(expected + 1);
  std::array<char, size_t{64} * 1024> buffer;
  for (;;) {
    const ssize_t got = ::read(file, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return because(shown, "cannot be read", errno);
    if (got == 0) break;
    bytes.append(buffer.data(), static_cast<size_t>(got));
    if (bytes.size() > SourceFile::kMaxSize) break;
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
  std::string bytes;
  std::array<char, size_t{64} * 1024> buffer;
  size_t got = 0;
  while ((got = std::fread(buffer.data(), 1, buffer.size(), stream)) != 0) {
    bytes.append(buffer.data(), got);
    if (bytes.size() > SourceFile::kMaxSize) break;
  }
  if (std::ferror(stream) != 0) return because(shown, "cannot be read", errno);
  return SourceFile::create(std::move(shown), PaddedBytes::copy_of(bytes));
}

Result<SourceFile> read_file(const std::string& path, std::string shown) {
#if HALINT_POSIX
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return because(shown, "cannot be opened", errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return because(shown, "cannot be read", errno);
  const auto size = static_cast<uint64_t>(status.st_size);
  if (S_ISREG(status.st_mode) && size >= kMapFrom && size <= SourceFile::kMaxSize) {
    std::optional<PaddedBytes> bytes = map(file.get(), size);
    if (bytes) return SourceFile::create(std::move(shown), std::move(*bytes));
  }
  if (S_ISREG(status.st_mode) && size > SourceFile::kMaxSize) {
    return Error{"is larger than 4 GiB, which is more than halint reads; split it by flow", std::move(shown)};
  }
  return read_all(file.get(), S_ISREG(status.st_mode) ? size : 0, std::move(shown));
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
  const Error error{"cannot be written: " + code.message(), path};
  fs::remove(temporary, code);
  return error;
}

}  // namespace halint::cli
