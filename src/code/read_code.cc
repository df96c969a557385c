// Function code is most of the work on a flow, and each body stands for itself: threads share it out.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <future>
#include <system_error>

#include "code/readers.h"

namespace halint {
namespace {

constexpr NodeId kChunk = 512;  // nodes that a thread takes at a time

class ChunkReader {
 public:
  ChunkReader(const FlowGraph& graph, const CodeProperties& code_properties, const PropertyReader& properties)
      : graph_(graph), code_properties_(code_properties), functions_(graph), properties_(properties) {}

  CodeFacts read(NodeId begin, NodeId end) {
    CodeFacts facts;
    for (NodeId node = begin; node < end; ++node) {
      const NodeInfo& info = graph_.info(node);
      if (!info.runs || info.kind != NodeKind::node) continue;
      if (!code_properties_[info.type].empty()) functions_.read(node, code_properties_[info.type], facts);
      properties_.read(node, facts);
    }
    return facts;
  }

 private:
  const FlowGraph& graph_;
  const CodeProperties& code_properties_;
  FunctionReader functions_;
  PropertyReader properties_;
};

template <typename T>
void move_to_end(std::vector<T>& all, std::vector<T>& part) {
  all.insert(all.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
  part = {};
}

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

const NodeCode* CodeFacts::find(NodeId node) const {
  const auto found = std::lower_bound(nodes.begin(), nodes.end(), node,
                                      [](const NodeCode& code, NodeId wanted) { return code.node < wanted; });
  return found != nodes.end() && found->node == node ? &*found : nullptr;
}

CodeFacts read_code(const FlowGraph& graph, const CodeProperties& code_properties, uint32_t jobs) {
  const auto nodes = static_cast<NodeId>(graph.nodes().size());
  const PropertyReader properties(graph);
  std::vector<CodeFacts> parts(nodes / kChunk + 1);
  std::atomic<size_t> next{0};
  const auto work = [&] {
    ChunkReader reader(graph, code_properties, properties);
    for (size_t i = next++; i < parts.size(); i = next++) {
      const auto begin = static_cast<NodeId>(i * kChunk);
      parts[i] = reader.read(begin, std::min(begin + kChunk, nodes));
    }
  };
  // Futures, not threads: what a thread throws comes out here, and none is left running.
  std::vector<std::future<void>> helpers;
  try {
    for (size_t i = 1; i < std::min<size_t>(jobs, parts.size()); ++i)
      helpers.push_back(std::async(std::launch::async, work));
  } catch (const std::system_error&) {  // no more threads to be had: those that there are do the work
  }
  work();
  for (std::future<void>& helper : helpers) helper.get();
  return joined(parts);
}

}  // namespace halint
