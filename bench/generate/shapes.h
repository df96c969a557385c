// The shapes that a careless program chokes on: each in a few lines, because what is hard about it must be plain.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "flow_writer.h"

namespace bench {

/// Writes nodes of one tab with as little in them as their shape needs.
class ShapeWriter {
 public:
  explicit ShapeWriter(FlowWriter& out) : out_(out) {}

  void tab();
  /// A node without a place.
  void config(const std::string& id, std::string_view type, const Fields& settings);
  void node(const std::string& id, std::string_view type, const Fields& settings, const Wires& wires,
            const std::string& z = "tab");
  void request(const std::string& id, const Ids& to);
  void function(const std::string& id, const std::string& code, const Ids& to);
  void timer(const std::string& id, const Ids& to);
  void post(const std::string& id);

 private:
  FlowWriter& out_;
  size_t placed_ = 0;
};

/// Writes a shape with `count` of what it has many of.
using Shape = void (*)(ShapeWriter& out, uint64_t count);
using ShapeTable = std::map<std::string_view, Shape>;

ShapeTable wire_shapes();
ShapeTable code_shapes();
ShapeTable node_shapes();

/// The i-th of many ids, and the first `count` of them.
std::string id_of(uint64_t i);
Ids first_ids(uint64_t count);

}  // namespace bench
