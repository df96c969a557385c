// SPDX-License-Identifier: Apache-2.0
#include "halint/report/escape.h"

#include <algorithm>
#include <array>

namespace halint {
namespace {

constexpr std::string_view kReplacementBytes = "\xEF\xBF\xBD";

unsigned char byte_at(std::string_view text, size_t at) { return static_cast<unsigned char>(text[at]); }

struct Range {
  char32_t first;
  char32_t last;
};

// Sorted. Variation selectors are not among them: they are part of ordinary emoji and harmless.
constexpr std::array<Range, 17> kUnsafe{{{0x00, 0x1F},
                                         {0x7F, 0x9F},
                                         {0xAD, 0xAD},           // soft hyphen
                                         {0x61C, 0x61C},         // Arabic letter mark
                                         {0x115F, 0x1160},       // Hangul fillers
                                         {0x17B4, 0x17B5},       // invisible Khmer vowels
                                         {0x180E, 0x180E},       // Mongolian vowel separator
                                         {0x200B, 0x200F},       // zero width, left-to-right and right-to-left marks
                                         {0x2028, 0x202E},       // line and paragraph separators, embeddings, overrides
                                         {0x2060, 0x206F},       // word joiner, invisible operators, isolates
                                         {0x3164, 0x3164},       // Hangul filler
                                         {0xD800, 0xDFFF},       // surrogates
                                         {0xFDD0, 0xFDEF},       // no characters
                                         {0xFEFF, 0xFEFF},       // byte order mark
                                         {0xFFF0, 0xFFFB},       // interlinear annotation
                                         {0x1D173, 0x1D17A},     // musical formatting
                                         {0xE0000, 0x10FFFF}}};  // tags, private planes

// The length of a run of bytes that need no thought: printable ASCII.
size_t plain_run(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && byte_at(text, end) >= 0x20 && byte_at(text, end) < 0x7F) ++end;
  return end - at;
}

// The bytes that stand for themselves in a JSON string and need no thought.
constexpr std::array<bool, 256> kPlainInJson = [] {
  std::array<bool, 256> plain{};
  for (size_t byte = 0x20; byte < 0x7F; ++byte) plain[byte] = byte != '"' && byte != '\\';
  return plain;
}();

constexpr std::string_view kHex = "0123456789abcdef";

void append_unit(std::string& out, uint32_t unit) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHex[(unit >> static_cast<unsigned>(shift)) & 0xFU];
}

void append_json_escape(std::string& out, char32_t code) {
  switch (code) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto value = static_cast<uint32_t>(code);
  if (value < 0x10000) return append_unit(out, value);
  append_unit(out, 0xD7C0U + (value >> 10U));
  append_unit(out, 0xDC00U | (value & 0x3FFU));
}

}  // namespace

Utf8Char read_utf8(std::string_view text, size_t at) {
  const unsigned char lead = byte_at(text, at);
  if (lead < 0x80) return {lead, 1, true};
  const unsigned length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return {};
  char32_t code = lead & (0xFFU >> (length + 1));
  for (unsigned i = 1; i < length; ++i) {
    const bool inside = at + i < text.size() && (byte_at(text, at + i) & 0xC0U) == 0x80U;
    if (!inside) return {kReplacement, static_cast<uint8_t>(i), false};
    code = (code << 6U) | (byte_at(text, at + i) & 0x3FU);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
    return {kReplacement, static_cast<uint8_t>(length), false};
  }
  return {code, static_cast<uint8_t>(length), true};
}

void append_utf8_char(std::string& out, char32_t code) {
  const auto value = static_cast<uint32_t>(code);
  const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((value >> shift) & 0x3FU)); };
  if (value < 0x80) {
    out += static_cast<char>(value);
  } else if (value < 0x800) {
    out += static_cast<char>(0xC0U | (value >> 6U));
    tail(0);
  } else if (value < 0x10000) {
    out += static_cast<char>(0xE0U | (value >> 12U));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0U | (value >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

bool is_unsafe(char32_t code) {
  if (code >= 0x20 && code < 0x7F) return false;
  if ((code & 0xFFFEU) == 0xFFFEU) return true;
  const auto range =
      std::lower_bound(kUnsafe.begin(), kUnsafe.end(), code, [](const Range& r, char32_t c) { return r.last < c; });
  return range != kUnsafe.end() && code >= range->first;
}

void append_printable(std::string& out, std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (const size_t run = plain_run(text, at); run != 0) {
      out.append(text, at, run);
      at += run;
      continue;
    }
    const Utf8Char c = read_utf8(text, at);
    if (c.code == '\t' || c.code == '\n' || c.code == '\r') {
      out += ' ';
    } else if (!c.valid || is_unsafe(c.code)) {
      out += kReplacementBytes;
    } else {
      out.append(text, at, c.size);
    }
    at += c.size;
  }
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_printable(out, text);
  return out;
}

std::string printable_lines(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    append_printable(out, text.substr(0, end));
    if (end == text.size()) break;
    out += '\n';
    text.remove_prefix(end + 1);
  }
  return out;
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && kPlainInJson[byte_at(text, end)]) ++end;
    if (end != at) {
      out.append(text, at, end - at);
      at = end;
      continue;
    }
    const Utf8Char c = read_utf8(text, at);
    if (!c.valid) {
      out += kReplacementBytes;
    } else if (c.code == '"' || c.code == '\\' || is_unsafe(c.code)) {
      append_json_escape(out, c.code);
    } else {
      out.append(text, at, c.size);
    }
    at += c.size;
  }
  out += '"';
}

std::string percent_encoded(std::string_view path) {
  static constexpr std::string_view kUpperHex = "0123456789ABCDEF";
  static constexpr std::string_view kUnreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string out;
  out.reserve(path.size());
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (kUnreserved.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += '%';
      out += kUpperHex[byte >> 4U];
      out += kUpperHex[byte & 0xFU];
    }
  }
  return out;
}

std::string base64(std::string_view bytes) {
  static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t at = 0; at < bytes.size(); at += 3) {
    uint32_t group = 0;
    for (size_t i = 0; i < 3; ++i) group = (group << 8U) | (at + i < bytes.size() ? byte_at(bytes, at + i) : 0U);
    for (size_t i = 0; i < 4; ++i) {
      const bool padding = at + i > bytes.size();
      out += padding ? '=' : kDigits[(group >> (18U - 6U * static_cast<unsigned>(i))) & 0x3FU];
    }
  }
  return out;
}

}  // namespace halint
