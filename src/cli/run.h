// The command line: arguments in, exit code out. The only part that knows of files, threads and terminals.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>

namespace halint::cli {

/// Where a command reads and writes. The streams stay open.
struct Streams {
  std::FILE* in = stdin;
  std::FILE* out = stdout;
  std::FILE* err = stderr;
};

/// 0: nothing at or above --fail-on. 1: findings. 2: usage, unreadable or non-flow input, internal.
inline constexpr int kExitClean = 0;
inline constexpr int kExitFindings = 1;
inline constexpr int kExitError = 2;

int run(int argc, const char* const* argv, const Streams& streams);

}  // namespace halint::cli
