// SPDX-License-Identifier: Apache-2.0
#include "tables/toml_reader.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace halint::tables {
namespace {

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0]++;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t substituted = diagonal + static_cast<size_t>(a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({substituted, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

template <typename Words>
std::string possible(std::string_view word, const Words& words) {
  std::string list;
  std::string_view nearest;
  size_t best = SIZE_MAX;
  for (const std::string_view candidate : words) {
    if (candidate.empty()) continue;
    list += (list.empty() ? "" : ", ") + std::string(candidate);
    if (const size_t distance = edit_distance(word, candidate); distance < best) {
      best = distance;
      nearest = candidate;
    }
  }
  return "did you mean \"" + std::string(nearest) + "\"? Possible are: " + list;
}

}  // namespace

void fail(const toml::node& at, const std::string& message) {
  const toml::source_region& source = at.source();
  throw std::runtime_error((source.path ? *source.path : std::string("?")) + ":" + std::to_string(source.begin.line) + ":" +
                           std::to_string(source.begin.column) + ": " + message);
}

toml::table parse_file(const std::string& path) {
  try {
    return toml::parse_file(path);
  } catch (const toml::parse_error& error) {
    throw std::runtime_error(path + ":" + std::to_string(error.source().begin.line) + ":" + std::to_string(error.source().begin.column) +
                             ": " + std::string(error.description()));
  }
}

void check_keys(const toml::table& table, std::initializer_list<std::string_view> known) {
  for (const auto& [key, value] : table) {
    if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
      fail(value, "unknown key \"" + std::string(key.str()) + "\"; " + possible(key.str(), known));
    }
  }
}

std::string text_of(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return {};
  if (!node->is_string()) fail(*node, "\"" + std::string(key) + "\" must be text in quotes");
  std::string text = node->as_string()->get();
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::string required_text(const toml::table& table, std::string_view key) {
  std::string text = text_of(table, key);
  if (text.empty()) fail(table, "\"" + std::string(key) + "\" is missing");
  return text;
}

std::vector<std::string> texts_of(const toml::table& table, std::string_view key) {
  std::vector<std::string> texts;
  const toml::node* node = table.get(key);
  if (node == nullptr) return texts;
  const toml::array* array = node->as_array();
  if (array == nullptr) fail(*node, "\"" + std::string(key) + "\" must be a list of texts");
  for (const toml::node& element : *array) {
    if (!element.is_string()) fail(element, "must be text in quotes");
    texts.push_back(element.as_string()->get());
  }
  return texts;
}

size_t word_index(const toml::node& at, std::string_view word, const std::vector<std::string_view>& words) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end() || word.empty()) fail(at, "unknown word \"" + std::string(word) + "\"; " + possible(word, words));
  return static_cast<size_t>(found - words.begin());
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
