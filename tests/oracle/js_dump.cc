// Prints what the JavaScript parser made of texts, for comparison with other parsers.
// Reads records "<bytes>\n<text>" from stdin, writes one JSON line each. SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "halint/code/js/parser.h"

namespace {

using halint::js::Ast;
using halint::js::Kind;
using halint::js::Ref;

// ESTree's name of a node kind, or nullptr for kinds ESTree has no node for.
const char* estree_name(Kind kind) {
  switch (kind) {
    case Kind::missing:
    case Kind::program:
    case Kind::parameters:
      return nullptr;
    case Kind::block:
      return "BlockStatement";
    case Kind::empty:
      return "EmptyStatement";
    case Kind::expression:
      return "ExpressionStatement";
    case Kind::if_:
      return "IfStatement";
    case Kind::for_:
      return "ForStatement";
    case Kind::for_in:
      return "ForInStatement";
    case Kind::for_of:
      return "ForOfStatement";
    case Kind::while_:
      return "WhileStatement";
    case Kind::do_while:
      return "DoWhileStatement";
    case Kind::continue_:
      return "ContinueStatement";
    case Kind::break_:
      return "BreakStatement";
    case Kind::return_:
      return "ReturnStatement";
    case Kind::throw_:
      return "ThrowStatement";
    case Kind::try_:
      return "TryStatement";
    case Kind::catch_:
      return "CatchClause";
    case Kind::switch_:
      return "SwitchStatement";
    case Kind::case_:
      return "SwitchCase";
    case Kind::labeled:
      return "LabeledStatement";
    case Kind::with:
      return "WithStatement";
    case Kind::debugger:
      return "DebuggerStatement";
    case Kind::variables:
      return "VariableDeclaration";
    case Kind::declarator:
      return "VariableDeclarator";
    case Kind::function_declaration:
      return "FunctionDeclaration";
    case Kind::class_declaration:
      return "ClassDeclaration";
    case Kind::import_export:
      return "ImportDeclaration";
    case Kind::identifier:
      return "Identifier";
    case Kind::private_name:
      return "PrivateIdentifier";
    case Kind::number:
    case Kind::big_int:
    case Kind::string:
    case Kind::regex:
    case Kind::null:
    case Kind::true_:
    case Kind::false_:
      return "Literal";
    case Kind::this_:
      return "ThisExpression";
    case Kind::super:
      return "Super";
    case Kind::template_:
      return "TemplateLiteral";
    case Kind::chunk:
      return "TemplateElement";
    case Kind::tagged:
      return "TaggedTemplateExpression";
    case Kind::array:
      return "ArrayExpression";
    case Kind::object:
      return "ObjectExpression";
    case Kind::property:
      return "Property";
    case Kind::spread:
      return "SpreadElement";
    case Kind::function:
      return "FunctionExpression";
    case Kind::arrow:
      return "ArrowFunctionExpression";
    case Kind::class_:
      return "ClassExpression";
    case Kind::method:
      return "MethodDefinition";
    case Kind::field:
      return "PropertyDefinition";
    case Kind::static_block:
      return "StaticBlock";
    case Kind::unary:
      return "UnaryExpression";
    case Kind::update:
      return "UpdateExpression";
    case Kind::binary:
      return "BinaryExpression";
    case Kind::logical:
      return "LogicalExpression";
    case Kind::assign:
      return "AssignmentExpression";
    case Kind::conditional:
      return "ConditionalExpression";
    case Kind::call:
      return "CallExpression";
    case Kind::new_:
      return "NewExpression";
    case Kind::member:
      return "MemberExpression";
    case Kind::sequence:
      return "SequenceExpression";
    case Kind::yield:
      return "YieldExpression";
    case Kind::await:
      return "AwaitExpression";
    case Kind::import_call:
      return "ImportExpression";
    case Kind::meta_property:
      return "MetaProperty";
    case Kind::object_pattern:
      return "ObjectPattern";
    case Kind::array_pattern:
      return "ArrayPattern";
    case Kind::default_:
      return "AssignmentPattern";
    case Kind::rest:
      return "RestElement";
  }
  return nullptr;
}

void print(const Ast& ast) {
  std::string out = "{\"errors\":[";
  for (size_t i = 0; i < ast.errors.size(); ++i) {
    if (i != 0) out += ',';
    out += '[' + std::to_string(ast.errors[i].offset) + ",\"" + std::string(ast.errors[i].message) + "\"]";
  }
  out += "],\"nodes\":[";
  std::vector<Ref> open{ast.root};
  bool first = true;
  while (!open.empty()) {
    const Ref ref = open.back();
    open.pop_back();
    const auto& node = ast[ref];
    if (const char* name = estree_name(node.kind)) {
      if (!first) out += ',';
      first = false;
      out += '"' + std::string(name) + ':' + std::to_string(node.begin) + ':' + std::to_string(node.end) + '"';
    }
    for (Ref child = node.first; child != halint::js::kNone; child = ast[child].next) open.push_back(child);
  }
  out += "]}\n";
  std::fwrite(out.data(), 1, out.size(), stdout);
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  halint::js::Parser parser;
  std::string head;
  std::string text;
  while (std::getline(std::cin, head)) {
    text.resize(std::stoul(head));
    std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
    print(parser.parse(text));
  }
  return 0;
}
