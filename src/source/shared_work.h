// Work in pieces that several threads take one after another. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <utility>
#include <vector>

#include "source/threads.h"
#if HALINT_THREADS
#include <future>
#endif

namespace halint {

/// Calls `work(piece)` once for each of `pieces`, in no order that anybody may rely on.
class SharedWork {
 public:
  /// Begins, with up to `jobs` - 1 threads beside the caller's, or fewer if there are none to be had.
  SharedWork(size_t pieces, uint32_t jobs, std::function<void(size_t)> work);
  /// Leaves off after the pieces that are being worked on.
  ~SharedWork();
  SharedWork(const SharedWork&) = delete;
  SharedWork& operator=(const SharedWork&) = delete;

  /// Takes part until nothing is left. To be called once; throws what a piece threw.
  void finish();

 private:
  const size_t pieces_;
  const std::function<void(size_t)> work_;
  std::atomic<size_t> next_{0};
#if HALINT_THREADS
  std::vector<std::future<void>> helpers_;
#endif

  void run();
};

/// All of it at once: returns when everything is done.
inline void share_work(size_t pieces, uint32_t jobs, std::function<void(size_t)> work) {
  SharedWork(pieces, jobs, std::move(work)).finish();
}

/// Puts what one piece has made behind what was made of the pieces before it.
template <typename T>
void move_to_end(std::vector<T>& all, std::vector<T>& part) {
  all.insert(all.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
  part = {};
}

}  // namespace halint
