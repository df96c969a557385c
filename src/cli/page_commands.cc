// explain, rules, nodes: pages about what halint knows.
// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/configs.h"
#include "halint/report/pages.h"
#include "source/suggest.h"

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

// Types of nodes may have blanks.
std::string in_shell(const std::string& type) { return type.find(' ') == std::string::npos ? type : '"' + type + '"'; }

int no_such_rule(const Streams& streams, const Config& config, const std::string& id) {
  std::vector<std::string_view> known;
  for (const Rule& rule : rules()) known.push_back(rule.id);
  for (const OwnRule& own : config.own_rules) known.push_back(own.rule.id);
  std::string guess = did_you_mean(id, known, kSuggestions);
  if (Catalog(config.node_types).find(id) != nullptr) guess = ", but a node type: halint nodes " + in_shell(id);
  complain(streams, "there is no rule \"" + id + '"' + (guess.empty() ? "; halint rules lists them" : guess));
  return kExitError;
}

int no_such_type(const Streams& streams, const Config& config, const std::string& type) {
  NodeStore store;
  const std::vector<NodeType> all = config.all_node_types(store);
  std::vector<std::string_view> known;
  known.reserve(all.size());
  for (const NodeType& entry : all) known.push_back(entry.type);
  std::string guess = did_you_mean(type, known, kSuggestions);
  if (config.policy().find(type) != nullptr) guess = ", but there is such a rule: halint explain " + type;
  complain(streams, "the catalogue does not have the node type \"" + type + '"' +
                        (guess.empty() ? "; halint nodes lists what it has" : guess));
  return kExitError;
}

// Every rule, at the level that the configuration gives it.
std::vector<Rule> rules_in_force(const Config& config) {
  std::vector<Rule> all = config.all_rules();
  for (Rule& rule : all) {
    if (const auto level = config.level_of(rule.id)) rule.level = level->value;
  }
  return all;
}

// What the configuration makes of a rule, in front of its usual level: `off by halint.toml:3; usually `.
std::string said_of(const Config& config, std::string_view rule) {
  std::string out;
  for (size_t i = 0; i < config.own_rules.size(); ++i) {
    if (config.own_rules[i].rule.id == rule) out += "your own, " + config.rules_from[i] + "; ";
  }
  const auto level = config.level_of(rule);
  if (!level) return out;
  return out.append(level->value == Level::none ? "off" : to_string(level->value)) + " by " + level->from +
         "; usually ";
}

/// Calls `page(config)`, or tells why the configuration cannot be read.
template <typename Page>
int with_config(const ConfigChoice& choice, const Streams& streams, Page&& page) {
  Configs configs(choice);
  const Config& config = configs.run();
  if (!configs.error()) return page(config);
  complain(streams, configs.error()->to_string());
  return kExitError;
}

}  // namespace

int explain_command(const ExplainArguments& arguments, const Streams& streams) {
  return with_config(arguments.config, streams, [&](const Config& config) {
    const TextOptions options = text_options(streams, arguments.color);
    if (arguments.rule.empty()) return print(streams, write_rule_list(rules_in_force(config), options));
    const Policy policy = config.policy();
    const Rule* const rule = policy.find(arguments.rule);
    if (rule == nullptr) return no_such_rule(streams, config, arguments.rule);
    return print(streams, write_rule_page(*rule, options, said_of(config, rule->id)));
  });
}

int rules_command(const RulesArguments& arguments, const Streams& streams) {
  return with_config(arguments.config, streams, [&](const Config& config) {
    const std::vector<Rule> rules = rules_in_force(config);
    switch (arguments.format) {
      case ListFormat::text:
        return print(streams, write_rule_list(rules, text_options(streams, ColorChoice::automatic)));
      case ListFormat::json:
        return print(streams, write_rules_json(rules));
      case ListFormat::markdown:
        return print(streams, write_rules_markdown(rules));
    }
    return kExitError;
  });
}

int nodes_command(const NodesArguments& arguments, const Streams& streams) {
  return with_config(arguments.config, streams, [&](const Config& config) {
    const bool json = arguments.format == ListFormat::json;
    const TextOptions options = text_options(streams, ColorChoice::automatic);
    if (arguments.type.empty()) {
      NodeStore store;
      const std::vector<NodeType> all = config.all_node_types(store);
      return print(streams, json ? write_node_types_json(all) : write_node_type_list(all, options));
    }
    const Catalog catalog(config.node_types);
    const NodeType* const type = catalog.find(arguments.type);
    if (type == nullptr) return no_such_type(streams, config, arguments.type);
    return print(streams, json ? write_node_types_json({type, 1})
                               : write_node_type_page(*type, options, config.origin_of(type->type)));
  });
}

}  // namespace halint::cli
