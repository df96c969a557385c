// The bytes of one input, owned once for the whole run; everything else views them.
// Knows how to hold and count them, not where they came from or what they mean.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "halint/source/result.h"

namespace halint {

/// Bytes `[begin, end)` of a file, counted from its first byte (a byte order mark included).
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;

  [[nodiscard]] uint32_t size() const { return end - begin; }
  [[nodiscard]] bool empty() const { return begin == end; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// Memory that is readable for `SourceFile::kPadding` bytes beyond its size, as simdjson needs it.
class PaddedBytes {
 public:
  using Release = void (*)(char* data, size_t size);

  /// Takes over `data`; `release` is called once with it. The caller vouches for the padding.
  PaddedBytes(char* data, size_t size, Release release) : size_(size), data_(data, {release, size}) {}
  /// A padded copy of `bytes`, with `more` right behind them.
  static PaddedBytes copy_of(std::string_view bytes, std::string_view more = {});

  [[nodiscard]] std::string_view view() const { return {data_.get(), size_}; }

 private:
  struct Deleter {
    Release release = nullptr;
    size_t size = 0;
    void operator()(char* data) const {
      if (release != nullptr) release(data, size);
    }
  };
  size_t size_ = 0;
  std::unique_ptr<char, Deleter> data_;
};

/// One input with the name people know it by. Moving it leaves views into its bytes valid.
class SourceFile {
 public:
  /// At least simdjson's SIMDJSON_PADDING in every version.
  static constexpr size_t kPadding = 64;
  /// Offsets are 32-bit and simdjson's limit is the same.
  static constexpr uint64_t kMaxSize = 0xFFFFFFFFULL - kPadding;

  /// `path` is what reports call the file: relative, with forward slashes. Fails over kMaxSize.
  static Result<SourceFile> create(std::string path, PaddedBytes bytes);

  [[nodiscard]] const std::string& path() const { return path_; }
  /// Every byte, byte order mark included, so that a Span indexes it.
  [[nodiscard]] std::string_view bytes() const { return bytes_.view(); }
  /// Where the text begins: 3 behind a UTF-8 byte order mark, else 0.
  [[nodiscard]] uint32_t text_begin() const { return text_begin_; }
  [[nodiscard]] std::string_view cut(Span span) const { return bytes().substr(span.begin, span.size()); }
  /// Offset of a view that lies in this file.
  [[nodiscard]] uint32_t offset_of(const char* inside) const { return static_cast<uint32_t>(inside - bytes().data()); }

 private:
  SourceFile(std::string path, PaddedBytes bytes, uint32_t text_begin)
      : path_(std::move(path)), bytes_(std::move(bytes)), text_begin_(text_begin) {}

  std::string path_;
  PaddedBytes bytes_;
  uint32_t text_begin_;
};

}  // namespace halint
