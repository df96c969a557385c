#!/usr/bin/env bash
# A program whose options CLI11 reads takes --jobs 010 for 8, an empty --jobs for 0, and a file named [a,b] for two files.
#
# What:     CLI11 2.1.2 (Debian 12, libcli11-dev) with its defaults.
# Expected: decimal numbers, as in std::from_chars, Python's argparse and getopt with atoi; an empty text is no number; a positional
#           argument is one argument, whatever is in it.
# Seen:     numbers are read with base 0, so that a leading zero means octal and 08 is an error; "" is 0 for a number; text in square
#           brackets is split at its commas.
# Matters:  --jobs "$JOBS" with JOBS unset is not the error one counts on, and zero-padded numbers of scripts mean something else.
#
# Output (2026-11-27):
#   --jobs 010: 8
#   --jobs 08: error
#   --jobs '': 0
#   file '[a,b]': <a> <b>
#   file 'a,b': <a,b>
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
debian libcli11-dev 2.1.2
debian g++ 4:12

cat >probe.cc <<'END'
#include <CLI/CLI.hpp>
#include <iostream>
int main() {
  for (const char* text : {"010", "08", ""}) {
    CLI::App app;
    int jobs = -1;
    app.add_option("--jobs", jobs);
    std::cout << "--jobs " << (*text ? text : "''") << ": ";
    try {
      app.parse(std::vector<std::string>{text, "--jobs"});
      std::cout << jobs << '\n';
    } catch (const CLI::ParseError&) {
      std::cout << "error\n";
    }
  }
  for (const char* text : {"[a,b]", "a,b"}) {
    CLI::App app;
    std::vector<std::string> files;
    app.add_option("file", files);
    app.parse(std::vector<std::string>{text});
    std::cout << "file '" << text << "':";
    for (auto& file : files) std::cout << " <" << file << '>';
    std::cout << '\n';
  }
}
END
g++ -std=c++17 -O0 probe.cc -o probe
verdict "$(./probe)" <<'END'
--jobs 010: 8
--jobs 08: error
--jobs '': 0
file '[a,b]': <a> <b>
file 'a,b': <a,b>
END
