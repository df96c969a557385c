// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "halint/rule/config.h"

namespace halint {
namespace {

constexpr size_t kComments = 36;  // column of the sources

template <typename Value, size_t N>
std::string_view word_of(const std::array<Word<Value>, N>& words, const Value& value) {
  const auto found =
      std::find_if(words.begin(), words.end(), [&](const Word<Value>& word) { return word.value == value; });
  return found == words.end() ? std::string_view() : found->word;
}

std::string quoted_toml(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 0xFU];
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string list(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + quoted_toml(text);
  return '[' + out + ']';
}

// In a comment.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
  return text;
}

void line(std::string& out, const std::string& text, const std::string& from) {
  out += text;
  out.append(text.size() < kComments ? kComments - text.size() : 1, ' ');
  out += "# " + one_line(from) + '\n';
}

void print_values(std::string& out, const Config& config, const Config& run) {
  const auto word = [&](const char* key, std::string_view value, const std::string& from) {
    line(out, std::string(key) + " = " + quoted_toml(value), from);
  };
  word("platform", word_of(kPlatformWords, config.platform.value), config.platform.from);
  word("deployment", word_of(kDeploymentWords, config.deployment.value), config.deployment.from);
  line(out, "replicas = " + std::to_string(config.replicas.value), config.replicas.from);
  word("fail-on", word_of(kFailOnWords, run.fail_on.value), run.fail_on.from);
  word("min-level", word_of(kLevelWords, config.min_level.value), config.min_level.from);
  word("min-confidence", word_of(kConfidenceWords, config.min_confidence.value), config.min_confidence.from);
  line(out, "select = " + list(config.select.value), config.select.from);
  // TOML has no room for this list beside [[ignore]].
  if (config.ignores.empty()) line(out, "ignore = " + list(config.ignore.value), config.ignore.from);
  line(out, std::string("strict = ") + (run.strict.value ? "true" : "false"), run.strict.from);
  if (!run.baseline.value.empty()) word("baseline", run.baseline.value, run.baseline.from);
  if (!run.output.value.empty()) line(out, "output = " + list(run.output.value), run.output.from);
  if (config.exclude.empty()) return;
  out += "exclude = [\n";
  for (const Setting<Exclusion>& one : config.exclude) line(out, "  " + quoted_toml(one.value.pattern) + ',', one.from);
  out += "]\n";
}

void print_rules(std::string& out, const Config& config) {
  std::map<std::string, Setting<Level>> levels = config.levels;
  if (!config.ignores.empty()) {
    for (const std::string& id : config.ignore.value) levels[id] = {Level::none, config.ignore.from};
  }
  if (!levels.empty()) out += "\n[rules]\n";
  for (const auto& [id, level] : levels) {
    line(out, quoted_toml(id) + " = " + quoted_toml(word_of(kRuleLevelWords, level.value)), level.from);
  }
}

void print_guards(std::string& out, const Config& config) {
  if (config.guards.empty() && config.guard_names.value.empty()) return;
  out += "\n[guards]\n";
  const GuardNames& names = config.guard_names.value;
  for (const auto& [key, texts] : {std::pair{"keys", &names.keys},
                                   {"variables", &names.variables},
                                   {"subflows", &names.subflows},
                                   {"links", &names.links}}) {
    if (!texts->empty()) line(out, std::string(key) + " = " + list(*texts), config.guard_names.from);
  }
  if (config.guards.empty()) return;
  out += "types = [\n";
  for (const Setting<Guard>& guard : config.guards) {
    std::string outputs;
    for (const uint16_t output : guard.value.outputs)
      outputs.append(outputs.empty() ? "" : ", ").append(std::to_string(output));
    const std::string type = quoted_toml(guard.value.type);
    line(out, outputs.empty() ? "  " + type + ',' : fmt::format("  {{ type = {}, outputs = [{}] }},", type, outputs),
         guard.from);
  }
  out += "]\n";
}

void print_ignores(std::string& out, const Config& config) {
  for (const Ignore& ignore : config.ignores) {
    out += '\n';
    line(out, "[[ignore]]", ignore.path + ':' + std::to_string(ignore.line));
    const auto member = [&](const char* key, const std::string& value) {
      if (!value.empty()) out += std::string(key) + " = " + quoted_toml(value) + '\n';
    };
    member("rule", ignore.rule);
    member("node", ignore.node);
    member("flow", ignore.flow);
    member("type", ignore.type);
    member("file", ignore.file);
    member("reason", ignore.reason);
  }
}

}  // namespace

std::string print_config(const Config& config, const Config& run) {
  std::string out =
      config.path.empty() ? "# No halint.toml was found or asked for.\n" : "# From " + one_line(config.path) + ".\n";
  print_values(out, config, run);
  print_rules(out, config);
  out += "\n[context]\n";
  line(out, "shared-stores = " + list(config.shared_stores.value), config.shared_stores.from);
  out += "\n[files]\n";
  line(out, "shared-folders = " + list(config.shared_folders.value), config.shared_folders.from);
  print_guards(out, config);
  print_ignores(out, config);
  if (!config.taught.empty()) out += "\n# Node types taught with [[node]]:\n";
  for (const Setting<std::string>& type : config.taught) out += "#   " + one_line(type.value + ": " + type.from) + '\n';
  if (!config.own_rules.empty()) out += "\n# Own rules, with [[rule]]:\n";
  for (size_t i = 0; i < config.own_rules.size(); ++i) {
    out += "#   " + one_line(std::string(config.own_rules[i].rule.id) + ": " + config.rules_from[i]) + '\n';
  }
  return out;
}

}  // namespace halint
