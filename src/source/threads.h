// Whether there are threads, and a mutex for both cases: WebAssembly has one thread, and its C++ library no mutex.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#if defined(__wasi__) && !defined(_REENTRANT)
#define HALINT_THREADS 0
#else
#define HALINT_THREADS 1
#include <mutex>
#endif

namespace halint {

#if HALINT_THREADS
using Mutex = std::mutex;
#else
/// Nobody to be kept out.
struct Mutex {
  void lock() {}
  void unlock() {}
};
#endif

/// Holds a mutex to the end of the block.
class Lock {
 public:
  explicit Lock(Mutex& mutex) : mutex_(mutex) { mutex_.lock(); }
  ~Lock() { mutex_.unlock(); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  Mutex& mutex_;
};

}  // namespace halint
