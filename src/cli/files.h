// Reading files into padded memory and writing them whole or not at all.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "halint/source/source_file.h"

namespace halint::cli {

/// Reads a file; `shown` is what reports call it. Throws std::bad_alloc.
[[nodiscard]] Result<SourceFile> read_file(const std::string& path, std::string shown);
/// Reads a stream to its end.
[[nodiscard]] Result<SourceFile> read_stream(std::FILE* stream, std::string shown);

/// Replaces a file by way of a temporary one beside it, so that nobody ever sees half of it. An empty message: done.
[[nodiscard]] Error write_file(const std::string& path, std::string_view bytes);

}  // namespace halint::cli
