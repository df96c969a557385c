// What several threads make out of order goes on in order, without piling up.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "source/threads.h"
#if HALINT_THREADS
#include <condition_variable>
#endif

namespace halint::cli {

/// Hands pieces on by their number, from 0 up. Who is far ahead of the others waits, so that never more than `window`
/// pieces are there. Numbers must be begun in their order, as SharedWork does.
template <typename Piece>
class InOrder {
 public:
  using Take = std::function<void(size_t number, Piece&& piece)>;

  /// `take` is called by one thread at a time.
  InOrder(size_t window, Take take) : pieces_(window), take_(std::move(take)) {}

  /// To be called before a piece is made. False once `take` has thrown: nothing more will be taken.
  [[nodiscard]] bool begin(size_t number) {
#if HALINT_THREADS
    std::unique_lock<std::mutex> lock(mutex_);
    moved_.wait(lock, [&] { return broken_ || number < next_ + pieces_.size(); });
#endif
    return !broken_ && number < next_ + pieces_.size();
  }

  /// Takes it and all behind it that wait for it, unless another thread is about to. Throws what `take` threw.
  void put(size_t number, Piece&& piece) {
    mutex_.lock();
    pieces_[number % pieces_.size()].emplace(std::move(piece));
    const bool mine = !taking_;
    taking_ = true;
    while (mine && pieces_[next_ % pieces_.size()]) take_next();
    if (mine) taking_ = false;
    mutex_.unlock();
  }

 private:
  std::vector<std::optional<Piece>> pieces_;  // by number, over and over
  const Take take_;
  Mutex mutex_;
#if HALINT_THREADS
  std::condition_variable moved_;
#endif
  size_t next_ = 0;      // to be taken
  bool taking_ = false;  // some thread is in `put`, and looks for more before it leaves
  bool broken_ = false;

  // With the mutex held, but for while the piece is taken.
  void take_next() {
    std::optional<Piece>& slot = pieces_[next_ % pieces_.size()];
    Piece piece = std::move(*slot);
    slot.reset();
    mutex_.unlock();
    try {
      take_(next_, std::move(piece));
    } catch (...) {
      const Lock lock(mutex_);
      broken_ = true;
      notify();
      throw;
    }
    mutex_.lock();
    ++next_;
    notify();
  }

  void notify() {
#if HALINT_THREADS
    moved_.notify_all();
#endif
  }
};

}  // namespace halint::cli
