// SPDX-License-Identifier: Apache-2.0
#include "analysis/outcome.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "analysis/message_writes.h"
#include "analysis/shell.h"
#include "analysis/switch_rules.h"
#include "code/sql.h"
#include "halint/code/token_url.h"

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
  switch (reading.effect) {
    case SqlEffect::none:
      return Outcome::none;
    case SqlEffect::repeats:
      return reading.elects || reading.claims ? Outcome::none : Outcome::idempotent;
    case SqlEffect::adds_up:
      return Outcome::non_idempotent;
    case SqlEffect::unknown:
      break;
  }
  return Outcome::unknown;
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
  constexpr std::array<std::string_view, 29> kReads{
      "find",   "findone",   "find.toarray", "find.foreach", "count",        "countdocuments", "distinct", "aggregate",
      "get",    "read",      "list",         "query",        "select",       "mget",           "hget",     "hgetall",
      "exists", "keys",      "scan",         "lrange",       "browse",       "search",         "info",     "ping",
      "ttl",    "subscribe", "readmultiple", "history",      "readattribute"};
  constexpr std::array<std::string_view, 28> kRepeatable{
      "updateone", "updatemany", "replaceone", "deleteone", "deletemany",  "delete",        "remove",
      "set",       "hset",       "mset",       "del",       "expire",      "sadd",          "srem",
      "zadd",      "upsert",     "put",        "drop",      "createindex", "save",          "hdel",
      "setex",     "unlink",     "write",      "hmset",     "zrem",        "writemultiple", "writeattribute"};
  constexpr std::array<std::string_view, 23> kActs{
      "insert", "insertone",   "insertmany", "add",     "create", "append", "incr",    "incrby",           "decr",
      "lpush",  "rpush",       "publish",    "xadd",    "send",   "decrby", "hincrby", "findoneandupdate", "bulkwrite",
      "post",   "incrbyfloat", "pfadd",      "linsert", "method"};
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
    if (c.type == ValueType::undefined || c.is_unknown()) continue;
    const Outcome outcome = judge(c);
    if (outcome == Outcome::unknown) continue;
    worst = found ? std::max(worst, outcome) : outcome;
    found = true;
  }
  return worst;
}

// Each copy needs a token of its own; but a refresh token may be good for one use only (RFC 9700, section 4.14.2).
Outcome token_outcome(const MessageValue& payload, const MessageValue& grant) {
  const auto refreshes = [](const Constant& c) { return c.text.find("refresh_token") != std::string::npos; };
  const bool found = std::any_of(grant.constants.begin(), grant.constants.end(), refreshes) ||
                     std::any_of(payload.constants.begin(), payload.constants.end(), refreshes);
  return found ? Outcome::unknown : Outcome::none;
}

// RFC 6749, section 4: whoever says what kind of grant it has asks for a token, wherever that is.
bool is_grant(const MessageValue& grant) {
  return grant.always(
      [](const Constant& c) { return c.type == ValueType::text && !c.is_unknown() && !c.text.empty(); });
}

// GraphQL, section 2.3: an operation is a query unless it says otherwise. `text` is the document, or a body around it.
Outcome graph_outcome(const Constant& c) {
  if (c.type != ValueType::text && c.type != ValueType::object) return Outcome::unknown;
  std::string_view text = c.text;
  if (text.find("mutation") != std::string_view::npos) return Outcome::non_idempotent;
  constexpr std::string_view kMember = "\"query\"";
  if (const size_t member = text.find(kMember); member != std::string_view::npos) {
    const size_t quote = text.find('"', member + kMember.size());
    text = quote == std::string_view::npos ? std::string_view() : text.substr(quote + 1);
  } else if (c.type == ValueType::object) {
    return Outcome::unknown;
  }
  while (!text.empty() && (std::isspace(static_cast<unsigned char>(text.front())) != 0 || text.substr(0, 2) == "\\n"))
    text.remove_prefix(text.front() == '\\' ? 2 : 1);
  const bool reads = text.substr(0, 1) == "{" || text.substr(0, 5) == "query" || text.substr(0, 8) == "fragment";
  return reads ? Outcome::none : Outcome::unknown;
}

// core/network/10-mqtt.js: with `action`, an mqtt out node connects or disconnects and publishes nothing.
bool only_connects(const MessageValue& action) {
  return !action.open && std::none_of(action.constants.begin(), action.constants.end(), [](const Constant& c) {
    return c.type == ValueType::undefined || truthy(c) == Truth::no;
  });
}

// A script of InfluxDB's language, which asks, unless far behind its beginning it ends with `to()`.
bool is_flux(const MessageValue& payload) {
  return payload.always(
      [](const Constant& c) { return c.type == ValueType::text && c.text.starts_with("from(bucket:"); });
}

// Whether all that is said opens, proves or keeps a connection: each copy has one of its own and has to say it there.
bool is_session_talk(const MessageValue& payload) {
  constexpr std::array<std::string_view, 14> kWords{
      "ping",   "pong", "heartbeat",    "keepalive", "keep_alive", "keep-alive",     "subscribe", "subscribe_events",
      "listen", "auth", "authenticate", "authorize", "login",      "connection_init"};
  const auto is_talk = [&](const Constant& c) {
    if (c.type != ValueType::text && c.type != ValueType::object) return false;
    const std::string text = lower(c.text);
    if (is_one_of(text, kWords)) return true;
    for (size_t open = text.find('"'); open != std::string::npos;) {
      const size_t close = text.find('"', open + 1);
      if (close == std::string::npos) return false;
      if (is_one_of(std::string_view(text).substr(open + 1, close - open - 1), kWords)) return true;
      open = text.find('"', close + 1);
    }
    return false;
  };
  return payload.always(is_talk);
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
      return post_outcome(v, message);
    case Effect::unknown: {
      const Outcome outcome = worst_of(flow_.value(message, "method"), method_outcome);
      return outcome == Outcome::non_idempotent ? post_outcome(v, message) : outcome;
    }
    case Effect::unset:
    case Effect::idempotent:
    case Effect::sql:
    case Effect::screen:
    case Effect::reply:
      break;
  }
  return Outcome::idempotent;
}

// A POST or PATCH acts, unless what it says only asks.
Outcome OutcomeReader::post_outcome(VertexId v, MessageId message) const {
  TextValue url = graph_.text(v, "url");
  if (url.text.empty()) {
    const MessageValue& named = flow_.value(message, "url");
    if (!named.open && named.constants.size() == 1 && !named.constants.front().is_unknown())
      url.text = named.constants.front().text;
  }
  if (!url.known()) return Outcome::non_idempotent;
  if (answers_queries(url.text)) return Outcome::none;
  if (url.text.empty() && is_flux(flow_.value(message, "payload"))) return Outcome::unknown;
  const MessageValue& grant = flow_.value(message, "payload.grant_type");
  if (fetches_token(url.text) || is_grant(grant)) return token_outcome(flow_.value(message, "payload"), grant);
  if (!asks_graph(url.text)) return Outcome::non_idempotent;
  const MessageValue& query = flow_.value(message, "payload.query");
  const MessageValue& body = query.constants.empty() ? flow_.value(message, "payload") : query;
  const Outcome outcome = worst_of(body, graph_outcome);
  return outcome == Outcome::unknown || body.open ? std::max(outcome, Outcome::unknown) : outcome;
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

// An update that makes the new value of the old one.
bool OutcomeReader::counts_on(VertexId v, MessageId message) const {
  if (graph_.vertex(v).role != VertexRole::node) return false;
  const std::vector<std::string> operators = counting_operators(graph_.node(graph_.vertex(v).node).type);
  return std::any_of(operators.begin(), operators.end(), [&](const std::string& path) {
    const MessageValue& value = flow_.value(message, path);
    return !value.open && std::any_of(value.constants.begin(), value.constants.end(),
                                      [](const Constant& c) { return c.type != ValueType::undefined; });
  });
}

Outcome OutcomeReader::of(VertexId v, MessageId message) const {
  const Behavior& behavior = behaviors_[v];
  if (behavior.facts->level == Level::none) return Outcome::none;
  if (elects_by_redis(graph_, v)) return Outcome::none;  // what it writes is the lease
  if (behavior.known() && behavior.type->type == "http request") return request_outcome(v, message);
  if (behavior.known() && behavior.type->type == "exec") return command_outcome(v, message);
  if (behavior.known() && behavior.type->type == "mqtt out" && only_connects(flow_.value(message, "action")))
    return Outcome::none;
  if (behavior.known() && behavior.type->type == "websocket out" && is_session_talk(flow_.value(message, "payload")))
    return Outcome::none;
  switch (behavior.facts->effect) {
    case Effect::none:
    case Effect::unset:
    case Effect::screen:
    case Effect::reply:
      return Outcome::none;
    case Effect::idempotent:
      return counts_on(v, message) ? Outcome::non_idempotent : Outcome::idempotent;
    case Effect::non_idempotent:
      return Outcome::non_idempotent;
    case Effect::sql:
      return query_outcome(v, message);
    case Effect::unknown:
      if (behavior.facts->query.empty()) return Outcome::unknown;
      return counts_on(v, message) ? Outcome::non_idempotent : query_outcome(v, message);
  }
  return Outcome::none;
}

}  // namespace halint
