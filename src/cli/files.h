// Reading files into padded memory and writing them whole or not at all.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "halint/source/source_file.h"

namespace halint::cli {

/// Reads a file; `shown` is what reports call it. Throws std::bad_alloc.
[[nodiscard]] Result<SourceFile> read_file(const std::string& path, std::string shown);
/// Reads a stream to its end.
[[nodiscard]] Result<SourceFile> read_stream(std::FILE* stream, std::string shown);

/// Which file a path means, however it is spelled: by device and number, links followed.
struct FileId {
  uint64_t device = 0;
  uint64_t number = 0;
  friend auto operator<=>(const FileId&, const FileId&) = default;
};
/// Nothing if there is no such file.
[[nodiscard]] std::optional<FileId> file_id(const std::string& path);

/// What differs once a file or folder was changed or another was put in its place.
struct FileState {
  std::optional<FileId> id;  ///< nothing: there is none
  int64_t modified = 0;      ///< in the units of the file system's clock
  uint64_t size = 0;         ///< bytes; 0 for folders
  friend bool operator==(const FileState&, const FileState&) = default;
};
[[nodiscard]] FileState file_state(const std::string& path);

/// Replaces a file by way of a temporary one beside it, so that nobody ever sees half of it; its mode stays. Signals
/// that end the program wait until the temporary file is gone. An empty message: done.
[[nodiscard]] Error write_file(const std::string& path, std::string_view bytes);
/// The same for what `write` puts into a stream; it says false, with errno set, if it could not.
[[nodiscard]] Error write_file(const std::string& path, const std::function<bool(std::FILE*)>& write);

/// All of a path before the name of the file, the separator included; empty if there is none.
[[nodiscard]] std::string_view folder_of(std::string_view path);

/// `file://<host>/<working directory>/`; empty if there is none.
[[nodiscard]] std::string working_folder_uri();

}  // namespace halint::cli
