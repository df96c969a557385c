// What both tables need: TOML files read whole, and C++ string literals.
// Part of the build-time generator; throws std::runtime_error, which its main function prints.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "source/toml_tree.h"

namespace halint::tables {

/// Reads a file with `read`. What is wrong with it is thrown as `file:line:column: message`.
void read_file(const std::string& path, const std::function<void(const TomlValue& root)>& read);

/// A C++ string literal, quotes included.
std::string literal(std::string_view text);

}  // namespace halint::tables
