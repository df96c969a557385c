// SPDX-License-Identifier: Apache-2.0
#include "node_samples.h"

namespace bench {

Fields NodeSamples::settings(std::string_view type, const std::string& id, const std::string& tab) {
  if (type == "function") return function(tab);
  if (type == "mqtt in") return mqtt_in();
  if (type == "mqtt out") return mqtt_out();
  if (type == "http in") return http_in(id);
  if (type == "http request") return http_request();
  if (type == "http response") return {{"statusCode", "200"}, {"headers", Fields{}}};
  if (type == "inject") return inject();
  if (type == "change") return change();
  if (type == "switch") return branches();
  if (type == "template") return html();
  if (type == "delay") return delay();
  if (type == "join") return join();
  if (type == "smooth") return {{"property", "payload"}, {"action", "mean"}, {"count", "10"}, {"mult", "single"}};
  if (type == "trigger") {
    return {{"op1", "1"}, {"op2", "0"}, {"duration", "250"}, {"units", "ms"}, {"extend", "false"}};
  }
  if (type == "file") return file();
  if (type == "link in") {
    last_link_in_ = id;
    return {{"links", Ids{}}};
  }
  if (type == "link out") return {{"links", last_link_in_.empty() ? Ids{} : Ids{last_link_in_}}};
  if (type == "catch") return {{"scope", nullptr}, {"uncaught", false}};
  return {};
}

std::string NodeSamples::word() { return std::string(random_.pick(kWords)); }

std::string NodeSamples::either(size_t percent, const char* one, const char* other) {
  return random_.chance(percent) ? one : other;
}

Fields NodeSamples::function(const std::string& tab) {
  const size_t lines = 5 + random_.below(36);
  return {{"func", functions_.body(lines, tab.substr(0, 3))},
          {"outputs", 1U},
          {"timeout", 0U},
          {"noerr", 0U},
          {"initialize", ""},
          {"finalize", ""},
          {"libs", Ids{}}};
}

Fields NodeSamples::mqtt_in() {
  const std::string prefix = either(50, "$share/line/", "");
  const std::string number = std::to_string(random_.below(1000));
  const std::string topic = prefix + "plant/" + word() + "/" + number + "/+";
  return {{"topic", topic},   {"qos", "1"},  {"datatype", "auto-detect"},
          {"broker", broker}, {"nl", false}, {"rap", true},
          {"rh", 0U},         {"inputs", 0U}};
}

Fields NodeSamples::mqtt_out() {
  const std::string topic = random_.chance(70) ? "plant/" + word() : "";
  return {{"topic", topic}, {"qos", "1"}, {"retain", "false"}, {"broker", broker}};
}

Fields NodeSamples::http_in(const std::string& id) {
  return {{"url", "/api/" + word() + "/" + id.substr(0, 6)},
          {"method", either(60, "get", "post")},
          {"upload", false},
          {"swaggerDoc", ""}};
}

Fields NodeSamples::http_request() {
  return {{"method", either(50, "GET", "POST")},           {"ret", "obj"}, {"paytoqs", "ignore"},
          {"url", "https://api.example.org/v1/" + word()}, {"tls", ""},    {"persist", false}};
}

Fields NodeSamples::inject() {
  return {{"props", Objects{{{"p", "payload"}}, {{"p", "topic"}, {"vt", "str"}}}},
          {"repeat", random_.chance(60) ? std::to_string(random_.below(600) + 1) : ""},
          {"crontab", ""},
          {"once", random_.chance(20)},
          {"topic", ""},
          {"payload", ""},
          {"payloadType", "date"}};
}

Fields NodeSamples::change() {
  Objects rules;
  while (rules.size() < 2) {
    rules.push_back({{"t", "set"},
                     {"p", word()},
                     {"pt", either(12, "flow", "msg")},
                     {"to", "payload." + word()},
                     {"tot", either(12, "flow", "msg")}});
  }
  return {{"rules", rules}};
}

Fields NodeSamples::branches() {
  return {{"property", "payload." + word()},
          {"propertyType", "msg"},
          {"rules", Objects{{{"t", "gt"}, {"v", "10"}, {"vt", "num"}}, {{"t", "else"}, {"v", "10"}, {"vt", "num"}}}},
          {"checkall", "true"},
          {"repair", false},
          {"outputs", 2U}};
}

Fields NodeSamples::html() {
  const std::string text =
      "<html>\n  <h1>{{payload." + word() + "}}</h1>\n  <p>{{topic}}: {{payload.value}} {{payload.unit}}</p>\n</html>";
  return {{"field", "payload"},   {"fieldType", "msg"}, {"format", "handlebars"},
          {"syntax", "mustache"}, {"template", text},   {"output", "str"}};
}

Fields NodeSamples::delay() {
  return {{"pauseType", either(50, "delay", "rate")},
          {"timeout", "5"},
          {"timeoutUnits", "seconds"},
          {"rate", "1"},
          {"nbRateUnits", "1"},
          {"rateUnits", "second"},
          {"drop", false}};
}

Fields NodeSamples::join() {
  return {{"mode", either(50, "auto", "custom")}, {"build", "array"}, {"property", "payload"}, {"propertyType", "msg"},
          {"count", either(50, "", "4")},         {"timeout", ""}};
}

Fields NodeSamples::file() {
  return {{"filename", "/data/" + word() + ".log"},
          {"filenameType", "str"},
          {"appendNewline", true},
          {"overwriteFile", "false"}};
}

}  // namespace bench
