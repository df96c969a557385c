// SPDX-License-Identifier: Apache-2.0
#include "halint/report/baseline.h"

#include <string>

#include "halint/halint.h"
#include "halint/report/merge.h"
#include "tests/catch.h"

namespace halint {
namespace {

Report lint(const std::string& flows, const std::string& path = "flows.json") {
  const Result<SourceFile> file = SourceFile::create(path, PaddedBytes::copy_of(flows));
  REQUIRE(file.has_value());
  Report report;
  check(*file, {}, Catalog(), report);
  REQUIRE(report.errors.empty());
  return report;
}

Result<Baseline> read(const std::string& text) {
  const Result<SourceFile> file = SourceFile::create("base.json", PaddedBytes::copy_of(text));
  REQUIRE(file.has_value());
  return read_baseline(*file);
}

std::string error_of(const std::string& text) {
  const Result<Baseline> baseline = read(text);
  return baseline ? "no error" : baseline.error().to_string();
}

const std::string kFlows = R"([{"id":"t","type":"tab","label":"Orders"},
{"id":"i","type":"inject","z":"t","name":"tick","repeat":"60","props":[],"x":1,"y":1,"wires":[["m"]]},
{"id":"m","type":"e-mail","z":"t","name":"mail","x":3,"y":1,"wires":[]},
{"id":"h","type":"http in","z":"t","url":"/a","method":"get","x":1,"y":1,"wires":[["f"]]},
{"id":"f","type":"function","z":"t","name":"count","func":"flow.set('n', (flow.get('n') || 0) + 1);\nreturn msg;","x":2,"y":1,"wires":[["r"]]},
{"id":"r","type":"http response","z":"t","x":3,"y":1,"wires":[]}])";

// The same flows: minified, in another order, the nodes moved and renamed, the function two lines longer.
const std::string kChanged =
    R"([{"x":30,"y":10,"id":"f","z":"t2","type":"function","name":"sum","func":"\n\nflow.set('n', (flow.get('n') || 0) + 1);\nreturn msg;","wires":[["r"]]},{"id":"r","type":"http response","z":"t2","x":3,"y":1,"wires":[]},{"id":"t2","type":"tab","label":"Other"},{"id":"m","type":"e-mail","z":"t2","name":"post","x":3,"y":1,"wires":[]},{"id":"i","type":"inject","z":"t2","name":"clock","repeat":"60","props":[],"x":9,"y":9,"wires":[["m"]]},{"id":"h","type":"http in","z":"t2","url":"/a","method":"get","x":1,"y":1,"wires":[["f"]]}])";

uint32_t apply(Report& report, const Baseline& baseline, const Policy& policy = {}) {
  const std::vector<const Policy*> policies(report.files.size(), &policy);
  return apply_baseline(report, baseline, policies);
}

}  // namespace

TEST_CASE("baseline: what is accepted stays accepted when files are reformatted and nodes moved and renamed",
          "[baseline]") {
  const Report before = lint(kFlows);
  REQUIRE(before.findings.size() == 2);
  const std::string text = write_baseline(baseline_of(before));
  CHECK(text.find("\"line\"") == std::string::npos);
  const Result<Baseline> baseline = read(text);
  REQUIRE(baseline.has_value());
  CHECK(write_baseline(*baseline) == text);
  Report after = lint(kChanged, "moved.json");
  CHECK(apply(after, *baseline) == 0);
  CHECK(after.suppressed == 2);
  CHECK(after.count(Level::error) == 0);
  CHECK(after.files[0].flows[0].verdict() == Verdict::accepted);
  // Written again, it is the same but for the words for people.
  CHECK(baseline_of(after).entries.size() == 2);
  drop_suppressed(after);
  CHECK(after.findings.empty());
}

TEST_CASE("baseline: as text", "[baseline]") {
  Report report = lint(kFlows);
  report.findings.erase(report.findings.begin() + 1, report.findings.end());
  CHECK(write_baseline(baseline_of(report)) == R"({
  "version": 1,
  "note": "Findings accepted by halint check --write-baseline. Fingerprints are halint/v1.",
  "findings": [
    {
      "rule": "duplicated-timer",
      "file": "flows.json",
      "place": "flow “Orders” › inject “tick” › repeat",
      "fingerprint": ")" + report.findings[0].fingerprint +
                                                   R"(",
      "count": 1
    }
  ]
}
)");
}

TEST_CASE("baseline: new findings count, also more of the same", "[baseline]") {
  Report report = lint(kFlows);
  Baseline baseline = baseline_of(report);
  baseline.entries.pop_back();
  CHECK(apply(report, baseline) == 0);
  CHECK(report.suppressed == 1);
  Report twice = lint(kFlows);
  append_report(twice, lint(kFlows, "copy.json"));
  baseline = baseline_of(lint(kFlows));
  CHECK(apply(twice, baseline) == 0);
  CHECK(twice.suppressed == 2);
  CHECK(twice.files[1].flows[0].verdict() == Verdict::unsafe);
}

TEST_CASE("baseline: entries that are gone are counted where the run has looked", "[baseline]") {
  Baseline baseline = baseline_of(lint(kFlows));
  baseline.entries[0].count = 3;
  Report report = lint(kFlows);
  CHECK(apply(report, baseline) == 2);
  Report empty = lint(R"([{"id":"t","type":"tab"}])");
  CHECK(apply(empty, baseline) == 4);
  Policy policy;
  policy.ignore = {"duplicated-timer"};
  CHECK(apply(empty, baseline, policy) == 1);
  Report elsewhere = lint(R"([{"id":"t","type":"tab"}])", "other.json");
  CHECK(apply(elsewhere, baseline) == 0);
}

TEST_CASE("baseline: broken files are explained", "[baseline]") {
  const std::string advice = "; halint check --write-baseline makes a new one";
  CHECK(error_of("[]") ==
        "base.json: is no baseline of halint: expected an object with \"version\" and \"findings\"" + advice);
  CHECK(error_of("{\"version\": 7, \"findings\": []}") ==
        "base.json:1:13: is a baseline of version 7, and this halint reads version 1" + advice);
  CHECK(error_of("{\"version\": 1,\n\"findings\": [{\"rule\": \"a\"}]}") ==
        "base.json:2:14: is no entry of a baseline: expected \"fingerprint\" with 16 hexadecimal digits, \"rule\", "
        "\"file\" and \"count\"" +
            advice);
  CHECK(error_of("{\"version\": 1").starts_with("base.json:1:14: is no baseline of halint: "));
}

}  // namespace halint
