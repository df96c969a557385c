// SPDX-License-Identifier: Apache-2.0
#include "analysis/outcome.h"

#include <algorithm>
#include <array>
#include <vector>

#include "analysis/seen.h"

namespace halint {
namespace {

// How far before a node its query or method is looked for.
constexpr size_t kMaxLook = 24;
constexpr size_t kMaxSeen = 300;

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// `words` ("insert into") occur in `text`, whatever the case and however wide the blanks.
bool mentions(std::string_view text, std::string_view words) {
  for (size_t begin = 0; begin < text.size(); ++begin) {
    if (lower(text[begin]) != words[0] || (begin > 0 && is_word(text[begin - 1]))) continue;
    size_t at = begin;
    size_t matched = 0;
    while (matched < words.size() && at < text.size()) {
      if (words[matched] == ' ') {
        const size_t blank = at;
        while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r')) ++at;
        if (at == blank) break;
        ++matched;
      } else if (lower(text[at]) == words[matched]) {
        ++at;
        ++matched;
      } else {
        break;
      }
    }
    if (matched == words.size() && (at >= text.size() || !is_word(text[at]))) return true;
  }
  return false;
}

// What a text with SQL in it does; unknown if there is none in it.
Outcome sql_outcome(std::string_view text) {
  constexpr std::array<std::string_view, 5> kUpserts{"on conflict", "on duplicate key", "insert or replace",
                                                     "insert or ignore", "insert ignore"};
  constexpr std::array<std::string_view, 8> kRepeatable{"replace into", "delete from", "create table", "drop table",
                                                        "truncate",     "merge into",  "alter table",  "vacuum"};
  constexpr std::array<std::string_view, 6> kReads{"select", "show", "describe", "pragma", "explain", "from"};
  const auto any = [text](const auto& words) {
    return std::any_of(words.begin(), words.end(), [text](std::string_view word) { return mentions(text, word); });
  };
  const bool inserts = mentions(text, "insert into") || mentions(text, "insert or replace into") ||
                       mentions(text, "insert or ignore into") || mentions(text, "insert ignore into");
  if (inserts) return any(kUpserts) ? Outcome::idempotent : Outcome::non_idempotent;
  if (any(kRepeatable) || (mentions(text, "update") && mentions(text, "set"))) return Outcome::idempotent;
  return any(kReads) ? Outcome::none : Outcome::unknown;
}

// An HTTP method that a text names in quotes; unknown if none.
Outcome method_outcome(std::string_view text) {
  const auto names = [text](std::string_view method) {
    for (const char quote : {'"', '\'', '`'}) {
      if (text.find(quote + std::string(method) + quote) != std::string_view::npos) return true;
    }
    return text == method;
  };
  if (names("POST") || names("PATCH") || names("post") || names("patch")) return Outcome::non_idempotent;
  if (names("PUT") || names("DELETE") || names("put") || names("delete")) return Outcome::idempotent;
  return names("GET") || names("get") || names("HEAD") ? Outcome::none : Outcome::unknown;
}

// The texts that a node may put into `msg.<property>`: code, templates, constants of change and inject.
std::vector<std::string> written_texts(const FlowGraph& graph, VertexId v, std::string_view property) {
  const NodeId node = graph.vertex(v).node;
  const std::string_view type = graph.node(node).type;
  const Document& document = graph.document();
  std::vector<std::string> texts;
  if (type == "function") {
    std::string code = document.property(node, "func").text();
    if (code.find("." + std::string(property)) != std::string::npos ||
        code.find(std::string(property) + ":") != std::string::npos) {
      texts.push_back(std::move(code));
    }
  } else if (type == "template") {
    const std::string field = document.property(node, "field").text();
    if (field == property || (field.empty() && property == "payload"))
      texts.push_back(document.property(node, "template").text());
  } else if (type == "change") {
    document.property(node, "rules").for_each_element([&](JsonValue rule) {
      if (rule.member("p").text() == property && rule.member("t").text() == "set")
        texts.push_back(rule.member("to").text());
    });
  } else if (type == "inject") {
    document.property(node, "props").for_each_element([&](JsonValue entry) {
      if (entry.member("p").text() != property) return;
      const JsonValue value = entry.member("v");
      texts.push_back(value ? value.text() : document.property(node, property).text());
    });
    if (!document.property(node, "props")) texts.push_back(document.property(node, property).text());
  }
  return texts;
}

// A POST that only fetches an access token (RFC 6749, section 3.2): each copy needs one of its own.
bool fetches_token(const FlowGraph& graph, VertexId vertex) {
  const TextValue url = graph.text(vertex, "url");
  if (!url.known()) return false;
  const std::string_view path = std::string_view(url.text).substr(0, url.text.find_first_of("?#"));
  constexpr std::string_view kEnd = "/token";
  return (path.size() > kEnd.size() && path.substr(path.size() - kEnd.size()) == kEnd) ||
         path.find("/oauth") != std::string_view::npos;
}

}  // namespace

// The worst of what a node writes into a property; unknown if it writes nothing of which that can be said.
Outcome OutcomeReader::written(VertexId v, std::string_view property, Judge judge) {
  const auto [at, added] = written_.try_emplace({graph_.vertex(v).node, property}, Outcome::unknown);
  if (!added) return at->second;
  Outcome worst = Outcome::none;
  bool found = false;
  for (const std::string& text : written_texts(graph_, v, property)) {
    const Outcome outcome = text.empty() ? Outcome::unknown : judge(text);
    if (outcome == Outcome::unknown) continue;
    found = true;
    worst = std::max(worst, outcome);
  }
  return at->second = found ? worst : Outcome::unknown;
}

// Goes back from `v`, breadth first, and stops on each way at the first node that writes the property.
Outcome OutcomeReader::look_back(VertexId v, std::string_view property, Judge judge) {
  Seen seen(v, kMaxSeen);
  std::vector<VertexId> open{v};
  Outcome worst = Outcome::none;
  bool found = false;
  for (size_t at = 0; at < open.size() && at < kMaxLook; ++at) {
    for (const Edge& edge : graph_.in(open[at])) {
      if (edge.kind == EdgeKind::error || edge.kind == EdgeKind::status) continue;
      if (seen.spent()) break;
      if (!seen.add(edge.to)) continue;
      const bool node = graph_.vertex(edge.to).role == VertexRole::node;
      const Outcome outcome = node ? written(edge.to, property, judge) : Outcome::unknown;
      if (outcome == Outcome::unknown) {
        open.push_back(edge.to);
        continue;
      }
      found = true;
      worst = std::max(worst, outcome);
    }
  }
  return found ? worst : Outcome::unknown;
}

Outcome OutcomeReader::query_outcome(const Behavior& behavior, VertexId v) {
  for (const std::string_view name : behavior.facts->query) {
    if (name.substr(0, 4) == "msg.") {
      const Outcome outcome = look_back(v, name.substr(4), sql_outcome);
      if (outcome != Outcome::unknown) return outcome;
    } else if (const TextValue text = graph_.text(v, name); text.known() && !text.text.empty()) {
      const Outcome outcome = sql_outcome(text.text);
      if (outcome != Outcome::unknown) return outcome;
    }
  }
  return Outcome::unknown;
}

Outcome OutcomeReader::of(VertexId vertex) {
  const Behavior& behavior = behaviors_[vertex];
  if (behavior.facts->level == Level::none) return Outcome::none;
  switch (behavior.facts->effect) {
    case Effect::none:
      // Nobody looks at the answer, so the request is sent for what it does.
      return behavior.type->type == "http request" && graph_.out(vertex).empty() ? Outcome::unknown : Outcome::none;
    case Effect::unset:
    case Effect::screen:
    case Effect::reply:
      return Outcome::none;
    case Effect::idempotent:
      return Outcome::idempotent;
    case Effect::non_idempotent:
      return behavior.type->type == "http request" && fetches_token(graph_, vertex) ? Outcome::none
                                                                                    : Outcome::non_idempotent;
    case Effect::sql:
      return query_outcome(behavior, vertex);
    case Effect::unknown:
      return behavior.type->type == "http request" ? look_back(vertex, "method", method_outcome) : Outcome::unknown;
  }
  return Outcome::none;
}

}  // namespace halint
