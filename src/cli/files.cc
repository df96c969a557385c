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

#include "halint/report/escape.h"

#if defined(__unix__) || defined(__APPLE__)
#include <fcntl.h>
#include <signal.h>
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

// Room for `size` bytes, and behind them the padding, zeros.
char* allocate(size_t size) {
  const size_t whole = size + SourceFile::kPadding;
  if (size < kHugeFrom) {
    char* const memory = static_cast<char*>(std::malloc(whole));
    if (memory == nullptr) throw std::bad_alloc();
    std::memset(memory + size, 0, SourceFile::kPadding);
    return memory;
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

// While it lives, what would end the program waits: a temporary file is either renamed or removed.
class SignalsHeld {
 public:
#if HALINT_POSIX
  SignalsHeld() {
    sigset_t ending;
    sigemptyset(&ending);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&ending, signal);
    ::pthread_sigmask(SIG_BLOCK, &ending, &before_);
  }
  ~SignalsHeld() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
#else
  SignalsHeld() = default;
  ~SignalsHeld() = default;
#endif
 public:
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;
};

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

std::optional<FileId> file_id(const std::string& path) {
#if HALINT_POSIX
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return FileId{static_cast<uint64_t>(status.st_dev), static_cast<uint64_t>(status.st_ino)};
#else
  std::error_code code;
  const fs::path canonical = fs::canonical(path, code);
  if (code) return std::nullopt;
  return FileId{0, std::hash<std::string>()(canonical.string())};
#endif
}

FileState file_state(const std::string& path) {
  std::error_code code;
  FileState state{file_id(path)};
  const fs::file_time_type modified = fs::last_write_time(path, code);
  if (!code) state.modified = static_cast<int64_t>(modified.time_since_epoch().count());
  const uintmax_t size = fs::file_size(path, code);
  if (!code) state.size = size;
  return state;
}

namespace {

// Devices and pipes (`--output json=/dev/stderr`) cannot be replaced, only written to.
Error write_in_place(const std::string& path, const std::function<bool(std::FILE*)>& write) {
  std::FILE* const file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return because(path, "cannot be written", errno);
  const bool written = write(file);
  const int write_error = errno;
  const bool closed = std::fclose(file) == 0;
  return written && closed ? Error{} : because(path, "cannot be written", written ? errno : write_error);
}

// The mode of the file that is replaced, and its owner where that is allowed.
void keep_mode(const std::string& target, std::FILE* file) {
#if HALINT_POSIX
  struct stat status {};
  if (::stat(target.c_str(), &status) != 0) return;
  static_cast<void>(::fchown(::fileno(file), status.st_uid, status.st_gid) == 0);
  ::fchmod(::fileno(file), status.st_mode & 07777U);
#else
  static_cast<void>(target);
  static_cast<void>(file);
#endif
}

Error write_beside(const std::string& path, const std::string& target, const std::function<bool(std::FILE*)>& write) {
  std::error_code code;
#if HALINT_POSIX
  if (fs::exists(target, code) && ::access(target.c_str(), W_OK) != 0) return because(path, "cannot be written", errno);
#endif
  const SignalsHeld held;
  std::string temporary;
  std::FILE* const file = create_beside(target, temporary);
  if (file == nullptr) return because(path, "cannot be written", errno);
  keep_mode(target, file);
  const bool written = write(file);
  const int write_error = errno;
  const bool closed = std::fclose(file) == 0;
  if (!written || !closed) {
    const int reason = written ? errno : write_error;
    fs::remove(temporary, code);
    return because(path, "cannot be written", reason);
  }
  fs::rename(temporary, target, code);
  if (!code) return {};
  Error error{"cannot be written: " + code.message(), path};
  fs::remove(temporary, code);
  return error;
}

}  // namespace

Error write_file(const std::string& path, std::string_view bytes) {
  return write_file(path,
                    [&](std::FILE* file) { return std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size(); });
}

Error write_file(const std::string& path, const std::function<bool(std::FILE*)>& write) {
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (fs::is_directory(status)) return Error{"cannot be written: it is a directory", path};
  if (fs::exists(status) && !fs::is_regular_file(status)) return write_in_place(path, write);
  const fs::path target = fs::is_symlink(path, code) ? fs::weakly_canonical(path, code) : fs::path(path);
  return write_beside(path, target.string(), write);
}

std::string working_folder_uri() {
  std::error_code code;
  const fs::path folder = fs::current_path(code);
  if (code) return {};
  std::array<char, 256> host{};
#if HALINT_POSIX
  if (gethostname(host.data(), host.size() - 1) != 0) host.front() = '\0';
#endif
  return "file://" + percent_encoded(host.data()) + percent_encoded((folder / "").generic_string());
}

std::string_view folder_of(std::string_view path) {
  constexpr std::array<char, 2> kSeparators{'/', static_cast<char>(fs::path::preferred_separator)};
  return path.substr(0, path.find_last_of(std::string_view(kSeparators.data(), kSeparators.size())) + 1);
}

}  // namespace halint::cli
