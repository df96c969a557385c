// SPDX-License-Identifier: Apache-2.0
#include "source/shared_work.h"

#include <algorithm>
#include <system_error>

namespace halint {

SharedWork::SharedWork(size_t pieces, uint32_t jobs, std::function<void(size_t)> work)
    : pieces_(pieces), work_(std::move(work)) {
#if HALINT_THREADS
  try {
    for (size_t i = 1; i < std::min<size_t>(jobs, pieces_); ++i)
      helpers_.push_back(std::async(std::launch::async, [this] { run(); }));
  } catch (const std::system_error&) {  // no more threads to be had: those that there are do the work
  }
#else
  static_cast<void>(jobs);
#endif
}

SharedWork::~SharedWork() {
  next_ = pieces_;
#if HALINT_THREADS
  helpers_.clear();  // waits for them, while they still can look at `next_`
#endif
}

void SharedWork::run() {
  for (size_t piece = next_++; piece < pieces_; piece = next_++) work_(piece);
}

void SharedWork::finish() {
  run();
#if HALINT_THREADS
  for (std::future<void>& helper : helpers_) helper.get();
#endif
}

}  // namespace halint
