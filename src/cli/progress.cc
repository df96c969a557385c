// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

namespace halint::cli {
namespace {

constexpr const char* kErase = "\r\x1B[K";

}  // namespace

void Progress::count(Time now) {
  if (stream_ == nullptr) return;
  const Lock lock(mutex_);
  ++done_;
  if (now < next_ || done_ == total_) return;
  next_ = now + std::chrono::milliseconds(100);
  shown_ = true;
  std::fprintf(stream_, "%shalint: %zu of %zu files", kErase, done_, total_);
  std::fflush(stream_);
}

void Progress::aside(const std::function<void()>& work) {
  const Lock lock(mutex_);
  erase_locked();
  work();
}

void Progress::erase() {
  const Lock lock(mutex_);
  erase_locked();
}

void Progress::erase_locked() {
  if (!shown_) return;
  shown_ = false;
  std::fputs(kErase, stream_);
  std::fflush(stream_);
}

}  // namespace halint::cli
