// SPDX-License-Identifier: Apache-2.0
#include "halint/source/source_file.h"

#include <cstring>
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

PaddedBytes PaddedBytes::copy_of(std::string_view bytes) {
  auto* data = static_cast<char*>(::operator new(bytes.size() + SourceFile::kPadding));
  if (!bytes.empty()) std::memcpy(data, bytes.data(), bytes.size());
  std::memset(data + bytes.size(), 0, SourceFile::kPadding);
  return {data, bytes.size(), [](char* owned, size_t) { ::operator delete(owned); }};
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
