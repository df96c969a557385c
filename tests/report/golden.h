// Compares text with a file of testdata/golden, or rewrites the file: UPDATE_GOLDEN=1 ctest -R golden.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "halint/halint.h"
#include "tests/catch.h"

namespace halint::test {

inline std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// A release must not change every golden.
inline std::string without_version(std::string text) {
  const std::string number(version());
  for (size_t at = text.find(number); at != std::string::npos; at = text.find(number, at)) {
    text.replace(at, number.size(), "VERSION");
  }
  return text;
}

inline void check_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(HALINT_TESTDATA_DIR) + "/golden/" + name;
  const char* const update = std::getenv("UPDATE_GOLDEN");
  if (update != nullptr && *update == '1') {
    std::ofstream(path, std::ios::binary) << without_version(text);
    return;
  }
  INFO("golden file " << path);
  CHECK(without_version(text) == read_text(path));
}

}  // namespace halint::test
