// SPDX-License-Identifier: Apache-2.0
#include "fix/rewrite.h"

#include <algorithm>

namespace halint {
namespace {

// The edits that lie inside of a node, from the first of `edits` on, as places in its text.
std::vector<Edit> inside(Span node, std::span<const Edit> edits) {
  std::vector<Edit> found;
  for (const Edit& edit : edits) {
    if (edit.span.begin >= node.end || edit.span.end > node.end) break;
    found.push_back({{edit.span.begin - node.begin, edit.span.end - node.begin}, edit.text});
  }
  return found;
}

}  // namespace

NodeId node_at(const Document& document, Span place) {
  const std::vector<DocumentNode>& nodes = document.nodes;
  const auto behind = std::upper_bound(nodes.begin(), nodes.end(), place.begin,
                                       [](uint32_t at, const DocumentNode& node) { return at < node.span.begin; });
  if (behind == nodes.begin() || place.end > std::prev(behind)->span.end) return kNoNode;
  return static_cast<NodeId>(behind - nodes.begin() - 1);
}

std::optional<Rewrite> rewrite(const Document& before, std::span<const Edit> edits) {
  if (before.shape == Shape::single_flow) return std::nullopt;  // there the file itself is a node
  Rewrite result;
  std::string list;
  std::string added;  // each node with the comma before it
  while (!edits.empty()) {
    const NodeId node = node_at(before, edits.front().span);
    if (node == kNoNode) return std::nullopt;
    const Span span = before.nodes[node].span;
    const std::vector<Edit> own = inside(span, edits);
    edits = edits.subspan(std::max<size_t>(own.size(), 1));
    if (own.empty()) {
      added += edits.data()[-1].text;
      continue;
    }
    list += ',';
    list += apply_edits(before.file->cut(span), own);
    result.changed.push_back(node);
  }
  list += added;
  if (!list.starts_with(',')) return std::nullopt;
  list.front() = '[';
  list += ']';
  Result<SourceFile> file = SourceFile::create(before.file->path(), PaddedBytes::copy_of(before.file->bytes(), list));
  if (!file) return std::nullopt;
  result.file = std::make_unique<const SourceFile>(std::move(*file));
  std::optional<Document> document = rewrite_document(before, *result.file, result.changed);
  if (!document) return std::nullopt;
  result.document = std::move(*document);
  return result;
}

}  // namespace halint
