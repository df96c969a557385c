// SPDX-License-Identifier: Apache-2.0
#include "code/sandbox/modules.h"

#include <algorithm>

#include "code/control/functions.h"
#include "code/control/objects.h"
#include "code/control/statements.h"
#include "code/module_table.h"
#include "code/sandbox/queries.h"
#include "code/sandbox/sandbox.h"
#include "code/sql.h"
#include "halint/code/token_url.h"

namespace halint {

using js::kNone;
using js::Ref;

namespace {

// Events that come with data from outside; others tell of the connection.
bool brings_data(const Value& event) {
  static constexpr std::string_view kEvents[] = {"message",  "data",   "notification", "change",        "event",
                                                 "pmessage", "packet", "publish",      "message_buffer"};
  return !event.constant() || std::find(std::begin(kEvents), std::end(kEvents), event.text) != std::end(kEvents);
}

// The connection that this code has opened is there: what it does then, it does on its own account.
bool opens(const Value& event) {
  static constexpr std::string_view kEvents[] = {"connect", "open", "ready", "secureConnect"};
  return event.constant() && std::find(std::begin(kEvents), std::end(kEvents), event.text) != std::end(kEvents);
}

bool reads_only(std::string_view verb) {
  static constexpr std::string_view kSafe[] = {"GET", "HEAD", "OPTIONS", "get", "head", "options"};
  return std::find(std::begin(kSafe), std::end(kSafe), verb) != std::end(kSafe);
}

// A path, or the folders that it begins with.
std::string_view known_folders(const Value& path) {
  if (!path.is_string() || path.certainty == Certainty::unknown) return {};
  return path.constant() ? path.text : path.text.substr(0, path.text.rfind('/') + 1);
}

// MongoDB: an update that makes the new value of the old one.
bool counts_on(const Machine& m, const Arguments& arguments) {
  static constexpr std::string_view kOperators[] = {"$inc", "$mul", "$push", "$pop", "$bit"};
  for (const Value& argument : arguments.values) {
    for (const ObjectId member : m.heap.members(argument.object)) {
      if (m.heap[member].kind != ObjectKind::literal) continue;
      for (uint32_t at = m.heap[member].first_field; at != 0; at = m.heap.field_at(at).next) {
        const std::string_view name = m.names.text(m.heap.field_at(at).name);
        if (std::find(std::begin(kOperators), std::end(kOperators), name) != std::end(kOperators)) return true;
      }
    }
  }
  return false;
}

}  // namespace

Value Modules::module(std::string_view name) {
  if (name.substr(0, 5) == "node:") name.remove_prefix(5);
  const ObjectId made = m_.heap.make(ObjectKind::module);
  m_.heap[made].text = name;
  return object_value(made);
}

Value Modules::require(const Arguments& arguments, Ref ref) {
  const Value name = arguments.at(0);
  if (!name.constant()) return made_of(from_unknown);
  const Value made = module(name.text);
  const std::string_view text = m_.heap[made.object].text;
  r_.outside.use(module_kind(text), text, {}, {}, false, false, ref);
  return made;
}

std::string_view Modules::verb_of(const Arguments& arguments, std::string_view otherwise) const {
  for (const Value& value : arguments.values) {
    for (const ObjectId member : m_.heap.members(value.object)) {
      const Object& options = m_.heap[member];
      if (options.kind != ObjectKind::literal) {
        if (options.kind != ObjectKind::function && options.kind != ObjectKind::array) otherwise = {};
        continue;
      }
      const CellId cell = m_.heap.field(member, name_id(Word::method));
      if (cell != 0) {
        const Value& verb = m_.heap.store[cell];
        return verb.constant() ? verb.text : std::string_view{};
      }
      if (options.open || options.element != 0) otherwise = {};
    }
  }
  return otherwise;
}

// It asks a question, or for a token with what every copy has; a kept one that is renewed is of use to one copy only.
bool Modules::only_asks(const Arguments& arguments) const {
  const std::string_view url = address_of(arguments);
  return answers_queries(url) || (fetches_token(url) && (r_.calls->all(arguments).sources & from_context) == 0);
}

// The address that a request names, first or among its options.
std::string_view Modules::address_of(const Arguments& arguments) const {
  for (const Value& value : arguments.values) {
    if (value.certainty != Certainty::unknown && value.is_string()) return value.text;
    for (const std::string_view name : {"url", "uri"}) {
      const bool literal = m_.heap.kind(value.object) == ObjectKind::literal;
      const CellId cell = literal ? m_.heap.field(value.object, m_.names.intern(name)) : 0;
      if (cell != 0) return m_.heap.store[cell].text;
    }
  }
  return {};
}

Value Modules::fetch(const Arguments& arguments, Ref ref) {
  const bool options = arguments.size() > 1;
  const bool known = !options || m_.heap.kind(arguments.at(1).object) == ObjectKind::literal;
  const std::string_view verb = known ? verb_of(arguments.from(1), "GET") : std::string_view{};
  r_.calls->give_away(arguments, CodePlace::async);
  r_.statements->may_throw();
  const bool asks = reads_only(verb) || only_asks(arguments);
  const bool writes = !verb.empty() && !asks;
  r_.outside.use(ExternalKind::http, "fetch", "fetch", asks && verb.empty() ? "GET" : verb, writes, writes, ref);
  if (!asks) r_.timers.act();
  return made_of(from_unknown);
}

// A consumer of a queue, a subscription, a watcher of files: what it calls back with comes from outside.
bool Modules::consume(std::string_view module, std::string_view method, const Arguments& arguments, Ref ref,
                      bool constructs) {
  const ModuleFunction* const function = find_module_function(module, method, constructs);
  if (function == nullptr || function->consumes == Consumption::none) return false;
  const bool emitter = method == "on" || method == "addListener" || method == "once";
  if (emitter && !brings_data(arguments.at(0))) return false;
  Callback callback;
  callback.place = CodePlace::event;
  callback.time = UseTime::event;
  callback.consumer = r_.timers.consume(function->consumes, module, ref);
  for (const Value& value : arguments.values) {
    r_.functions->wait(value, callback, {});
    for (const ObjectId member : m_.heap.members(value.object)) {
      if (m_.heap[member].kind != ObjectKind::literal) continue;
      for (uint32_t at = m_.heap[member].first_field; at != 0; at = m_.heap.field_at(at).next) {
        r_.functions->wait(m_.heap.store[m_.heap.field_at(at).cell], callback, {});
      }
    }
  }
  return true;
}

Value Modules::call(ObjectId called, const Arguments& arguments, Ref ref, bool constructs) {
  const std::string_view module = m_.heap[called].text;
  const std::string_view path = m_.heap[called].method;
  const size_t dot = path.rfind('.');
  const std::string_view method = dot == std::string_view::npos ? path : path.substr(dot + 1);
  const ModuleFunction* const function = find_module_function(module, method, constructs);
  const ModuleDoes does = function == nullptr ? ModuleDoes::unknown : function->does;
  if (does == ModuleDoes::schedules) return r_.sandbox->start_timer(TimerKind::schedule, arguments, ref);
  // Whoever subscribes to a shared topic gets his share.
  if (method == "subscribe" && arguments.at(0).text.substr(0, 7) == "$share/") r_.timers.share(module);
  const bool consumes = consume(module, method, arguments, ref, constructs);
  const bool listens =
      method == "on" || method == "once" || method == "addListener" || method == "subscribe" || method == "listen";
  Value given = r_.calls->all(arguments);
  const bool hears = listens && !(method != "listen" && opens(arguments.at(0)));
  if (!consumes) given = r_.calls->give_away(arguments, hears ? CodePlace::event : CodePlace::async);
  m_.observe(given);
  const ExternalKind kind = does == ModuleDoes::names_host ? ExternalKind::host_name : module_kind(module);
  std::string_view verb;
  if (kind == ExternalKind::http) {
    const std::string_view named = verb_named(method);
    verb = named.empty() ? verb_of(arguments, {}) : named;
  }
  bool writes = does == ModuleDoes::writes || does == ModuleDoes::acts;
  bool acts = does == ModuleDoes::acts || (writes && counts_on(m_, arguments));
  const bool asks = kind == ExternalKind::http && (reads_only(verb) || only_asks(arguments));
  if (kind == ExternalKind::http) writes = acts = !verb.empty() && !asks;
  if (asks && verb.empty()) verb = "GET";
  const bool queries = does == ModuleDoes::queries || (function == nullptr && runs_statement(method));
  if (queries) acts = read_sql(statement_of(m_, arguments)).effect == SqlEffect::adds_up;
  const std::string_view file = kind == ExternalKind::file ? known_folders(arguments.at(0)) : std::string_view();
  r_.outside.use(kind, module, method, verb, writes, acts, ref, file);
  const bool may_act = kind == ExternalKind::http ? !asks && !listens : acts || writes || kind == ExternalKind::process;
  if (may_act) r_.timers.act();
  if (does != ModuleDoes::pure) r_.statements->may_throw();
  Value result = made_of(static_cast<uint8_t>(given.sources | from_unknown));
  result.reads = given.reads;
  result.maybe_nullish = true;
  switch (does) {
    case ModuleDoes::names_host:
      result.sources = from_nondeterministic | from_copy;
      break;
    case ModuleDoes::makes_ids:
      result.sources = from_nondeterministic | from_copy;
      break;
    case ModuleDoes::pure:
      result.sources = given.sources;
      break;
    case ModuleDoes::clock:
      result.sources = arguments.size() == 0 ? static_cast<uint8_t>(from_nondeterministic) : given.sources;
      break;
    case ModuleDoes::changes_argument:
      r_.objects->mutated(arguments.at(0), given, ref, {});
      result.object = arguments.at(0).object;
      break;
    case ModuleDoes::unknown:
    case ModuleDoes::reads:
    case ModuleDoes::writes:
    case ModuleDoes::acts:
    case ModuleDoes::queries:
    case ModuleDoes::schedules:
    case ModuleDoes::listens:
    case ModuleDoes::shows:
      if (constructs || kind == ExternalKind::network || (kind == ExternalKind::module && opens_client(method))) {
        result = this->module(module);
        result.sources = from_unknown;
      }
      break;
  }
  return result;
}

}  // namespace halint
