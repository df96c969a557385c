// SPDX-License-Identifier: Apache-2.0
#include "rule/own_rule_entry.h"

#include <algorithm>
#include <array>

#include "catalog/node_entry.h"
#include "halint/rule/config.h"
#include "halint/source/secrets.h"

namespace halint {
namespace {

std::string own_id(const TomlValue& entry) {
  std::string id = required_text(entry, "id");
  if (!is_own_id(id)) {
    fail(
        *entry.find("id"),
        "a rule of your own is called local/ and a name in small letters, digits and dashes, as in \"local/no-debug\"");
  }
  return id;
}

Level level(const TomlValue& entry) {
  const TomlValue* at = entry.find("level");
  if (at == nullptr) return Level::warning;
  std::vector<std::string_view> words;
  words.reserve(kLevelWords.size());
  for (const Word<Level>& word : kLevelWords) words.push_back(word.word);
  if (!at->is(TomlKind::text)) fail(*at, "must be text in quotes" + possible({}, words));
  return kLevelWords[word_index(*at, at->text, words)].value;
}

// The type last, because findings point at what the first test speaks of.
std::span<const Test> tests(NodeStore& store, const TomlValue& entry) {
  const TomlValue* when = entry.find("when");
  if (when == nullptr || !when->is(TomlKind::table) || when->members.empty()) {
    fail(when == nullptr ? entry : *when,
         "a rule needs a \"when\" with at least one test, as in when = { type = \"debug\" }");
  }
  const auto read = read_tests(store, *when);
  std::vector<Test> sorted(read.begin(), read.end());
  std::stable_partition(sorted.begin(), sorted.end(), [](const Test& test) { return test.path != "type"; });
  return store.keep(std::move(sorted));
}

DeliverySet arrivals(const TomlValue& entry) {
  static constexpr std::array<std::string_view, 5> kWords{"balanced", "every", "timer", "startup", "local"};
  DeliverySet set = 0;
  const TomlValue* at = entry.find("arrives");
  if (at == nullptr) return set;
  if (!at->is(TomlKind::list) || at->elements.empty())
    fail(*at, "\"arrives\" must be a list of deliveries, as in [\"every\", \"timer\"]");
  for (const TomlValue& element : at->elements) {
    if (!element.is(TomlKind::text)) fail(element, "must be text in quotes" + possible({}, kWords));
    set |= bit(static_cast<Arrival>(word_index(element, element.text, kWords)));
  }
  return set;
}

std::span<const std::string_view> references(NodeStore& store, const TomlValue& entry) {
  std::vector<std::string> texts = texts_of(entry, "references");
  for (size_t i = 0; i < texts.size(); ++i) {
    if (!is_address(texts[i])) {
      fail(entry.find("references")->elements[i],
           "must be the address of a page, as in \"https://wiki.example.com/flows\"");
    }
    texts[i] = masked(texts[i]);
  }
  return store.keep(texts);
}

}  // namespace

bool is_own_id(std::string_view id) {
  const std::string_view name = id.starts_with(kOwnPrefix) ? id.substr(kOwnPrefix.size()) : std::string_view();
  return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

bool is_address(std::string_view text) {
  if (!text.starts_with("https://") && !text.starts_with("http://")) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < '\x7F' && std::string_view("<>()[]\"`\\").find(c) == std::string_view::npos;
  });
}

OwnRule read_own_rule(NodeStore& store, const TomlValue& entry) {
  check_keys(entry, {"id", "level", "summary", "message", "when", "arrives", "fix", "references"});
  OwnRule own;
  own.rule.id = store.keep(own_id(entry));
  own.rule.level = level(entry);
  own.rule.confidence = Confidence::high;
  own.rule.summary = store.keep(masked(required_text(entry, "summary")));
  own.rule.fix = store.keep(masked(text_of(entry, "fix")));
  own.rule.references = references(store, entry);
  own.message = store.keep(masked(required_text(entry, "message")));
  own.when = tests(store, entry);
  own.arrives = arrivals(entry);
  return own;
}

}  // namespace halint
