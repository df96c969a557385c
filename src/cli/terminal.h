// What is at the other end of a stream, and how to write there.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <string_view>

#include "cli/run.h"

namespace halint::cli {

enum class ColorChoice : uint8_t { automatic, always, never };

/// How a report is to be shown.
struct Look {
  ColorChoice color = ColorChoice::automatic;
  bool quiet = false;   ///< findings only
  uint32_t jobs = 1;    ///< threads that may write one file's findings
  bool at_once = true;  ///< what can go out before the end does so
};

/// Whether to colour what goes to `stream`: the option first, then NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, then
/// whether it is a terminal that can (TERM is not `dumb`).
[[nodiscard]] bool wants_color(std::FILE* stream, ColorChoice choice);
/// Whether somebody looks at `stream`, who sees a line change: it is a terminal, and not a dumb one.
[[nodiscard]] bool is_watched(std::FILE* stream);
/// Whether the terminal behind `stream` is known to make links of OSC 8; FORCE_HYPERLINK (0: no, else yes) wins.
[[nodiscard]] bool wants_links(std::FILE* stream);
/// Columns of the terminal behind `stream` (or COLUMNS), between 60 and 120; 100 if it is none.
[[nodiscard]] uint32_t text_width(std::FILE* stream);

/// Writes and flushes. A reader who left early is no error; every other failure is told on `streams.err`.
bool write_out(const Streams& streams, std::string_view bytes);
/// The same for what `write` puts into the stream; it says false, with errno set, if it could not.
bool write_out(const Streams& streams, const std::function<bool(std::FILE*)>& write);
/// One line for the person in front: `halint: …`. Sanitised.
void complain(const Streams& streams, std::string_view message);

}  // namespace halint::cli
