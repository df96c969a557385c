// Function code is most of the work on a flow, and each body stands for itself: threads share it out.
// SPDX-License-Identifier: Apache-2.0
#include "halint/code/code_reading.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <iterator>
#include <system_error>

#include "code/readers.h"

namespace halint {
namespace {

constexpr NodeId kChunk = 512;  // nodes that a thread takes at a time

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

class CodeReading::Work {
 public:
  Work(const NodeTable& nodes, CodeProperties code_properties)
      : nodes_(nodes),
        code_properties_(std::move(code_properties)),
        properties_(nodes.document()),
        parts_(nodes.size() / kChunk + 1) {}

  // Takes chunks until none is left. For any number of threads at once.
  void run() {
    FunctionReader functions(nodes_.document());
    for (size_t i = next_++; i < parts_.size(); i = next_++) {
      const auto begin = static_cast<NodeId>(i * kChunk);
      const auto end = std::min(begin + kChunk, static_cast<NodeId>(nodes_.size()));
      for (NodeId node = begin; node < end; ++node) read(node, functions, parts_[i]);
    }
  }

  void stop() { next_ = parts_.size(); }
  [[nodiscard]] size_t chunks() const { return parts_.size(); }
  CodeFacts take() { return joined(parts_); }

 private:
  const NodeTable& nodes_;
  const CodeProperties code_properties_;
  const PropertyReader properties_;
  std::vector<CodeFacts> parts_;
  std::atomic<size_t> next_{0};

  void read(NodeId node, FunctionReader& functions, CodeFacts& facts) const {
    const NodeInfo& info = nodes_.info(node);
    if (!info.runs || info.kind != NodeKind::node) return;
    const auto code = code_properties_[nodes_.node(node).type_index];
    if (!code.empty()) functions.read(node, code, facts);
    properties_.read(node, facts);
  }
};

CodeReading::CodeReading(const NodeTable& nodes, CodeProperties code_properties, uint32_t jobs)
    : work_(std::make_unique<Work>(nodes, std::move(code_properties))) {
  try {
    for (size_t i = 1; i < std::min<size_t>(jobs, work_->chunks()); ++i)
      helpers_.push_back(std::async(std::launch::async, [this] { work_->run(); }));
  } catch (const std::system_error&) {  // no more threads to be had: those that there are do the work
  }
}

// Futures wait for their threads.
CodeReading::~CodeReading() { work_->stop(); }

CodeFacts CodeReading::finish() {
  work_->run();
  for (std::future<void>& helper : helpers_) helper.get();
  return work_->take();
}

}  // namespace halint
