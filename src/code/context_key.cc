// SPDX-License-Identifier: Apache-2.0
#include "halint/code/function_facts.h"

namespace halint {
namespace {

// What a path is stored under: `a` of `a.b[0]` and of `a[0]`.
std::string_view root_of(std::string_view key, Certainty certainty) {
  const size_t end = key.find_first_of(".[");
  if (end != std::string_view::npos && end > 0) return key.substr(0, end);
  return certainty == Certainty::constant ? key : std::string_view{};
}

}  // namespace

ContextKey split_context_key(std::string_view text, Certainty certainty) {
  ContextKey key;
  key.certainty = certainty;
  if (certainty == Certainty::unknown) return key;
  if (text.substr(0, 3) == "#:(") {
    const size_t end = text.find(")::");
    if (end != std::string_view::npos && end > 3) {
      key.store_kind = StoreKind::constant;
      key.store = text.substr(3, end - 3);
      text.remove_prefix(end + 3);
    } else if (certainty == Certainty::prefix) {
      key.store_kind = StoreKind::unknown;
      text = {};
    }
  }
  constexpr std::string_view kParent = "$parent.";
  while (text.substr(0, kParent.size()) == kParent && key.parents < 255) {
    ++key.parents;
    text.remove_prefix(kParent.size());
  }
  key.key = text;
  key.root = root_of(text, certainty);
  if (text.empty() && certainty == Certainty::prefix) key.certainty = Certainty::unknown;
  return key;
}

}  // namespace halint
