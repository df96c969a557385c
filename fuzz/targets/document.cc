// SPDX-License-Identifier: Apache-2.0
#include "fuzz/targets.h"
#include "halint/flow/graph.h"
#include "halint/source/json_error.h"
#include "halint/source/line_index.h"

namespace fuzz {
namespace {

void check_lines(const halint::SourceFile& file) {
  const halint::LineIndex lines(file);
  const auto size = static_cast<std::uint32_t>(file.bytes().size());
  for (std::uint32_t offset = 0; offset <= size; offset += 97) {
    const halint::Position position = lines.position(offset);
    require(position.line > 0 && position.column > 0, "positions count from 1");
    const std::string_view line = lines.line_around(offset);
    require(line.data() <= file.bytes().data() + std::max(offset, file.text_begin()), "a line begins before its bytes");
    require(line.find('\n') == std::string_view::npos, "a line has no line end in it");
  }
}

void check_document(const halint::Document& document) {
  const std::string_view bytes = document.file->bytes();
  const auto within = [&](halint::Span span) { return span.begin < span.end && span.end <= bytes.size(); };
  for (halint::NodeId id = 0; id < document.nodes.size(); ++id) {
    require(within(document.nodes[id].span), "nodes lie in the file");
    document.for_each_property(id, [&](std::string_view, halint::JsonValue value) {
      require(within(document.span_of(value)), "properties lie in the file");
      (void)value.text();
    });
    (void)document.property(id, "wires").raw();
  }
}

void check_graph(const halint::FlowGraph& graph) {
  for (halint::VertexId v = 0; v < graph.vertices().size(); ++v) {
    require(graph.vertex(v).node < graph.nodes().size(), "vertices stand for nodes");
    for (const halint::Edge& edge : graph.out(v)) require(edge.to < graph.vertices().size(), "edges lead to vertices");
    for (const halint::Edge& edge : graph.in(v)) require(edge.to < graph.vertices().size(), "edges come from vertices");
  }
}

}  // namespace

void document(std::string_view input) {
  const auto file = halint::SourceFile::create("flows.json", halint::PaddedBytes::copy_of(input));
  check_lines(*file);
  const auto read = halint::read_document(*file);
  if (!read) {
    require(!read.error().message.empty(), "a refusal says why");
    return;
  }
  require(!halint::find_json_error(*file), "what was read is JSON");
  check_document(*read);
  const halint::NodeTable nodes(*read);
  check_graph(halint::FlowGraph(nodes));
}

}  // namespace fuzz
