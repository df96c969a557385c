// SPDX-License-Identifier: Apache-2.0
#include "realistic_flows.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <string_view>

namespace bench {
namespace {

constexpr size_t kTabSize = 60;  // nodes, about

const std::vector<std::string> kWays[] = {
    {"mqtt in", "json", "function", "switch", "change", "mqtt out"},
    {"http in", "function", "change", "template", "http response"},
    {"inject", "function", "http request", "function", "debug"},
    {"mqtt in", "function", "smooth", "rbe", "switch", "mqtt out"},
    {"http in", "function", "split", "change", "join", "function", "http response"},
    {"inject", "template", "delay", "subflow", "debug"},
    {"mqtt in", "switch", "function", "trigger", "change", "link out"},
    {"link in", "function", "delay", "file", "debug"},
};
const std::vector<std::string> kErrorWay = {"catch", "function", "debug"};
const std::vector<std::string> kComment = {"comment"};
constexpr std::string_view kWithoutOutput[] = {"debug", "mqtt out", "http response", "comment", "link out"};

// The ports of a subflow, one of each kind, both wired to the node inside.
Objects port_in(const std::string& inner) { return {{{"x", 60U}, {"y", 80U}, {"wires", Objects{{{"id", inner}}}}}}; }
Objects port_out(const std::string& inner) {
  return {{{"x", 360U}, {"y", 80U}, {"wires", Objects{{{"id", inner}, {"port", 0U}}}}}};
}

}  // namespace

void RealisticFlows::write() {
  samples_.broker = next_id();
  write_broker();
  write_subflow();
  while (out_.count() < wanted_) write_tab();
}

// 16 hexadecimal digits, as the editor makes them.
std::string RealisticFlows::next_id() {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(Random(++made_).next()));
  return text;
}

std::string RealisticFlows::word() { return std::string(random_.pick(kWords)); }

void RealisticFlows::write_broker() {
  out_.node({{"id", samples_.broker},
             {"type", "mqtt-broker"},
             {"name", "Plant"},
             {"broker", "mqtt.example.org"},
             {"port", "1883"},
             {"clientid", ""},
             {"autoConnect", true},
             {"usetls", false},
             {"protocolVersion", "5"},
             {"keepalive", "60"},
             {"cleansession", true}});
}

void RealisticFlows::write_subflow() {
  subflow_ = next_id();
  const std::string inner = next_id();
  out_.node({{"id", subflow_},
             {"type", "subflow"},
             {"name", "Scale"},
             {"info", ""},
             {"category", ""},
             {"in", port_in(inner)},
             {"out", port_out(inner)},
             {"env", Objects{{{"name", "FACTOR"}, {"type", "num"}, {"value", "10"}}}},
             {"color", "#DDAA99"}});
  tab_ = subflow_;
  const char* const code = "msg.payload = msg.payload * Number(env.get(\"FACTOR\"));\nreturn msg;";
  write_node(inner, "function", node_name(), {{"func", code}, {"outputs", 1U}}, {Ids{}});
}

void RealisticFlows::write_tab() {
  tab_ = next_id();
  placed_ = 0;
  out_.node({{"id", tab_},
             {"type", "tab"},
             {"label", word() + " " + std::to_string(made_)},
             {"disabled", random_.chance(3)},
             {"info", ""},
             {"env", Ids{}}});
  const uint64_t until = std::min(out_.count() + kTabSize, wanted_);
  while (out_.count() < until) write_way();
}

void RealisticFlows::write_group() {
  group_ = next_id();
  out_.node({{"id", group_},
             {"type", "group"},
             {"z", tab_},
             {"name", word()},
             {"style", Fields{{"label", true}}},
             {"nodes", Ids{}},
             {"x", 54U},
             {"y", 19U},
             {"w", 692U},
             {"h", 142U}});
}

void RealisticFlows::write_way() {
  group_.clear();
  if (random_.chance(20)) write_group();
  const std::vector<std::string>* way = &random_.pick(kWays);
  if (random_.chance(10)) way = &kErrorWay;
  if (random_.chance(8)) way = &kComment;
  Ids ids;
  while (ids.size() < way->size()) ids.push_back(next_id());
  for (size_t i = 0; i < ids.size(); ++i) {
    const std::string& type = (*way)[i];
    Wires wires;
    if (std::find(std::begin(kWithoutOutput), std::end(kWithoutOutput), type) == std::end(kWithoutOutput)) {
      wires.push_back(i + 1 < ids.size() ? Ids{ids[i + 1]} : Ids{});
    }
    if (type == "switch") wires.emplace_back();
    const std::string name = node_name();
    write_node(ids[i], type == "subflow" ? "subflow:" + subflow_ : type, name, samples_.settings(type, ids[i], tab_),
               wires);
  }
}

std::string RealisticFlows::node_name() {
  if (!random_.chance(60)) return "";
  const std::string number = std::to_string(random_.below(90));
  return word() + " " + number;
}

void RealisticFlows::write_node(const std::string& id, const std::string& type, const std::string& name,
                                const Fields& settings, const Wires& wires) {
  Fields fields{{"id", id}, {"type", type}, {"z", tab_}};
  if (!group_.empty()) fields.push_back({"g", group_});
  fields.push_back({"name", name});
  fields.insert(fields.end(), settings.begin(), settings.end());
  append_place(fields, placed_++);
  fields.push_back({"wires", wires});
  out_.node(fields);
}

}  // namespace bench
