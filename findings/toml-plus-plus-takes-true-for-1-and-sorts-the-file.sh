#!/usr/bin/env bash
# toml++ reads `jobs = true` as the number 1 and `level = 1.0` as the number 1, and writes a file back sorted by name.
#
# What:     toml++ 3.3.0 (Debian 12, libtomlplusplus-dev), value<int>() and operator<<.
# Expected: types of TOML are kept apart, as its readers in Rust, Go and Python do; what is read and written again has its order.
# Seen:     value<int>() and value_or(0) convert what fits without loss, a boolean too (value_exact does not); tables and keys come out in
#           alphabetical order, without comments.
# Matters:  a slip in a configuration is taken as a number; a tool that changes one value of a file rewrites all of it.
#
# Output (2026-11-27):
#   jobs = true: 1
#   jobs = 1.0: 1
#   jobs = 1.5: none
#   jobs = "1": none
#   zeta, alpha, [b], [a] are written as: alpha zeta [a] [b]
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
debian libtomlplusplus-dev 3.3.0
debian g++ 4:12

cat >probe.cc <<'END'
#include <toml++/toml.h>
#include <iostream>
#include <sstream>
int main() {
  for (const char* text : {"jobs = true", "jobs = 1.0", "jobs = 1.5", "jobs = \"1\""}) {
    auto value = toml::parse(text)["jobs"].value<int>();
    std::cout << text << ": " << (value ? std::to_string(*value) : "none") << '\n';
  }
  std::stringstream out;
  out << toml::parse("zeta = 1 # comment\nalpha = 2\n[b]\n[a]\n");
  std::cout << "zeta, alpha, [b], [a] are written as:";
  for (std::string word; out >> word;) if (word.find_first_of("abz[") == 0) std::cout << ' ' << word;
  std::cout << '\n';
}
END
g++ -std=c++17 -O0 probe.cc -o probe
verdict "$(./probe)" <<'END'
jobs = true: 1
jobs = 1.0: 1
jobs = 1.5: none
jobs = "1": none
zeta, alpha, [b], [a] are written as: alpha zeta [a] [b]
END
