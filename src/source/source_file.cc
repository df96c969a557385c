// SPDX-License-Identifier: Apache-2.0
#include "halint/source/source_file.h"

#include <algorithm>
#include <new>

namespace halint {

std::string Error::to_string() const {
  std::string out = path;
  if (!path.empty() && line != 0) {
    out += ':' + std::to_string(line);
    if (column != 0) out += ':' + std::to_string(column);
  }
  if (!out.empty()) out += ": ";
  return out + message;
}

PaddedBytes PaddedBytes::copy_of(std::string_view bytes, std::string_view more) {
  const size_t size = bytes.size() + more.size();
  auto* data = static_cast<char*>(::operator new(size + SourceFile::kPadding));
  char* end = std::copy(bytes.begin(), bytes.end(), data);
  end = std::copy(more.begin(), more.end(), end);
  std::fill_n(end, SourceFile::kPadding, '\0');
  return {data, size, [](char* owned, size_t) { ::operator delete(owned); }};
}

Result<SourceFile> SourceFile::create(std::string path, PaddedBytes bytes) {
  const std::string_view view = bytes.view();
  if (view.size() > kMaxSize) {
    return Error{"is larger than 4 GiB, which is more than halint reads; split it by flow", std::move(path)};
  }
  const uint32_t text_begin = view.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  return SourceFile(std::move(path), std::move(bytes), text_begin);
}

}  // namespace halint
