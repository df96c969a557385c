// What reports say of the same flows under each deployment.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "halint/report/formats.h"
#include "tests/catch.h"
#include "tests/report/golden.h"
#include "tests/support/testdata.h"

namespace halint::test {
namespace {

// The rules that the report's findings are of.
std::vector<Rule> rules_of(const Report& report) {
  std::vector<Rule> used;
  for (const Rule& rule : rules()) {
    const bool found = std::any_of(report.findings.begin(), report.findings.end(),
                                   [&](const ReportFinding& finding) { return finding.rule->id == rule.id; });
    if (found) used.push_back(rule);
  }
  return used;
}

Report report_of(Deployment deployment) {
  const FlowFile file(testdata() / "demo" / "flows.json");
  Options options;
  options.platform = Platform::kubernetes;
  options.deployment = deployment;
  options.policy.deployment = deployment;
  Report report;
  check(file.source(), options, Catalog(), report);
  REQUIRE(report.errors.empty());
  return report;
}

void check_goldens(Deployment deployment, const std::string& name) {
  const Report report = report_of(deployment);
  const std::vector<Rule> used = rules_of(report);
  check_golden("deployment-" + name + ".txt", write_text(report));
  check_golden("deployment-" + name + ".md", write_markdown(report));
  check_golden("deployment-" + name + ".sarif", write_sarif(report, used));
}

}  // namespace

TEST_CASE("golden: deployment replicas") { check_goldens(Deployment::replicas, "replicas"); }
TEST_CASE("golden: deployment rolling") { check_goldens(Deployment::rolling, "rolling"); }
TEST_CASE("golden: deployment standby") { check_goldens(Deployment::standby, "standby"); }

TEST_CASE("no deployment says more than replicas of what concerns one copy") {
  for (const Rule& rule : rules()) {
    INFO(rule.id);
    for (const Deployment deployment : {Deployment::rolling, Deployment::standby})
      CHECK(rule.level_under(deployment) <= rule.level);
  }
}

TEST_CASE("every view says what becomes of a finding, in words without open places") {
  for (const Rule& rule : rules()) {
    for (const RuleView& view : rule.views) {
      INFO(rule.id << " " << view.message);
      CHECK(view.error >= view.warning);
      CHECK(view.warning >= view.note);
      for (size_t at = view.message.find('{'); at != std::string_view::npos; at = view.message.find('{', at + 1)) {
        const std::string_view name = view.message.substr(at + 1, view.message.find('}', at) - at - 1);
        const bool known = name == "node" || name == "effects" || name == "key" || name == "value";
        CHECK(known);
      }
      CHECK((view.message.empty() || view.message.back() != '.'));
      CHECK((view.help.empty() || view.help.back() == '.'));
    }
  }
}

}  // namespace halint::test
