// SPDX-License-Identifier: Apache-2.0
#include "code/package/call_words.h"

#include <algorithm>
#include <array>

namespace halint::package {
namespace {

template <size_t N>
bool is_any(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// `word` stands in front of a name, and a new word begins behind it: `set` in `setState`, not in `settle`.
bool begins_with(std::string_view name, std::string_view word) {
  if (name.size() < word.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    if (lower(name[i]) != word[i]) return false;
  }
  const char behind = name.size() == word.size() ? '_' : name[word.size()];
  return behind < 'a' || behind > 'z';
}

template <size_t N>
bool begins_with_any(std::string_view name, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(), [name](std::string_view word) { return begins_with(name, word); });
}

}  // namespace

ModuleDoes known_call(const ModuleEntry& module, std::string_view function, bool constructs) {
  const ModuleFunction* const found = find_function(module, function, constructs);
  if (found != nullptr && found->consumes == Consumption::files) return ModuleDoes::listens;
  if (found != nullptr && found->consumes != Consumption::none) return ModuleDoes::reads;
  const ModuleDoes does = found == nullptr ? ModuleDoes::unknown : found->does;
  if (does == ModuleDoes::unknown && module.use == ModuleUse::http) {
    if (function == "get" || function == "head" || function == "options") return ModuleDoes::reads;
    if (function == "put" || function == "delete" || function == "del") return ModuleDoes::writes;
    if (function == "post" || function == "patch") return ModuleDoes::acts;
  }
  const bool outside = does == ModuleDoes::reads || does == ModuleDoes::writes || does == ModuleDoes::acts ||
                       does == ModuleDoes::queries || does == ModuleDoes::listens || does == ModuleDoes::shows;
  return outside ? does : ModuleDoes::unknown;
}

namespace {

bool any_consumes(const ModuleEntry& module, Consumption what) {
  return std::any_of(module.functions.begin(), module.functions.end(),
                     [what](const ModuleFunction& function) { return function.consumes == what; });
}

}  // namespace

bool shares_events(const ModuleEntry& module) { return any_consumes(module, Consumption::shared); }

bool consumes_files(const ModuleEntry& module) { return any_consumes(module, Consumption::files); }

bool has_local_events(const ModuleEntry& module) {
  return module.use == ModuleUse::hardware || module.use == ModuleUse::process || module.use == ModuleUse::file ||
         module.use == ModuleUse::server || consumes_files(module);
}

ModuleDoes guess_call(std::string_view function) {
  constexpr std::array<std::string_view, 17> kActs{"send",   "publish", "post",    "create",  "insert", "add",
                                                   "notify", "trigger", "exec",    "say",     "speak",  "play",
                                                   "toggle", "patch",   "produce", "enqueue", "command"};
  constexpr std::array<std::string_view, 18> kSets{"set",    "put",    "write",   "update",  "turn",   "switch",
                                                   "upsert", "enable", "delete",  "disable", "remove", "save",
                                                   "upload", "store",  "control", "dim",     "move",   "replace"};
  constexpr std::array<std::string_view, 20> kReads{
      "get",    "read",   "fetch",   "list",     "find", "search",   "describe", "is",     "has",  "count",
      "browse", "lookup", "resolve", "download", "head", "discover", "parse",    "select", "scan", "query"};
  if (begins_with_any(function, kActs)) return ModuleDoes::acts;
  if (begins_with_any(function, kSets)) return ModuleDoes::writes;
  return begins_with_any(function, kReads) ? ModuleDoes::reads : ModuleDoes::unknown;
}

bool registers_for_events(std::string_view function) {
  constexpr std::array<std::string_view, 18> kWords{
      "on",         "once",       "addListener", "addEventListener", "subscribe", "observe",   "watch",
      "listen",     "register",   "consume",     "monitor",          "onMessage", "bindEvent", "subscribeToEvents",
      "psubscribe", "pSubscribe", "monitorItem", "receive"};
  return is_any(function, kWords) ||
         (function.size() > 2 && function.starts_with("on") && function[2] >= 'A' && function[2] <= 'Z') ||
         begins_with(function, "subscribe") || begins_with(function, "register");
}

bool is_connection_event(std::string_view event) {
  constexpr std::array<std::string_view, 24> kWords{
      "connect", "connected", "disconnect",       "disconnected", "close",  "closed", "error", "end",  "offline",
      "online",  "reconnect", "reconnecting",     "timeout",      "open",   "opened", "ready", "erro", "exit",
      "drain",   "finish",    "connection_error", "connecting",   "status", "state"};
  return is_any(event, kWords);
}

bool changes_collection(std::string_view function) {
  constexpr std::array<std::string_view, 5> kWords{"push", "unshift", "add", "set", "splice"};
  return is_any(function, kWords);
}

bool empties_collection(std::string_view function) {
  constexpr std::array<std::string_view, 4> kWords{"shift", "pop", "splice", "delete"};
  return is_any(function, kWords);
}

}  // namespace halint::package
