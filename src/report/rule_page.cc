// SPDX-License-Identifier: Apache-2.0
#include "report/rule_page.h"

#include <algorithm>

#include "halint/report/escape.h"
#include "halint/report/layout.h"
#include "halint/report/pages.h"
#include "report/json_writer.h"
#include "report/text_style.h"

namespace halint {
namespace {

struct Section {
  std::string_view title;
  std::string text;
};

// Cases of a rule share sentences; each is told once.
void add_sentences(std::string_view text, std::string& out) {
  while (!text.empty()) {
    const size_t end = std::min(text.find(". "), text.size() - 1) + 1;
    const std::string_view sentence = text.substr(0, end);
    if (out.find(sentence) == std::string::npos) out.append(" ").append(sentence);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// How bad it is under a deployment, and what each of its cases means there; empty for rules of one's own.
std::string told_under(const Rule& rule, Deployment deployment) {
  if (rule.views.empty()) return rule.id.starts_with(kOwnPrefix) ? std::string() : "Nothing is said of it.";
  const Level level = rule.level_under(deployment);
  if (level == Level::none) return "Nothing is said of it.";
  std::string out(level == Level::note ? "A note." : level == Level::warning ? "A warning." : "An error.");
  bool same = false;
  for (const RuleView& view : rule.views) {
    if (view.deployment != deployment) continue;
    same = same || (view.message.empty() && view.error != Level::none);
    add_sentences(view.help, out);
  }
  return same ? out + " What concerns one copy as well stays what it is." : out;
}

std::vector<Section> sections_of(const Rule& rule) {
  std::vector<Section> sections;
  const auto add = [&](std::string_view title, std::string_view text) {
    if (!text.empty()) sections.push_back({title, std::string(text)});
  };
  add("What happens with two copies", rule.happens);
  add("How to fix it", rule.fix);
  add("When an update overlaps (--deployment rolling)", told_under(rule, Deployment::rolling));
  add("When another copy takes over (--deployment standby)", told_under(rule, Deployment::standby));
  add("When it is fine", rule.fine);
  add("Seen", rule.seen);
  return sections;
}

// As halint.toml has it.
std::string_view level_word(Level level) { return level == Level::none ? "off" : to_string(level); }

std::string usual(const Rule& rule) {
  std::string out(level_word(rule.level));
  out.append(", ").append(to_string(rule.confidence)).append(" confidence");
  if (!rule.since.empty()) out.append(", since ").append(rule.since);
  return out;
}

// As the rule's own level is not heeded there, halint.toml's word for silence is not meant.
std::string_view level_under(const Rule& rule, Deployment deployment) {
  const Level level = rule.views.empty() && rule.id.starts_with(kOwnPrefix) ? rule.level : rule.level_under(deployment);
  return level == Level::none ? "none" : to_string(level);
}

void write_texts(JsonWriter& json, const Rule& rule) {
  json.member("summary", rule.summary).member("happens", rule.happens).member("fix", rule.fix);
  json.member("fine", rule.fine).member("seen", rule.seen);
}

void write_list(JsonWriter& json, std::string_view name, std::span<const std::string_view> items) {
  json.key(name).begin_array();
  for (const std::string_view item : items) json.value(item);
  json.end_array();
}

std::string indented(std::string_view lines) {
  std::string out;
  for (size_t at = 0; at < lines.size();) {
    const size_t end = std::min(lines.find('\n', at), lines.size());
    out.append("  ").append(lines.substr(at, end - at)) += '\n';
    at = end + 1;
  }
  return out;
}

}  // namespace

std::string rule_sections(const Rule& rule, Markup markup, unsigned level) {
  const std::string mark = markup == Markup::markdown ? std::string(level, '#') + ' ' : std::string();
  std::string out;
  const auto begin = [&](std::string_view title) {
    if (!out.empty()) out += '\n';
    out.append(mark).append(title).append(markup == Markup::markdown ? "\n\n" : ":\n");
  };
  for (const Section& section : sections_of(rule)) {
    begin(section.title);
    out.append(section.text.substr(0, section.text.find_last_not_of(" \n") + 1)) += '\n';
  }
  if (rule.references.empty()) return out;
  begin("See also");
  for (const std::string_view reference : rule.references) {
    out.append(markup == Markup::markdown ? "- <" : "").append(reference);
    out += markup == Markup::markdown ? ">\n" : "\n";
  }
  return out;
}

std::string write_rule_page(const Rule& rule, const TextOptions& options, std::string_view here) {
  std::string out;
  append_styled(out, options.color, style_of(rule.level), rule.id);
  out += "  (" + printable(here) + usual(rule) + ")\n";
  append_paragraphs(out, printable_lines(rule.summary), 0, options.width);
  if (!rule.drawing.empty()) out += '\n' + indented(rule.drawing);
  for (const Section& section : sections_of(rule)) {
    out += '\n';
    append_styled(out, options.color, Style::bold, section.title);
    out += '\n';
    append_paragraphs(out, printable_lines(section.text), 2, options.width);
  }
  if (rule.references.empty()) return out;
  out += '\n';
  append_styled(out, options.color, Style::bold, "See also");
  out += '\n';
  for (const std::string_view reference : rule.references) out.append("  ").append(reference) += '\n';
  return out;
}

std::string write_rule_list(std::span<const Rule> rules, const TextOptions& options) {
  uint32_t width = 4;
  for (const Rule& rule : rules) width = std::max(width, display_width(rule.id));
  std::string out;
  for (const Rule& rule : rules) {
    append_padded(out, rule.id, width + 2);
    append_styled(out, options.color, style_of(rule.level), level_word(rule.level));
    out.append(9 - std::min<size_t>(8, level_word(rule.level).size()), ' ');
    append_wrapped(out, printable(rule.summary), width + 11, width + 11, options.width);
    out += '\n';
  }
  return out;
}

std::string write_rules_json(std::span<const Rule> rules) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("version", kJsonVersion).key("rules").begin_array();
  for (const Rule& rule : rules) {
    json.begin_object().member("id", rule.id).member("level", level_word(rule.level));
    json.member("confidence", to_string(rule.confidence)).member("since", rule.since);
    json.member("rolling", level_under(rule, Deployment::rolling));
    json.member("standby", level_under(rule, Deployment::standby));
    write_texts(json, rule);
    write_list(json, "tags", rule.tags);
    write_list(json, "references", rule.references);
    json.end_object();
  }
  json.end_array().end_object();
  out += '\n';
  return out;
}

std::string write_rules_markdown(std::span<const Rule> rules) {
  std::string out =
      "# Rules\n\n"
      "What halint looks for, why it matters when several copies of a flow run at once, what to do, and when it is\n"
      "fine. This page is the output of `halint rules --format markdown`; the texts live in `rules/*.toml`.\n\n"
      "| rule | level | confidence | |\n|---|---|---|---|\n";
  for (const Rule& rule : rules) {
    const std::string id(rule.id);
    out.append("| [").append(id).append("](#").append(id).append(") | ").append(level_word(rule.level)).append(" | ");
    out.append(to_string(rule.confidence)).append(" | ").append(rule.summary).append(" |\n");
  }
  for (const Rule& rule : rules) {
    out.append("\n## ").append(rule.id).append("\n\n").append(rule.summary).append("\n\n");
    out.append("*Usually ").append(usual(rule)).append(".*\n\n");
    if (!rule.drawing.empty()) out.append("<!-- drawing -->\n```text\n").append(rule.drawing).append("\n```\n\n");
    out += rule_sections(rule, Markup::markdown, 3);
  }
  return out;
}

}  // namespace halint
