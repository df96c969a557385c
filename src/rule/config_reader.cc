// Reads halint.toml. Mistakes are thrown inside of read_toml and come back as its error.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "catalog/node_entry.h"
#include "halint/catalog/catalog.h"
#include "halint/rule/config.h"
#include "halint/source/secrets.h"
#include "rule/config_rules.h"
#include "rule/own_rule_entry.h"
#include "source/toml_tree.h"

namespace halint {
namespace {

constexpr uint16_t kAllOutputs = 64;  // more than any node has

constexpr std::array<std::string_view, 19> kKeys{"platform",       "deployment", "replicas", "fail-on", "min-level",
                                                 "min-confidence", "select",     "ignore",   "strict",  "exclude",
                                                 "baseline",       "output",     "extends",  "rules",   "context",
                                                 "files",          "guards",     "node",     "rule"};

// A path that stands in the file `path`, as it is seen from where that is seen.
std::string beside(const std::string& path, const std::string& name) {
  const size_t slash = path.rfind('/');
  const bool absolute = name.starts_with('/') || (name.size() > 1 && name[1] == ':');
  return absolute || slash == std::string::npos ? name : path.substr(0, slash + 1) + name;
}

class ConfigReader {
 public:
  ConfigReader(Config& config, const std::string& path) : config_(config), path_(path) { config_.path = path; }

  void read(const TomlValue& root) {
    check_keys(root, kKeys);
    for (const TomlValue& entry : tables_of(root, "rule")) own_rule(entry);
    for (const TomlValue& entry : tables_of(root, "node")) node(entry);
    choose(root, "platform", kPlatformWords, config_.platform);
    choose(root, "deployment", kDeploymentWords, config_.deployment);
    choose(root, "fail-on", kFailOnWords, config_.fail_on);
    choose(root, "min-level", kLevelWords, config_.min_level);
    choose(root, "min-confidence", kConfidenceWords, config_.min_confidence);
    replicas(root);
    select(root);
    strict(root);
    levels(root);
    context(root);
    files(root);
    guards(root);
    for (const Setting<Guard>& guard : config_.guards) make_guard(guard.value);
    ignore(root);
    exclude(root);
    baseline(root);
    output(root);
  }

 private:
  Config& config_;
  const std::string& path_;

  [[nodiscard]] std::string from(const TomlValue& at) const { return path_ + ':' + std::to_string(at.line); }

  template <typename Value, size_t N>
  Value choice(const TomlValue& at, const std::array<Word<Value>, N>& words) const {
    std::vector<std::string_view> names;
    names.reserve(N);
    for (const Word<Value>& word : words) names.push_back(word.word);
    if (!at.is(TomlKind::text)) fail(at, "must be text in quotes" + possible({}, names));
    return words[word_index(at, at.text, names)].value;
  }

  template <typename Value, size_t N>
  void choose(const TomlValue& root, std::string_view key, const std::array<Word<Value>, N>& words,
              Setting<Value>& setting) const {
    if (const TomlValue* at = root.find(key)) setting = {choice(*at, words), from(*at)};
  }

  void replicas(const TomlValue& root) {
    const TomlValue* at = root.find("replicas");
    if (at == nullptr) return;
    if (!at->is(TomlKind::integer) || at->integer < kMinReplicas || at->integer > kMaxReplicas) {
      fail(*at, "\"replicas\" must be a number from " + std::to_string(kMinReplicas) + " to " +
                    std::to_string(kMaxReplicas));
    }
    config_.replicas = {static_cast<uint32_t>(at->integer), from(*at)};
  }

  void strict(const TomlValue& root) {
    const TomlValue* at = root.find("strict");
    if (at == nullptr) return;
    if (!at->is(TomlKind::boolean)) fail(*at, "\"strict\" must be true or false");
    config_.strict = {at->boolean, from(*at)};
  }

  // A rule's name, which must be one.
  std::string rule_id(const TomlValue& at) const {
    if (!at.is(TomlKind::text)) fail(at, "must be the name of a rule in quotes");
    if (at.text == "*") fail(at, "\"*\" is no rule; name those that are meant");
    if (!is_known(config_, at.text)) fail(at, no_such_rule(config_, at.text));
    return at.text;
  }

  void select(const TomlValue& root) {
    const TomlValue* at = root.find("select");
    if (at == nullptr) return;
    if (!at->is(TomlKind::list)) fail(*at, "\"select\" must be a list of rules, as in [\"split-context\"]");
    config_.select = {{}, from(*at)};
    for (const TomlValue& element : at->elements) config_.select.value.push_back(rule_id(element));
  }

  // `ignore = ["rule"]` switches rules off, `[[ignore]]` allows single findings. TOML has no room for both.
  void ignore(const TomlValue& root) {
    const TomlValue* at = root.find("ignore");
    if (at == nullptr) return;
    if (!at->is(TomlKind::list)) fail(*at, "\"ignore\" must be a list of rules, or [[ignore]] above each entry");
    for (const TomlValue& element : at->elements) {
      if (element.is(TomlKind::table)) {
        ignore_entry(element);
        continue;
      }
      if (config_.ignore.from != from(*at)) config_.ignore = {{}, from(*at)};
      config_.ignore.value.push_back(rule_id(element));
    }
  }

  void ignore_entry(const TomlValue& entry) {
    check_keys(entry, {"rule", "node", "flow", "type", "file", "reason"});
    const TomlValue* rule = entry.find("rule");
    if (rule == nullptr) fail(entry, "an [[ignore]] needs \"rule\", the name of the rule");
    Ignore ignore;
    ignore.rule = rule_id(*rule);
    ignore.node = text_of(entry, "node");
    ignore.flow = text_of(entry, "flow");
    ignore.type = text_of(entry, "type");
    ignore.file = text_of(entry, "file");
    ignore.reason = masked(text_of(entry, "reason"));
    if (ignore.node.empty() && ignore.flow.empty() && ignore.type.empty() && ignore.file.empty()) {
      fail(entry,
           "an [[ignore]] says where: give \"node\", \"flow\", \"type\" or \"file\"; to switch the rule off, write \"" +
               ignore.rule + "\" = \"off\" under [rules]");
    }
    if (ignore.reason.empty()) fail(entry, "an [[ignore]] needs \"reason\": why is this fine here?");
    ignore.path = path_;
    ignore.line = entry.line;
    ignore.column = entry.column;
    config_.ignores.push_back(std::move(ignore));
  }

  void exclude(const TomlValue& root) {
    const std::vector<std::string> patterns = texts_of(root, "exclude");
    for (size_t i = 0; i < patterns.size(); ++i) {
      const TomlValue& at = root.find("exclude")->elements[i];
      if (patterns[i].empty()) fail(at, "a pattern must not be empty; write names and globs as in .gitignore");
      config_.exclude.push_back({{patterns[i], beside(path_, {})}, from(at)});
    }
  }

  void baseline(const TomlValue& root) {
    const TomlValue* at = root.find("baseline");
    if (at != nullptr) config_.baseline = {beside(path_, required_text(root, "baseline")), from(*at)};
  }

  void output(const TomlValue& root) {
    const TomlValue* at = root.find("output");
    if (at == nullptr) return;
    config_.output = {{}, from(*at)};
    for (const std::string& text : texts_of(root, "output")) {
      const size_t file = text.find('=') + 1;
      const bool path = file != 0 && file < text.size() && text.substr(file) != "-";
      config_.output.value.push_back(path ? text.substr(0, file) + beside(path_, text.substr(file)) : text);
    }
  }

  const TomlValue* section(const TomlValue& root, std::string_view key) const {
    const TomlValue* at = root.find(key);
    if (at != nullptr && !at->is(TomlKind::table))
      fail(*at, '"' + std::string(key) + "\" must be a table: write [" + std::string(key) + ']');
    return at;
  }

  void levels(const TomlValue& root) {
    const TomlValue* at = section(root, "rules");
    if (at == nullptr) return;
    for (const TomlMember& member : at->members) {
      if (!is_known(config_, member.key)) fail(member.at, no_such_rule(config_, member.key));
      config_.levels[member.key] = {choice(member.value, kRuleLevelWords), from(member.at)};
    }
  }

  void context(const TomlValue& root) {
    const TomlValue* at = section(root, "context");
    if (at == nullptr) return;
    check_keys(*at, {"shared-stores"});
    if (const TomlValue* stores = at->find("shared-stores"))
      config_.shared_stores = {texts_of(*at, "shared-stores"), from(*stores)};
  }

  void files(const TomlValue& root) {
    const TomlValue* at = section(root, "files");
    if (at == nullptr) return;
    check_keys(*at, {"shared-folders"});
    const TomlValue* folders = at->find("shared-folders");
    if (folders == nullptr) return;
    std::vector<std::string> paths = texts_of(*at, "shared-folders");
    for (size_t i = 0; i < paths.size(); ++i) {
      if (!paths[i].starts_with('/'))
        fail(folders->elements[i], "must be a path from the root, as flows name it in the copies: \"/shared\"");
      while (paths[i].size() > 1 && paths[i].ends_with('/')) paths[i].pop_back();
    }
    config_.shared_folders = {std::move(paths), from(*folders)};
  }

  void guards(const TomlValue& root) {
    const TomlValue* at = section(root, "guards");
    if (at == nullptr) return;
    check_keys(*at, {"types", "keys", "variables", "subflows", "links"});
    guard_names(*at);
    const TomlValue* types = at->find("types");
    if (types == nullptr) return;
    if (!types->is(TomlKind::list)) fail(*types, "\"types\" must be a list of node types");
    for (const TomlValue& element : types->elements) {
      config_.guards.push_back({read_guard(element), from(element)});
    }
  }

  // Added to what the file extends.
  void guard_names(const TomlValue& at) {
    GuardNames& names = config_.guard_names.value;
    for (const auto& [key, list] : {std::pair{"keys", &names.keys},
                                    {"variables", &names.variables},
                                    {"subflows", &names.subflows},
                                    {"links", &names.links}}) {
      const std::vector<std::string> texts = texts_of(at, key);
      for (size_t i = 0; i < texts.size(); ++i) {
        const TomlValue& element = at.find(key)->elements[i];
        const size_t name = texts[i].find(':') + 1;
        const bool scoped =
            (name == 5 && texts[i].starts_with("flow:")) || (name == 7 && texts[i].starts_with("global:"));
        if (list == &names.keys && (!scoped || name == texts[i].size()))
          fail(element, "must be a key with its context, as in \"flow:active\" or \"global:leader\"");
        if (texts[i].empty()) fail(element, "a name must not be empty");
        list->push_back(texts[i]);
        config_.guard_names.from = from(element);
      }
    }
  }

  static Guard read_guard(const TomlValue& element) {
    if (element.is(TomlKind::text) && !element.text.empty()) return {element.text, {}};
    if (!element.is(TomlKind::table))
      fail(element, "must be a node type in quotes, or { type = \"…\", outputs = [0] }");
    check_keys(element, {"type", "outputs"});
    Guard guard{required_text(element, "type"), {}};
    const TomlValue* outputs = element.find("outputs");
    if (outputs == nullptr) return guard;
    if (!outputs->is(TomlKind::list) || outputs->elements.empty())
      fail(*outputs, "\"outputs\" must be a list of output numbers, from 0");
    for (const TomlValue& output : outputs->elements) {
      if (!output.is(TomlKind::integer) || output.integer < 0 || output.integer > UINT16_MAX)
        fail(output, "must be an output number, from 0");
      guard.outputs.push_back(static_cast<uint16_t>(output.integer));
    }
    return guard;
  }

  // The entry taught for the type, or a copy of the built-in one, or a new one.
  NodeType& guarded_type(const std::string& name) {
    for (NodeType& type : config_.node_types) {
      if (type.type == name) return type;
    }
    const Catalog catalog;
    const NodeType* const fitting = catalog.find(name);
    const std::optional<NodeType> known =
        fitting != nullptr ? builtin_node_type(config_.store, fitting->type) : std::nullopt;
    NodeType& added = config_.node_types.emplace_back(known.value_or(NodeType{}));
    added.type = config_.store.keep(name);
    if (!known) added.summary = "Lets one copy through, as halint.toml says.";
    return added;
  }

  // Only one copy passes the outputs, in each of the type's cases.
  void make_guard(const Guard& guard) {
    std::vector<uint16_t> outputs = guard.outputs;
    for (uint16_t i = 0; outputs.size() < kAllOutputs && guard.outputs.empty(); ++i) outputs.push_back(i);
    const auto guarded = config_.store.keep(std::move(outputs));
    NodeType& type = guarded_type(guard.type);
    type.facts.guard = guarded;
    std::vector<Case> cases(type.cases.begin(), type.cases.end());
    for (Case& one : cases) one.facts.guard = guarded;
    type.cases = config_.store.keep(std::move(cases));
  }

  void node(const TomlValue& entry) {
    for (const NodeType& type : read_node_entry(config_.store, entry, nullptr)) node_type(entry, type);
  }

  void node_type(const TomlValue& entry, const NodeType& type) {
    for (const Setting<std::string>& other : config_.taught) {
      if (other.value == type.type && other.from.starts_with(path_ + ':'))
        fail(entry, "the node type \"" + std::string(type.type) + "\" is taught twice");
    }
    std::erase_if(config_.node_types, [&](const NodeType& other) { return other.type == type.type; });
    std::erase_if(config_.taught, [&](const Setting<std::string>& other) { return other.value == type.type; });
    check_rule_of(entry, type.facts);
    for (const Case& one : type.cases) check_rule_of(entry, one.facts);
    config_.node_types.push_back(type);
    config_.taught.push_back({std::string(type.type), from(entry)});
  }

  void check_rule_of(const TomlValue& entry, const Facts& facts) const {
    if (!facts.rule.empty() && !is_known(config_, facts.rule)) fail(entry, no_such_rule(config_, facts.rule));
  }

  void own_rule(const TomlValue& entry) {
    OwnRule own = read_own_rule(config_.store, entry);
    if (is_known(config_, own.rule.id))
      fail(*entry.find("id"), "the rule \"" + std::string(own.rule.id) + "\" is there twice");
    config_.own_rules.push_back(own);
    config_.rules_from.push_back(from(entry));
  }
};

}  // namespace

Result<Config> read_config(std::string_view text, const std::string& path, Config base) {
  Config config = std::move(base);
  const std::optional<Error> error =
      read_toml(text, path, [&](const TomlValue& root) { ConfigReader(config, path).read(root); });
  if (error) return *error;
  return config;
}

Result<Setting<std::string>> read_extends(std::string_view text, const std::string& path) {
  Setting<std::string> extends;
  const std::optional<Error> error = read_toml(text, path, [&](const TomlValue& root) {
    const TomlValue* at = root.find("extends");
    if (at == nullptr) return;
    extends = {beside(path, required_text(root, "extends")), path + ':' + std::to_string(at->line)};
  });
  if (error) return *error;
  return extends;
}

}  // namespace halint
