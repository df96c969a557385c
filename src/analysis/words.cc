// SPDX-License-Identifier: Apache-2.0
#include "analysis/words.h"

#include <algorithm>

#include "halint/source/secrets.h"

namespace halint {
namespace {

constexpr size_t kMaxQuoted = 60;

// At most `most` bytes, cut between characters.
std::string shortened(std::string_view text, size_t most) {
  if (text.size() <= most) return std::string(text);
  size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "…";
}

bool spans_lines(std::string_view raw) {
  return raw.find('\n') != std::string_view::npos || raw.find('\r') != std::string_view::npos;
}

}  // namespace

std::string quoted(std::string_view text) {
  return "“" + shortened(masked(text.substr(0, kMaxQuoted * 4)), kMaxQuoted) + "”";
}

std::string label(const Document& document, NodeId node) {
  const DocumentNode& found = document.nodes[node];
  const std::string type = found.type.substr(0, 8) == "subflow:" ? "subflow" : shortened(found.type, kMaxQuoted);
  return found.name.empty() ? type : type + " " + quoted(found.name);
}

std::string join_words(const std::vector<std::string>& words, size_t most) {
  std::string out;
  const size_t shown = words.size() > most ? most - 1 : words.size();
  for (size_t i = 0; i < shown; ++i) {
    if (i > 0) out += i + 1 == words.size() ? " and " : ", ";
    out += words[i];
  }
  if (shown < words.size()) out += " and " + std::to_string(words.size() - shown) + " more";
  return out;
}

std::string names_of(const Document& document, const std::vector<NodeId>& nodes) {
  std::vector<std::pair<std::string, size_t>> counted;
  for (const NodeId node : nodes) {
    std::string name = label(document, node);
    const auto same =
        std::find_if(counted.begin(), counted.end(), [&](const auto& entry) { return entry.first == name; });
    if (same != counted.end())
      ++same->second;
    else
      counted.emplace_back(std::move(name), 1);
  }
  std::vector<std::string> words;
  words.reserve(counted.size());
  for (const auto& [name, count] : counted)
    words.push_back(count == 1 ? name : std::to_string(count) + " " + name + " nodes");
  return join_words(words, 3);
}

std::string copies(const Settings& settings) {
  return settings.replicas == 2 ? "both copies" : "all " + std::to_string(settings.replicas) + " copies";
}

std::string times(const Settings& settings) {
  return settings.replicas == 2 ? "twice" : std::to_string(settings.replicas) + " times";
}

Place place_of(const Document& document, NodeId node) { return {node, document.id_span(node), {}, 0}; }

Place place_of(const Document& document, NodeId node, std::string_view property, JsonValue value) {
  if (!value) return {node, document.id_span(node), std::string(property), 0};
  const Span span = document.span_of(value);
  if (spans_lines(document.file->cut(span))) return {node, document.id_span(node), std::string(property), 0};
  return {node, span, std::string(property), 0};
}

Place place_of(const Document& document, NodeId node, std::string_view property) {
  return place_of(document, node, property, document.property(node, property));
}

std::vector<Step> steps(const Model& model, const std::vector<VertexId>& way) {
  std::vector<Step> steps;
  for (const VertexId v : way) {
    const Vertex& vertex = model.graph.vertex(v);
    if (vertex.role == VertexRole::errors || vertex.role == VertexRole::statuses) continue;
    if (steps.empty() || steps.back().node != vertex.node) steps.push_back({vertex.node, {}});
  }
  return steps;
}

std::string provenance(const NodeType& type) {
  std::string inside(type.package);
  if (!type.version.empty()) inside.append(inside.empty() ? "" : " ").append(type.version);
  if (type.machine) inside.append(inside.empty() ? "" : ", ").append("read by machine");
  return std::string(type.type) + (inside.empty() ? std::string() : " (" + inside + ')');
}

}  // namespace halint
