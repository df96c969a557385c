// libFuzzer target: any bytes are read as flows or refused with a sentence, and what was read is sound in each of its parts.
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "halint/flow/graph.h"
#include "halint/source/json_error.h"
#include "halint/source/line_index.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_document(const halint::Document& document) {
  const std::string_view bytes = document.file->bytes();
  for (halint::NodeId id = 0; id < document.nodes.size(); ++id) {
    const halint::Span span = document.nodes[id].span;
    require(span.begin < span.end && span.end <= bytes.size());
    document.for_each_property(id, [&](std::string_view, halint::JsonValue value) {
      const halint::Span place = document.span_of(value);
      require(place.begin < place.end && place.end <= bytes.size());
      (void)value.text();
    });
    (void)document.property(id, "wires").raw();
  }
}

void check_graph(const halint::FlowGraph& graph) {
  for (halint::VertexId v = 0; v < graph.vertices().size(); ++v) {
    require(graph.vertex(v).node < graph.nodes().size());
    for (const halint::Edge& edge : graph.out(v)) require(edge.to < graph.vertices().size());
    for (const halint::Edge& edge : graph.in(v)) require(edge.to < graph.vertices().size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto file = halint::SourceFile::create("flows.json", halint::PaddedBytes::copy_of(text));
  const halint::LineIndex lines(*file);
  for (std::uint32_t offset = 0; offset <= size; offset += 97) {
    const halint::Position position = lines.position(offset);
    require(position.line > 0 && position.column > 0);
    require(lines.line_begin(position.line) <= std::max(offset, file->text_begin()));
  }
  const auto document = halint::read_document(*file);
  if (!document) {
    require(!document.error().message.empty());
    return 0;
  }
  require(!halint::find_json_error(*file));
  check_document(*document);
  check_graph(halint::FlowGraph(*document));
  return 0;
}
