// What function code does outside without any message: in its On Start, in timers of its own, for what it subscribes
// to. Every copy does it. SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "analysis/analyses.h"
#include "analysis/words.h"

namespace halint {
namespace {

// The subscription whose messages every copy gets, or null.
const CodeInput* input_of_all(const NodeCode& code) {
  const auto found = std::find_if(code.inputs.begin(), code.inputs.end(),
                                  [](const CodeInput& input) { return input.consumption == Consumption::each; });
  return found == code.inputs.end() ? nullptr : &*found;
}

Finding finding_of(const Model& model, const NodeCode& code, const CodeOutside& use, std::string_view rule,
                   const std::string& why) {
  Finding finding;
  finding.rule = rule;
  finding.level = Level::error;
  finding.confidence = Confidence::medium;
  const std::string with = use.module.empty() ? std::string() : " with " + quoted(use.module);
  finding.message = label(model.document(), code.node) + " " + why + " in " + copies(model.settings) +
                    ", so what it does outside" + with + " is done " + times(model.settings);
  finding.place = {code.node, use.span, use.property, use.code_line};
  return finding;
}

void check(const Model& model, const NodeCode& code, Findings& findings) {
  std::array<bool, 4> told{};
  for (const CodeOutside& use : code.outside) {
    const auto time = static_cast<size_t>(use.time);
    if (!use.acts || use.time == UseTime::message || told[time]) continue;
    switch (use.time) {
      case UseTime::message:
        break;
      case UseTime::start:
        findings.push_back(finding_of(model, code, use, "duplicated-startup", "runs its On Start code"));
        break;
      case UseTime::timer:
        findings.push_back(finding_of(model, code, use, "function-timer", "runs a timer of its own"));
        break;
      case UseTime::event:
        if (input_of_all(code) == nullptr) continue;
        findings.push_back(finding_of(model, code, use, "duplicated-input", "gets what it subscribes to"));
        break;
    }
    told[time] = true;
  }
}

}  // namespace

void find_code_work(const Model& model, Findings& findings) {
  for (const NodeCode& code : model.code.nodes) {
    if (model.graph.first_vertex_of(code.node) != kNoVertex) check(model, code, findings);
  }
}

}  // namespace halint
