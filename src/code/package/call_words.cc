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

ModuleCall guess_call(std::string_view function) {
  constexpr std::array<std::string_view, 17> kActs{"send",   "publish", "post",    "create",  "insert", "add",
                                                   "notify", "trigger", "exec",    "say",     "speak",  "play",
                                                   "toggle", "patch",   "produce", "enqueue", "command"};
  constexpr std::array<std::string_view, 18> kSets{"set",    "put",    "write",   "update",  "turn",   "switch",
                                                   "upsert", "enable", "delete",  "disable", "remove", "save",
                                                   "upload", "store",  "control", "dim",     "move",   "replace"};
  constexpr std::array<std::string_view, 20> kReads{
      "get",    "read",   "fetch",   "list",     "find", "search",   "describe", "is",     "has",  "count",
      "browse", "lookup", "resolve", "download", "head", "discover", "parse",    "select", "scan", "query"};
  if (begins_with_any(function, kActs)) return ModuleCall::acts;
  if (begins_with_any(function, kSets)) return ModuleCall::sets;
  return begins_with_any(function, kReads) ? ModuleCall::reads : ModuleCall::unknown;
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
