// Reads the TOML files under rules/ and complains with file, line and the words that were possible.
// Part of the build-time generator; throws std::runtime_error, which its main function prints.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

namespace halint::tables {

/// `file:line:column: message`, thrown.
[[noreturn]] void fail(const toml::node& at, const std::string& message);

/// The parsed file; a syntax error is thrown with its place.
toml::table parse_file(const std::string& path);

/// Throws for a key that is not in `known`, naming the nearest one.
void check_keys(const toml::table& table, std::initializer_list<std::string_view> known);

/// The text of `table[key]`, or empty if it is not there. Throws if it is not text.
std::string text_of(const toml::table& table, std::string_view key);
/// As text_of, but it must be there and not be empty.
std::string required_text(const toml::table& table, std::string_view key);
std::vector<std::string> texts_of(const toml::table& table, std::string_view key);

/// The index of `word` in `words` (index 0 stands for "not given"); throws with the nearest word.
size_t word_index(const toml::node& at, std::string_view word, const std::vector<std::string_view>& words);

/// A C++ string literal, quotes included.
std::string literal(std::string_view text);

}  // namespace halint::tables
