// SPDX-License-Identifier: Apache-2.0
#include "cli/report_lines.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace halint::cli {

ReportLines::ReportLines(std::string path, std::FILE* input) : path_(std::move(path)), input_(input) {}

ReportLines::~ReportLines() {
  if (file_ != nullptr && file_ != input_) std::fclose(file_);
}

void ReportLines::fail(const char* what) { error_ = Error{std::string(what) + ": " + std::strerror(errno), path_}; }

bool ReportLines::open() {
  if (file_ != nullptr) return true;
  std::error_code code;
  if (path_ != "-" && std::filesystem::is_directory(path_, code)) {
    error_ = Error{"is a folder; name the reports in it", path_};
    return false;
  }
  file_ = path_ == "-" ? input_ : std::fopen(path_.c_str(), "rb");
  if (file_ == nullptr || (rested_at_ != 0 && std::fseek(file_, rested_at_, SEEK_SET) != 0)) fail("cannot be opened");
  return !error_;
}

bool ReportLines::read_more() {
  buffer_.erase(0, at_);
  at_ = 0;
  std::array<char, size_t{64} * 1024> bytes;
  const size_t got = std::fread(bytes.data(), 1, bytes.size(), file_);
  if (got == 0 && std::ferror(file_) != 0) fail("cannot be read");
  buffer_.append(bytes.data(), got);
  return got != 0;
}

std::optional<std::string_view> ReportLines::next() {
  if (error_ || !open()) return std::nullopt;
  size_t searched = at_;
  size_t end = buffer_.find('\n', searched);
  while (end == std::string::npos) {
    searched = buffer_.size() - at_;
    if (!read_more()) break;
    end = buffer_.find('\n', searched);
  }
  if (error_ || (end == std::string::npos && buffer_.empty())) return std::nullopt;
  const std::string_view line = std::string_view(buffer_).substr(at_, end == std::string::npos ? end : end - at_);
  at_ = end == std::string::npos ? buffer_.size() : end + 1;
  return line;
}

// What cannot be read again from its middle, a pipe, stays open.
void ReportLines::rest() {
  if (file_ == nullptr || file_ == input_) return;
  std::error_code code;
  const long at = std::filesystem::is_regular_file(path_, code) ? std::ftell(file_) : -1;
  if (at < 0) return;
  rested_at_ = at - static_cast<long>(buffer_.size() - at_);
  std::fclose(file_);
  file_ = nullptr;
  buffer_ = {};
  at_ = 0;
}

}  // namespace halint::cli
