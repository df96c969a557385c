// Runs a command again and again and prints the medians of what a run costs: CPU ms, wall ms, peak MB; or `fails`.
//   bench_measure RUNS COMMAND [ARGUMENT...]
// There are at least RUNS runs, and more until all together have taken half a second: one run of some milliseconds says
// little. What the command prints goes to a file, because some programs see that /dev/null needs no output.
// SPDX-License-Identifier: Apache-2.0
#include <spawn.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <vector>

namespace {

constexpr double kEnough = 500;  // ms

struct Run {
  double cpu = 0;   // ms
  double wall = 0;  // ms
  double peak = 0;  // MB
};

double milliseconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

/// Where the command writes to; empty at the start of each run.
class Sink {
 public:
  Sink() : file_(std::tmpfile()) {
    if (file_ == nullptr) {
      std::perror("bench_measure: no temporary file");
      std::exit(2);
    }
  }
  ~Sink() { std::fclose(file_); }
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  [[nodiscard]] int descriptor() const { return fileno(file_); }
  [[nodiscard]] bool empty() const {
    struct stat status {};
    return fstat(descriptor(), &status) == 0 && status.st_size == 0;
  }
  [[nodiscard]] bool clear() const { return lseek(descriptor(), 0, SEEK_SET) == 0 && ftruncate(descriptor(), 0) == 0; }

 private:
  std::FILE* file_;
};

class Command {
 public:
  explicit Command(char** arguments) : arguments_(arguments) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", 0, 0);
    posix_spawn_file_actions_adddup2(&actions_, out_.descriptor(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, err_.descriptor(), STDERR_FILENO);
  }
  ~Command() { posix_spawn_file_actions_destroy(&actions_); }
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;

  /// Nothing if the command fails. 1 is what linters end with that have found something: then nobody has complained.
  std::optional<Run> run() {
    if (!out_.clear() || !err_.clear()) return std::nullopt;
    const auto start = std::chrono::steady_clock::now();
    pid_t pid = 0;
    if (posix_spawnp(&pid, arguments_[0], &actions_, nullptr, arguments_, environ) != 0) return std::nullopt;
    int status = 0;
    rusage usage{};
    if (wait4(pid, &status, 0, &usage) != pid) return std::nullopt;
    const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - start;
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) return std::nullopt;
    if (WEXITSTATUS(status) == 1 && !err_.empty()) return std::nullopt;
    return Run{milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime), wall.count(),
               static_cast<double>(usage.ru_maxrss) * 1024 / 1e6};
  }

 private:
  char** arguments_;
  Sink out_, err_;
  posix_spawn_file_actions_t actions_{};
};

double median(std::vector<Run>& runs, double Run::*field) {
  const auto middle = runs.begin() + static_cast<std::ptrdiff_t>(runs.size() / 2);
  std::nth_element(runs.begin(), middle, runs.end(), [&](const Run& a, const Run& b) { return a.*field < b.*field; });
  return (*middle).*field;
}

}  // namespace

int main(int count, char** values) {
  const size_t least = count > 2 ? std::strtoul(values[1], nullptr, 10) : 0;
  if (least == 0) {
    std::fputs("usage: bench_measure RUNS COMMAND [ARGUMENT...]\n", stderr);
    return 2;
  }
  Command command(values + 2);
  std::vector<Run> runs;
  for (double taken = 0; runs.size() < least || taken < kEnough; taken += runs.back().wall) {
    const std::optional<Run> run = command.run();
    if (!run) {
      std::puts("fails");
      return 0;
    }
    runs.push_back(*run);
  }
  std::printf("%.1f %.1f %.1f\n", median(runs, &Run::cpu), median(runs, &Run::wall), median(runs, &Run::peak));
  return 0;
}
