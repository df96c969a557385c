// Reads what ndjson.cc writes. A report may come from anywhere, so nothing in it is believed to fit.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>

#include "halint/halint.h"
#include "halint/report/escape.h"
#include "halint/report/formats.h"
#include "halint/report/ndjson.h"
#include "halint/source/json_error.h"
#include "report/ndjson_fields.h"
#include "report/words.h"
#include "rule/own_rule_entry.h"

namespace halint {
namespace {

constexpr std::array<Word<Confidence>, 4> kConfidences{
    {{"low", Confidence::low}, {"medium", Confidence::medium}, {"high", Confidence::high}, {"", Confidence::unset}}};
constexpr std::array<Word<Platform>, 3> kPlatforms{
    {{"flowfuse", Platform::flowfuse}, {"kubernetes", Platform::kubernetes}, {"docker", Platform::docker}}};
constexpr std::array<Word<Shape>, 4> kShapes{{{"flow-array", Shape::flow_array},
                                              {"flows-with-revision", Shape::flows_with_revision},
                                              {"flowfuse-snapshot", Shape::snapshot},
                                              {"single-flow", Shape::single_flow}}};
constexpr std::array<Word<SuppressedBy>, 3> kSuppressedBy{
    {{"flow", SuppressedBy::flow}, {"config", SuppressedBy::config}, {"baseline", SuppressedBy::baseline}}};
constexpr std::array<Word<Applicability>, 3> kApplicabilities{
    {{"safe", Applicability::safe}, {"unsafe", Applicability::unsafe}, {"display", Applicability::display}}};
constexpr std::array<Word<IgnoreUse>, 3> kIgnoreUses{
    {{"idle", IgnoreUse::idle}, {"unused", IgnoreUse::unused}, {"used", IgnoreUse::used}}};

ReportNode read_node(const Fields& place, std::string_view name) {
  std::array<std::string, 3> texts;
  size_t count = 0;
  place.each(name, [&](JsonValue element) {
    if (element.kind() == JsonKind::string && count < texts.size()) texts[count] = element.text();
    ++count;
  });
  if (count != texts.size()) set_fault(place.fault(), name, "id, type and name");
  return {std::move(texts[0]), std::move(texts[1]), std::move(texts[2])};
}

ReportLocation read_location(const Fields& place) {
  std::array<uint32_t, 9> numbers{};
  size_t count = 0;
  place.each("at", [&](JsonValue element) {
    const std::optional<uint64_t> number = whole_number(element, UINT32_MAX);
    if (number && count < numbers.size()) numbers[count] = static_cast<uint32_t>(*number);
    count += number ? 1U : numbers.size() + 1;
  });
  const auto [line, column, end_line, end_column, begin, end, marked, size, cut] = numbers;
  ReportLocation at{{line, column}, {end_line, end_column}, {begin, end}, place.text_or_empty("excerpt"), marked, size};
  at.cut_before = (cut & 1U) != 0;
  at.cut_behind = (cut & 2U) != 0;
  const bool fits = count == numbers.size() && begin <= end && uint64_t{marked} + size <= at.excerpt.size();
  if (!fits) set_fault(place.fault(), "at", "a place in the excerpt");
  return at;
}

ReportPlace read_place(const Fields& from) {
  ReportPlace place;
  place.node = read_node(from, "node");
  if (from.find("flow")) place.flow = read_node(from, "flow");
  place.group = from.text_or_empty("group");
  place.property = from.text_or_empty("property");
  place.code_line = from.number_or("codeLine", 0);
  place.config = from.flag_or_false("config");
  place.location = read_location(from);
  return place;
}

void read_detail(const Fields& from, ReportFinding& finding) {
  finding.place = read_place(from.object("place"));
  from.each("flows", [&](JsonValue flow) {
    finding.flows.push_back(static_cast<uint32_t>(whole_number(flow, UINT32_MAX).value_or(UINT32_MAX)));
  });
  from.each("related", [&](JsonValue place) { finding.related.push_back({read_place({place, from.fault()}), {}}); });
  from.each("path", [&](JsonValue step) {
    const Fields fields(step, from.fault());
    finding.path.push_back({read_place(fields), fields.text_or_empty("note")});
  });
}

Fix read_fix(const Fields& from) {
  Fix fix{from.word("applicability", kApplicabilities), from.text("description"), {}};
  from.each("edits", [&](JsonValue element) {
    const Fields edit(element, from.fault());
    fix.edits.push_back({{edit.number("begin"), edit.number("end")}, edit.text("text")});
    if (fix.edits.back().span.begin > fix.edits.back().span.end)
      set_fault(from.fault(), "end", "a place behind \"begin\"");
  });
  return fix;
}

const Rule* rule_of(const RunHead& head, std::string_view id) {
  const auto own = std::find_if(head.rules.begin(), head.rules.end(), [&](const Rule& rule) { return rule.id == id; });
  return own != head.rules.end() ? &*own : find_rule(id);
}

ReportFinding read_finding(const Fields& from, const RunHead& head) {
  ReportFinding finding;
  finding.rule = rule_of(head, from.text("rule"));
  if (finding.rule == nullptr) set_fault(from.fault(), "rule", "a rule that this version has");
  finding.level = from.word("level", kLevelWords);
  finding.confidence = from.word("confidence", kConfidences);
  finding.message = from.text("message");
  finding.key = from.text_or_empty("key");
  finding.effects = from.texts("effects");
  finding.used_by = from.texts("usedBy");
  finding.help = from.texts("help");
  finding.fingerprint = from.text("fingerprint");
  if (finding.fingerprint.find_first_not_of("0123456789abcdef") != std::string::npos)
    set_fault(from.fault(), "fingerprint", "hexadecimal digits");
  finding.stands_for = from.number_or("standsFor", 1);
  from.each("fixes", [&](JsonValue fix) { finding.fixes.push_back(read_fix({fix, from.fault()})); });
  if (from.find("suppressed")) {
    const Fields why = from.object("suppressed");
    finding.suppression = Suppression{why.word("by", kSuppressedBy), why.text("justification")};
  }
  read_detail(from.object("detail"), finding);
  size_t count = 0;
  from.each("related", [&](JsonValue other) {
    if (count < finding.related.size()) finding.related[count].message = Fields(other, from.fault()).text("message");
    ++count;
  });
  if (count != finding.related.size()) set_fault(from.fault(), "related", "as many places as in \"detail\"");
  return finding;
}

// Flows have what the JSON form says of them, and in `detail` what it does not.
std::vector<ReportFlow> read_flows(const Fields& from) {
  std::vector<ReportFlow> flows;
  from.each("flows", [&](JsonValue element) {
    const Fields flow(element, from.fault());
    flows.push_back({flow.text("id"), flow.text("label"), flow.flag_or_false("disabled"), false, flow.number("errors"),
                     flow.number("warnings"), flow.number("notes"), flow.number("accepted")});
  });
  size_t count = 0;
  from.object("detail").each("flows", [&](JsonValue pair) {
    std::array<uint32_t, 2> numbers{};
    size_t at = 0;
    pair.for_each_element([&](JsonValue number) {
      if (at < numbers.size()) numbers[at++] = static_cast<uint32_t>(whole_number(number, UINT32_MAX).value_or(0));
    });
    if (count < flows.size()) {
      flows[count].checked = numbers[0];
      flows[count].unclear = numbers[1] != 0;
    }
    ++count;
  });
  if (count != flows.size()) set_fault(from.fault(), "flows", "as many flows as in \"detail\"");
  return flows;
}

ReportFile read_file(const Fields& from) {
  ReportFile file;
  file.path = from.text("path");
  file.shape = from.word("shape", kShapes);
  file.nodes = from.number("nodes");
  file.checked = from.number("checked");
  file.platform = from.word("platform", kPlatforms);
  file.platform_from = printable(from.text_or_empty("platformFrom"));
  file.deployment = from.word("deployment", kDeploymentWords);
  file.replicas = from.number("replicas");
  file.one_line = from.flag("oneLine");
  file.flows = read_flows(from);
  file.digest = from.object("detail").text_or_empty("digest");
  return file;
}

Report read_piece(const Fields& from, std::vector<ReportFinding> findings) {
  Report piece;
  piece.files.push_back(read_file(from));
  piece.findings = std::move(findings);
  const ReportFile& file = piece.files.front();
  for (const ReportFinding& finding : piece.findings) {
    const bool there = std::all_of(finding.flows.begin(), finding.flows.end(),
                                   [&](uint32_t flow) { return flow < file.flows.size(); });
    if (!there) set_fault(from.fault(), "flows", "the flows that the findings above name");
  }
  piece.platform = file.platform;
  piece.deployment = file.deployment;
  piece.replicas = file.replicas;
  const Fields sums = from.object("summary");
  piece.suppressed = sums.number("suppressed");
  piece.hidden = sums.number("hidden");
  piece.rules_run = sums.number("rulesRun");
  piece.rules_known = sums.number("rulesKnown");
  sums.need("unknownTypes", JsonKind::object, "an object").for_each_member([&](std::string_view type, JsonValue nodes) {
    piece.unknown_types[unescape_json(type)] = static_cast<uint32_t>(whole_number(nodes, UINT32_MAX).value_or(1));
  });
  piece.unclear = from.object("detail").flag("unclear");
  return piece;
}

Error read_error(const Fields& from) {
  return Error{from.text("message"), from.text("file"), from.number_or("line", 0), from.number_or("column", 0)};
}

RunEnd read_end(const Fields& from) {
  RunEnd end;
  from.each("folders", [&](JsonValue element) {
    const Fields folder(element, from.fault());
    end.folders.push_back(
        {folder.text("path"), folder.flag("covered"), folder.flag("fruitful"), folder.number("skipped")});
  });
  from.each("ignores", [&](JsonValue element) {
    const Fields ignore(element, from.fault());
    end.ignores.push_back({ignore.text("rule"), ignore.text("path"), ignore.number("line"), ignore.number("column"),
                           ignore.word("use", kIgnoreUses)});
  });
  end.gone = from.number("gone");
  return end;
}

Rule read_rule(const Fields& from, NodeStore& store) {
  Rule rule;
  rule.id = store.keep(from.text("id"));
  if (!is_own_id(rule.id)) set_fault(from.fault(), "id", "a rule of one's own");
  rule.level = from.word("level", kLevelWords);
  rule.confidence = from.word("confidence", kConfidences);
  rule.summary = store.keep(printable_lines(from.text("summary")));
  rule.fix = store.keep(printable_lines(from.text_or_empty("fix")));
  rule.references = store.keep(from.texts("references"));
  if (!std::all_of(rule.references.begin(), rule.references.end(), is_address))
    set_fault(from.fault(), "references", "addresses of pages");
  return rule;
}

void read_head(const Fields& from, RunHead& head) {
  const Fields shard = from.object("shard");
  head.shard = {shard.number("number"), shard.number("of")};
  if (head.shard.number == 0 || head.shard.number > head.shard.of)
    set_fault(from.fault(), "number", "a shard from 1 on");
  const Fields inputs = from.object("inputs");
  head.inputs = inputs.number("files");
  head.digest = inputs.text("digest");
  head.platform = from.word("platform", kPlatforms);
  head.deployment = from.word("deployment", kDeploymentWords);
  head.replicas = from.number("replicas");
  head.fail_on = from.word("failOn", kFailOnWords);
  head.strict = from.flag("strict");
  from.each("rules", [&](JsonValue rule) { head.rules.push_back(read_rule({rule, from.fault()}, head.store)); });
}

// A report of another version might be read wrongly without anybody noticing.
void check_version(const Fields& from) {
  const Fields tool = from.object("tool");
  const std::string made_by = tool.text("name") + ' ' + tool.text("version");
  if (from.number("version") != kJsonVersion) {
    set_fault(from.fault(), "version", std::to_string(kJsonVersion) + ", the form that this halint reads,");
  } else if (made_by != "halint " + std::string(version()) && from.fault().empty()) {
    from.fault() = "was written by " + made_by + ", and this is halint " + std::string(version()) +
                   "; join reports with the version that wrote them";
  }
}

}  // namespace

Error NdjsonReader::wrong(std::string message) const { return Error{std::move(message), path_, line_, 0}; }

// Of the run, of one input, or of what only the whole run knows, which is found out anew.
NdjsonRecord NdjsonReader::read_aside(std::string_view record, const Fields& from) {
  const std::string scope = from.text("scope");
  Report piece;
  std::vector<Error>& errors = scope == "run" ? head_.errors : piece.errors;
  std::vector<ReportLeftOut>& left_out = scope == "run" ? head_.left_out : piece.left_out;
  if (record == "error")
    errors.push_back(read_error(from));
  else
    left_out.push_back({from.text("path"), from.text("reason")});
  if (scope != "file") return {};
  return piece;
}

NdjsonRecord NdjsonReader::read(std::string_view record, const Fields& from) {
  if (record == "error" || record == "leftOut") return read_aside(record, from);
  if (record == "finding") {
    open_.push_back(read_finding(from, head_));
    return {};
  }
  if (record == "file") {
    ++files_;
    return read_piece(from, std::exchange(open_, {}));
  }
  if (record == "end") {
    ended_ = true;
    if (!open_.empty()) set_fault(from.fault(), "record", "the \"file\" that the findings above are of");
    if (from.object("summary").number("filesLinted") != files_)
      set_fault(from.fault(), "filesLinted", "the number of files above");
    return read_end(from);
  }
  set_fault(from.fault(), "record", "a word that this version knows");
  return {};
}

Result<NdjsonRecord> NdjsonReader::next(std::string_view line) {
  ++line_;
  const Result<SourceFile> file = SourceFile::create(path_, PaddedBytes::copy_of(line));
  if (!file) return file.error();
  const std::optional<Error> broken = find_json_error(*file);
  Fault fault;
  const Fields fields(broken ? JsonValue() : JsonValue(file->bytes().data()), fault);
  const std::string record = fields.find("record").text();
  if (line_ == 1) {
    if (record != "begin") {
      return wrong(
          "is no ndjson report of halint, which begins with a line whose \"record\" is \"begin\"; halint check "
          "--format ndjson writes one");
    }
    check_version(fields);
    if (fault.empty()) read_head(fields, head_);
    return fault.empty() ? Result<NdjsonRecord>(NdjsonRecord()) : wrong(fault);
  }
  if (broken) return wrong(broken->message);
  if (ended_)
    return wrong("expected no line behind the one whose \"record\" is \"end\"; give each report as a file of its own");
  NdjsonRecord out = read(record, fields);
  if (!fault.empty()) return wrong(fault);
  return out;
}

std::optional<Error> NdjsonReader::cut_off() const {
  if (ended_) return std::nullopt;
  return Error{
      line_ == 0 ? "is empty; expected an ndjson report of halint"
                 : "ends early, without the line whose \"record\" is \"end\"; was the run ended, or the file cut off?",
      path_, line_, 0};
}

}  // namespace halint
