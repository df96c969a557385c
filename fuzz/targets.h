// What is fuzzed: each function takes any bytes, and requires of halint what must hold whatever they are.
// Run by libFuzzer (driver.cc), and over the inputs kept in testdata/fuzz by tests/fuzz_test.cc.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace fuzz {

/// A flow file: read or refused with a sentence; what was read lies within the file, in the graph too.
void document(std::string_view input);
/// Function code: tree and facts lie within the text.
void function_code(std::string_view input);
/// JSONata expressions.
void jsonata(std::string_view input);
/// Mustache templates.
void mustache(std::string_view input);
/// Text from flows on its way into a report: secrets are covered, control characters gone.
void text(std::string_view input);
/// halint.toml, with node types and rules of one's own.
void config(std::string_view input);
/// settings.js.
void settings(std::string_view input);
/// A baseline file.
void baseline(std::string_view input);
/// A report as lines, as shards hand it on.
void ndjson(std::string_view input);
/// A package of nodes: signals stand in its files, and a machine's entry says what it is.
void package(std::string_view input);
/// The whole way from a flow file to every format.
void check(std::string_view input);

/// Called where something does not hold; whoever runs the targets defines it.
[[noreturn]] void fail(const char* what);

inline void require(bool holds, const char* what) {
  if (!holds) fail(what);
}

}  // namespace fuzz
