// halint as functions of named texts: flows and options in, a report, flows or a sentence out. Knows no files, streams
// or command line. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace halint {

/// `what` is check, fix, rules or version. `given` holds names and values in turn, each as its size (4 bytes, the
/// lowest first) and its bytes: `flows`, and the options of the command line without their dashes. `failed`: what comes
/// back is the sentence that says why.
[[nodiscard]] std::string call(std::string_view what, const char* given, size_t size, bool& failed);

}  // namespace halint
