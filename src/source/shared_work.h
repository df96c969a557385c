// Work in pieces that several threads take one after another. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <vector>

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
  std::vector<std::future<void>> helpers_;

  void run();
};

/// All of it at once: returns when everything is done.
inline void share_work(size_t pieces, uint32_t jobs, std::function<void(size_t)> work) {
  SharedWork(pieces, jobs, std::move(work)).finish();
}

}  // namespace halint
