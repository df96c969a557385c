// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "halint/report/formats.h"
#include "report/brief.h"
#include "report/rule_page.h"
#include "report/sarif.h"

namespace halint {
namespace {

// GitHub refuses longer descriptions.
constexpr size_t kMaxDescription = 1024;

std::string pascal_case(std::string_view id) {
  std::string out;
  bool upper = true;
  for (const char c : id) {
    if (c == '-') {
      upper = true;
      continue;
    }
    out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return out;
}

// SARIF wants descriptions that end with a full stop.
std::string sentence(std::string_view text) {
  std::string out(text.substr(0, kMaxDescription - 1));
  while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0x80U) != 0 && out.size() == kMaxDescription - 1) {
    out.pop_back();
  }
  if (!out.empty() && out.back() != '.') out += '.';
  return out;
}

void write_text(JsonWriter& json, std::string_view name, std::string_view text) {
  json.key(name).begin_object().member("text", text).end_object();
}

std::string_view precision(Confidence confidence) {
  return confidence == Confidence::unset ? "medium" : to_string(confidence);
}

std::string_view problem_severity(Level level) { return level == Level::note ? "recommendation" : to_string(level); }

// A user's own rule may say nothing but its summary, and a help without text would be refused.
void write_help(JsonWriter& json, const Rule& rule) {
  std::string text = rule_sections(rule, Markup::plain);
  std::string markdown = rule_sections(rule, Markup::markdown);
  if (text.empty()) text = markdown = rule.summary;
  json.key("help").begin_object().member("text", text).member("markdown", markdown).end_object();
}

void write_rule(JsonWriter& json, const Rule& rule) {
  json.begin_object().member("id", rule.id).member("name", pascal_case(rule.id));
  write_text(json, "shortDescription", sentence(rule.summary));
  const std::string_view first_paragraph = rule.happens.substr(0, rule.happens.find("\n\n"));
  write_text(json, "fullDescription", sentence(first_paragraph.empty() ? rule.summary : first_paragraph));
  write_help(json, rule);
  if (const std::string url = rule_url(rule); !url.empty()) json.member("helpUri", url);
  json.key("defaultConfiguration").begin_object().member("level", to_string(rule.level)).end_object();
  json.key("properties").begin_object().key("tags").begin_array();
  json.value("high-availability").value("reliability").value("node-red");
  for (size_t i = 0; i < std::min(rule.tags.size(), kMaxTags - 3); ++i) json.value(rule.tags[i]);
  json.end_array().member("precision", precision(rule.confidence));
  json.member("problem.severity", problem_severity(rule.level)).end_object();
  json.end_object();
}

}  // namespace

void write_sarif_rules(JsonWriter& json, KnownRules known) {
  json.key("rules").begin_array();
  for (const Rule& rule : known) write_rule(json, rule);
  json.end_array();
}

}  // namespace halint
