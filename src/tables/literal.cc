// SPDX-License-Identifier: Apache-2.0
#include "tables/literal.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace halint::tables {

void read_file(const std::string& path, const std::function<void(const TomlValue& root)>& read) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(path + ": cannot be read");
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (const std::optional<Error> error = read_toml(text, path, read)) throw std::runtime_error(error->to_string());
}

std::string literal(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      throw std::runtime_error("control character in text: " + std::string(text));
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace halint::tables
