// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "halint/halint.h"
#include "rule/code_comments.h"
#include "tests/catch.h"

namespace halint {
namespace {

using Strings = std::vector<std::string>;

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text)
    out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '"' ? "\\\"" : c == '\\' ? "\\\\" : std::string(1, c);
  return out;
}

// What stands in the descriptions of a flow whose function counts visits in flow context: a split-context at `f`.
struct Texts {
  std::string flow, outer, inner, node, first, code = "flow.set('n', (flow.get('n') || 0) + 1);", tail, broker;
  std::string disabled = "false";
};

struct Linted {
  SourceFile file;
  Report report;
};

Linted lint(const Texts& texts, bool keep = false) {
  const std::string code = texts.first + texts.code + texts.tail + "\nreturn msg;";
  const std::string flows = R"([{"id":"t","type":"tab","label":"T","disabled":)" + texts.disabled + R"(,"info":")" +
                            escaped(texts.flow) + R"("},
{"id":"go","type":"group","z":"t","nodes":["gi"],"info":")" +
                            escaped(texts.outer) + R"("},
{"id":"gi","type":"group","z":"t","g":"go","nodes":["f"],"info":")" +
                            escaped(texts.inner) + R"("},
{"id":"h","type":"http in","z":"t","url":"/a","method":"get","x":1,"y":1,"wires":[["f"]]},
{"id":"b","type":"mqtt-broker","broker":"h","port":"1883","clientid":"same","info":")" +
                            escaped(texts.broker) + R"("},
{"id":"o","type":"mqtt out","z":"t","broker":"b","topic":"a","x":1,"y":1,"wires":[]},
{"id":"f","type":"function","z":"t","g":"gi","func":")" +
                            escaped(code) + R"(","info":")" + escaped(texts.node) + R"(","x":2,"y":1,"wires":[["r"]]},
{"id":"r","type":"http response","z":"t","x":3,"y":1,"wires":[]}])";
  Result<SourceFile> file = SourceFile::create("flows.json", PaddedBytes::copy_of(flows));
  REQUIRE(file.has_value());
  Options options;
  options.policy.keep_suppressed = keep;
  options.policy.ignore = {"unknown-node-type"};
  if (texts.broker.empty()) options.policy.ignore.emplace_back("mqtt-fixed-client-id");
  Report report;
  check(*file, options, Catalog(), report);
  INFO((report.errors.empty() ? "" : report.errors.front().to_string()));
  REQUIRE(report.errors.empty());
  return {std::move(*file), std::move(report)};
}

// rule, node, and what the finding marks in the file.
Strings found(const Linted& linted) {
  Strings out;
  for (const ReportFinding& f : linted.report.findings) {
    std::string text = std::string(f.rule->id) + ' ' + f.place.node.id;
    if (f.rule->id == "unused-suppression")
      text += ": " + std::string(linted.file.cut(f.place.location.bytes)) + ": " + f.message;
    out.push_back(text);
  }
  return out;
}

const std::string kOk = "// halint-ignore split-context -- an estimate will do";
const Strings kFinding{"split-context f"};
const Strings kNone;

}  // namespace

TEST_CASE("suppressions: in descriptions of the node, its groups and its flow", "[suppression]") {
  CHECK(found(lint({})) == kFinding);
  CHECK(found(lint({.flow = kOk})) == kNone);
  CHECK(found(lint({.outer = "Text.\n  " + kOk + "\r\nMore."})) == kNone);
  CHECK(found(lint({.inner = kOk})) == kNone);
  CHECK(found(lint({.node = "// halint-ignore duplicated-timer , split-context-- x"})).size() == 1);
  CHECK(lint({.node = kOk}).report.suppressed == 1);
  CHECK(lint({.node = kOk}).report.files[0].flows[0].verdict() == Verdict::accepted);
}

TEST_CASE("suppressions: of a config node stand in its own description", "[suppression]") {
  CHECK(found(lint({.node = kOk, .broker = "x"})) == Strings{"mqtt-fixed-client-id b"});
  CHECK(found(lint({.node = kOk, .broker = "// halint-ignore mqtt-fixed-client-id -- only one copy has it"})) == kNone);
}

TEST_CASE("suppressions: in code, for the line, the next line, or from the top for all of it", "[suppression]") {
  CHECK(found(lint({.tail = " " + kOk})) == kNone);
  CHECK(found(lint({.first = "let a;\n" + kOk + "\n\n// and\n"})) == kNone);
  CHECK(found(lint({.first = "let a;\n/* halint-ignore split-context -- ok */\n"})) == kNone);
  CHECK(found(lint({.first = "\n// Counts.\n" + kOk + "\nlet a;\nlet b;\n"})) == kNone);
  CHECK(found(lint({.first = "let a;\n" + kOk + "\nlet b;\n"})) ==
        Strings{"unused-suppression f: " + kOk +
                    ": nothing on line 3 breaks the rule “split-context”, so its suppression can go",
                "split-context f"});
  CHECK(found(lint({.tail = "\n" + kOk})).size() == 2);
}

TEST_CASE("suppressions: the innermost is used, others around it are not", "[suppression]") {
  CHECK(found(lint({.flow = kOk, .inner = kOk})) ==
        Strings{"unused-suppression t: " + kOk +
                ": nothing here breaks the rule “split-context”, so its suppression can go"});
  CHECK(found(lint({.outer = kOk, .node = kOk, .tail = " " + kOk})).size() == 2);
}

TEST_CASE("suppressions: without reason or rule, or with a wrong one, they are not heeded", "[suppression]") {
  const auto only = [](const std::string& line) {
    const Strings all = found(lint({.inner = line}));
    REQUIRE(all.size() == 2);
    CHECK(all[1] == "split-context f");
    return all[0];
  };
  CHECK(only("// halint-ignore split-context") ==
        "unused-suppression gi: // halint-ignore split-context: the suppression of “split-context” gives no reason, so "
        "it is not heeded");
  CHECK(only("// halint-ignore split-context -- ").ends_with("gives no reason, so it is not heeded"));
  CHECK(only("// halint-ignore * -- all") ==
        "unused-suppression gi: // halint-ignore * -- all: “*” cannot be suppressed: the rules have to be named");
  CHECK(only("// halint-ignore -- all").ends_with("a suppression names no rule, so it is not heeded"));
  CHECK(only("// halint-ignore split-contxt -- x").ends_with("there is no rule “split-contxt” to suppress"));
  const Linted linted = lint({.inner = "// halint-ignore split-contxt -- x"});
  CHECK(linted.report.findings[0].help == Strings{"The rule “split-context” was probably meant."});
  for (const char* const reason : {" - fine", ": fine", " (fine)", " fine"}) {
    INFO(reason);
    CHECK(only("// halint-ignore split-context" + std::string(reason))
              .ends_with("has no two dashes before its reason, so it is not heeded"));
  }
  // One of several.
  CHECK(found(lint({.inner = "// halint-ignore split-context, local-file -- x"})).size() == 1);
}

TEST_CASE("suppressions: however they are spelled, they are heeded or told", "[suppression]") {
  const std::string rest = "split-context -- an estimate will do";
  const std::string heeded = "heeded";
  const auto [line, why] = GENERATE_REF(table<std::string, std::string>({
      // Heeded without doubt.
      {"// halint-ignore " + rest, heeded},
      {"halint-ignore " + rest, heeded},
      {"//halint-ignore " + rest, heeded},
      {"// HALINT-IGNORE " + rest, heeded},
      {"// Halint-Ignore " + rest, heeded},
      {"// halint:ignore " + rest, heeded},
      {"// halint_ignore " + rest, heeded},
      {"// halint-ignore: " + rest, heeded},
      {"- // halint-ignore " + rest, heeded},
      {"* halint-ignore " + rest, heeded},
      {"1. halint-ignore " + rest, heeded},
      {"> // halint-ignore " + rest, heeded},
      {"# halint-ignore " + rest, heeded},
      {"<!-- halint-ignore " + rest + " -->", heeded},
      {"/* halint-ignore " + rest + " */", heeded},
      {"_halint-ignore " + rest + "_", heeded},
      {"// halint-ignore split-context — an estimate will do", heeded},
      {"// halint-ignore `split-context` -- an estimate will do", heeded},
      // Told.
      {"// halint-disable " + rest, "is written “halint-disable”; the word is halint-ignore"},
      {"// halint-suppress " + rest, "is written “halint-suppress”; the word is halint-ignore"},
      {"// halint:disable " + rest, "is written “halint:disable”; the word is halint-ignore"},
      {"// halint ignore " + rest, "is written “halint ignore”; the word is halint-ignore"},
      {"// halintignore " + rest, "is written “halintignore”; the word is halint-ignore"},
      {"// halint-ignore-next-line " + rest,
       "is written “halint-ignore-next-line”; the word is halint-ignore, and where it stands says what it speaks of"},
      {"// halint-ingore " + rest, "is written “halint-ingore”; the word is halint-ignore"},
      {"// halint–ignore " + rest, "is written “halint–ignore”; the word is halint-ignore"},
      {"// halint-noqa " + rest, "is written “halint-noqa”; the word is halint-ignore"},
      {"see // halint-ignore " + rest, "stands behind other text; it needs a line of its own"},
      {"TODO: halint-ignore " + rest, "stands behind other text; it needs a line of its own"},
      {"Fine. <!-- halint-ignore " + rest + " -->", "stands behind other text; it needs a line of its own"},
      {"`// halint-ignore " + rest + "`", "stands in backticks, as an example would"},
      {"- `halint-ignore " + rest + "`", "stands in backticks, as an example would"},
  }));
  INFO(line);
  const Strings in_description = found(lint({.inner = "Text.\n" + line + "\nMore."}));
  const std::string code = line.starts_with("/*") ? line : "/* Counts.\n" + line + "\n*/";
  const Strings in_code = found(lint({.first = "let a;\n" + code + "\n"}));
  if (why == heeded) {
    CHECK(in_description == kNone);
    if (line.find("*/") == std::string::npos || line.starts_with("/*")) CHECK(in_code == kNone);
    return;
  }
  REQUIRE(in_description.size() == 2);
  CHECK_THAT(in_description[0], test::contains("a suppression is not heeded, because it " + why));
  REQUIRE(in_code.size() == 2);
  CHECK_THAT(in_code[0] + in_code[1], test::contains("a suppression is not heeded, because it " + why));
}

TEST_CASE("suppressions: where nobody looks for them, they are told", "[suppression]") {
  const Strings in_text = found(lint({.first = "const s = \"// halint-ignore split-context -- x\";\n"}));
  REQUIRE(in_text.size() == 2);
  CHECK_THAT(in_text[0], test::contains("because it stands in code, not in a comment"));
  CHECK(found(lint({.first = "const s = `\n" + kOk + "\n${'}'}`;\n"})).size() == 2);
  const Strings behind = found(lint({.first = "let a; // TODO " + kOk.substr(3) + "\n"}));
  REQUIRE(behind.size() == 2);
  CHECK_THAT(behind[0], test::contains("stands behind other text"));
  const std::string flows = R"([{"id":"t","type":"tab","label":"T"},
{"id":"i","type":"inject","z":"t","name":"// halint-ignore duplicated-timer -- x","x":1,"y":1,"wires":[]}])";
  const Result<SourceFile> file = SourceFile::create("flows.json", PaddedBytes::copy_of(flows));
  Report report;
  check(*file, {}, Catalog(), report);
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].message ==
        "a suppression is not heeded, because it stands in “name”; it belongs into the description, or code");
}

TEST_CASE("suppressions: prose about halint is none", "[suppression]") {
  for (const std::string line : {"// halint-ignored split-context -- x", "halint ignores this",
                                 "halint ignores this -- see the page", "halint-based", "We use halint-ignores.",
                                 "halint: disabled rules are listed elsewhere", "xhalint-ignore split-context -- x"}) {
    INFO(line);
    CHECK(found(lint({.inner = line})) == kFinding);
  }
}

TEST_CASE("suppressions: not unused in disabled flows, nor when their rule is off", "[suppression]") {
  CHECK(found(lint({.flow = kOk, .node = kOk, .disabled = "true"})) == kNone);
  CHECK(found(lint({.node = kOk + "\n// halint-ignore unknown-node-type -- x"})) == kNone);
}

TEST_CASE("suppressions: kept findings are marked and count for nothing", "[suppression]") {
  const Linted linted = lint({.node = kOk}, true);
  REQUIRE(found(linted) == kFinding);
  REQUIRE(linted.report.findings[0].suppression);
  CHECK(linted.report.findings[0].suppression->by == SuppressedBy::flow);
  CHECK(linted.report.findings[0].suppression->reason == "an estimate will do");
  CHECK(linted.report.count(Level::error) == 0);
  CHECK(linted.report.suppressed == 1);
  CHECK(linted.report.files[0].flows[0].errors == 0);
}

TEST_CASE("code lines: broken code ends somewhere", "[suppression]") {
  for (const std::string code :
       {"", "'", "`${", "`${`${", "/*", "/* halint-ignore", "/", "a = /[", "\\", "'\\", "`\\", "}", "`${}}`//"}) {
    INFO(code);
    CHECK(read_code_lines(code).has_code.size() == 2);
  }
  CHECK(read_code_lines("a / b // c / d").comments.size() == 1);
  CHECK(read_code_lines("return /\\/\\/x/.test(a) // c").comments.at(0).begin == 23);
  CHECK(read_code_lines("`${ {a: '}'}.a /* x */ }//` // y").comments.size() == 2);
}

}  // namespace halint
