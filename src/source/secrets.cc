// SPDX-License-Identifier: Apache-2.0
#include "halint/source/secrets.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace halint {
namespace {

// A run of this many letters and digits is a key, not a word; the ids of Node-RED have 16.
constexpr size_t kLongToken = 24;
constexpr size_t kShortToken = 16;
constexpr size_t kBase64 = 40;
constexpr size_t kMaxBetween = 40;  // characters between a name and its value
constexpr size_t kMaxObject = 300;  // characters to either side of a name in which its object is looked for

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::array<bool, 256> kNameCharacters = [] {
  std::array<bool, 256> all{};
  for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-$"))
    all[static_cast<unsigned char>(c)] = true;
  return all;
}();
bool is_name(char c) { return kNameCharacters[static_cast<unsigned char>(c)]; }
bool is_token(char c) { return is_name(c) || c == '+' || c == '=' || c == '.'; }
bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }
bool ends_value(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '&' || c == ',' || c == ';' || c == ')' || c == '}' ||
         c == ']' || c == '<' || is_quote(c) || c == '\\';
}

bool begins(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

constexpr std::array<std::string_view, 16> kSecretWords{
    "password", "passwd",  "passwort",      "passphrase", "pwd",        "secret",      "token",     "apikey",
    "api_key",  "api-key", "authorization", "credential", "privatekey", "private_key", "accesskey", "access_key"};

// By the first letter of those words, their second ones as bits. The low five bits of a letter are the same whether it
// is small or not; that other characters share them only costs a closer look.
constexpr std::array<uint32_t, 32> kSecondLetters = [] {
  std::array<uint32_t, 32> letters{};
  for (const std::string_view word : kSecretWords)
    letters[static_cast<unsigned char>(word[0]) & 31U] |= 1U << (static_cast<unsigned char>(word[1]) & 31U);
  return letters;
}();

// Short words that mean a secret only where they stand alone: `pass`, `mqttPass`, `user_pin`, but not `passenger`.
constexpr std::array<std::string_view, 7> kSecretEndings{"pass", "pw", "psk", "pin", "puk", "otp", "cvv"};

// Their last letters, as bits like those above.
constexpr uint32_t kLastLetters = [] {
  uint32_t letters = 0;
  for (const std::string_view word : kSecretEndings) letters |= 1U << (static_cast<unsigned char>(word.back()) & 31U);
  return letters;
}();

bool ends_in_secret(std::string_view name) {
  if (name.empty() || (kLastLetters >> (static_cast<unsigned char>(name.back()) & 31U) & 1U) == 0) return false;
  for (const std::string_view word : kSecretEndings) {
    if (name.size() < word.size() || !begins(name.substr(name.size() - word.size()), word)) continue;
    if (name.size() == word.size()) return true;
    const char before = name[name.size() - word.size() - 1];
    const char first = name[name.size() - word.size()];
    if (!is_letter(before) || (first != lower(first) && before == lower(before))) return true;
  }
  return false;
}

// What tokens of well-known services begin with.
constexpr std::array<std::string_view, 32> kHeads{
    "ghp_",  "gho_",   "ghs_",    "ghu_",  "ghr_",   "github_pat_", "glpat-",   "glptt-",
    "gldt-", "ffpat_", "glsa_",   "xoxb-", "xoxp-",  "xoxa-",       "xoxe",     "xapp-",
    "AKIA",  "ASIA",   "AIza",    "ya29.", "sk-",    "sk_live_",    "sk_test_", "rk_live_",
    "npm_",  "pypi-",  "dop_v1_", "hf_",   "shpat_", "hvs.",        "SG.",      "eyJ"};

// As kSecondLetters, of any first character.
constexpr std::array<uint32_t, 256> kSecondOfHeads = [] {
  std::array<uint32_t, 256> all{};
  for (const std::string_view head : kHeads)
    all[static_cast<unsigned char>(head[0])] |= 1U << (static_cast<unsigned char>(head[1]) & 31U);
  return all;
}();

bool may_be_head(std::string_view run) {
  if (run.size() < 2) return false;
  return (kSecondOfHeads[static_cast<unsigned char>(run[0])] >> (static_cast<unsigned char>(run[1]) & 31U) & 1U) != 0;
}

class Masker {
 public:
  explicit Masker(std::string_view text) : text_(text), out_(text) {}

  std::string run() {
    for (size_t at = 0; at < text_.size();) {
      if (!is_name(text_[at])) {
        if (text_[at] == ':' && text_.substr(at, 3) == "://") mask_userinfo(at + 3);
        ++at;
        continue;
      }
      if (text_[at] == '-' && text_.substr(at, 11) == "-----BEGIN ") mask_key(at);
      size_t end = at;
      while (end < text_.size() && is_name(text_[end])) ++end;
      const std::string_view word = text_.substr(at, end - at);
      if (names_secret(word)) {
        if (is_value(at, end))
          mask_object(at, end);
        else
          mask_behind(end);
      }
      if (word.front() == '-') mask_option(word, end);
      if (lower(word.front()) == 'b' && (begins(word, "bearer") || begins(word, "basic"))) mask_credentials(end + 1);
      mask_known(at, end);
      at = end;
    }
    return std::move(out_);
  }

 private:
  std::string_view text_;
  std::string out_;

  void mask(size_t begin, size_t end) {
    std::fill(out_.begin() + static_cast<std::ptrdiff_t>(std::min(begin, out_.size())),
              out_.begin() + static_cast<std::ptrdiff_t>(std::min(end, out_.size())), '*');
  }

  // `user:password@host`
  void mask_userinfo(size_t at) {
    const size_t end = std::min(text_.find_first_of("/?# \n\t\"'`\\<>", at), text_.size());
    const size_t host = text_.substr(0, end).rfind('@');
    if (host == std::string_view::npos || host < at) return;
    mask(at, host);  // a token stands before the colon as often as behind it
  }

  void mask_key(size_t at) {
    const size_t end = text_.find("-----END", at);
    mask(at + 11, end == std::string_view::npos ? text_.size() : end);
  }

  // Whether the word is a whole string, and one behind a colon: `"name": "API_TOKEN"`. The quotes may be escaped.
  [[nodiscard]] bool is_value(size_t at, size_t end) const {
    if (at == 0 || !is_quote(text_[at - 1])) return false;
    while (end < text_.size() && text_[end] == '\\') ++end;
    if (end == text_.size() || text_[end] != text_[at - 1]) return false;
    for (--at; at > 0; --at) {
      const char before = text_[at - 1];
      if (before != ' ' && before != '\\') return before == ':';
    }
    return false;
  }

  // Every string of the object around a name that is none of its keys: `{"name": "API_TOKEN", "value": "…"}`.
  void mask_object(size_t at, size_t end) {
    size_t begin = at;
    while (begin > 0 && at - begin < kMaxObject && text_[begin] != '{') --begin;
    if (text_[begin] != '{') begin = at - 1;
    const size_t stop = std::min(text_.size(), end + kMaxObject);
    for (size_t i = begin; i < stop && (i < end || text_[i] != '}'); ++i) {
      if (!is_quote(text_[i])) continue;
      const size_t first = i + 1;
      const size_t last = end_of_string(i);
      size_t next = std::min(last, text_.size());
      while (next < text_.size() && (text_[next] == '\\' || text_[next] == text_[i] || text_[next] == ' ')) ++next;
      const bool key = next < text_.size() && text_[next] == ':';
      if (!key && first != at) mask(first, last);
      i = std::max(i, next - 1);
    }
  }

  // Where the string that the quote at `at` opens ends: at the same quote, or, if that one is escaped, before its
  // backslash.
  [[nodiscard]] size_t end_of_string(size_t at) const {
    const bool escaped = at > 0 && text_[at - 1] == '\\';
    for (size_t end = at + 1; end < text_.size(); ++end) {
      if (text_[end] == text_[at]) return end;
      if (text_[end] != '\\') continue;
      if (escaped && end + 1 < text_.size() && text_[end + 1] == text_[at]) return end;
      if (!escaped) ++end;
    }
    return text_.size();
  }

  // `41:7:`, a line and a column behind the name of a file.
  static bool is_place(std::string_view value) {
    const size_t colon = value.find(':');
    return colon != 0 && colon != std::string_view::npos &&
           value.find_first_not_of("0123456789:") == std::string_view::npos;
  }

  // What stands behind the name of a secret: `": "`, `'] = '`, `=`, `", "`.
  void mask_behind(size_t at) {
    const size_t name_end = at;
    bool assigned = false;
    bool strongly = false;  // by more than a comma or an operator
    char quote = '\0';
    for (; at < text_.size() && at - name_end < kMaxBetween; ++at) {
      const char c = text_[at];
      // A line end in code is written as an escape.
      if (c == '\\' && at + 1 < text_.size() && (text_[at + 1] == 'n' || text_[at + 1] == 'r' || text_[at + 1] == 't'))
        ++at;
      else if (c == ':' || c == '=' || c == ',' || c == '|' || c == '?')
        strongly = strongly || c == ':' || c == '=', assigned = true;
      else if (is_quote(c))
        quote = assigned ? c : '\0';
      else if (std::string_view(" ]\\)([{\n\t").find(c) == std::string_view::npos)
        break;
      if (quote != '\0') break;
    }
    if (!assigned) return;
    if (quote != '\0') {
      size_t end = ++at;
      while (end < text_.size() && text_[end] != quote && text_[end] != '\n') ++end;
      if (end > at && text_[end - 1] == '\\') --end;
      mask(at, end);
      return;
    }
    const bool direct = text_[name_end] == '=';
    size_t end = at;
    while (end < text_.size() && !ends_value(text_[end])) ++end;
    const std::string_view value = text_.substr(at, end - at);
    // Code behind a name is no value: `token = msg.payload`.
    const bool code = value.find('(') != std::string_view::npos || begins(value, "msg.") || begins(value, "flow.") ||
                      begins(value, "global.") || begins(value, "env.");
    const bool digits = std::any_of(value.begin(), value.end(), is_digit);
    if (!code && strongly && (direct || digits) && !is_place(value)) mask(at, end);
  }

  // Of a command: `curl -u name:password`, `mosquitto_pub -P password`, `--password password`.
  void mask_option(std::string_view word, size_t at) {
    const bool user = word == "-u" || word == "--user";
    const bool secret = word == "-P" || word == "-p" || word == "-pw" || (word.starts_with("--") && names_secret(word));
    if ((!user && !secret) || at >= text_.size() || text_[at] != ' ') return;
    while (at < text_.size() && (text_[at] == ' ' || is_quote(text_[at]) || text_[at] == '\\')) ++at;
    size_t end = at;
    while (end < text_.size() && !ends_value(text_[end])) ++end;
    const std::string_view value = text_.substr(at, end - at);
    const bool number = std::all_of(value.begin(), value.end(), is_digit);  // a port
    if (user) at = value.find(':') == std::string_view::npos ? end : at + value.find(':') + 1;
    if (user || !number || word.starts_with("--")) mask(at, end);
  }

  // Behind the name of a scheme. A word is none.
  void mask_credentials(size_t at) {
    size_t end = std::min(at, text_.size());
    while (end < text_.size() && (is_token(text_[end]) || text_[end] == '/')) ++end;
    const std::string_view run = text_.substr(std::min(at, end), end - std::min(at, end));
    if (run.size() >= 6 && run.find_first_of("0123456789=") != std::string_view::npos) mask(at, end);
  }

  // The run of token characters from `at` on, if it is at least so long.
  void mask_run(size_t at, size_t least) {
    size_t end = at;
    while (end < text_.size() && (is_token(text_[end]) || text_[end] == '/')) ++end;
    if (end > at && end - at >= least) mask(at, end);
  }

  // Tokens of well-known services; JSON web tokens; long random text.
  void mask_known(size_t at, size_t end) {
    const std::string_view run = text_.substr(at, end - at);
    for (const std::string_view head : may_be_head(run) ? std::span(kHeads) : std::span<const std::string_view>()) {
      if (text_[at] == head[0] && text_.substr(at, head.size()) == head) mask_run(at, head.size() + 8);
    }
    if (run.size() < 8) return;
    // A Telegram bot's token is its number, a colon and 35 characters.
    if (run.size() <= 12 && std::all_of(run.begin(), run.end(), is_digit) && end + 30 < text_.size() &&
        text_[end] == ':')
      mask_run(end + 1, 30);
    for (size_t begin = at; begin + kShortToken <= end;) {
      size_t stop = begin;
      size_t digits = 0;
      while (stop < end && (is_letter(text_[stop]) || is_digit(text_[stop])))
        digits += is_digit(text_[stop++]) ? 1U : 0U;
      const bool longer = stop - begin >= kLongToken && digits >= 4 && digits < stop - begin;
      if (longer || looks_random(text_.substr(begin, stop - begin))) mask(begin, stop);
      begin = stop + 1;
    }
    mask_base64(at);
  }

  // 40 characters, as AWS and others give them, that slashes and plus signs part.
  void mask_base64(size_t at) {
    const auto in_run = [&](size_t i) {
      return is_letter(text_[i]) || is_digit(text_[i]) || text_[i] == '/' || text_[i] == '+';
    };
    if (text_.size() - at < kBase64 || (at > 0 && in_run(at - 1))) return;
    size_t end = at;
    while (end < text_.size() && end - at <= kBase64 && in_run(end)) ++end;
    const std::string_view run = text_.substr(at, end - at);
    if (run.size() == kBase64 && looks_random(run, 1)) mask(at, end);
  }

  // Large and small letters and digits in turn: no word, and no id of Node-RED, which has small letters only.
  static bool looks_random(std::string_view run, size_t least_digits = 2) {
    if (run.size() < kShortToken) return false;
    std::array<size_t, 4> count{};
    size_t turns = 0;
    const auto kind = [](char c) -> size_t { return is_digit(c) ? 0 : !is_letter(c) ? 3 : c == lower(c) ? 1 : 2; };
    for (size_t i = 0; i < run.size(); ++i) {
      ++count[kind(run[i])];
      turns += i > 0 && kind(run[i]) != kind(run[i - 1]) ? 1U : 0U;
    }
    return count[0] >= least_digits && count[1] >= 2 && count[2] >= 2 && turns >= run.size() / 3;
  }
};

}  // namespace

bool names_secret(std::string_view name) {
  for (size_t at = 0; at + 3 <= name.size(); ++at) {
    const auto first = static_cast<unsigned char>(name[at]);
    const auto second = static_cast<unsigned char>(name[at + 1]);
    if ((kSecondLetters[first & 31U] >> (second & 31U) & 1U) == 0) continue;
    for (const std::string_view word : kSecretWords) {
      if (begins(name.substr(at), word)) return true;
    }
  }
  return ends_in_secret(name);
}

std::string masked(std::string_view text) { return Masker(text).run(); }

}  // namespace halint
