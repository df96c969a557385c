// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "fuzz/targets.h"
#include "halint/code/text_facts.h"

namespace fuzz {
namespace {

void check_all(const std::vector<halint::ContextAccess>& accesses, size_t size) {
  const auto within = [&](halint::CodeSpan span) { return span.begin <= span.end && span.end <= size; };
  uint32_t last = 0;
  for (const halint::ContextAccess& access : accesses) {
    require(within(access.span) && within(access.key_span), "accesses lie in the text");
    require(access.span.begin >= last, "accesses come in order");
    last = access.span.begin;
  }
}

}  // namespace

void jsonata(std::string_view input) {
  static std::vector<halint::ContextAccess> found;
  found.clear();
  halint::find_jsonata_context(input, found);
  check_all(found, input.size());
}

void mustache(std::string_view input) {
  static std::vector<halint::ContextAccess> found;
  found.clear();
  halint::find_mustache_context(input, found);
  check_all(found, input.size());
}

}  // namespace fuzz
