// Tests of the JavaScript parser: trees, errors, recovery, limits.
// SPDX-License-Identifier: Apache-2.0
#include "halint/code/js/parser.h"

#include <string>
#include <vector>

#include "tests/catch.h"

namespace {

using halint::js::Ast;
using halint::js::Kind;
using halint::js::Parser;
using halint::js::Ref;

size_t errors_of(const std::string& text) {
  Parser parser;
  return parser.parse(text).errors.size();
}

// The texts of all nodes of a kind, in the order in which they begin.
std::vector<std::string> texts_of(const std::string& text, Kind kind) {
  Parser parser;
  const Ast& ast = parser.parse(text);
  std::vector<std::string> found;
  std::vector<Ref> open{ast.root};
  while (!open.empty()) {
    const Ref ref = open.back();
    open.pop_back();
    if (ast[ref].kind == kind) found.emplace_back(ast.slice(ref));
    std::vector<Ref> children;
    for (Ref child = ast[ref].first; child != halint::js::kNone; child = ast[child].next) children.push_back(child);
    open.insert(open.end(), children.rbegin(), children.rend());
  }
  return found;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("js: a slash is a division or a regular expression as the grammar says") {
  CHECK(texts_of("a = b / c / d", Kind::regex).empty());
  CHECK(texts_of("a = b\n/c/g.exec(d)", Kind::regex).empty());
  CHECK(texts_of("a = /b[/]\\/c/g.test(d)", Kind::regex) == Texts{"/b[/]\\/c/g"});
  CHECK(texts_of("if (a) /b/.test(c)", Kind::regex) == Texts{"/b/"});
  CHECK(texts_of("x = {}\n/b/g", Kind::regex).empty());
  CHECK(texts_of("{}\n/b/g", Kind::regex) == Texts{"/b/g"});
  CHECK(texts_of("return /=/", Kind::regex) == Texts{"/=/"});
  CHECK(texts_of("a++ / 2; b = `${x}` / 2 / 1", Kind::regex).empty());
}

TEST_CASE("js: templates nest") {
  CHECK(texts_of("`a${`b${c}d`}e`", Kind::template_) == Texts{"`a${`b${c}d`}e`", "`b${c}d`"});
  CHECK(texts_of("`a${{b: '}'}.b}e\\`f`", Kind::chunk) == Texts{"a", "e\\`f"});
  CHECK(errors_of("tag`\\u`") == 0);
}

TEST_CASE("js: semicolons are inserted where ECMAScript does") {
  CHECK(texts_of("a\nb\n++c", Kind::expression) == Texts{"a", "b", "++c"});
  CHECK(texts_of("return\nmsg", Kind::return_) == Texts{"return"});
  CHECK(texts_of("a = b\n(c)", Kind::expression) == Texts{"a = b\n(c)"});
  CHECK(errors_of("do x(); while (y) z()") == 0);
  CHECK(errors_of("a b") == 1);
  CHECK(errors_of("throw\nx") == 1);
}

TEST_CASE("js: arrow functions, destructuring and defaults") {
  CHECK(texts_of("(a, {b = 1, c: [d]}, ...e) => a", Kind::arrow).size() == 1);
  CHECK(texts_of("({a = 1, b: c.d} = e)", Kind::object_pattern) == Texts{"{a = 1, b: c.d}"});
  CHECK(texts_of("[a, , ...b] = c", Kind::array_pattern) == Texts{"[a, , ...b]"});
  CHECK(texts_of("for (const {a} of b) ;", Kind::for_of).size() == 1);
  CHECK(texts_of("async x => await x; async (y) => y; async(z)", Kind::arrow) ==
        Texts{"async x => await x", "async (y) => y"});
  CHECK(errors_of("({a = 1})") == 1);
  CHECK(errors_of("(a, ...b)") == 1);
  CHECK(errors_of("()") == 1);
  CHECK(errors_of("f(({a = 1}) => a)") == 0);
}

TEST_CASE("js: what only newer engines know") {
  CHECK(errors_of("a?.b?.[c]?.(d); a?.1:b; x \?\?= y \?\? z; 1_000n; a ||= b; a &&= c") == 0);
  CHECK(errors_of("class A extends B { #x = 1; static #y; static { this.z = 2 } get a() {} static async *g() {} #m() { "
                  "return #x in this } }") == 0);
  CHECK(errors_of("for await (const x of y) { await z } const w = await v; return w") == 0);
  CHECK(errors_of("async function* g() { yield* h(); for await (x of y); }") == 0);
  CHECK(errors_of("try { a } catch { b }") == 0);
  CHECK(errors_of("let async; async = 1; var of, get, set, let_, yield_; yield\n= 1") == 0);
  CHECK(errors_of("outer: for (;;) { continue outer }") == 0);
  CHECK(errors_of("var \xC3\xA9t\xC3\xA9 = 1, \\u0061b = 2, \xF0\xA0\xAE\xB7") == 0);
  CHECK(errors_of("#!/usr/bin/env node\nvar a <!-- b\n--> c\n") == 0);
  CHECK(errors_of("new.target; new a.b(c).d; new X; import('y')") == 0);
  CHECK(errors_of("01.a; 08.5; 0x1F; 0b1; 0o7; .5e-3; 1..a") == 0);
}

TEST_CASE("js: an error names its place and later statements are still read") {
  Parser parser;
  const std::string text = "var a = (1 + ;\nflow.set('x', 1)\nif (b { c() }\nreturn msg";
  const Ast& ast = parser.parse(text);
  REQUIRE(!ast.errors.empty());
  CHECK(ast.errors[0].offset == text.find(';'));
  CHECK(texts_of(text, Kind::return_) == Texts{"return msg"});
  CHECK(errors_of("foo(a; b)") >= 1);
  CHECK(parser.parse("foo(a").errors.at(0).message == "expected ')'");
  CHECK(parser.parse("x = 'abc\ny = 2").errors.at(0).message == "unterminated string");
  CHECK(parser.parse("import x from 'y'; z()").errors.size() == 1);
  CHECK(texts_of("import x from 'y'; z()", Kind::call) == Texts{"z()"});
  CHECK(texts_of("flow.get('a'", Kind::call) == Texts{"flow.get('a'"});
}

TEST_CASE("js: nothing nests without end, and bad input stays linear") {
  const std::vector<std::string> pieces = {"(",           "[",
                                           "{",           "${",
                                           "`${",         "/*",
                                           "'",           "a=>",
                                           "!",           "new ",
                                           "a?",          "a.b",
                                           "f(",          "({a:",
                                           "[a=",         "else ",
                                           "if(a)",       "if(a){}else ",
                                           "a**",         "a+",
                                           "/[",          "\\",
                                           "#",           "}",
                                           ")",           "<!--",
                                           "function(){", "class A{static{",
                                           "async(",      "`",
                                           "a?b:",        "\xE2\x80",
                                           "`${{",        "(/*",
                                           "x\n",         "a<b>c??"};
  Parser parser;
  for (const std::string& piece : pieces) {
    std::string text;
    while (text.size() < 300000) text += piece;
    const Ast& ast = parser.parse(text);
    INFO(piece);
    CHECK(ast.errors.size() <= Ast::kMaxErrors);
    for (const auto& node : ast.nodes) {
      if (node.begin > node.end || node.end > text.size()) FAIL("span outside the text");
    }
  }
  std::string nulls(1000, '\0');
  CHECK(!parser.parse(nulls).errors.empty());
  CHECK(parser.parse("").errors.empty());
}

TEST_CASE("js: written code nests as deep as it likes, within reason") {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "if (a) { f(function () { ";
  for (int i = 0; i < 60; ++i) text += "}) }";
  CHECK(errors_of(text) == 0);
  std::string chain = "if (a) b();";
  for (int i = 0; i < 5000; ++i) chain += " else if (a == " + std::to_string(i) + ") b();";
  CHECK(errors_of(chain) == 0);
  std::string sum = "x = 'a'";
  for (int i = 0; i < 20000; ++i) sum += " + 'a'";
  CHECK(errors_of(sum) == 0);
}
