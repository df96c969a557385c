// SPDX-License-Identifier: Apache-2.0
#include "report/words.h"

#include "halint/report/escape.h"
#include "halint/report/layout.h"

namespace halint {
namespace {

constexpr std::string_view kStep = " › ";
constexpr uint32_t kMaxTitle = 60;

std::string quoted(std::string_view name, uint32_t width) { return "“" + shortened(printable(name), width) + "”"; }

std::string container_title(const ReportNode& flow) {
  ReportNode shown = flow;
  shown.type = flow.type == "subflow" ? "subflow" : "flow";
  return node_title(shown);
}

}  // namespace

std::string counted(uint64_t number, std::string_view one, std::string_view many) {
  std::string out = std::to_string(number) + ' ';
  if (number == 1) return out.append(one);
  return many.empty() ? out.append(one) + 's' : out.append(many);
}

std::string first_sentence(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    const char c = text[at] == '\n' ? ' ' : text[at];
    if (c != ' ' || !out.ends_with(' ')) out += c;
    const bool last = at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n';
    if (c == '.' && last) break;
  }
  return out;
}

std::string listed(const std::vector<std::string>& items) {
  std::string out;
  for (size_t i = 0; i < items.size(); ++i) {
    if (i != 0) out += i + 1 == items.size() ? " and " : ", ";
    out += items[i];
  }
  return out;
}

std::string_view to_string(Platform platform) {
  switch (platform) {
    case Platform::flowfuse:
      return "flowfuse";
    case Platform::kubernetes:
      return "kubernetes";
    case Platform::docker:
      return "docker";
  }
  return "";
}

std::string_view to_string(Deployment deployment) {
  switch (deployment) {
    case Deployment::replicas:
      return "replicas";
    case Deployment::rolling:
      return "rolling";
    case Deployment::standby:
      return "standby";
  }
  return "";
}

std::string_view to_string(Applicability applicability) {
  switch (applicability) {
    case Applicability::safe:
      return "safe";
    case Applicability::unsafe:
      return "unsafe";
    case Applicability::display:
      return "display";
  }
  return "";
}

std::string_view rule_id(const ReportFinding& finding) {
  return finding.rule != nullptr ? finding.rule->id : std::string_view("unknown-rule");
}

std::string node_title(const ReportNode& node, uint32_t width) {
  const bool instance = node.type.substr(0, 8) == "subflow:";
  std::string type = shortened(printable(node.type.empty() ? "node" : instance ? "subflow" : node.type), width);
  if (!node.name.empty()) return type + ' ' + quoted(node.name, width);
  if (node.id.empty()) return type;
  return type + " (" + shortened(printable(node.id), width) + ')';
}

std::string property_title(const ReportPlace& place) {
  if (place.code_line == 0) return shortened(printable(place.property), kMaxTitle);
  const std::string line = "line " + std::to_string(place.code_line) + " of ";
  if (place.property == "func") return line + "the function";
  if (place.property == "initialize") return line + "On Start";
  if (place.property == "finalize") return line + "On Stop";
  return line + shortened(printable(place.property), kMaxTitle);
}

std::string place_title(const ReportPlace& place) {
  std::string out;
  const bool is_flow = place.node.type == "tab" || place.node.type == "subflow";
  if (is_flow) {
    out = container_title(place.node);
  } else {
    if (!place.flow.id.empty()) out = container_title(place.flow) + std::string(kStep);
    if (!place.group.empty()) out += "group " + quoted(place.group, kMaxTitle) + std::string(kStep);
    if (place.config) {
      out += place.node.name.empty() ? "config node " + node_title(place.node)
                                     : "config node " + quoted(place.node.name, kMaxTitle) + " (" +
                                           shortened(printable(place.node.type), kMaxTitle) + ')';
    } else {
      out += node_title(place.node);
    }
  }
  if (const std::string property = property_title(place); !property.empty()) out += std::string(kStep) + property;
  return out;
}

}  // namespace halint
