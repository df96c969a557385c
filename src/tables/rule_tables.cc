// Turns rules/*.toml into the table behind rules().
// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <ostream>
#include <stdexcept>

#include "halint/rule/rule.h"
#include "tables/literal.h"
#include "tables/tables.h"

namespace halint::tables {
namespace {

std::string list(std::ostream& out, const std::vector<std::string>& texts, size_t& count) {
  if (texts.empty()) return "{}";
  std::string name = "a" + std::to_string(count++);
  out << "constexpr std::string_view " << name << "[] = {";
  for (const std::string& text : texts) out << literal(text) << ", ";
  out << "};\n";
  return name;
}

std::string word(const TomlValue& entry, const char* key, const char* type,
                 const std::vector<std::string_view>& words) {
  const std::string text = required_text(entry, key);
  return std::string("static_cast<") + type + ">(" + std::to_string(word_index(*entry.find(key), text, words)) + "), ";
}

using Proofs = std::map<std::string, std::string>;

// What the live runs showed of a rule stands in a file of its own, which scripts/live writes.
Proofs read_proofs(const std::vector<std::string>& files) {
  Proofs proofs;
  for (const std::string& file : files) {
    read_file(file, [&](const TomlValue& document) {
      check_keys(document, {"rule", "proof"});
      for (const TomlValue& entry : tables_of(document, "proof")) {
        check_keys(entry, {"rule", "seen"});
        const std::string id = required_text(entry, "rule");
        if (!proofs.emplace(id, required_text(entry, "seen")).second)
          fail(entry, "the proof of \"" + id + "\" is there twice");
      }
    });
  }
  return proofs;
}

// How the rule was seen to be true: what was run, and what was read or measured besides.
std::string seen(const TomlValue& entry, const std::string& id, Proofs& proofs) {
  const std::string read = text_of(entry, "seen");
  const auto proof = proofs.extract(id);
  if (proof.empty()) return read.empty() ? required_text(entry, "seen") : read;
  return read.empty() ? proof.mapped() : proof.mapped() + "\n\n" + read;
}

// What an error, a warning and a note become: three words.
std::string levels(const TomlValue& view) {
  const std::vector<std::string> words = texts_of(view, "levels");
  if (words.size() != 3) fail(view, "\"levels\" has three words: what an error, a warning and a note become");
  const std::vector<std::string_view> known = {"", "none", "note", "warning", "error"};
  std::string out;
  for (const std::string& each : words)
    out += "static_cast<Level>(" + std::to_string(word_index(*view.find("levels"), each, known)) + "), ";
  return out;
}

// The cases that a view is for: none, one, or a list of them.
std::vector<std::string> cases_of(const TomlValue& view) {
  const TomlValue* const when = view.find("when");
  if (when != nullptr && when->is(TomlKind::list)) return texts_of(view, "when");
  return {text_of(view, "when")};
}

void add_views(const TomlValue& entry, const char* deployment, std::string& rows) {
  for (const TomlValue& view : tables_of(entry, deployment)) {
    check_keys(view, {"when", "levels", "message", "help", "fixes"});
    const TomlValue* const fixes = view.find("fixes");
    if (text_of(view, "message").empty() != text_of(view, "help").empty())
      fail(view, "\"message\" and \"help\" come together");
    for (const std::string& when : cases_of(view)) {
      rows += std::string("{Deployment::") + deployment + ", " + literal(when) + ", " + levels(view) +
              literal(text_of(view, "message")) + ", " + literal(text_of(view, "help")) + ", " +
              (fixes != nullptr && fixes->boolean ? "true}, " : "false}, ");
    }
  }
}

// `[[rule.rolling]]` and `[[rule.standby]]` behind a rule.
std::string views(std::ostream& out, const TomlValue& entry, size_t& count) {
  std::string rows;
  add_views(entry, "rolling", rows);
  add_views(entry, "standby", rows);
  if (rows.empty()) return "{}";
  std::string name = "a" + std::to_string(count++);
  out << "constexpr RuleView " << name << "[] = {" << rows << "};\n";
  return name;
}

std::string rule(std::ostream& out, const TomlValue& entry, Proofs& proofs, size_t& count) {
  check_keys(entry, {"id", "level", "confidence", "since", "summary", "drawing", "happens", "fix", "fine", "seen",
                     "tags", "references", "rolling", "standby"});
  const std::string id = required_text(entry, "id");
  if (id.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") != std::string::npos)
    fail(*entry.find("id"), "a rule's id is kebab-case");
  const std::string tags = list(out, texts_of(entry, "tags"), count);
  const std::string references = list(out, texts_of(entry, "references"), count);
  std::string row = "{" + literal(id) + ", " + word(entry, "level", "Level", {"", "none", "note", "warning", "error"}) +
                    word(entry, "confidence", "Confidence", {"", "low", "medium", "high"});
  for (const char* key : {"since", "summary", "happens", "fix", "fine"})
    row += literal(required_text(entry, key)) + ", ";
  row += literal(seen(entry, id, proofs)) + ", ";
  return row + tags + ", " + references + ", " + literal(text_of(entry, "drawing")) + ", " + views(out, entry, count) +
         "}";
}

}  // namespace

void write_rule_table(const std::vector<std::string>& files, std::ostream& out) {
  out << "// Made from rules/*.toml when halint is built.\n"
         "#include \"halint/rule/rule.h\"\n\nnamespace halint {\nnamespace {\n\n";
  size_t count = 0;
  std::map<std::string, std::string> rows;
  Proofs proofs = read_proofs(files);
  for (const std::string& file : files) {
    read_file(file, [&](const TomlValue& document) {
      if (document.find("rule") == nullptr && document.find("proof") == nullptr)
        fail(document, "no [[rule]] in this file");
      for (const TomlValue& entry : tables_of(document, "rule")) {
        const std::string id = text_of(entry, "id");
        if (!rows.emplace(id, rule(out, entry, proofs, count)).second) fail(entry, "\"" + id + "\" is there twice");
      }
    });
  }
  if (!proofs.empty()) throw std::runtime_error("rules/proof.toml: there is no rule \"" + proofs.begin()->first + '"');
  out << "\nconstexpr Rule kRules[] = {\n";
  for (const auto& [id, row] : rows) out << "    " << row << ",\n";
  out << "};\n\n}  // namespace\n\nstd::span<const Rule> rules() { return kRules; }\n\n}  // namespace halint\n";
}

}  // namespace halint::tables
