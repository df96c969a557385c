// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <string>

#include "halint/report/escape.h"
#include "halint/source/secrets.h"

#if defined(__unix__) || defined(__APPLE__)
#include <sys/ioctl.h>
#include <unistd.h>
#elif defined(__wasi__)
#include <unistd.h>
#elif defined(_WIN32)
#include <io.h>
#endif

namespace halint::cli {
namespace {

constexpr uint32_t kDefaultWidth = 100;
constexpr uint32_t kMinWidth = 60;
constexpr uint32_t kMaxWidth = 120;  // longer lines are hard to read

std::string_view environment(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr ? value : std::string_view();
}

bool is_terminal(std::FILE* stream) {
#if defined(__unix__) || defined(__APPLE__) || defined(__wasi__)
  const int file = fileno(stream);
  return file >= 0 && isatty(file) != 0;
#elif defined(_WIN32)
  const int file = _fileno(stream);
  return file >= 0 && _isatty(file) != 0;
#else
  static_cast<void>(stream);
  return false;
#endif
}

uint32_t terminal_width(std::FILE* stream) {
#if defined(__unix__) || defined(__APPLE__)
  winsize size{};
  if (is_terminal(stream) && ioctl(fileno(stream), TIOCGWINSZ, &size) == 0) return size.ws_col;
#else
  static_cast<void>(stream);
#endif
  return 0;
}

}  // namespace

bool wants_color(std::FILE* stream, ColorChoice choice) {
  if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
  if (!environment("NO_COLOR").empty()) return false;
  for (const char* const name : {"FORCE_COLOR", "CLICOLOR_FORCE"}) {
    const std::string_view value = environment(name);
    if (!value.empty()) return value != "0" && value != "false";
  }
  return is_watched(stream);
}

bool is_watched(std::FILE* stream) { return is_terminal(stream) && environment("TERM") != "dumb"; }

bool wants_links(std::FILE* stream) {
  const std::string_view forced = environment("FORCE_HYPERLINK");
  if (!forced.empty()) return forced != "0";
  if (!is_watched(stream)) return false;
  for (const char* const name : {"WT_SESSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID", "WEZTERM_EXECUTABLE", "DOMTERM"}) {
    if (!environment(name).empty()) return true;
  }
  constexpr unsigned long kVteSince = 5000;  // 0.50, the first to make links
  if (std::strtoul(std::string(environment("VTE_VERSION")).c_str(), nullptr, 10) >= kVteSince) return true;
  constexpr std::string_view kPrograms[] = {"iTerm.app", "vscode", "ghostty", "Hyper", "rio"};
  constexpr std::string_view kTerminals[] = {"xterm-kitty", "alacritty", "foot", "xterm-ghostty", "contour"};
  return std::find(std::begin(kPrograms), std::end(kPrograms), environment("TERM_PROGRAM")) != std::end(kPrograms) ||
         std::find(std::begin(kTerminals), std::end(kTerminals), environment("TERM")) != std::end(kTerminals);
}

uint32_t text_width(std::FILE* stream) {
  uint32_t width = terminal_width(stream);
  if (width == 0) width = static_cast<uint32_t>(std::strtoul(std::string(environment("COLUMNS")).c_str(), nullptr, 10));
  if (width == 0) return kDefaultWidth;
  return std::clamp(width, kMinWidth, kMaxWidth);
}

bool write_out(const Streams& streams, std::string_view bytes) {
  return write_out(streams,
                   [&](std::FILE* out) { return std::fwrite(bytes.data(), 1, bytes.size(), out) == bytes.size(); });
}

bool write_out(const Streams& streams, const std::function<bool(std::FILE*)>& write) {
  errno = 0;
  const bool written = write(streams.out);
  const bool flushed = std::fflush(streams.out) == 0;
  if (written && flushed) return true;
  if (errno == EPIPE) return true;
  complain(streams, std::string("cannot write the output: ") + std::strerror(errno));
  return false;
}

void complain(const Streams& streams, std::string_view message) {
  std::string line = "halint: ";
  append_printable(line, masked(message));
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), streams.err);
  std::fflush(streams.err);
}

}  // namespace halint::cli
