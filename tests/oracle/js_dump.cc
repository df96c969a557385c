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
    case Kind::kMissing:
    case Kind::kProgram:
    case Kind::kParameters:
      return nullptr;
    case Kind::kBlock:
      return "BlockStatement";
    case Kind::kEmpty:
      return "EmptyStatement";
    case Kind::kExpression:
      return "ExpressionStatement";
    case Kind::kIf:
      return "IfStatement";
    case Kind::kFor:
      return "ForStatement";
    case Kind::kForIn:
      return "ForInStatement";
    case Kind::kForOf:
      return "ForOfStatement";
    case Kind::kWhile:
      return "WhileStatement";
    case Kind::kDoWhile:
      return "DoWhileStatement";
    case Kind::kContinue:
      return "ContinueStatement";
    case Kind::kBreak:
      return "BreakStatement";
    case Kind::kReturn:
      return "ReturnStatement";
    case Kind::kThrow:
      return "ThrowStatement";
    case Kind::kTry:
      return "TryStatement";
    case Kind::kCatch:
      return "CatchClause";
    case Kind::kSwitch:
      return "SwitchStatement";
    case Kind::kCase:
      return "SwitchCase";
    case Kind::kLabeled:
      return "LabeledStatement";
    case Kind::kWith:
      return "WithStatement";
    case Kind::kDebugger:
      return "DebuggerStatement";
    case Kind::kVariables:
      return "VariableDeclaration";
    case Kind::kDeclarator:
      return "VariableDeclarator";
    case Kind::kFunctionDeclaration:
      return "FunctionDeclaration";
    case Kind::kClassDeclaration:
      return "ClassDeclaration";
    case Kind::kImportExport:
      return "ImportDeclaration";
    case Kind::kIdentifier:
      return "Identifier";
    case Kind::kPrivateName:
      return "PrivateIdentifier";
    case Kind::kNumber:
    case Kind::kBigInt:
    case Kind::kString:
    case Kind::kRegex:
    case Kind::kNull:
    case Kind::kTrue:
    case Kind::kFalse:
      return "Literal";
    case Kind::kThis:
      return "ThisExpression";
    case Kind::kSuper:
      return "Super";
    case Kind::kTemplate:
      return "TemplateLiteral";
    case Kind::kChunk:
      return "TemplateElement";
    case Kind::kTagged:
      return "TaggedTemplateExpression";
    case Kind::kArray:
      return "ArrayExpression";
    case Kind::kObject:
      return "ObjectExpression";
    case Kind::kProperty:
      return "Property";
    case Kind::kSpread:
      return "SpreadElement";
    case Kind::kFunction:
      return "FunctionExpression";
    case Kind::kArrow:
      return "ArrowFunctionExpression";
    case Kind::kClass:
      return "ClassExpression";
    case Kind::kMethod:
      return "MethodDefinition";
    case Kind::kField:
      return "PropertyDefinition";
    case Kind::kStaticBlock:
      return "StaticBlock";
    case Kind::kUnary:
      return "UnaryExpression";
    case Kind::kUpdate:
      return "UpdateExpression";
    case Kind::kBinary:
      return "BinaryExpression";
    case Kind::kLogical:
      return "LogicalExpression";
    case Kind::kAssign:
      return "AssignmentExpression";
    case Kind::kConditional:
      return "ConditionalExpression";
    case Kind::kCall:
      return "CallExpression";
    case Kind::kNew:
      return "NewExpression";
    case Kind::kMember:
      return "MemberExpression";
    case Kind::kSequence:
      return "SequenceExpression";
    case Kind::kYield:
      return "YieldExpression";
    case Kind::kAwait:
      return "AwaitExpression";
    case Kind::kImportCall:
      return "ImportExpression";
    case Kind::kMetaProperty:
      return "MetaProperty";
    case Kind::kObjectPattern:
      return "ObjectPattern";
    case Kind::kArrayPattern:
      return "ArrayPattern";
    case Kind::kDefault:
      return "AssignmentPattern";
    case Kind::kRest:
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
