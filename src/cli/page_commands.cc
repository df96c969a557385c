// explain, rules, nodes: pages about what halint knows.
// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "source/suggest.h"
#include "halint/report/pages.h"

namespace halint::cli {
namespace {

constexpr size_t kSuggestions = 3;

int print(const Streams& streams, const std::string& text) {
  return write_out(streams, text) ? kExitClean : kExitError;
}

TextOptions text_options(const Streams& streams, ColorChoice color) {
  TextOptions options;
  options.color = wants_color(streams.out, color);
  options.width = text_width(streams.out);
  return options;
}

int no_such_rule(const Streams& streams, const std::string& id) {
  std::vector<std::string_view> known;
  for (const Rule& rule : rules()) known.push_back(rule.id);
  const std::string guess = did_you_mean(id, known, kSuggestions);
  complain(streams, "there is no rule \"" + id + '"' + (guess.empty() ? "; halint rules lists them" : guess));
  return kExitError;
}

int no_such_type(const Streams& streams, const std::string& type) {
  std::vector<std::string_view> known;
  for (const NodeType& entry : builtin_node_types()) known.push_back(entry.type);
  const std::string guess = did_you_mean(type, known, kSuggestions);
  complain(streams, "the catalogue does not have the node type \"" + type + '"' +
                        (guess.empty() ? "; halint nodes lists what it has" : guess));
  return kExitError;
}

}  // namespace

int explain_command(const ExplainArguments& arguments, const Streams& streams) {
  const TextOptions options = text_options(streams, arguments.color);
  if (arguments.rule.empty()) return print(streams, write_rule_list(rules(), options));
  const Rule* const rule = find_rule(arguments.rule);
  if (rule == nullptr) return no_such_rule(streams, arguments.rule);
  return print(streams, write_rule_page(*rule, options));
}

int rules_command(const RulesArguments& arguments, const Streams& streams) {
  switch (arguments.format) {
    case ListFormat::text:
      return print(streams, write_rule_list(rules(), text_options(streams, ColorChoice::automatic)));
    case ListFormat::json:
      return print(streams, write_rules_json(rules()));
    case ListFormat::markdown:
      return print(streams, write_rules_markdown(rules()));
  }
  return kExitError;
}

int nodes_command(const NodesArguments& arguments, const Streams& streams) {
  const bool json = arguments.format == ListFormat::json;
  const TextOptions options = text_options(streams, ColorChoice::automatic);
  if (arguments.type.empty()) {
    const auto all = builtin_node_types();
    return print(streams, json ? write_node_types_json(all) : write_node_type_list(all, options));
  }
  const NodeType* const type = Catalog().find(arguments.type);
  if (type == nullptr) return no_such_type(streams, arguments.type);
  return print(streams, json ? write_node_types_json({type, 1}) : write_node_type_page(*type, options));
}

}  // namespace halint::cli
