// SPDX-License-Identifier: Apache-2.0
#include "halint/rule/config.h"

#include <string>
#include <utility>
#include <vector>

#include "halint/halint.h"
#include "tests/catch.h"
#include "tests/support/testdata.h"

namespace halint {
namespace {

std::string error_of(const std::string& toml) {
  const Result<Config> config = read_config(toml, "halint.toml");
  return config ? "no error" : config.error().to_string();
}

Config config_of(const std::string& toml) {
  Result<Config> config = read_config(toml, "halint.toml");
  INFO((config ? "" : config.error().to_string()));
  REQUIRE(config.has_value());
  return std::move(*config);
}

Report lint(const Config& config, const std::string& flows, const std::string& path = "flows.json") {
  const Result<SourceFile> file = SourceFile::create(path, PaddedBytes::copy_of(flows));
  REQUIRE(file.has_value());
  Report report;
  check(*file, options_of(config), Catalog(config.node_types), report);
  INFO((report.errors.empty() ? "" : report.errors.front().to_string()));
  REQUIRE(report.errors.empty());
  return report;
}

std::vector<std::string> found(const Report& report) {
  std::vector<std::string> out;
  for (const ReportFinding& f : report.findings)
    out.push_back(std::string(f.rule->id) + ' ' + f.place.node.id + ' ' + std::string(to_string(f.level)));
  return out;
}

using Strings = std::vector<std::string>;

// A timer that sends mail: twice, with two copies.
const std::string kTimer = R"([{"id":"t","type":"tab","label":"Mails"},
{"id":"i","type":"inject","z":"t","name":"tick","repeat":"60","props":[],"x":1,"y":1,"wires":[["g"]]},
{"id":"g","type":"acme-leader","z":"t","x":2,"y":1,"wires":[["m"]]},
{"id":"m","type":"e-mail","z":"t","name":"mail","x":3,"y":1,"wires":[]}])";

}  // namespace

TEST_CASE("config: mistakes are named with their place and the nearest word", "[config]") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"platform = ", "halint.toml:1:12: is no TOML: Error while parsing key-value pair: encountered end-of-file"},
      {"\nreplica = 3",
       "halint.toml:2:1: there is no key \"replica\" here; did you mean \"replicas\"? Possible are platform, "
       "deployment, replicas, "
       "fail-on, min-level, min-confidence, select, ignore, strict, exclude, baseline, output, extends, rules, "
       "context, "
       "files, guards, node and rule"},
      {"platform = \"kubernets\"",
       "halint.toml:1:12: there is no word \"kubernets\" here; did you mean \"kubernetes\"? Possible are flowfuse, "
       "kubernetes, docker and auto"},
      {"platform = 3", "halint.toml:1:12: must be text in quotes; possible are flowfuse, kubernetes, docker and auto"},
      {"replicas = 0", "halint.toml:1:12: \"replicas\" must be a number from 1 to 10000"},
      {"strict = \"yes\"", "halint.toml:1:10: \"strict\" must be true or false"},
      {"select = \"split-context\"", "halint.toml:1:10: \"select\" must be a list of rules, as in [\"split-context\"]"},
      {"select = [\"split-contxt\"]",
       "halint.toml:1:11: there is no rule \"split-contxt\"; did you mean \"split-context\"?"},
      {"ignore = [\"*\"]", "halint.toml:1:11: \"*\" is no rule; name those that are meant"},
      {"rules = 1", "halint.toml:1:9: \"rules\" must be a table: write [rules]"},
      {"[rules]\n\"split-contxt\" = \"off\"",
       "halint.toml:2:1: there is no rule \"split-contxt\"; did you mean \"split-context\"?"},
      {"[rules]\nsplit-context = \"of\"",
       "halint.toml:2:17: there is no word \"of\" here; did you mean \"off\"? Possible are off, note, warning and "
       "error"},
      {"[context]\nshared-store = []",
       "halint.toml:2:1: there is no key \"shared-store\" here; did you mean \"shared-stores\"? Possible are "
       "shared-stores"},
      {"[context]\nshared-stores = \"redis\"",
       "halint.toml:2:17: \"shared-stores\" must be a list of texts, as in [\"a\", \"b\"]"},
      {"[files]\nshared-folders = [\"data\"]",
       "halint.toml:2:19: must be a path from the root, as flows name it in the copies: \"/shared\""},
      {"[guards]\ntypes = [3]", "halint.toml:2:10: must be a node type in quotes, or { type = \"…\", outputs = [0] }"},
      {"[guards]\ntypes = [{ type = \"x\", outputs = [] }]",
       "halint.toml:2:34: \"outputs\" must be a list of output numbers, from 0"},
      {"[guards]\nkeys = [\"leader\"]",
       "halint.toml:2:9: must be a key with its context, as in \"flow:active\" or \"global:leader\""},
      {"[guards]\nlinks = [\"\"]", "halint.toml:2:10: a name must not be empty"},
      {"[ignore]\nrule = \"split-context\"",
       "halint.toml:1:1: \"ignore\" must be a list of rules, or [[ignore]] above each entry"},
      {"[[ignore]]\nflow = \"a\"\nreason = \"b\"",
       "halint.toml:1:1: an [[ignore]] needs \"rule\", the name of the rule"},
      {"[[ignore]]\nrule = \"split-context\"\nreason = \"b\"",
       "halint.toml:1:1: an [[ignore]] says where: give \"node\", \"flow\", \"type\" or \"file\"; to switch the rule "
       "off, write "
       "\"split-context\" = \"off\" under [rules]"},
      {"[[ignore]]\nrule = \"split-context\"\nflow = \"a\"",
       "halint.toml:1:1: an [[ignore]] needs \"reason\": why is this fine here?"},
      {"[[node]]\ntype = \"x\"", "halint.toml:1:1: \"summary\" is missing"},
      {"[[node]]\ntype = \"x\"\nsummary = \"s\"\nstate = \"countr\"",
       "halint.toml:4:9: there is no word \"countr\" here; did you mean \"counter\"? Possible are none, aggregate, "
       "sequence, counter, latch, dedupe, "
       "cache, queue, rate-limit and timer"},
      {"[[node]]\ntype = \"x\"\nsummary = \"s\"\n[[node.case]]\nwhen = { a = { regex = \"(\" } }\nstate = \"counter\"",
       "halint.toml:5:24: not a regular expression: "},
      {"[[node]]\ntype = \"x\"\nsummary = \"s\"\nrule = \"no-such\"", "halint.toml:1:1: there is no rule \"no-such\""},
      {"[[node]]\ntype = \"x\"\nsummary = \"s\"\n[[node]]\ntype = \"x\"\nsummary = \"s\"",
       "halint.toml:4:1: the node type \"x\" is taught twice"},
      {"[node]\ntype = \"x\"", "halint.toml:1:1: write [[node]] above each entry"},
      {"[[rule]]\nid = \"no-debug\"\nsummary = \"s\"\nmessage = \"m\"",
       "halint.toml:2:6: a rule of your own is called local/ and a name in small letters, digits and dashes, as in "
       "\"local/no-debug\""},
      {"[[rule]]\nid = \"local/a\"\nsummary = \"s\"\nmessage = \"m\"",
       "halint.toml:1:1: a rule needs a \"when\" with at least one test, as in when = { type = \"debug\" }"},
      {"[[rule]]\nid = \"local/a\"\nsummary = \"s\"\nmessage = \"m\"\nwhen = { type = \"x\" }\narrives = [\"evry\"]",
       "halint.toml:6:12: there is no word \"evry\" here; did you mean \"every\"? Possible are balanced, every, timer, "
       "startup and local"},
  };
  for (const auto& [toml, message] : cases) {
    INFO(toml);
    if (message.ends_with(": "))
      CHECK(error_of(toml).starts_with(message));
    else
      CHECK(error_of(toml) == message);
  }
}

TEST_CASE("config: options win over the file, the file over the default, and each value says so", "[config]") {
  Config config = config_of(
      "replicas = 3\nplatform = \"kubernetes\"\nselect = [\"split-context\"]\n[rules]\nduplicated-timer = \"note\"\n");
  CHECK(config.replicas.value == 3);
  CHECK(config.fail_on.from == "default");
  ConfigOverrides overrides;
  overrides.replicas = 5;
  overrides.select = Strings{"duplicated-timer"};
  overrides.strict = true;
  override_config(config, overrides);
  const Options options = options_of(config);
  CHECK(options.platform == Platform::kubernetes);
  CHECK(options.replicas == 5);
  CHECK(options.policy.select == Strings{"duplicated-timer"});
  const std::string printed = print_config(config, config);
  CHECK_THAT(printed, test::contains("platform = \"kubernetes\"             # halint.toml:2\n"));
  CHECK_THAT(printed, test::contains("replicas = 5                        # --replicas\n"));
  CHECK_THAT(printed, test::contains("fail-on = \"error\"                   # default\n"));
  CHECK_THAT(printed, test::contains("strict = true                       # --strict\n"));
  CHECK_THAT(printed, test::contains("\"duplicated-timer\" = \"note\"         # halint.toml:5\n"));
}

TEST_CASE("config: an option may not name a rule that does not exist", "[config]") {
  Config config;
  ConfigOverrides overrides;
  overrides.ignore = Strings{"duplicated-time"};
  const Config* const all = &config;
  const std::optional<Error> error = check_overrides(overrides, {&all, 1});
  REQUIRE(error);
  CHECK(error->to_string() == "--ignore: there is no rule \"duplicated-time\"; did you mean \"duplicated-timer\"?");
}

TEST_CASE("config: what is printed reads back the same", "[config]") {
  Config config = config_of(
      "strict = true\n[rules]\nduplicated-timer = \"off\"\n[context]\nshared-stores = [\"re\\\"dis\\\\\"]\n[files]\n"
      "shared-folders = [\"/a/\"]\n[guards]\n"
      "keys = [\"global:lead\"]\nsubflows = [\"S\"]\ntypes = [\"a\", { type = \"b\", outputs = [1, 2] "
      "}]\n[[ignore]]\nrule = \"split-context\"\nflow = "
      "\"O*\"\nreason = \"r\\n2\"\n");
  ConfigOverrides overrides;
  overrides.ignore = Strings{"local-file"};
  override_config(config, overrides);
  const Config again = config_of(print_config(config, config));
  CHECK(again.strict.value);
  CHECK(again.shared_stores.value == Strings{"re\"dis\\"});
  CHECK(again.shared_folders.value == Strings{"/a"});
  CHECK(again.levels.at("duplicated-timer").value == Level::none);
  CHECK(again.levels.at("local-file").value == Level::none);
  CHECK(again.guard_names.value.keys == Strings{"global:lead"});
  CHECK(again.guard_names.value.subflows == Strings{"S"});
  REQUIRE(again.guards.size() == 2);
  CHECK(again.guards[1].value.outputs == std::vector<uint16_t>{1, 2});
  REQUIRE(again.ignores.size() == 1);
  CHECK(again.ignores[0].reason == "r\n2");
}

TEST_CASE("config: the template is empty as it stands, and right when uncommented", "[config]") {
  const Config empty = config_of(std::string(config_template()));
  CHECK(print_config(empty, empty).find("halint.toml:") == std::string::npos);
  std::string uncommented;
  for (const std::string& line : test::lines(config_template())) {
    const bool value = line.size() > 1 && line[0] == '#' && line[1] != ' ';
    uncommented += (value ? line.substr(1) : line) + '\n';
  }
  const Config config = config_of(uncommented);
  CHECK(config.ignores.size() == 1);
  CHECK(config.guards.size() == 2);
  CHECK(config.guard_names.value.links == Strings{"leader only"});
  CHECK(config.own_rules.size() == 1);
  CHECK(config.taught.size() == 1);
  CHECK(config.strict.value == false);
}

TEST_CASE("config: a file is laid over what it extends", "[config]") {
  const std::string base =
      "replicas = 3\nselect = [\"split-context\"]\nfail-on = \"note\"\nbaseline = \"b.json\"\n[rules]\n"
      "split-context = \"note\"\nlocal-file = \"off\"\n[guards]\ntypes = [\"acme-lock\"]\n[[ignore]]\nrule = "
      "\"local-file\"\nfile = \"a\"\nreason = \"r\"\n[[node]]\ntype = \"acme-lamp\"\nsummary = \"old\"\n";
  Result<Config> under = read_config(base, "../base.toml");
  REQUIRE(under.has_value());
  Result<Config> both = read_config(
      "extends = \"../base.toml\"\nreplicas = 4\nselect = [\"local-file\"]\nexclude = [\"old/\"]\noutput = "
      "[\"json=o.json\", \"text=-\"]\n[rules]\nsplit-context = \"error\"\n[[ignore]]\nrule = \"split-context\"\nnode = "
      "\"n\"\nreason = \"r\"\n[[node]]\ntype = \"acme-lamp\"\nsummary = \"new\"\n",
      "plant/halint.toml", std::move(*under));
  INFO((both ? "" : both.error().to_string()));
  REQUIRE(both.has_value());
  CHECK(both->replicas.value == 4);
  CHECK(both->replicas.from == "plant/halint.toml:2");
  CHECK(both->fail_on.from == "../base.toml:3");
  CHECK(both->select.value == Strings{"local-file"});
  CHECK(both->baseline.value == "../b.json");
  CHECK(both->output.value == Strings{"json=plant/o.json", "text=-"});
  REQUIRE(both->exclude.size() == 1);
  CHECK(both->exclude[0].value.directory == "plant/");
  CHECK(both->levels.at("split-context").value == Level::error);
  CHECK(both->levels.at("local-file").value == Level::none);
  CHECK(both->ignores.size() == 2);
  CHECK(both->ignores[0].path == "../base.toml");
  CHECK(both->guards.size() == 1);
  CHECK(both->taught.size() == 1);
  CHECK(Catalog(both->node_types).find("acme-lamp")->summary == "new");
  CHECK(Catalog(both->node_types).find("acme-lock") != nullptr);
  CHECK(read_extends("extends = \"../base.toml\"", "plant/halint.toml")->value == "plant/../base.toml");
  CHECK(read_extends("", "halint.toml")->value.empty());
  CHECK_FALSE(read_extends("extends = 3", "halint.toml").has_value());
}

TEST_CASE("config: a guard lets one copy through", "[config]") {
  CHECK(found(lint(config_of(""), kTimer)) == Strings{"duplicated-timer i error", "unknown-node-type g note"});
  CHECK(found(lint(config_of("[guards]\ntypes = [\"acme-leader\"]"), kTimer)).empty());
  CHECK(found(lint(config_of("[guards]\ntypes = [{ type = \"acme-leader\", outputs = [0] }]"), kTimer)).empty());
  CHECK(found(lint(config_of("[guards]\ntypes = [{ type = \"acme-leader\", outputs = [1] }]"), kTimer)) ==
        Strings{"duplicated-timer i error"});
  const std::string taught =
      "[[node]]\ntype = \"acme-leader\"\nsummary = \"s\"\n[[node.case]]\nwhen = { x = 2 }\nguard = [1]\n";
  CHECK(found(lint(config_of(taught), kTimer)) == Strings{"duplicated-timer i error"});
  CHECK(found(lint(config_of(taught + "[guards]\ntypes = [\"acme-leader\"]"), kTimer)).empty());
}

TEST_CASE("config: guards have names, too", "[config]") {
  const auto timer = [](const std::string& through, const std::string& more) {
    return R"([{"id":"t","type":"tab"},{"id":"i","type":"inject","z":"t","repeat":"5","props":[],"x":1,"y":1,"wires":[["g"]]},)" +
           through + R"({"id":"m","type":"e-mail","z":"t","name":"mail","x":3,"y":1,"wires":[]})" + more + "]";
  };
  const std::string on_flow =
      R"({"id":"g","type":"switch","z":"t","property":"active","propertyType":"flow","rules":[{"t":"true"},{"t":"else"}],"outputs":2,"x":2,"y":1,)";
  const std::string active = timer(on_flow + R"("wires":[["m"],[]]},)", "");
  const Strings twice{"duplicated-timer i error"};
  CHECK(found(lint(config_of(""), active)) == twice);
  CHECK(found(lint(config_of("[guards]\nkeys = [\"flow:active\"]"), active)).empty());
  CHECK(found(lint(config_of("[guards]\nkeys = [\"global:active\"]"), active)) == twice);
  // The other output is for all who are not active.
  CHECK(found(lint(config_of("[guards]\nkeys = [\"flow:active\"]"), timer(on_flow + R"("wires":[[],["m"]]},)", ""))) ==
        twice);
  const std::string code = timer(
      R"({"id":"g","type":"function","z":"t","func":"if (env.get('IS_LEADER') !== 'true') return null;\nreturn msg;","outputs":1,"x":2,"y":1,"wires":[["m"]]},)",
      "");
  CHECK(found(lint(config_of(""), code)) != found(lint(config_of("[guards]\nvariables = [\"IS_LEADER\"]"), code)));
  CHECK(found(lint(config_of("[guards]\nvariables = [\"IS_LEADER\"]"), code)).empty());
  const std::string call =
      timer(R"({"id":"g","type":"link call","z":"t","links":["l"],"linkType":"static","x":2,"y":1,"wires":[["m"]]},)",
            R"(,{"id":"l","type":"link in","z":"t","name":"leader only","links":[],"x":1,"y":2,"wires":[["o"]]},
{"id":"o","type":"link out","z":"t","mode":"return","x":2,"y":2,"wires":[]})");
  CHECK(found(lint(config_of(""), call)) == twice);
  CHECK(found(lint(config_of("[guards]\nlinks = [\"leader only\"]"), call)).empty());
  const std::string part = timer(
      R"({"id":"g","type":"subflow:s","z":"t","x":2,"y":1,"wires":[["m"]]},)",
      R"(,{"id":"s","type":"subflow","name":"Leader","in":[{"wires":[{"id":"c"}]}],"out":[{"wires":[{"id":"c","port":0}]}]},
{"id":"c","type":"change","z":"s","rules":[],"x":1,"y":1,"wires":[[]]})");
  CHECK(found(lint(config_of(""), part)) == twice);
  CHECK(found(lint(config_of("[guards]\nsubflows = [\"Leader\"]"), part)).empty());
}

TEST_CASE("config: a taught node is known", "[config]") {
  const std::string flows =
      R"([{"id":"t","type":"tab"},{"id":"h","type":"http in","z":"t","url":"/a","method":"get","x":1,"y":1,"wires":[["c"]]},
{"id":"c","type":"acme-counter","z":"t","x":2,"y":1,"wires":[["r"]]},{"id":"r","type":"http response","z":"t","x":3,"y":1,"wires":[]}])";
  CHECK(found(lint(config_of(""), flows)) == Strings{"unknown-node-type c note"});
  const std::string taught = "[[node]]\ntype = \"acme-counter\"\nsummary = \"Counts.\"\nstate = \"counter\"\n";
  const Strings with = found(lint(config_of(taught), flows));
  REQUIRE(with.size() == 1);
  CHECK(with[0].starts_with("split-node-state c "));
}

TEST_CASE("config: an own rule finds nodes by test and delivery", "[config]") {
  const std::string rule =
      "[[rule]]\nid = \"local/no-mail\"\nlevel = \"error\"\nsummary = \"No mail.\"\nmessage = \"{node} sends "
      "mail\"\nfix = \"Queue it.\"\n";
  const std::string guard = "[guards]\ntypes = [\"acme-leader\"]\n";
  const Config any = config_of(guard + rule + "when = { type = \"e-mail\", name = { prefix = \"ma\" } }\n");
  const Report report = lint(any, kTimer);
  REQUIRE(found(report) == Strings{"local/no-mail m error"});
  CHECK(report.findings[0].message == "e-mail “mail” sends mail");
  CHECK(report.findings[0].place.property == "name");
  CHECK(report.findings[0].fixes.at(0).description == "Queue it.");
  CHECK(report.files[0].flows[0].verdict() == Verdict::unsafe);
  CHECK(found(lint(config_of(guard + rule + "when = { type = \"e-mail\", name = \"other\" }\n"), kTimer)).empty());
  // The guard stops timers, so nothing of theirs arrives behind it.
  CHECK(found(lint(config_of(guard + rule + "when = { type = \"e-mail\" }\narrives = [\"timer\"]\n"), kTimer)).empty());
  const Config arriving = config_of(rule + "when = { type = \"acme-leader\" }\narrives = [\"balanced\", \"timer\"]\n");
  const Report timed = lint(arriving, kTimer);
  REQUIRE(found(timed).size() == 3);
  for (const ReportFinding& f : timed.findings) {
    if (f.rule->id == "local/no-mail") CHECK(f.path.size() == 2);
  }
  CHECK(found(lint(config_of(guard + rule + "when = { type = \"e-mail\" }\n[rules]\n\"local/no-mail\" = \"off\"\n"),
                   kTimer))
            .empty());
  CHECK(any.all_rules().size() == rules().size() + 1);
}

TEST_CASE("config: levels are set and rules switched off", "[config]") {
  const std::string guardless = "[rules]\nduplicated-timer = \"note\"\nunknown-node-type = \"off\"\n";
  const Report report = lint(config_of(guardless), kTimer);
  CHECK(found(report) == Strings{"duplicated-timer i note"});
  CHECK(report.files[0].flows[0].errors == 0);
  CHECK(found(lint(config_of("select = [\"unknown-node-type\"]"), kTimer)) == Strings{"unknown-node-type g note"});
  CHECK(found(lint(config_of("ignore = [\"unknown-node-type\"]"), kTimer)) == Strings{"duplicated-timer i error"});
}

TEST_CASE("config: an ignore fits by node, flow, type and file, and only all of them together", "[config]") {
  const auto findings = [](const std::string& where) {
    const Config config = config_of("ignore = [\"unknown-node-type\"]\n");
    Config with = config_of(
        "[rules]\nunknown-node-type = \"off\"\n[[ignore]]\nrule = \"duplicated-timer\"\nreason = \"fine\"\n" + where);
    const Report report = lint(with, kTimer, "sub/flows.json");
    CHECK(report.suppressed == (report.findings.empty() ? 1U : 0U));
    CHECK(report.used_ignores == std::vector<bool>{report.findings.empty()});
    return report.findings.size();
  };
  CHECK(findings("node = \"i\"") == 0);
  CHECK(findings("node = \"m\"") == 1);
  CHECK(findings("flow = \"Mai*\"") == 0);
  CHECK(findings("flow = \"t\"") == 0);
  CHECK(findings("flow = \"mails\"") == 1);
  CHECK(findings("type = \"in?ect\"") == 0);
  CHECK(findings("file = \"flows.json\"") == 0);
  CHECK(findings("file = \"lows.json\"") == 1);
  CHECK(findings("file = \"*/flows.json\"") == 0);
  CHECK(findings("node = \"i\"\nfile = \"other.json\"") == 1);
  CHECK(findings("node = \"i\"\nflow = \"Mails\"\ntype = \"inject\"\nfile = \"sub/*\"") == 0);
}

TEST_CASE("globs", "[config]") {
  CHECK(fits("*", ""));
  CHECK(fits("a*b*c", "aXbYbZc"));
  CHECK_FALSE(fits("a*b", "abX"));
  CHECK(fits("?", "x"));
  CHECK_FALSE(fits("?", ""));
  CHECK_FALSE(fits("", "x"));
  CHECK(fits(std::string(40, '*') + "b", std::string(5000, 'a') + "b"));
}

TEST_CASE("a regular expression in a configuration can neither hang nor overflow") {
  const auto rule = [](const std::string& pattern) {
    return "[[rule]]\nid = \"local/a\"\nsummary = \"s\"\nmessage = \"m\"\nwhen = { type = { regex = '" + pattern +
           "' } }\n";
  };
  for (const std::string& pattern : {std::string("a{99999999999999999999}"), std::string("(a{999}){999}"),
                                     std::string(1000, '('), std::string("a{1000}")}) {
    CHECK_THAT(error_of(rule(pattern)), test::contains("not a regular expression"));
  }
  // Backtracking would take longer than the world will stand.
  const Config config = config_of(rule("^(a|a)*b$"));
  CHECK(lint(config, R"([{"id":"t","type":"tab"},{"id":"n","z":"t","x":1,"y":1,"wires":[],"type":")" +
                         std::string(200, 'a') + "\"}]")
            .findings.size() <= 1);
}

}  // namespace halint
