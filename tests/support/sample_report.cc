// SPDX-License-Identifier: Apache-2.0
#include "tests/report/sample_report.h"

namespace halint::test {
namespace {

constexpr std::string_view kTags[] = {"mqtt"};
constexpr std::string_view kReferences[] = {"https://docs.oasis-open.org/mqtt/mqtt/v5.0/mqtt-v5.0.html"};
constexpr Rule kRules[] = {
    {"duplicated-timer",
     Level::error,
     Confidence::high,
     "0.1.0",
     "A timer starts the same work in every copy.",
     "Each copy has its own timer, and each does the work: two e-mails instead of one.",
     "Let one copy do it:\n\n- start the flow from outside, with a request that is balanced, or\n- put a lock before "
     "it.",
     "The work only refreshes a cache of the copy.",
     "Two copies of Node-RED 4 sent two e-mails.",
     {},
     {}},
    {"mqtt-fixed-client-id", Level::error, Confidence::high, "0.1.0", "Copies connect to a broker under one client ID.",
     "A broker lets one client with an ID in. The copies throw each other off.\n\nMessages are lost meanwhile.",
     "Clear the client ID.", "Never, with more than one copy.", "Mosquitto 2.0, two copies.", kTags, kReferences},
    {"split-node-state",
     Level::warning,
     Confidence::medium,
     "0.1.0",
     "A node collects what is spread over copies.",
     "Each copy sees a part.",
     "Collect in one place.",
     "The parts were made in the copy.",
     "smooth node, two copies.",
     {},
     {}},
};

ReportPlace place(ReportNode node, ReportNode flow, std::string property, ReportLocation location) {
  ReportPlace out;
  out.node = std::move(node);
  out.flow = std::move(flow);
  out.property = std::move(property);
  out.location = std::move(location);
  return out;
}

const ReportNode kOrders{"t1", "tab", "Orders"};

ReportFinding client_id() {
  ReportFinding finding;
  finding.rule = &kRules[1];
  finding.level = Level::error;
  finding.confidence = Confidence::high;
  finding.message = "both copies connect to mqtt://broker:1883 as “plant-7” and throw each other off";
  finding.place = place({"b1", "mqtt-broker", "Plant broker"}, {}, "clientid",
                        sample_location(212, "        \"clientid\": ", "\"plant-7\"", ","));
  finding.place.config = true;
  finding.used_by = {"Orders", "Alarms"};
  finding.flows = {0, 1};
  finding.help = {
      "About half of what is published meanwhile is lost without an error, since a broker queues nothing for "
      "a client that was thrown off."};
  const Span bytes = finding.place.location.bytes;
  finding.fixes = {{Applicability::safe, "Clear the client ID, so that each copy makes up its own.", {{bytes, "\"\""}}},
                   {Applicability::unsafe, "Set the protocol version to 5.", {{{9000, 9001}, "5"}}},
                   {Applicability::display, "Or run the broker's work in an instance of its own.", {}}};
  finding.fingerprint = "1111111111111111";
  return finding;
}

ReportFinding timer() {
  ReportFinding finding;
  finding.rule = &kRules[0];
  finding.level = Level::error;
  finding.confidence = Confidence::medium;
  finding.message = "inject “every 5 min” fires in each copy, and e-mail “to ops” is sent twice";
  finding.place = place({"n1", "inject", "every 5 min"}, kOrders, "repeat",
                        sample_location(12, "        \"名前\": \"🚀\", \"repeat\": ", "\"300\"", ", \"once\": false"));
  finding.place.group = "Reports";
  finding.flows = {0};
  for (int i = 1; i <= 9; ++i) {
    const std::string id = "n" + std::to_string(i);
    finding.path.push_back({place({id, "function", i == 9 ? "" : "step " + std::to_string(i)}, kOrders, {},
                                  sample_location(static_cast<uint32_t>(10 + i), "    {\"id\": ", '"' + id + '"', ",")),
                            {}});
  }
  finding.path.front().note = "fires in each copy";
  finding.path.back().note = "sends mail";
  finding.effects = {"n9", "n10", "n11"};
  finding.related = {{place({"n4", "function", "make [mail](x)"}, {"t2", "tab", "Alarms"}, "func",
                            sample_location(40, "\"func\": ", "\"return msg;\"", ",")),
                      "writes the same key"}};
  finding.key = "global:count";
  finding.fingerprint = "2222222222222222";
  return finding;
}

ReportFinding state() {
  ReportFinding finding;
  finding.rule = &kRules[2];
  finding.level = Level::warning;
  finding.confidence = Confidence::low;
  finding.message = "smooth averages what one copy happens to get";
  finding.file = 1;
  finding.flows = {0};
  finding.place = place({"s1", "smooth", ""}, {"sf", "subflow", "Mean"}, "func",
                        sample_location(1, std::string(400, 'a') + "\"func\":", "\"let x\"", std::string(400, 'b')));
  finding.place.location.cut_before = true;
  finding.place.location.cut_behind = true;
  finding.place.code_line = 3;
  finding.fingerprint = "3333333333333333";
  return finding;
}

}  // namespace

std::span<const Rule> sample_rules() { return kRules; }

ReportLocation sample_location(uint32_t line, const std::string& before, const std::string& marked,
                               const std::string& behind) {
  ReportLocation out;
  const auto offset = line * 100;
  // Good for ASCII, and for what the formats do with it.
  out.begin = {line, static_cast<uint32_t>(before.size() + 1)};
  out.end = {line, static_cast<uint32_t>(before.size() + marked.size() + 1)};
  out.marked = static_cast<uint32_t>(before.size());
  out.marked_size = static_cast<uint32_t>(marked.size());
  out.bytes = {offset + out.marked, offset + out.marked + out.marked_size};
  out.excerpt = before + marked + behind;
  return out;
}

Report sample_report() {
  Report report;
  ReportFile flows;
  flows.path = "flows.json";
  flows.nodes = 57;
  flows.checked = 50;
  flows.flows = {{"t1", "Orders", false, false, 2, 0, 0, 0, 30},
                 {"t2", "Größe 漢字", false, false, 0, 0, 0, 1, 20},
                 {"t3", "Old", true, false, 0, 0, 0, 0, 0}};
  ReportFile snapshot;
  snapshot.path = "sub dir/snapshot #1.json";
  snapshot.shape = Shape::snapshot;
  snapshot.nodes = 3;
  snapshot.checked = 2;
  snapshot.one_line = true;
  snapshot.flows = {{"sf", "Mean", false, false, 0, 1, 0, 0, 2}};
  report.files = {std::move(flows), std::move(snapshot)};
  report.left_out = {{"node_modules/", "packages"}, {"old.json", "by .gitignore:3"}};
  report.rules_run = report.rules_known = 3;
  report.findings = {timer(), client_id(), state()};
  report.errors = {Error{"expected \",\" or \"}\"; is a comma missing?", "broken.json", 41, 7}};
  report.unknown_types = {{"acme-counter", 3}, {"acme-lamp", 12}};
  report.suppressed = 1;
  return report;
}

namespace {

void poison(ReportPlace& place, const std::string& text) {
  place.node = {text, text, text};
  place.flow = {text, text, text};
  place.group = text;
  place.property = text;
  place.location.excerpt = text + text + text;
  place.location.marked = static_cast<uint32_t>(text.size());
  place.location.marked_size = static_cast<uint32_t>(text.size());
}

}  // namespace

Report hostile_report(const std::string& text) {
  Report report = sample_report();
  for (ReportFile& file : report.files) {
    file.path = text;
    for (ReportFlow& flow : file.flows) flow.id = flow.label = text;
  }
  for (ReportFinding& finding : report.findings) {
    finding.message = finding.key = text;
    poison(finding.place, text);
    for (ReportRelated& related : finding.related) {
      poison(related.place, text);
      related.message = text;
    }
    for (ReportStep& step : finding.path) {
      poison(step.place, text);
      step.note = text;
    }
    finding.effects = finding.used_by = finding.help = {text, text};
    for (Fix& fix : finding.fixes) {
      fix.description = text;
      for (Edit& edit : fix.edits) edit.text = text;
    }
  }
  report.errors = {Error{text, text, 1, 1}};
  report.unknown_types = {{text, 1}};
  report.left_out = {{text, text}};
  return report;
}

std::vector<Report> pieces_of(const Report& report) {
  std::vector<Report> pieces;
  for (uint32_t file = 0; file < report.files.size(); ++file) {
    Report& piece = pieces.emplace_back();
    piece.files.push_back(report.files[file]);
    for (ReportFinding finding : report.findings) {
      if (finding.file != file) continue;
      finding.file = 0;
      piece.findings.push_back(std::move(finding));
    }
  }
  return pieces;
}

}  // namespace halint::test
