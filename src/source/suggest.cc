// SPDX-License-Identifier: Apache-2.0
#include "source/suggest.h"

#include <algorithm>

namespace halint {
namespace {

// Nobody mistypes a word this long, and the cost is quadratic.
constexpr size_t kMaxWord = 128;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view word) {
  std::string out(word);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

// Smaller is nearer; nothing if the words have too little in common.
size_t badness(std::string_view word, std::string_view candidate) {
  const size_t distance = edit_distance(word, candidate);
  const size_t allowed = std::max<size_t>(1, std::max(word.size(), candidate.size()) / 3);
  if (distance <= allowed) return distance;
  if (word.size() < 3) return std::string_view::npos;
  const std::string low = lowered(candidate);
  const std::string low_word = lowered(word);
  if (low.starts_with(low_word)) return allowed + 1;
  if (low.find(low_word) != std::string::npos) return allowed + 2;
  return std::string_view::npos;
}

}  // namespace

size_t edit_distance(std::string_view a, std::string_view b) {
  if (a.size() > kMaxWord || b.size() > kMaxWord) return std::max(a.size(), b.size());
  std::vector<size_t> before(b.size() + 1);
  std::vector<size_t> last(b.size() + 1);
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::vector<std::string_view> nearest(std::string_view word, std::span<const std::string_view> candidates,
                                      size_t limit) {
  std::vector<std::pair<size_t, std::string_view>> near;
  for (const std::string_view candidate : candidates) {
    const size_t bad = badness(word, candidate);
    if (bad != std::string_view::npos) near.emplace_back(bad, candidate);
  }
  std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string_view> out;
  for (const auto& [bad, candidate] : near) {
    if (out.size() == limit) break;
    out.push_back(candidate);
  }
  return out;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates, size_t limit) {
  const std::vector<std::string_view> near = nearest(word, candidates, limit);
  if (near.empty()) return {};
  std::string out = "; did you mean ";
  for (size_t i = 0; i < near.size(); ++i) {
    if (i != 0) out += i + 1 == near.size() ? " or " : ", ";
    out.append("\"").append(near[i]).append("\"");
  }
  return out + '?';
}

}  // namespace halint
