// Tests of the JSONata and Mustache scanners.
// SPDX-License-Identifier: Apache-2.0
#include "halint/code/text_facts.h"

#include <string>
#include <vector>

#include "tests/catch.h"

namespace {

using namespace halint;

// "flow:key@store[text of the span]" per read; ~ marks a prefix, ? an unknown.
std::vector<std::string> show(const std::string& text, void (*scan)(std::string_view, std::vector<ContextAccess>&)) {
  std::vector<ContextAccess> found;
  scan(text, found);
  std::vector<std::string> shown;
  for (const ContextAccess& access : found) {
    std::string line = access.scope == ContextScope::flow ? "flow:" : "global:";
    for (int i = 0; i < access.parents; ++i) line += '^';
    line += access.certainty == Certainty::unknown ? "?" : std::string(access.key);
    if (access.certainty == Certainty::prefix) line += '~';
    if (access.store_kind == StoreKind::constant) line += '@' + std::string(access.store);
    if (access.store_kind == StoreKind::unknown) line += "@?";
    line += '[' + text.substr(access.span.begin, access.span.end - access.span.begin) + ']';
    shown.push_back(line);
  }
  return shown;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("jsonata: calls, stores, prefixes and nesting") {
  const auto scan = [](const std::string& text) { return show(text, find_jsonata_context); };
  CHECK(scan("$flowContext(\"a.b\")+1") == Texts{"flow:a.b[$flowContext(\"a.b\")]"});
  CHECK(scan("$globalContext ( 'k' , \"file\" )") == Texts{"global:k@file[$globalContext ( 'k' , \"file\" )]"});
  CHECK(scan("$flowContext('#:(disk)::$parent.k')") == Texts{"flow:^k@disk[$flowContext('#:(disk)::$parent.k')]"});
  CHECK(scan("$flowContext('n_' & topic)") == Texts{"flow:n_~[$flowContext('n_' & topic)]"});
  CHECK(scan("$flowContext($globalContext('x'), s)") ==
        Texts{"flow:?@?[$flowContext($globalContext('x'), s)]", "global:x[$globalContext('x')]"});
  CHECK(scan("a / 2 + $flowContext('x') / 3") == Texts{"flow:x[$flowContext('x')]"});
  CHECK(scan("[payload.($flowContext('x'))]") == Texts{"flow:x[$flowContext('x')]"});
}

TEST_CASE("jsonata: what looks like a call and is none") {
  const auto scan = [](const std::string& text) { return show(text, find_jsonata_context); };
  CHECK(scan("\"$flowContext('x')\"").empty());
  CHECK(scan("/* $flowContext('x') */ 1").empty());
  CHECK(scan("$match(a, /\\$flowContext('x')/)").empty());
  CHECK(scan("`$flowContext('x')`").empty());
  CHECK(scan("$flowContextual('x') + $flowContext").empty());
  CHECK(scan("'unterminated $flowContext(\"x\")").empty());
}

TEST_CASE("mustache: tags that read context") {
  const auto scan = [](const std::string& text) { return show(text, find_mustache_context); };
  CHECK(scan("a {{flow.x}} b") == Texts{"flow:x[{{flow.x}}]"});
  CHECK(scan("{{{ global[file].a.b }}}!") == Texts{"global:a.b@file[{{{ global[file].a.b }}}]"});
  CHECK(scan("{{& flow.x}}{{#flow.list}}{{.}}{{/flow.list}}{{^global.y}}{{/global.y}}") ==
        Texts{"flow:x[{{& flow.x}}]", "flow:list[{{#flow.list}}]", "global:y[{{^global.y}}]"});
  CHECK(scan("{{=<% %>=}}<% flow.x %>{{flow.y}}<%={{ }}=%>{{flow.z}}") ==
        Texts{"flow:x[<% flow.x %>]", "flow:z[{{flow.z}}]"});
  CHECK(scan("{{! flow.x }}{{>flow.x}}{{flowers.x}}{{payload.flow.x}}{{flow}}{{env.X}}{{flow.").empty());
}

TEST_CASE("scanners stay linear") {
  for (const char* piece : {"$flowContext(", "{{flow.x", "{{{", "/", "'", "{{=", "$flowContext('a',"}) {
    std::string text;
    while (text.size() < 500000) text += piece;
    std::vector<ContextAccess> found;
    find_jsonata_context(text, found);
    find_mustache_context(text, found);
    for (const ContextAccess& access : found) CHECK(access.span.end <= text.size());
  }
}
