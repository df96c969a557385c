// Colours of the text format, or none.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "halint/report/report.h"

namespace halint {

enum class Style : uint8_t { plain, bold, dim, red, yellow, cyan, green, blue };

inline std::string_view ansi_code(Style style) {
  switch (style) {
    case Style::plain:
      return "";
    case Style::bold:
      return "\x1B[1m";
    case Style::dim:
      return "\x1B[2m";
    case Style::red:
      return "\x1B[1;31m";
    case Style::yellow:
      return "\x1B[1;33m";
    case Style::cyan:
      return "\x1B[1;36m";
    case Style::green:
      return "\x1B[32m";
    case Style::blue:
      return "\x1B[1;34m";
  }
  return "";
}

inline Style style_of(Level level) {
  if (level == Level::error) return Style::red;
  return level == Level::warning ? Style::yellow : Style::cyan;
}

inline Style style_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::unchecked:
      return Style::plain;
    case Verdict::safe:
      return Style::green;
    case Verdict::accepted:
      return Style::cyan;
    case Verdict::review:
      return Style::yellow;
    case Verdict::unsafe:
      return Style::red;
  }
  return Style::plain;
}

inline bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

/// Links to `uri` what is appended while it lives, by OSC 8. No terminal counts the bytes as columns. What is no
/// printable ASCII is no URI, and without one there is no link.
class Linked {
 public:
  Linked(std::string& out, std::string_view uri) : out_(out), active_(!uri.empty() && is_printable_ascii(uri)) {
    if (active_) out_.append("\x1B]8;;").append(uri).append("\x1B\\");
  }
  ~Linked() {
    if (active_) out_ += "\x1B]8;;\x1B\\";
  }
  Linked(const Linked&) = delete;
  Linked& operator=(const Linked&) = delete;

 private:
  std::string& out_;
  bool active_;
};

/// Colours the text that is appended while it lives.
class Painted {
 public:
  Painted(std::string& out, bool color, Style style) : out_(out), active_(color && style != Style::plain) {
    if (active_) out_ += ansi_code(style);
  }
  ~Painted() {
    if (active_) out_ += "\x1B[0m";
  }
  Painted(const Painted&) = delete;
  Painted& operator=(const Painted&) = delete;

 private:
  std::string& out_;
  bool active_;
};

inline void append_styled(std::string& out, bool color, Style style, std::string_view text) {
  const Painted painted(out, color, style);
  out += text;
}

}  // namespace halint
