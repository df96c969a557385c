// libFuzzer target: a halint.toml or a baseline of any bytes is read, or refused with a sentence.
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "halint/report/baseline.h"
#include "halint/rule/config.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto config = halint::read_config(text, "halint.toml");
  if (!config && config.error().message.empty()) std::abort();
  const auto file = halint::SourceFile::create("baseline.json", halint::PaddedBytes::copy_of(text));
  const auto baseline = halint::read_baseline(*file);
  if (!baseline && baseline.error().message.empty()) std::abort();
  return 0;
}
