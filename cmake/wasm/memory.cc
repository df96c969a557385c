// What C programs do with bytes, sixteen at a time: wasi-libc compares and copies byte by byte or word by word.
// Nothing is read beyond the bytes that the caller names, but for the strings' ends, which are looked for in whole
// aligned blocks. SPDX-License-Identifier: Apache-2.0
#include <wasm_simd128.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace {

constexpr size_t kBlock = sizeof(v128_t);
constexpr size_t kLarge = 512;  // bytes, from which on the engine's own copy is worth its call

uint32_t found(v128_t equal) { return wasm_i8x16_bitmask(equal); }

size_t first(uint32_t mask) { return static_cast<size_t>(__builtin_ctz(mask)); }

template <typename T>
T load(const void* from) {
  T value;
  __builtin_memcpy(&value, from, sizeof value);
  return value;
}

template <typename T>
void store(void* to, T value) {
  __builtin_memcpy(to, &value, sizeof value);
}

// Both ends at once, overlapping in the middle. All is read before anything is written, so `to` may overlap `from`.
template <typename T>
void copy_ends(unsigned char* to, const unsigned char* from, size_t size) {
  const T begin = load<T>(from);
  const T end = load<T>(from + size - sizeof(T));
  store(to, begin);
  store(to + size - sizeof(T), end);
}

// Up to two blocks.
void copy_small(unsigned char* to, const unsigned char* from, size_t size) {
  if (size >= kBlock) return copy_ends<v128_t>(to, from, size);
  if (size >= 8) return copy_ends<uint64_t>(to, from, size);
  if (size >= 4) return copy_ends<uint32_t>(to, from, size);
  if (size >= 2) return copy_ends<uint16_t>(to, from, size);
  if (size == 1) *to = *from;
}

}  // namespace

extern "C" {

void* memcpy(void* to, const void* from, size_t size) {
  auto* const out = static_cast<unsigned char*>(to);
  const auto* const in = static_cast<const unsigned char*>(from);
  if (size <= 2 * kBlock) return copy_small(out, in, size), to;
  if (size >= kLarge) return __builtin_memcpy(to, from, size);
  const v128_t end = wasm_v128_load(in + size - kBlock);
  for (size_t at = 0; at < size - kBlock; at += kBlock) wasm_v128_store(out + at, wasm_v128_load(in + at));
  wasm_v128_store(out + size - kBlock, end);
  return to;
}

int memcmp(const void* left, const void* right, size_t size) {
  const auto* const a = static_cast<const unsigned char*>(left);
  const auto* const b = static_cast<const unsigned char*>(right);
  size_t at = 0;
  for (; at + kBlock <= size; at += kBlock) {
    const uint32_t differ = found(wasm_i8x16_ne(wasm_v128_load(a + at), wasm_v128_load(b + at)));
    if (differ != 0) return a[at + first(differ)] - b[at + first(differ)];
  }
  if (at + 8 <= size) {
    const uint64_t differ = load<uint64_t>(a + at) ^ load<uint64_t>(b + at);
    if (differ != 0) {
      at += static_cast<size_t>(__builtin_ctzll(differ)) / 8;
      return a[at] - b[at];
    }
    at += 8;
  }
  for (; at < size; ++at) {
    if (a[at] != b[at]) return a[at] - b[at];
  }
  return 0;
}

void* memchr(const void* text, int byte, size_t size) {
  const auto* const in = static_cast<const unsigned char*>(text);
  const v128_t wanted = wasm_i8x16_splat(static_cast<int8_t>(byte));
  size_t at = 0;
  for (; at + kBlock <= size; at += kBlock) {
    const uint32_t equal = found(wasm_i8x16_eq(wasm_v128_load(in + at), wanted));
    if (equal != 0) return const_cast<unsigned char*>(in + at + first(equal));
  }
  for (; at < size; ++at) {
    if (in[at] == static_cast<unsigned char>(byte)) return const_cast<unsigned char*>(in + at);
  }
  return nullptr;
}

size_t strlen(const char* text) {
  const auto address = reinterpret_cast<uintptr_t>(text);
  const char* block = text - address % kBlock;
  uint32_t zeros = found(wasm_i8x16_eq(wasm_v128_load(block), wasm_i8x16_splat(0))) >> (address % kBlock);
  if (zeros != 0) return first(zeros);
  do {
    block += kBlock;
    zeros = found(wasm_i8x16_eq(wasm_v128_load(block), wasm_i8x16_splat(0)));
  } while (zeros == 0);
  return static_cast<size_t>(block - text) + first(zeros);
}

}
