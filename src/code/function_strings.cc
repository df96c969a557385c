// FunctionWalker, part 3: string and template literals, concatenation.
// SPDX-License-Identifier: Apache-2.0
#include "code/function_walker.h"

namespace halint {

using js::Kind;
using js::kNone;

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

Value FunctionWalker::eval_string(Ref ref) {
  Value value = plain(from_constant);
  value.certainty = Certainty::constant;
  value.is_string = true;
  std::string_view text = ast_->slice(ref);
  text = text.size() >= 2 ? text.substr(1, text.size() - 2) : std::string_view{};
  if (node(ref).has(js::kFlagEscaped)) {
    char buffer[TextPool::kMaxLength];
    bool cut = false;
    const size_t length = unescape(text, buffer, sizeof buffer, cut);
    text = pool_.copy({buffer, length});
    if (cut) value.certainty = Certainty::prefix;
  }
  value.text = text;
  return value;
}

Value FunctionWalker::eval_template(Ref ref) {
  Value value = plain(from_constant);
  value.certainty = Certainty::constant;
  value.is_string = true;
  for (Ref part = node(ref).first; part != kNone; part = node(part).next) {
    Value piece;
    if (node(part).kind == Kind::kChunk) {
      piece = plain(from_constant);
      piece.certainty = Certainty::constant;
      piece.is_string = true;
      piece.text = ast_->slice(part);
      if (piece.text.find('\\') != std::string_view::npos) {
        char buffer[TextPool::kMaxLength];
        bool cut = false;
        const size_t length = unescape(piece.text, buffer, sizeof buffer, cut);
        piece.text = pool_.copy({buffer, length});
        if (cut) piece.certainty = Certainty::prefix;
      }
    } else {
      piece = eval(part);
    }
    value = value.text.empty() && value.certainty == Certainty::constant && value.sources == 0 &&
                    node(part).kind == Kind::kChunk
                ? piece
                : concat(value, piece);
  }
  return value;
}

// `left` + `right` as strings.
Value FunctionWalker::concat(const Value& left, const Value& right) {
  Value value = plain(from_constant);
  absorb(value, left);
  absorb(value, right);
  value.holds = 0;
  value.is_string = left.is_string || right.is_string;
  if (!value.is_string || left.certainty == Certainty::unknown) return value;
  value.certainty = Certainty::prefix;
  value.text = left.text;
  if (left.certainty == Certainty::constant && right.certainty != Certainty::unknown) {
    bool cut = false;
    value.text = right.text.empty() ? left.text : pool_.join(left.text, right.text, cut);
    if (!cut) value.certainty = right.certainty;
  }
  if (value.text.empty() && value.certainty == Certainty::prefix) value.certainty = Certainty::unknown;
  return value;
}

}  // namespace halint
