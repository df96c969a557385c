// SPDX-License-Identifier: Apache-2.0
#include "analysis/outcome.h"

#include <algorithm>
#include <array>

#include "analysis/shell.h"
#include "analysis/sql.h"

namespace halint {
namespace {

template <size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  return result;
}

// A statement that elects or claims is there for the answer: what it writes is the lease.
Outcome sql_outcome(const Constant& c) {
  if (c.type != ValueType::text) return Outcome::unknown;
  const SqlReading reading = read_sql(c.text);
  return (reading.elects || reading.claims) && reading.outcome == Outcome::idempotent ? Outcome::none : reading.outcome;
}

// RFC 9110, section 9.2.
Outcome method_outcome(const Constant& c) {
  const std::string method = lower(c.text);
  if (method == "post" || method == "patch") return Outcome::non_idempotent;
  if (method == "put" || method == "delete") return Outcome::idempotent;
  return method == "get" || method == "head" || method == "options" ? Outcome::none : Outcome::unknown;
}

// The name of an operation: MongoDB's collection methods, Redis commands, what contributed nodes call theirs.
Outcome operation_outcome(const Constant& c) {
  constexpr std::array<std::string_view, 31> kReads{
      "find", "findone", "find.toarray", "find.foreach", "count", "countdocuments", "distinct", "aggregate", "get",
      "read", "list",    "query",        "select",       "mget",  "hget",           "hgetall",  "exists",    "keys",
      "scan", "lrange",  "browse",       "search",       "info",  "ping",           "ttl",      "subscribe",
      "readmultiple", "readattribute", "history", "monitor", "events"};
  constexpr std::array<std::string_view, 25> kRepeatable{
      "replaceone",  "deleteone", "deletemany", "delete", "remove", "set",    "hset",  "mset",
      "del",         "expire",    "sadd",       "srem",   "zadd",   "upsert", "put",   "drop",
      "createindex", "save",      "hdel",       "setex",  "unlink", "write",  "hmset", "zrem",
      "writemultiple"};
  constexpr std::array<std::string_view, 22> kActs{
      "insert", "insertone",   "insertmany", "add",    "create", "append", "incr",    "incrby",           "decr",
      "lpush",  "rpush",       "publish",    "xadd",   "send",   "decrby", "hincrby", "findoneandupdate", "bulkwrite",
      "post",   "incrbyfloat", "pfadd",      "linsert"};
  const std::string operation = lower(c.text);
  if (is_one_of(operation, kReads)) return Outcome::none;
  if (is_one_of(operation, kRepeatable)) return Outcome::idempotent;
  return is_one_of(operation, kActs) ? Outcome::non_idempotent : Outcome::unknown;
}

// The worst of the constants that a property may hold; unknown if none is known.
template <typename Judge>
Outcome worst_of(const MessageValue& value, Judge judge) {
  Outcome worst = Outcome::unknown;
  bool found = false;
  for (const Constant& c : value.constants) {
    if (c.type == ValueType::undefined) continue;
    const Outcome outcome = judge(c);
    if (outcome == Outcome::unknown) continue;
    worst = found ? std::max(worst, outcome) : outcome;
    found = true;
  }
  return worst;
}

// A POST that only fetches an access token (RFC 6749, section 3.2): each copy needs one of its own.
bool fetches_token(const FlowGraph& graph, VertexId vertex) {
  const TextValue url = graph.text(vertex, "url");
  if (!url.known()) return false;
  const std::string_view path = std::string_view(url.text).substr(0, url.text.find_first_of("?#"));
  constexpr std::string_view kEnd = "/token";
  for (const std::string_view part : {"/oauth", "/connect/token", "/openid", "/realms/"}) {
    if (path.find(part) != std::string_view::npos) return true;
  }
  // Elsewhere a token may be anything, of a car park, say; so the host or the path has to speak of identities.
  const bool ends = path.size() > kEnd.size() && path.substr(path.size() - kEnd.size()) == kEnd;
  return ends && (path.find("auth") != std::string_view::npos || path.find("login") != std::string_view::npos ||
                  path.find("sso") != std::string_view::npos || path.find("identity") != std::string_view::npos ||
                  path.find("account") != std::string_view::npos);
}

}  // namespace

Outcome code_outcome(const FlowGraph& graph, const CodeFacts& code, VertexId v) {
  const NodeCode* own = graph.vertex(v).role == VertexRole::node ? code.find(graph.vertex(v).node) : nullptr;
  if (own == nullptr) return Outcome::none;
  return own->acts_outside ? Outcome::non_idempotent : own->may_act_outside ? Outcome::unknown : Outcome::none;
}

Outcome OutcomeReader::query_outcome(VertexId v, MessageId message) const {
  const Behavior& behavior = behaviors_[v];
  const auto judge = [&](const Constant& c) {
    const Outcome outcome = sql_outcome(c);
    return outcome == Outcome::unknown ? operation_outcome(c) : outcome;
  };
  for (const std::string_view name : behavior.facts->query) {
    Outcome outcome = Outcome::unknown;
    if (name.substr(0, 4) == "msg.") {
      outcome = worst_of(flow_.value(message, name.substr(4)), judge);
    } else if (const TextValue text = graph_.text(v, name); text.known() && !text.text.empty()) {
      outcome = judge({ValueType::text, text.text});
    }
    if (outcome != Outcome::unknown) return outcome;
  }
  return Outcome::unknown;
}

Outcome OutcomeReader::request_outcome(VertexId v, MessageId message) const {
  switch (behaviors_[v].facts->effect) {
    case Effect::none:
      if (graph_.text(v, "method").state == TextValue::State::unknown) return Outcome::unknown;
      // Nobody looks at the answer, so the request is sent for what it does.
      return graph_.out(v).empty() ? Outcome::unknown : Outcome::none;
    case Effect::non_idempotent:
      return fetches_token(graph_, v) ? Outcome::none : Outcome::non_idempotent;
    case Effect::unknown:
      return worst_of(flow_.value(message, "method"), method_outcome);
    case Effect::unset:
    case Effect::idempotent:
    case Effect::sql:
    case Effect::screen:
    case Effect::reply:
      break;
  }
  return Outcome::idempotent;
}

Outcome OutcomeReader::command_outcome(VertexId v, MessageId message) const {
  const TextValue command = graph_.text(v, "command");
  if (command.state == TextValue::State::unknown) return Outcome::unknown;
  if (!command.text.empty()) return read_shell(command.text + " " + graph_.text(v, "append").text).outcome;
  const std::string appended = appended_property(graph_.document(), graph_.vertex(v).node);
  if (appended.empty()) return graph_.text(v, "append").text.empty() ? Outcome::none : Outcome::unknown;
  return worst_of(flow_.value(message, appended), [](const Constant& c) {
    return c.type == ValueType::text ? read_shell(c.text).outcome : Outcome::unknown;
  });
}

Outcome OutcomeReader::of(VertexId v, MessageId message) const {
  const Behavior& behavior = behaviors_[v];
  if (behavior.facts->level == Level::none) return Outcome::none;
  if (behavior.known() && behavior.type->type == "http request") return request_outcome(v, message);
  if (behavior.known() && behavior.type->type == "exec") return command_outcome(v, message);
  switch (behavior.facts->effect) {
    case Effect::none:
    case Effect::unset:
    case Effect::screen:
    case Effect::reply:
      return Outcome::none;
    case Effect::idempotent:
      return Outcome::idempotent;
    case Effect::non_idempotent:
      return Outcome::non_idempotent;
    case Effect::sql:
      return query_outcome(v, message);
    case Effect::unknown:
      return behavior.facts->query.empty() ? Outcome::unknown : query_outcome(v, message);
  }
  return Outcome::none;
}

}  // namespace halint
