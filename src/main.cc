// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <exception>
#include <new>

#include "cli/run.h"

#if defined(__unix__) || defined(__APPLE__)
#include <csignal>
#endif

#ifdef __wasi__
#include <unistd.h>

#include <cstdlib>
#endif

int main(int argc, char* argv[]) {
#ifdef __wasi__
  // WASI knows no current directory; the host tells it this way. If it cannot be entered, paths are from the root.
  const char* const here = std::getenv("PWD");
  if (here != nullptr && ::chdir(here) != 0) std::fputs("halint: the current directory cannot be entered\n", stderr);
#endif
#if defined(__unix__) || defined(__APPLE__)
  // `halint check | head` ends in a failed write, which is handled, and not in a signal.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // so does a file beyond the user's limit
#endif
  try {
    return halint::cli::run(argc, argv, {});
  } catch (const std::bad_alloc&) {
    std::fputs("halint: there is not enough memory for this run; lint fewer or smaller files at a time\n", stderr);
    return halint::cli::kExitError;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "halint: internal error: %s\n", error.what());
    return halint::cli::kExitError;
  }
}
