// Flows as people have them: tabs with a few short ways from an input to an output each, some of them in groups.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "flow_writer.h"
#include "node_samples.h"
#include "random.h"

namespace bench {

class RealisticFlows {
 public:
  RealisticFlows(FlowWriter& out, uint64_t nodes) : out_(out), wanted_(nodes) {}

  /// Writes about as many nodes as wanted.
  void write();

 private:
  FlowWriter& out_;
  uint64_t wanted_;
  uint64_t made_ = 0;
  Random random_{1};
  NodeSamples samples_{random_};
  std::string subflow_, tab_, group_;
  size_t placed_ = 0;

  std::string next_id();
  std::string word();
  std::string node_name();
  void write_broker();
  void write_subflow();
  void write_tab();
  void write_group();
  void write_way();
  void write_node(const std::string& id, const std::string& type, const std::string& name, const Fields& settings,
                  const Wires& wires);
};

}  // namespace bench
