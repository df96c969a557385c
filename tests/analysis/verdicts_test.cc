// Nothing is called safe that was not looked at. SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "halint/halint.h"
#include "halint/report/merge.h"
#include "tests/catch.h"

namespace halint {
namespace {

using test::contains;

Report lint(const std::string& flows) {
  const Result<SourceFile> file = SourceFile::create("flows.json", PaddedBytes::copy_of(flows));
  REQUIRE(file.has_value());
  Report report;
  check(*file, {}, Catalog(), report);
  return report;
}

const ReportFlow& flow_of(const Report& report, std::string_view id) {
  REQUIRE(report.files.size() == 1);
  for (const ReportFlow& flow : report.files[0].flows) {
    if (flow.id == id) return flow;
  }
  FAIL("no such flow");
  return report.files[0].flows[0];
}

std::vector<std::string> found(const Report& report) {
  std::vector<std::string> out;
  for (const ReportFinding& f : report.findings) out.push_back(std::string(f.rule->id) + ' ' + f.place.node.id);
  return out;
}

using Strings = std::vector<std::string>;

// What is said of a timer whose message goes through the node "g" to the node "e".
Strings of_timer(const std::string& through, const std::string& end) {
  Strings out;
  const Report report = lint(
      R"([{"id":"t","type":"tab"},{"id":"i","type":"inject","z":"t","repeat":"60","props":[{"p":"payload"}],"payload":"1","payloadType":"num","x":1,"y":1,"wires":[["g"]]},)" +
      through + "," + end + "]");
  for (const ReportFinding& f : report.findings)
    out.push_back(std::string(f.rule->id) + ' ' + std::string(to_string(f.level)));
  return out;
}

std::string code(const std::string& text, const std::string& more = {}) {
  return R"({"id":"g","type":"function","z":"t","func":")" + text + R"(","outputs":1,)" + more +
         R"("x":2,"y":1,"wires":[["e"]]})";
}

const std::string kMail = R"({"id":"e","type":"e-mail","z":"t","name":"mail","x":3,"y":1,"wires":[]})";

}  // namespace

TEST_CASE("messages: a POST of a query only asks, one of a refresh token may act", "[message]") {
  const auto post = [](const std::string& url) {
    return R"({"id":"e","type":"http request","z":"t","method":"POST","url":")" + url +
           R"(","x":3,"y":1,"wires":[["d"]]},{"id":"d","type":"debug","z":"t","x":4,"y":1,"wires":[]})";
  };
  const std::string graph = post("https://h/graphql");
  CHECK(of_timer(code("msg.payload = { query: 'query { a }' };\\nreturn msg;"), graph).empty());
  CHECK(of_timer(code("msg.payload = { query: '{ a }' };\\nreturn msg;"), graph).empty());
  CHECK(of_timer(code("msg.payload = { query: 'mutation { a }' };\\nreturn msg;"), graph) ==
        Strings{"duplicated-timer error"});
  CHECK(of_timer(code("msg.payload = { query: 'query { a }' };\\nreturn msg;"), post("https://h/orders")) ==
        Strings{"duplicated-timer error"});
  const std::string token = post("https://login.h/oauth/token");
  CHECK(of_timer(code("msg.payload = { grant_type: 'client_credentials' };\\nreturn msg;"), token).empty());
  CHECK(of_timer(code("msg.payload = { grant_type: 'refresh_token', refresh_token: global.get('r') };\\nreturn msg;"),
                 token) == Strings{"duplicated-timer warning"});
}

TEST_CASE("messages: a lock in a store lets one copy through, a test of this host likely", "[message]") {
  const std::string client = "const redis = global.get('redis');\\n";
  const std::string lock =
      client + "redis.set('k' + Math.floor(Date.now() / 60000), '1', 'NX', 'EX', 60, (e, ok) => { ";
  CHECK(of_timer(code(lock + "if (ok === 'OK') node.send(msg); });"), kMail).empty());
  CHECK(of_timer(
            code(client + "const ok = await redis.set('k', '1', { NX: true });\\nif (!ok) return null;\\nreturn msg;"),
            kMail)
            .empty());
  // Nobody looks at the answer; or nothing asks for absence.
  CHECK(of_timer(code(lock + "node.send(msg); });"), kMail) == Strings{"duplicated-timer error"});
  CHECK(of_timer(code(client + "redis.set('k', '1', (e, ok) => { if (ok === 'OK') node.send(msg); });"), kMail) ==
        Strings{"duplicated-timer error"});
  const std::string os = R"("libs":[{"var":"os","module":"os"}],)";
  CHECK(of_timer(code("if (!os.hostname().endsWith('-0')) return null;\\nreturn msg;", os), kMail) ==
        Strings{"duplicated-timer note"});
  CHECK(of_timer(code("if (Math.random() < 0.5) return null;\\nreturn msg;", os), kMail) ==
        Strings{"duplicated-timer error"});
}

TEST_CASE("verdicts: people are no nodes", "[verdict]") {
  const Report report = lint(R"([{"id":"1","type":"user"},{"id":"2","type":"user","name":"x"}])");
  CHECK(report.files.empty());
  REQUIRE(report.errors.size() == 1);
  CHECK_THAT(report.errors[0].message, contains("holds no Node-RED flows"));
  CHECK(lint(R"([{"id":"1","type":"mqtt-broker"}])").errors.empty());
  CHECK(lint(R"([{"id":"1","type":"acme","z":"t"}])").errors.empty());
  CHECK(lint(R"([{"id":"1","type":"acme","wires":[]}])").errors.empty());
  CHECK(lint(R"([{"id":"1","type":"tab"}])").errors.empty());
  CHECK(lint("[]").errors.empty());
}

TEST_CASE("verdicts: a subflow without an instance is checked on its own", "[verdict]") {
  const std::string inside =
      R"({"id":"i","type":"inject","z":"s","repeat":"5","props":[],"x":1,"y":1,"wires":[["m"]]},
{"id":"m","type":"e-mail","z":"s","name":"mail","x":2,"y":1,"wires":[]})";
  const Report report = lint(R"([{"id":"s","type":"subflow","name":"S","in":[],"out":[]},)" + inside + "]");
  CHECK(found(report) == Strings{"duplicated-timer i"});
  CHECK_FALSE(flow_of(report, "s").disabled);
  CHECK(flow_of(report, "s").verdict() == Verdict::unsafe);
  CHECK(report.files[0].checked == 2);
  // One that is used in such a one only, too; one in a disabled flow is not running.
  const Report nested = lint(
      R"([{"id":"o","type":"subflow","name":"O","in":[],"out":[]},{"id":"u","type":"subflow:s","z":"o","x":1,"y":1,"wires":[]},
{"id":"s","type":"subflow","name":"S","in":[],"out":[]},)" +
      inside + "]");
  CHECK(found(nested) == Strings{"duplicated-timer i"});
  CHECK_FALSE(flow_of(nested, "o").disabled);
  const Report disabled = lint(
      R"([{"id":"t","type":"tab","disabled":true},{"id":"u","type":"subflow:s","z":"t","x":1,"y":1,"wires":[]},
{"id":"s","type":"subflow","name":"S","in":[],"out":[]},)" +
      inside + "]");
  CHECK(found(disabled).empty());
}

TEST_CASE("verdicts: what comes into a subflow that nobody uses is of unknown delivery", "[verdict]") {
  const std::string subflow = R"({"id":"s","type":"subflow","name":"S","in":[{"wires":[{"id":"m"}]}],"out":[]},
{"id":"m","type":"e-mail","z":"s","name":"mail","x":2,"y":1,"wires":[]})";
  const Report alone = lint("[" + subflow + "]");
  CHECK(found(alone).empty());
  CHECK_FALSE(flow_of(alone, "s").disabled);
  CHECK(alone.unknown_types.empty());
  CHECK(alone.files[0].checked == 1);
}

TEST_CASE("verdicts: wires of the wrong shape are told", "[verdict]") {
  const auto with = [](const std::string& wires) {
    return lint(R"([{"id":"t","type":"tab"},{"id":"i","type":"inject","z":"t","x":1,"y":1,"wires":)" + wires +
                R"(},{"id":"d","type":"debug","z":"t","x":1,"y":1,"wires":[]}])");
  };
  for (const char* const wires :
       {R"("d")", R"({"0":["d"]})", R"(["d"])", R"([{"id":"d"}])", R"([[["d"]]])", R"([[5]])", "true"}) {
    INFO(wires);
    const Report report = with(wires);
    REQUIRE(found(report) == Strings{"invalid-flow i"});
    CHECK_THAT(report.findings[0].message, contains("wires of the wrong shape"));
    CHECK(flow_of(report, "t").verdict() == Verdict::review);
  }
  for (const char* const wires : {"[]", "[[]]", "null", "[null]", R"([["d"],["d"]])"}) {
    INFO(wires);
    CHECK(found(with(wires)).empty());
  }
}

TEST_CASE("verdicts: what cannot be read or is not known is to be reviewed", "[verdict]") {
  const Report code = lint(
      R"([{"id":"t","type":"tab"},{"id":"u","type":"tab"},{"id":"f","type":"function","z":"t","func":"let a = ;;; }}}","x":1,"y":1,"wires":[[]]}])");
  CHECK(flow_of(code, "t").verdict() == Verdict::review);
  CHECK(flow_of(code, "u").verdict() == Verdict::unchecked);
  CHECK(code.unclear);
  const Report config = lint(
      R"([{"id":"t","type":"tab"},{"id":"u","type":"tab"},{"id":"c1","type":"acme-hub"},{"id":"d","type":"debug","z":"t","hub":"c1","x":1,"y":1,"wires":[]},{"id":"e","type":"debug","z":"u","x":1,"y":1,"wires":[]}])");
  CHECK(flow_of(config, "t").verdict() == Verdict::review);
  CHECK(flow_of(config, "u").verdict() == Verdict::safe);
  CHECK(config.unknown_types.at("acme-hub") == 1);
  CHECK(found(config) == Strings{"unknown-node-type c1"});
  // On no flow at all, as in an export from the clipboard.
  const Report loose = lint(R"([{"id":"a","type":"acme","z":"gone","x":1,"y":1,"wires":[[]]}])");
  CHECK(loose.unclear);
  // In a subflow: the flows that use it are not known either.
  const Report inside = lint(
      R"([{"id":"t","type":"tab"},{"id":"s","type":"subflow","in":[],"out":[]},{"id":"a","type":"acme","z":"s","x":1,"y":1,"wires":[]},{"id":"u","type":"subflow:s","z":"t","x":1,"y":1,"wires":[]}])");
  CHECK(flow_of(inside, "t").verdict() == Verdict::review);
  CHECK(flow_of(inside, "s").verdict() == Verdict::review);
}

TEST_CASE("verdicts: a flow that hears from another file alone, or tells only one, is to be reviewed", "[verdict]") {
  const auto with = [](const std::string& links, const std::string& more = "") {
    return lint(R"([{"id":"t","type":"tab"},{"id":"l","type":"link in","z":"t","links":[)" + links +
                R"(],"x":1,"y":1,"wires":[["m"]]},{"id":"m","type":"e-mail","z":"t","x":2,"y":1,"wires":[]},
{"id":"a","type":"http in","z":"t","url":"/a","method":"get","x":1,"y":2,"wires":[["o","r"]]},{"id":"r","type":"http response","z":"t","x":3,"y":2,"wires":[]})" +
                more + "]");
  };
  const std::string leads = R"(,{"id":"o","type":"link out","z":"t","links":["l"],"x":2,"y":2,"wires":[]})";
  const std::string tells = R"(,{"id":"o","type":"link out","z":"t","links":["gone"],"x":2,"y":2,"wires":[]})";
  CHECK(flow_of(with(R"("gone")"), "t").verdict() == Verdict::review);
  CHECK(flow_of(with("", tells), "t").verdict() == Verdict::review);
  CHECK(with(R"("gone")").unclear);
  CHECK(flow_of(with(R"("o","gone")", leads), "t").verdict() ==
        Verdict::safe);  // what is left of a link that was deleted
  CHECK(flow_of(with(R"("o")", leads), "t").verdict() == Verdict::safe);
  // The link that is there is fed by nothing.
  const std::string unfed = R"(,{"id":"p","type":"link out","z":"t","links":["l"],"x":2,"y":2,"wires":[]})";
  CHECK(flow_of(with(R"("p","gone")", unfed), "t").verdict() == Verdict::review);
}

TEST_CASE("verdicts: nodes of a flow that is missing run, and so have a row", "[verdict]") {
  const Report report = lint(
      R"([{"id":"i","type":"inject","z":"gone","repeat":"5","props":[],"x":1,"y":1,"wires":[["m"]]},{"id":"m","type":"e-mail","z":"gone","x":2,"y":1,"wires":[]},
{"id":"a","type":"acme","z":"gone 2","x":1,"y":1,"wires":[[]]},{"id":"d","type":"debug","x":1,"y":1,"wires":[]}])");
  CHECK(flow_of(report, "gone").verdict() == Verdict::unsafe);
  CHECK(flow_of(report, "gone 2").verdict() == Verdict::review);
  CHECK(flow_of(report, "").verdict() == Verdict::safe);
  CHECK(report.findings[0].place.flow.id == "gone");
}

TEST_CASE("verdicts: what is accepted counts in no row, however many flows a config node is used in", "[verdict]") {
  std::string flows = R"([{"id":"b","type":"mqtt-broker","broker":"h","clientid":"same"})";
  for (int i = 0; i < 12; ++i) {
    const std::string id = std::to_string(i);
    flows += R"(,{"id":"t)" + id + R"(","type":"tab"},{"id":"o)" + id +
             R"(","type":"mqtt out","broker":"b","topic":"a","z":"t)" + id + R"(","x":1,"y":1,"wires":[]})";
  }
  Report report = lint(flows + "]");
  for (ReportFinding& finding : report.findings) suppress(report, finding, {SuppressedBy::baseline, "accepted"});
  for (const ReportFlow& flow : report.files[0].flows) CHECK(flow.verdict() == Verdict::accepted);
}

TEST_CASE("verdicts: a dashboard counts in the flows of its widgets, and in no others", "[verdict]") {
  const Report report = lint(R"([{"id":"t","type":"tab","label":"Screens"},{"id":"q","type":"tab","label":"Quiet"},
    {"id":"b","type":"ui-base","name":"B"},{"id":"p","type":"ui-page","ui":"b"},{"id":"g","type":"ui-group","page":"p"},
    {"id":"s","type":"ui-slider","z":"t","group":"g","x":1,"y":1,"wires":[[]]},
    {"id":"d","type":"debug","z":"q","x":1,"y":1,"wires":[]}])");
  CHECK(found(report) == Strings{"local-clients b"});
  CHECK(report.findings[0].used_by == Strings{"Screens"});
  CHECK(flow_of(report, "t").verdict() == Verdict::unsafe);
  CHECK(flow_of(report, "t").errors == 1);
  CHECK(flow_of(report, "q").verdict() == Verdict::safe);
}

TEST_CASE("verdicts: a source of unknown type says what its messages lead to", "[verdict]") {
  const Report report = lint(
      R"([{"id":"t","type":"tab"},{"id":"a","type":"acme","z":"t","x":1,"y":1,"wires":[]},{"id":"b","type":"acme","z":"t","x":1,"y":1,"wires":[["f"]]},
{"id":"f","type":"function","func":"return msg;","z":"t","x":1,"y":1,"wires":[["m"]]},{"id":"m","type":"e-mail","name":"Alarm","z":"t","x":2,"y":1,"wires":[]}])");
  REQUIRE(found(report) == Strings{"unknown-node-type b"});
  const ReportFinding& finding = report.findings[0];
  CHECK(finding.level == Level::note);
  CHECK_THAT(finding.message, contains("its 2 nodes are"));
  CHECK_THAT(finding.message, contains("what it sends goes on to e-mail “Alarm”"));
  REQUIRE(finding.path.size() == 3);
  CHECK(finding.path[0].place.node.id == "b");
  CHECK(finding.path[1].place.node.id == "f");
  CHECK(finding.path[2].place.node.id == "m");
  CHECK(finding.effects == Strings{"m"});
  const Report harmless = lint(
      R"([{"id":"t","type":"tab"},{"id":"b","type":"acme","z":"t","x":1,"y":1,"wires":[["d"]]},{"id":"d","type":"debug","z":"t","x":1,"y":1,"wires":[]}])");
  REQUIRE(harmless.findings.size() == 1);
  CHECK(harmless.findings[0].path.empty());
}

TEST_CASE("local-clients: the path begins at the source that the message names", "[verdict]") {
  // The socket's own clients are answered on the shorter way; the form is no client of it.
  const Report report = lint(R"([{"id":"t","type":"tab"},{"id":"s","type":"websocket-listener","path":"/ws"},
{"id":"w","type":"websocket in","z":"t","server":"s","x":1,"y":1,"wires":[["o"]]},
{"id":"h","type":"http in","z":"t","url":"/tell","method":"post","x":1,"y":2,"wires":[["d","r"]]},
{"id":"r","type":"http response","z":"t","x":2,"y":3,"wires":[]},
{"id":"d","type":"delay","z":"t","pauseType":"delay","timeout":"1","timeoutUnits":"seconds","x":2,"y":2,"wires":[["o"]]},
{"id":"o","type":"websocket out","z":"t","server":"s","x":3,"y":1,"wires":[]}])");
  REQUIRE(found(report) == Strings{"local-clients o"});
  const ReportFinding& finding = report.findings.front();
  CHECK_THAT(finding.message, contains("the message from http in"));
  REQUIRE(finding.path.size() == 3);
  CHECK(finding.path.front().place.node.id == "h");
  CHECK(finding.path.back().place.node.id == "o");
}

TEST_CASE("mqtt-plain-subscription: $share is offered where the broker knows it", "[verdict]") {
  const auto fixes_at = [](const std::string& host) {
    const Report report = lint(R"([{"id":"t","type":"tab"},{"id":"b","type":"mqtt-broker","broker":")" + host +
                               R"(","port":"8883","clientid":"","protocolVersion":"4"},
{"id":"i","type":"mqtt in","z":"t","topic":"orders/new","qos":"1","broker":"b","x":1,"y":1,"wires":[["e"]]},)" +
                               kMail + "]");
    REQUIRE(found(report) == Strings{"mqtt-plain-subscription i"});
    return report.findings.front().fixes.size();
  };
  CHECK(fixes_at("mqtt.example.org") == 1);
  CHECK(fixes_at("plant-ats.iot.eu-west-1.amazonaws.com") == 1);
  CHECK(fixes_at("plant.azure-devices.net") == 0);
  CHECK(fixes_at("broker.netpie.io") == 0);
}

}  // namespace halint
