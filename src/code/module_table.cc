// SPDX-License-Identifier: Apache-2.0
#include "code/module_table.h"

#include <algorithm>

namespace halint {
namespace {

bool matches(std::string_view pattern, std::string_view name) {
  if (pattern.empty() || pattern.back() != '*') return pattern == name;
  pattern.remove_suffix(1);
  return name.substr(0, pattern.size()) == pattern;
}

}  // namespace

const ModuleEntry* find_module(std::string_view name) {
  if (name.starts_with("node:")) name.remove_prefix(5);
  const auto all = modules();
  const auto found =
      std::lower_bound(all.begin(), all.end(), name,
                       [](const ModuleEntry& entry, std::string_view wanted) { return entry.name < wanted; });
  return found != all.end() && found->name == name ? &*found : nullptr;
}

ExternalKind module_kind(std::string_view module) {
  const ModuleEntry* const entry = find_module(module);
  switch (entry == nullptr ? ModuleUse::module : entry->use) {
    case ModuleUse::file:
      return ExternalKind::file;
    case ModuleUse::process:
      return ExternalKind::process;
    case ModuleUse::http:
      return ExternalKind::http;
    case ModuleUse::network:
      return ExternalKind::network;
    case ModuleUse::module:
    case ModuleUse::pure:
    case ModuleUse::timer:
    case ModuleUse::code:
    case ModuleUse::hardware:
    case ModuleUse::local_database:
    case ModuleUse::server:
      break;
  }
  return ExternalKind::module;
}

const ModuleFunction* find_function(const ModuleEntry& entry, std::string_view function, bool constructs) {
  for (const ModuleFunction& known : entry.functions) {
    if (matches(known.name, function) && (constructs || !known.constructs)) return &known;
  }
  return nullptr;
}

const ModuleFunction* find_module_function(std::string_view module, std::string_view function, bool constructs) {
  const ModuleEntry* const entry = find_module(module);
  return entry == nullptr ? nullptr : find_function(*entry, function, constructs);
}

std::string_view verb_named(std::string_view function) {
  static constexpr std::string_view kNames[] = {"get", "post", "put", "delete", "patch", "head", "options"};
  static constexpr std::string_view kVerbs[] = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"};
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if (function == kNames[i]) return kVerbs[i];
  }
  return function == "del" ? "DELETE" : std::string_view{};
}

bool opens_client(std::string_view function) {
  static constexpr std::string_view kHeads[] = {"create",     "connect",  "open",     "duplicate", "db",
                                                "collection", "consumer", "producer", "queue"};
  return std::any_of(std::begin(kHeads), std::end(kHeads),
                     [&](std::string_view head) { return function.substr(0, head.size()) == head; });
}

}  // namespace halint
