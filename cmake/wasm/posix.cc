// What wasi-libc lacks and halint needs. SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <charconv>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>
#include <string>

namespace {

constexpr int kMaxLinks = 40;  // as Linux has it

// Takes the first name off `rest`.
std::string next_name(std::string& rest) {
  const size_t begin = rest.find_first_not_of('/');
  if (begin == std::string::npos) return rest.clear(), std::string();
  const size_t end = rest.find('/', begin);
  std::string name = rest.substr(begin, end - begin);
  rest = end == std::string::npos ? std::string() : rest.substr(end);
  return name;
}

bool resolve(std::string rest, std::string& out) {
  int links = 0;
  while (!rest.empty()) {
    const std::string name = next_name(rest);
    if (name.empty() || name == ".") continue;
    if (name == "..") {
      out.erase(out.empty() ? 0 : out.rfind('/'));
      continue;
    }
    const std::string path = out + '/' + name;
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return false;
    if (!S_ISLNK(status.st_mode)) {
      out = path;
      continue;
    }
    if (++links > kMaxLinks) return errno = ELOOP, false;
    char target[PATH_MAX];
    const ssize_t size = ::readlink(path.c_str(), target, sizeof target);
    if (size < 0) return false;
    rest = std::string(target, static_cast<size_t>(size)) + rest;
    if (rest.front() == '/') out.clear();
  }
  return true;
}

}  // namespace

// What a thread keeps for itself: there is one, and it ends with the program.
extern "C" int __cxa_thread_atexit(void (*)(void*), void*, void*) { return 0; }

// What the standard library throws, in files that are compiled without exceptions: a length that no memory holds, or a mistake
// of ours.
void std::__libcpp_verbose_abort(const char* format, ...) {
  if (std::strstr(format, "length") != nullptr) throw std::bad_alloc();
  char text[256];
  va_list values;
  va_start(values, format);
  std::vsnprintf(text, sizeof text, format, values);
  va_end(values);
  throw std::logic_error(text);
}

// libc++'s own needs tables of 100 KB. The fewest digits that give the number back, in whichever notation is shorter.
std::to_chars_result std::to_chars(char* first, char* last, double value) {
  char power[32];
  int digits = 0;
  do std::snprintf(power, sizeof power, "%.*e", digits, value);
  while (std::strtod(power, nullptr) != value && ++digits < 17);
  const char* const exponent = std::strchr(power, 'e');
  char plain[400];
  const int behind = exponent == nullptr ? 0 : digits - std::atoi(exponent + 1);
  std::snprintf(plain, sizeof plain, "%.*f", behind < 0 ? 0 : behind, value);
  const std::string text = exponent == nullptr || std::strlen(plain) <= std::strlen(power) ? plain : power;
  if (static_cast<size_t>(last - first) < text.size()) return {last, std::errc::value_too_large};
  return {first + text.copy(first, text.size()), std::errc()};
}

extern "C" char* realpath(const char* path, char* resolved) {
  if (path == nullptr || *path == '\0') return errno = path == nullptr ? EINVAL : ENOENT, nullptr;
  std::string from = path;
  if (from.front() != '/') {
    char here[PATH_MAX];
    if (::getcwd(here, sizeof here) == nullptr) return nullptr;
    from = std::string(here) + '/' + from;
  }
  std::string out;
  if (!resolve(std::move(from), out)) return nullptr;
  if (out.empty()) out = "/";
  if (resolved != nullptr) return errno = ENOTSUP, nullptr;  // nobody here asks for that
  return ::strdup(out.c_str());
}
