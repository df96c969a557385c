// How long each stage of the way from a file to its report has taken.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace halint {

/// In the order in which a file goes through them.
enum class Stage : uint8_t { load, read, graph, catalogue, code, analyses, report, write };
inline constexpr std::array<std::string_view, 8> kStages{"load", "read",     "graph",  "catalogue",
                                                         "code", "analyses", "report", "write"};

/// Seconds of wall time by Stage, summed over files.
using StageTimes = std::array<double, kStages.size()>;

/// Measures stages one after the other: each lasts from the end of the one before.
class StageClock {
 public:
  explicit StageClock(StageTimes& times) : times_(times) {}

  void end(Stage stage) {
    const auto now = Clock::now();
    times_[static_cast<size_t>(stage)] += std::chrono::duration<double>(now - last_).count();
    last_ = now;
  }

 private:
  using Clock = std::chrono::steady_clock;
  StageTimes& times_;
  Clock::time_point last_ = Clock::now();
};

}  // namespace halint
