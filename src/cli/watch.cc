// SPDX-License-Identifier: Apache-2.0
#include "cli/watch.h"

#include <chrono>
#include <csignal>
#include <thread>

namespace halint::cli {
namespace {

constexpr std::chrono::milliseconds kPause{200};

volatile std::sig_atomic_t leave = 0;

void note_signal(int /*number*/) { leave = 1; }

std::vector<FileState> states_of(const std::vector<std::string>& paths) {
  std::vector<FileState> states;
  states.reserve(paths.size());
  for (const std::string& path : paths) states.push_back(file_state(path));
  return states;
}

}  // namespace

WatchedFiles::WatchedFiles(std::vector<std::string> paths) : paths_(std::move(paths)), states_(states_of(paths_)) {}

bool WatchedFiles::wait() const {
  std::vector<FileState> last = states_;
  for (bool changed = false; leave == 0;) {
    std::this_thread::sleep_for(kPause);
    std::vector<FileState> now = states_of(paths_);
    const bool rests = now == last;
    last = std::move(now);
    changed = changed || !rests;
    if (changed && rests) return true;
  }
  return false;
}

LeaveOnSignal::LeaveOnSignal() {
  leave = 0;
  interrupt_ = std::signal(SIGINT, note_signal);
  terminate_ = std::signal(SIGTERM, note_signal);
}

LeaveOnSignal::~LeaveOnSignal() {
  std::signal(SIGINT, interrupt_);
  std::signal(SIGTERM, terminate_);
}

}  // namespace halint::cli
