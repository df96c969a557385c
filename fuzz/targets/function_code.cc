// SPDX-License-Identifier: Apache-2.0
#include "fuzz/targets.h"
#include "halint/code/function_facts.h"
#include "halint/code/js/parser.h"

namespace fuzz {
namespace {

void check_tree(const halint::js::Ast& tree, size_t size) {
  for (const halint::js::Node& node : tree.nodes) {
    require(node.begin <= node.end && node.end <= size, "nodes of the tree lie in the text");
    require(node.first < tree.nodes.size() && node.next < tree.nodes.size(), "links lead to nodes");
  }
  for (const halint::js::SyntaxError& error : tree.errors) require(error.offset <= size, "errors lie in the text");
}

class FactsCheck {
 public:
  explicit FactsCheck(size_t size) : size_(size) {}

  void span(halint::CodeSpan span) const {
    require(span.begin <= span.end && span.end <= size_, "facts lie in the text");
  }

  template <class List>
  void all(const List& list) const {
    for (const auto& item : list) {
      require(item.part == 0, "facts are of the part that was given");
      span(item.span);
    }
  }

 private:
  size_t size_;
};

void check_facts(const halint::FunctionFacts& facts, size_t size) {
  const FactsCheck check(size);
  for (const halint::ContextAccess& access : facts.accesses) {
    check.span(access.key_span);
    check.span(access.value_span);
  }
  check.all(facts.accesses);
  check.all(facts.states);
  check.all(facts.timers);
  check.all(facts.sends);
  check.all(facts.uses);
  check.all(facts.env_reads);
  check.all(facts.properties);
  check.all(facts.held);
  for (const halint::HeldMessage& held : facts.held) {
    require(held.access == halint::HeldMessage::kNoIndex || held.access < facts.accesses.size(),
            "held messages name an access");
    require(held.state == halint::HeldMessage::kNoIndex || held.state < facts.states.size(),
            "held messages name a state");
  }
}

}  // namespace

void function_code(std::string_view input) {
  static halint::js::Parser parser;
  check_tree(parser.parse(input), input.size());
  static halint::FunctionAnalyzer analyzer;
  const halint::CodePart part{input, halint::CodeRole::message};
  const halint::CodeLibrary libraries[] = {{"fs", "fs"}, {"cron", "node-cron"}};
  check_facts(analyzer.analyze({&part, 1}, libraries), input.size());
}

}  // namespace fuzz
