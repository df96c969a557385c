// Pieces of several threads go on in their order, and few of them wait.
// SPDX-License-Identifier: Apache-2.0
#include "cli/in_order.h"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <string>

#include "source/shared_work.h"
#include "tests/catch.h"

namespace halint::cli {

TEST_CASE("pieces are taken in their order by any number of threads, and never many wait") {
  for (const uint32_t jobs : {1U, 2U, 8U}) {
    const size_t window = size_t{4} * jobs;
    std::atomic<size_t> waiting{0};
    std::atomic<size_t> most{0};
    std::vector<size_t> taken;
    InOrder<std::string> order(window, [&](size_t number, std::string&& piece) {
      --waiting;
      if (piece == std::to_string(number)) taken.push_back(number);
    });
    share_work(1000, jobs, [&](size_t i) {
      if (!order.begin(i)) return;
      most = std::max<size_t>(most, ++waiting);
      order.put(i, std::to_string(i));
    });
    CHECK(most <= window);
    REQUIRE(taken.size() == 1000);
    for (size_t i = 0; i < taken.size(); ++i) CHECK(taken[i] == i);
  }
}

TEST_CASE("when a piece cannot be taken, nothing hangs and the failure is thrown") {
  for (const uint32_t jobs : {1U, 8U}) {
    InOrder<int> order(8, [](size_t number, int&&) {
      if (number == 50) throw std::runtime_error("no room");
    });
    const auto work = [&](size_t i) {
      if (order.begin(i)) order.put(i, 1);
    };
    CHECK_THROWS_AS(share_work(1000, jobs, work), std::runtime_error);
  }
}

}  // namespace halint::cli
