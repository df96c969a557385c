// One target as a libFuzzer program; HALINT_FUZZ_TARGET is its name. Those that read flows mutate them as flows.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "targets.h"

// NOLINTBEGIN(readability-identifier-naming): the names are libFuzzer's
#ifdef HALINT_FUZZ_FLOWS
#include "flow_mutator.h"

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  if (seed % 4 != 0) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto file = halint::SourceFile::create("in.json", halint::PaddedBytes::copy_of(text));
    const auto document = halint::read_document(*file);
    if (document && !document->nodes.empty()) {
      const std::string changed = fuzz::FlowMutator(*document, seed).mutate();
      if (changed.size() <= most) {
        std::copy(changed.begin(), changed.end(), data);
        return changed.size();
      }
    }
  }
  return LLVMFuzzerMutate(data, size, most);
}
#endif

void fuzz::fail(const char* what) {
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::HALINT_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}
// NOLINTEND(readability-identifier-naming)
