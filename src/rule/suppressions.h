// Suppressions that stand in the flow: `// halint-ignore <rule-id>[, <rule-id>] -- reason` in the description of a
// node, group or flow, or as a comment in code. docs/configuration.md says what each applies to. Knows nothing of
// configuration files. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "halint/code/code_text.h"
#include "halint/rule/policy.h"
#include "rule/code_comments.h"
#include "rule/directive_text.h"

namespace halint {

class Suppressions {
 public:
  explicit Suppressions(const Model& model);

  /// The innermost one that applies to the finding, which is used by that; or nothing.
  [[nodiscard]] std::optional<Suppression> match(const Finding& finding);
  /// A finding for each that has no reason, names no rule or an unknown one, or was not used although its rule is in
  /// force.
  void report(const Policy& policy, std::vector<Finding>& findings) const;

 private:
  enum class Scope : uint8_t { description, body, line };
  struct Named {
    std::string id;
    bool used = false;
  };
  struct Directive {
    Place place;
    Scope scope = Scope::description;
    uint32_t target = 0;  ///< of scope line: the line of code it speaks of, or 0
    std::vector<Named> rules;
    std::string reason;
    std::string why_not;  ///< it is not heeded
  };
  const Model& model_;
  std::vector<Directive> directives_;  // in the order of nodes
  std::unordered_map<NodeId, std::vector<size_t>> by_node_;

  void read_text(NodeId node, JsonValue value, std::string_view property, const std::string& why_not);
  void read_code(NodeId node, JsonValue value, std::string_view property);
  void add_code(NodeId node, std::string_view property, const CodeText& code, const CodeLines& lines, uint32_t line,
                const DirectiveText& text);
  void add(Directive directive, const DirectiveText& text);
  [[nodiscard]] Directive* find(NodeId node, const Finding& finding, bool own);
  static void report_unheeded(const Directive& directive, std::vector<Finding>& findings);
  void report_one(const Policy& policy, const Directive& directive, const Named& named,
                  std::vector<Finding>& findings) const;
};

}  // namespace halint
