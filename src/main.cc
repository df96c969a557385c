// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <exception>

#include "cli/run.h"

#if defined(__unix__) || defined(__APPLE__)
#include <csignal>
#endif

int main(int argc, char* argv[]) {
#if defined(__unix__) || defined(__APPLE__)
  // `halint check | head` ends in a failed write, which is handled, and not in a signal.
  std::signal(SIGPIPE, SIG_IGN);
#endif
  try {
    return halint::cli::run(argc, argv, {});
  } catch (const std::exception& error) {  // out of memory, no more threads
    std::fprintf(stderr, "halint: internal error: %s\n", error.what());
    return halint::cli::kExitError;
  }
}
