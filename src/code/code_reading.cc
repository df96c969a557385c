// Function code is most of the work on a flow, and each body stands for itself: threads share it out.
// SPDX-License-Identifier: Apache-2.0
#include "halint/code/code_reading.h"

#include <algorithm>

#include "code/readers.h"
#include "source/shared_work.h"

namespace halint {
namespace {

constexpr NodeId kChunk = 512;  // nodes that a thread takes at a time

CodeFacts joined(std::vector<CodeFacts>& parts) {
  CodeFacts all = std::move(parts.front());
  size_t uses = 0;
  size_t nodes = 0;
  for (const CodeFacts& part : parts) {
    uses += part.uses.size();
    nodes += part.nodes.size();
  }
  all.uses.reserve(all.uses.size() + uses);
  all.nodes.reserve(all.nodes.size() + nodes);
  for (CodeFacts& part : std::span(parts).subspan(1)) {
    move_to_end(all.uses, part.uses);
    move_to_end(all.nodes, part.nodes);
    all.keys.constant += part.keys.constant;
    all.keys.prefix += part.keys.prefix;
    all.keys.unknown += part.keys.unknown;
  }
  return all;
}

}  // namespace

namespace {

// Reads one node after the other.
class NodeCodeReader {
 public:
  NodeCodeReader(const NodeTable& nodes, const CodeProperties& code_properties, const PropertyReader& properties,
                 std::span<const CodeLibrary> globals)
      : nodes_(nodes),
        code_properties_(code_properties),
        properties_(properties),
        functions_(nodes.document(), globals) {}

  void read(NodeId node, CodeFacts& facts) {
    const NodeInfo& info = nodes_.info(node);
    if (!info.runs || info.kind != NodeKind::node) return;
    const auto code = code_properties_[nodes_.node(node).type_index];
    if (!code.empty()) functions_.read(node, code, facts);
    properties_.read(node, facts);
  }

 private:
  const NodeTable& nodes_;
  const CodeProperties& code_properties_;
  const PropertyReader& properties_;
  FunctionReader functions_;
};

}  // namespace

CodeFacts read_code(const NodeTable& nodes, const CodeProperties& code_properties, std::span<const NodeId> of) {
  const PropertyReader properties(nodes.document());
  NodeCodeReader reader(nodes, code_properties, properties, {});
  CodeFacts facts;
  for (const NodeId node : of) reader.read(node, facts);
  return facts;
}

const NodeCode* CodeFacts::find(NodeId node) const {
  const auto found = std::lower_bound(nodes.begin(), nodes.end(), node,
                                      [](const NodeCode& code, NodeId wanted) { return code.node < wanted; });
  return found != nodes.end() && found->node == node ? &*found : nullptr;
}

std::span<const ContextUse> CodeFacts::uses_of(NodeId node) const {
  const auto first = std::ranges::lower_bound(uses, node, {}, &ContextUse::node);
  const auto last = std::ranges::upper_bound(first, uses.end(), node, {}, &ContextUse::node);
  return {first, last};
}

class CodeReading::Work {
 public:
  Work(const NodeTable& nodes, CodeProperties code_properties, std::span<const CodeLibrary> globals, uint32_t jobs)
      : nodes_(nodes),
        code_properties_(std::move(code_properties)),
        globals_(globals),
        properties_(nodes.document()),
        parts_(nodes.size() / kChunk + 1),
        chunks_(parts_.size(), jobs, [this](size_t chunk) { read(chunk); }) {}

  CodeFacts finish() {
    chunks_.finish();
    return joined(parts_);
  }

 private:
  const NodeTable& nodes_;
  const CodeProperties code_properties_;
  const std::span<const CodeLibrary> globals_;
  const PropertyReader properties_;
  std::vector<CodeFacts> parts_;
  SharedWork chunks_;  // last, because it uses all of the others

  void read(size_t chunk) {
    NodeCodeReader reader(nodes_, code_properties_, properties_, globals_);
    const auto begin = static_cast<NodeId>(chunk * kChunk);
    const auto end = std::min(begin + kChunk, static_cast<NodeId>(nodes_.size()));
    for (NodeId node = begin; node < end; ++node) reader.read(node, parts_[chunk]);
  }
};

CodeReading::CodeReading(const NodeTable& nodes, CodeProperties code_properties, std::span<const CodeLibrary> globals,
                         uint32_t jobs)
    : work_(std::make_unique<Work>(nodes, std::move(code_properties), globals, jobs)) {}

CodeReading::~CodeReading() = default;

CodeFacts CodeReading::finish() { return work_->finish(); }

}  // namespace halint
