// FNV-1a over texts, for fingerprints: the same on every platform and in every version.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace halint {

inline constexpr uint64_t kHashSeed = 0xCBF29CE484222325ULL;

/// Goes on from `hash`. A separator is taken in behind each text, so that “ab”, “c” is not “a”, “bc”.
inline uint64_t hash_text(std::string_view text, uint64_t hash) {
  constexpr uint64_t kPrime = 0x100000001B3ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  return (hash ^ 0x1FU) * kPrime;
}

/// The same over eight bytes at a time, for long ones: equal bytes, equal number.
inline uint64_t hash_bytes(std::string_view bytes) {
  uint64_t hash = kHashSeed ^ bytes.size();
  for (; bytes.size() >= sizeof hash; bytes.remove_prefix(sizeof hash)) {
    uint64_t word = 0;
    std::memcpy(&word, bytes.data(), sizeof word);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 32U;  // else high bits would never reach low ones
  }
  return hash_text(bytes, hash);
}

/// 16 digits.
inline std::string hex(uint64_t value) {
  std::string out(16, '0');
  for (size_t i = 16; i-- > 0; value >>= 4U) out[i] = "0123456789abcdef"[value & 0xFU];
  return out;
}

}  // namespace halint
