// SPDX-License-Identifier: Apache-2.0
#include "code/value/text_pool.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace halint {
namespace {

// Appends a code point as UTF-8.
size_t put_utf8(char* out, uint32_t code) {
  if (code < 0x80) {
    out[0] = static_cast<char>(code);
    return 1;
  }
  if (code < 0x800) {
    out[0] = static_cast<char>(0xC0 | (code >> 6));
    out[1] = static_cast<char>(0x80 | (code & 0x3F));
    return 2;
  }
  if (code < 0x10000) {
    out[0] = static_cast<char>(0xE0 | (code >> 12));
    out[1] = static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out[2] = static_cast<char>(0x80 | (code & 0x3F));
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | ((code >> 18) & 0x07));
  out[1] = static_cast<char>(0x80 | ((code >> 12) & 0x3F));
  out[2] = static_cast<char>(0x80 | ((code >> 6) & 0x3F));
  out[3] = static_cast<char>(0x80 | (code & 0x3F));
  return 4;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The number behind backslash-x or backslash-u; `at` moves past it.
uint32_t read_hex(std::string_view text, size_t& at, bool wide) {
  uint32_t code = 0;
  if (wide && at < text.size() && text[at] == '{') {
    for (++at; at < text.size() && text[at] != '}'; ++at) {
      const int digit = hex_digit(text[at]);
      if (digit >= 0 && code < 0x110000) code = code * 16 + static_cast<uint32_t>(digit);
    }
    if (at < text.size()) ++at;
    return code < 0x110000 ? code : 0xFFFD;
  }
  for (int i = 0; i < (wide ? 4 : 2) && at < text.size() && hex_digit(text[at]) >= 0; ++i, ++at) {
    code = code * 16 + static_cast<uint32_t>(hex_digit(text[at]));
  }
  return code;
}

// The characters a literal stands for, at most TextPool::kMaxLength bytes of them (ECMA-262 §12.9.4.2).
size_t unescape(std::string_view text, char* out, size_t room, bool& cut) {
  size_t length = 0;
  size_t at = 0;
  while (at < text.size()) {
    if (length + 4 > room) {
      cut = true;
      break;
    }
    char c = text[at++];
    if (c != '\\' || at == text.size()) {
      out[length++] = c;
      continue;
    }
    c = text[at++];
    switch (c) {
      case 'n':
        out[length++] = '\n';
        break;
      case 't':
        out[length++] = '\t';
        break;
      case 'r':
        out[length++] = '\r';
        break;
      case 'b':
        out[length++] = '\b';
        break;
      case 'f':
        out[length++] = '\f';
        break;
      case 'v':
        out[length++] = '\v';
        break;
      case '0':
        out[length++] = '\0';
        break;
      case '\n':
        break;
      case '\r':
        if (at < text.size() && text[at] == '\n') ++at;
        break;
      case 'x':
        length += put_utf8(out + length, read_hex(text, at, false));
        break;
      case 'u': {
        uint32_t code = read_hex(text, at, true);
        if (code >= 0xD800 && code < 0xDC00 && at + 1 < text.size() && text[at] == '\\' && text[at + 1] == 'u') {
          at += 2;
          const uint32_t low = read_hex(text, at, true);
          if (low >= 0xDC00 && low < 0xE000) code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        }
        length += put_utf8(out + length, code);
        break;
      }
      default:
        out[length++] = c;
    }
  }
  return length;
}

}  // namespace

std::string_view TextPool::unescape(std::string_view text, bool& cut) {
  char buffer[kMaxLength];
  const size_t length = halint::unescape(text, buffer, sizeof buffer, cut);
  return copy({buffer, length});
}

char* TextPool::take(size_t length) {
  if (length > kBlock) return large_.emplace_back(new char[length]).get();
  if (blocks_.empty() || kBlock - used_ < length) {
    if (!blocks_.empty()) ++block_;
    if (block_ == blocks_.size()) blocks_.emplace_back(new char[kBlock]);
    used_ = 0;
  }
  char* const place = blocks_[block_].get() + used_;
  used_ += length;
  return place;
}

std::string_view TextPool::join(std::string_view left, std::string_view right, bool& cut) {
  const std::string_view head = left.substr(0, kMaxLength);
  const std::string_view tail = right.substr(0, kMaxLength - head.size());
  cut = head.size() + tail.size() < left.size() + right.size();
  if (tail.empty()) return head;
  char* const place = take(head.size() + tail.size());
  std::copy(head.begin(), head.end(), place);
  std::copy(tail.begin(), tail.end(), place + head.size());
  return {place, head.size() + tail.size()};
}

std::string_view TextPool::copy(std::string_view text) {
  if (text.empty()) return {};
  char* const place = take(text.size());
  std::memcpy(place, text.data(), text.size());
  return {place, text.size()};
}

void TextPool::reset() {
  large_.clear();
  block_ = 0;
  used_ = 0;
}

}  // namespace halint
