// SPDX-License-Identifier: Apache-2.0
#include <functional>
#include <span>

#include "fuzz/outputs.h"
#include "fuzz/targets.h"
#include "halint/halint.h"
#include "halint/report/baseline.h"
#include "halint/report/formats.h"
#include "halint/report/html.h"
#include "halint/report/ndjson.h"

namespace fuzz {
namespace {

// What a project can set that changes the way a flow takes.
constexpr std::string_view kConfig = R"(
[rules]
"local-file" = "error"
"unknown-node-type" = "off"
[context]
shared-stores = ["redis", "store"]
[files]
shared-folders = ["/shared"]
[guards]
types = ["gate", { type = "switch", outputs = [1] }]
[[ignore]]
rule = "duplicated-timer"
node = "*a*"
reason = "token=abcdefgh"
[[node]]
type = "acme"
summary = "A node type of one's own"
source = "x"
delivery = "every"
[[rule]]
id = "local/own"
summary = "Own rule"
message = "an own rule's <b>message</b>"
when = { type = "debug" }
)";

struct Setup {
  explicit Setup(halint::Config read)
      : config(std::move(read)), options(halint::options_of(config)), catalog(config.node_types) {
    options.policy.keep_suppressed = true;
  }
  halint::Config config;
  halint::Options options;
  halint::Catalog catalog;
};

const Setup& plain() {
  static const Setup setup{halint::Config()};
  return setup;
}

const Setup& configured() {
  static const Setup setup = [] {
    auto config = halint::read_config(kConfig, "halint.toml");
    if (!config) fail(config.error().message.c_str());
    config->platform.value = halint::Platform::kubernetes;
    return Setup(std::move(*config));
  }();
  return setup;
}

void check_findings(const halint::Report& report, std::size_t size) {
  for (const halint::ReportFinding& finding : report.findings) {
    require(finding.rule != nullptr && !finding.message.empty(), "a finding has a rule and a message");
    require(finding.place.location.begin.line > 0, "a finding has a place");
    require(finding.place.location.bytes.end <= size, "a finding lies in the file");
    for (const halint::Fix& fix : finding.fixes) {
      for (const halint::Edit& edit : fix.edits) {
        require(edit.span.begin <= edit.span.end && edit.span.end <= size, "edits lie in the file");
      }
    }
  }
}

// One format each time: which one, the input's own bytes decide, so that an input always goes the same way.
void check_outputs(const halint::Report& report, const halint::SourceFile& file, const halint::Config& config,
                   std::uint32_t choice) {
  switch (choice % 11) {
    case 0:
      return require_json(halint::write_json(report));
    case 1: {
      const std::vector<halint::Rule> rules = config.all_rules();
      return require_json(halint::write_sarif(report, std::span(rules).subspan(rules.size() - 3)));
    }
    case 2:
      return require_json(halint::write_gitlab(report));
    case 3:
      return require_xml(halint::write_junit(report));
    case 4:
      return require_xml(halint::write_checkstyle(report));
    case 5:
      return require_printable(halint::write_text(report));
    case 6:
      return require_colored(halint::write_text(report, {true, 60, true}));
    case 8:
      return require_printable(halint::write_concise(report));
    case 7:
      return require_commands(halint::write_github(report));
    case 9: {
      const auto document = halint::read_document(file);
      if (report.files.empty() || !document) return require_html(halint::write_html(report, {}));
      const halint::Drawing drawing = halint::draw(*document);
      return require_html(halint::write_html(report, std::span(&drawing, 1)));
    }
    default:
      return require_markdown(halint::write_markdown(report));
  }
}

// What shards hand on is read back as it was.
void check_lines(const halint::Report& report, const halint::Config& config) {
  if (report.files.empty()) return;
  halint::RunHead head;
  for (const halint::OwnRule& own : config.own_rules) head.rules.push_back(own.rule);
  const halint::RunEnd end;
  const auto writer = halint::ndjson_writer(head, end);
  const std::string text = writer->head(report) + writer->body(report) + writer->tail(report);
  halint::NdjsonReader reader("report.ndjson");
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t line_end = text.find('\n', at);
    const std::string line = text.substr(at, line_end - at);
    require_json(line);
    const auto record = reader.next(line);
    require(record.has_value(), "a line that was written can be read");
    if (const auto* const piece = std::get_if<halint::Report>(&*record)) {
      require(halint::write_json(*piece) == halint::write_json(report), "the lines hold what the JSON form does");
      require(halint::write_text(*piece) == halint::write_text(report), "the lines hold what the text does");
      require(halint::write_sarif(*piece, head.rules) == halint::write_sarif(report, head.rules),
              "the lines hold what SARIF does");
    }
    at = line_end + 1;
  }
  require(!reader.cut_off(), "the lines end");
}

void check_baseline(halint::Report report, const halint::Policy& policy) {
  const halint::Baseline baseline = halint::baseline_of(report);
  require_json(halint::write_baseline(baseline));
  const std::vector<const halint::Policy*> policies(report.files.size(), &policy);
  require(halint::apply_baseline(report, baseline, policies) == 0, "what a baseline accepts is there");
  for (const halint::ReportFinding& finding : report.findings)
    require(finding.suppression.has_value(), "a baseline accepts all");
}

}  // namespace

void check(std::string_view input) {
  const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>()(input));
  const Setup& setup = hash % 16 < 8 ? plain() : configured();
  const auto file = halint::SourceFile::create("flows.json", halint::PaddedBytes::copy_of(input));
  halint::Report report;
  halint::check(*file, setup.options, setup.catalog, report);
  check_findings(report, input.size());
  check_outputs(report, *file, setup.config, hash >> 4U);
  if (hash % 8 == 1) check_lines(report, setup.config);
  if (hash % 8 == 0) check_baseline(std::move(report), setup.options.policy);
}

}  // namespace fuzz
