// Writes flows as Node-RED saves them, node by node.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bench {

struct Field;
using Ids = std::vector<std::string>;
using Wires = std::vector<Ids>;  // a list of ids for each output
using Fields = std::vector<Field>;
using Objects = std::vector<Fields>;

/// A property of a node and what stands behind it in JSON. `Fields` are an object, `Objects` an array of them.
struct Field {
  std::string_view name;
  std::variant<std::string, bool, uint64_t, std::nullptr_t, Ids, Wires, Fields, Objects> value;
};

/// Appends the coordinates of the n-th node of a tab.
void append_place(Fields& fields, size_t n);

/// One flow array on stdout; `pretty` with four spaces, else on one line.
class FlowWriter {
 public:
  explicit FlowWriter(bool pretty);
  ~FlowWriter();
  FlowWriter(const FlowWriter&) = delete;
  FlowWriter& operator=(const FlowWriter&) = delete;

  /// Nodes written until now.
  uint64_t count() const { return count_; }
  void node(const Fields& fields);

 private:
  std::string out_;
  bool pretty_;
  uint64_t count_ = 0;

  void flush();
  void new_line(size_t depth);
  void write(const std::string& text, size_t depth);
  void write(bool value, size_t depth);
  void write(uint64_t value, size_t depth);
  void write(std::nullptr_t value, size_t depth);
  void write(const Fields& fields, size_t depth);
  template <typename Element>
  void write(const std::vector<Element>& list, size_t depth);
};

}  // namespace bench
