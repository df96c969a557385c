// libFuzzer target: function code of any bytes gives a tree and facts within the text, and never a crash.
// The same bytes go through the JSONata and Mustache scanners. SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "halint/code/function_facts.h"
#include "halint/code/js/parser.h"
#include "halint/code/text_facts.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(halint::CodeSpan span, std::size_t size) { require(span.begin <= span.end && span.end <= size); }

template <class List>
void check_all(const List& list, std::size_t size) {
  for (const auto& item : list) {
    require(item.part == 0);
    check(item.span, size);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static halint::js::Parser parser;
  const halint::js::Ast& ast = parser.parse(text);
  for (const halint::js::Node& node : ast.nodes) {
    require(node.begin <= node.end && node.end <= size);
    require(node.first < ast.nodes.size() && node.next < ast.nodes.size());
  }
  for (const halint::js::SyntaxError& error : ast.errors) require(error.offset <= size);

  static halint::FunctionAnalyzer analyzer;
  const halint::CodePart part{text, halint::CodeRole::kMessage};
  const halint::CodeLibrary libraries[] = {{"fs", "fs"}, {"cron", "node-cron"}};
  const halint::FunctionFacts& facts = analyzer.analyze({&part, 1}, libraries);
  check_all(facts.accesses, size);
  for (const halint::ContextAccess& access : facts.accesses) {
    check(access.key_span, size);
    check(access.value_span, size);
  }
  check_all(facts.states, size);
  check_all(facts.timers, size);
  check_all(facts.sends, size);
  check_all(facts.uses, size);
  check_all(facts.env_reads, size);
  check_all(facts.properties, size);
  check_all(facts.held, size);
  for (const halint::HeldMessage& held : facts.held) {
    require(held.access == halint::HeldMessage::kNoIndex || held.access < facts.accesses.size());
    require(held.state == halint::HeldMessage::kNoIndex || held.state < facts.states.size());
  }

  std::vector<halint::ContextAccess> found;
  halint::find_jsonata_context(text, found);
  halint::find_mustache_context(text, found);
  for (const halint::ContextAccess& access : found) {
    check(access.span, size);
    check(access.key_span, size);
  }
  return 0;
}
