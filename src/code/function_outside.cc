// FunctionWalker, part 6: modules, timers, host objects and constructors.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "code/function_walker.h"

namespace halint {

using js::Kind;
using js::kNone;

namespace {

bool starts_with(std::string_view text, std::string_view head) { return text.substr(0, head.size()) == head; }

template <size_t N>
bool is_one_of(std::string_view text, const std::string_view (&list)[N]) {
  return std::find(std::begin(list), std::end(list), text) != std::end(list);
}

ExternalKind kind_of_module(std::string_view name) {
  static constexpr std::string_view kFiles[] = {"fs", "fs/promises", "fs-extra", "graceful-fs"};
  static constexpr std::string_view kProcesses[] = {"child_process", "execa", "shelljs", "cross-spawn"};
  static constexpr std::string_view kHttps[] = {"http",
                                                "https",
                                                "http2",
                                                "axios",
                                                "got",
                                                "request",
                                                "node-fetch",
                                                "undici",
                                                "superagent",
                                                "needle",
                                                "ky",
                                                "request-promise",
                                                "request-promise-native"};
  static constexpr std::string_view kNetworks[] = {"net", "dgram", "tls", "ws", "dns", "mqtt", "socket.io-client"};
  if (is_one_of(name, kFiles)) return ExternalKind::file;
  if (is_one_of(name, kProcesses)) return ExternalKind::process;
  if (is_one_of(name, kHttps)) return ExternalKind::http;
  if (is_one_of(name, kNetworks)) return ExternalKind::network;
  return ExternalKind::module;
}

// Functions of node:fs that change the file system.
bool writes_files(std::string_view method) {
  static constexpr std::string_view kHeads[] = {"write",
                                                "append",
                                                "mkdir",
                                                "mkdtemp",
                                                "rm",
                                                "unlink",
                                                "rename",
                                                "copy",
                                                "chmod",
                                                "chown",
                                                "cp",
                                                "truncate",
                                                "ftruncate",
                                                "symlink",
                                                "link",
                                                "utimes",
                                                "createWriteStream",
                                                "output",
                                                "ensure",
                                                "move",
                                                "remove",
                                                "emptyDir"};
  return std::any_of(std::begin(kHeads), std::end(kHeads),
                     [&](std::string_view head) { return starts_with(method, head); });
}

// The HTTP method a function is named after.
std::string_view verb_of_function(std::string_view method) {
  static constexpr std::string_view kVerbs[] = {"get", "post", "put", "delete", "patch", "head", "options"};
  static constexpr std::string_view kNames[] = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"};
  for (size_t i = 0; i < std::size(kVerbs); ++i) {
    if (method == kVerbs[i]) return kNames[i];
  }
  return method == "del" ? "DELETE" : std::string_view{};
}

bool reads_only(std::string_view verb) {
  static constexpr std::string_view kSafe[] = {"GET", "HEAD", "OPTIONS", "get", "head", "options"};
  return verb.empty() || is_one_of(verb, kSafe);
}

bool makes_ids(std::string_view module, std::string_view method) {
  static constexpr std::string_view kModules[] = {"uuid", "nanoid", "ulid", "shortid", "cuid", "crypto-random-string"};
  if (is_one_of(module, kModules)) return true;
  return module == "crypto" && starts_with(method, "random");
}

bool names_host(std::string_view module, std::string_view method) {
  static constexpr std::string_view kMethods[] = {"hostname", "networkInterfaces", "uptime", "loadavg",
                                                  "freemem",  "totalmem",          "cpus"};
  return module == "os" && is_one_of(method, kMethods);
}

bool reads_clock(std::string_view module) {
  static constexpr std::string_view kModules[] = {"moment", "dayjs", "moment-timezone", "luxon", "date-fns"};
  return is_one_of(module, kModules);
}

bool schedules(std::string_view module, std::string_view method) {
  static constexpr std::string_view kModules[] = {"node-cron", "cron", "node-schedule", "croner", "cronosjs"};
  if (!is_one_of(module, kModules)) return false;
  static constexpr std::string_view kMethods[] = {"schedule", "scheduleJob", "CronJob", "Cron", "from", ""};
  return is_one_of(method, kMethods);
}

}  // namespace

uint32_t FunctionWalker::module_index(std::string_view name) {
  if (starts_with(name, "node:")) name.remove_prefix(5);
  for (uint32_t i = 0; i < modules_.size(); ++i) {
    if (modules_[i] == name) return i;
  }
  constexpr size_t kMaxModules = 64;  // keeps the search above short; nobody has more
  if (modules_.size() == kMaxModules) return kMaxModules - 1;
  modules_.push_back(name);
  return static_cast<uint32_t>(modules_.size() - 1);
}

Value FunctionWalker::call_require(Ref call, Ref first) {
  const Value name = first == kNone ? plain(from_unknown) : eval(first);
  Value value = plain(from_constant);
  if (name.certainty != Certainty::constant) {
    value.sources = from_unknown;
    return value;
  }
  value.thing = Thing::kModule;
  value.ref = module_index(name.text);
  add_use(kind_of_module(modules_[value.ref]), modules_[value.ref], {}, {}, false, call);
  return value;
}

Value FunctionWalker::call_module(const Value& callee, Ref call, Ref first, bool constructs) {
  const std::string_view module = modules_[callee.ref];
  const std::string_view method = callee.text;
  if (schedules(module, method)) return call_timer(TimerKind::schedule, call, first);
  const NameId method_name = names_.intern(method);
  std::string_view verb = verb_of_function(method);
  Value arguments = plain(from_constant);
  for (Ref at = first; at != kNone; at = node(at).next) {
    const Value value = eval_argument(at, callback_place(method_name, frame_.place), {});
    absorb(arguments, value);
    if (node(at).kind != Kind::kObject) continue;
    for (Ref part = node(at).first; part != kNone; part = node(part).next) {
      const Ref key = node(part).first;
      if (node(part).kind != Kind::kProperty || node(key).kind != Kind::kIdentifier || name_of(key) != kWord_method)
        continue;
      const Ref text = node(key).next;
      verb = node(text).kind == Kind::kString ? eval_string(text).text : std::string_view{};
    }
  }
  ExternalKind kind = kind_of_module(module);
  Value result = plain(static_cast<uint8_t>(arguments.sources | from_unknown));
  result.reads = arguments.reads;
  bool writes = false;
  if (names_host(module, method)) {
    kind = ExternalKind::host_name;
    result.sources = from_nondeterministic;
  } else if (makes_ids(module, method)) {
    result.sources = from_nondeterministic;
  } else if (module == "path" || module == "os" || module == "util" || module == "crypto" || module == "lodash") {
    result.sources = arguments.sources;
  } else if (reads_clock(module)) {
    result.sources = first == kNone ? uint8_t{from_nondeterministic} : arguments.sources;
  } else if (kind == ExternalKind::file) {
    writes = writes_files(method);
  } else if (kind == ExternalKind::http) {
    writes = !reads_only(verb);
  }
  add_use(kind, module, method, kind == ExternalKind::http ? verb : std::string_view{}, writes, call);
  if (kind == ExternalKind::module && module != "path" && module != "lodash") {
    if (constructs || starts_with(method, "create") || starts_with(method, "connect")) {
      result.thing = Thing::kModule;
      result.ref = callee.ref;
    }
  } else if (kind == ExternalKind::network) {
    result.thing = Thing::kModule;
    result.ref = callee.ref;
  }
  return result;
}

Value FunctionWalker::call_fetch(Ref call, Ref first) {
  const Ref options = first == kNone ? kNone : node(first).next;
  std::string_view verb = options == kNone ? "GET" : "";
  if (options != kNone && node(options).kind == Kind::kObject) {
    verb = "GET";
    for (Ref part = node(options).first; part != kNone; part = node(part).next) {
      const Ref key = node(part).first;
      if (node(part).kind != Kind::kProperty) verb = {};
      if (node(part).kind != Kind::kProperty || node(key).kind != Kind::kIdentifier || name_of(key) != kWord_method)
        continue;
      verb = node(node(key).next).kind == Kind::kString ? eval_string(node(key).next).text : std::string_view{};
    }
  }
  eval_arguments(first, CodePlace::async, plain(from_unknown));
  add_use(ExternalKind::http, "fetch", "fetch", verb, !reads_only(verb), call);
  return plain(from_unknown);
}

Value FunctionWalker::call_timer(TimerKind kind, Ref call, Ref first) {
  const auto index = static_cast<uint32_t>(facts_.timers.size());
  CodeTimer& made = facts_.timers.emplace_back();
  made.kind = kind;
  made.place = frame_.place;
  made.part = part_;
  made.guarded = guarded();
  made.span = span(call);
  const uint32_t outer = frame_.timer;
  frame_.timer = index;
  for (Ref at = first; at != kNone; at = node(at).next) {
    if (is_function(node(at).kind)) {
      run_function_node(at, CodePlace::timer, false, {}, 0);
      continue;
    }
    const Value value = eval(at);
    if (value.thing == Thing::kFunction) {
      timer_names_.emplace_back(index, functions_[value.ref].name);
      run_function(value.ref, CodePlace::timer, {});
    } else if (value.thing == Thing::kNodeMethod && value.ref == kWord_send) {
      act();
    }
  }
  frame_.timer = outer;
  return plain(from_nondeterministic);
}

// Functions and methods of Date, Math, JSON, RED and other objects of the host.
Value FunctionWalker::call_host(const Value& callee, Ref call, Ref first) {
  const NameId host = callee.ref;
  const NameId method = callee.thing == Thing::kHostMethod ? callee.method : static_cast<NameId>(kWordNone);
  if (method == kWord_assign || method == kWord_defineProperty || method == kWord_setPrototypeOf) {
    if (host == kWord_Object || host == kWord_Reflect) {
      const Value target = first == kNone ? plain(from_constant) : eval(first);
      const Value rest = first == kNone ? plain(from_constant)
                                        : eval_arguments(node(first).next, CodePlace::async, plain(from_unknown));
      if (target.thing == Thing::kGot) add_mutation(target.ref, rest, span(call));
      if (first != kNone) absorb_into_root(first, rest);
      Value result = target;
      absorb(result, rest);
      result.certainty = Certainty::unknown;
      return result;
    }
  }
  if (host == kWord_util && method == kWord_promisify && first != kNone) return eval(first);
  const CodePlace place =
      host == kWord_process && (method == kWord_on || method == kWord_once) ? CodePlace::event : frame_.place;
  Value arguments = eval_arguments(first, place, plain(from_unknown));
  Value result = plain(arguments.sources);
  result.reads = arguments.reads;
  const bool clock = (host == kWord_Date && (method == kWord_now || callee.thing == Thing::kHost)) ||
                     (host == kWord_performance && method == kWord_now);
  const bool chance = (host == kWord_Math && method == kWord_random) ||
                      (host == kWord_crypto && (method == kWord_randomUUID || method == kWord_randomBytes ||
                                                method == kWord_randomInt || method == kWord_getRandomValues));
  const bool process =
      host == kWord_process && (method == kWord_hrtime || method == kWord_uptime || method == kWord_memoryUsage);
  if (clock || chance || process || (host == kWord_RED && method == kWord_generateId)) {
    result.sources |= from_nondeterministic;
  }
  if (host == kWord_RED && method == kWord_cloneMessage) result.holds = arguments.holds;
  return result;
}

Value FunctionWalker::call_new(Ref ref) {
  const Ref callee_ref = node(ref).first;
  const Ref first = node(callee_ref).next;
  const Value callee = eval(callee_ref);
  if (callee.thing == Thing::kModule) return call_module(callee, ref, first, true);
  if (callee.thing == Thing::kHost && callee.ref == kWord_Promise && first != kNone && is_function(node(first).kind)) {
    Value result = run_function_node(first, frame_.place, true, {}, 0);
    result.sources |= from_unknown;
    result.holds = 0;
    return result;
  }
  Value result = eval_arguments(first, CodePlace::async, plain(from_unknown));
  if (callee.thing == Thing::kHost) {
    if (callee.ref == kWord_Date && first == kNone) result.sources |= from_nondeterministic;
  } else {
    result.sources |= callee.sources;
    result.sources |= from_unknown;
  }
  return result;
}

}  // namespace halint
