// SPDX-License-Identifier: Apache-2.0
#include "flow_writer.h"

#include <cstdio>

namespace bench {

void append_place(Fields& fields, size_t n) {
  fields.push_back({"x", uint64_t{140 + n % 8 * 180}});
  fields.push_back({"y", uint64_t{60 + n / 8 * 60}});
}

FlowWriter::FlowWriter(bool pretty) : out_("["), pretty_(pretty) {}

FlowWriter::~FlowWriter() {
  new_line(0);
  out_ += ']';
  new_line(0);
  flush();
}

void FlowWriter::node(const Fields& fields) {
  if (count_++ != 0) out_ += ',';
  if (out_.size() > (1U << 20)) flush();
  new_line(1);
  write(fields, 1);
}

void FlowWriter::flush() {
  std::fwrite(out_.data(), 1, out_.size(), stdout);
  out_.clear();
}

void FlowWriter::new_line(size_t depth) {
  if (!pretty_) return;
  out_ += '\n';
  out_.append(4 * depth, ' ');
}

void FlowWriter::write(const std::string& text, size_t) {
  out_ += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out_ += '\\';
    if (c == '\n') {
      out_ += "\\n";
    } else if (c == '\t') {
      out_ += "\\t";
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

void FlowWriter::write(bool value, size_t) { out_ += value ? "true" : "false"; }
void FlowWriter::write(uint64_t value, size_t) { out_ += std::to_string(value); }
void FlowWriter::write(std::nullptr_t, size_t) { out_ += "null"; }

void FlowWriter::write(const Fields& fields, size_t depth) {
  char before = '{';
  for (const Field& field : fields) {
    out_ += before;
    before = ',';
    new_line(depth + 1);
    (out_ += '"').append(field.name).append(pretty_ ? "\": " : "\":");
    std::visit([&](const auto& value) { write(value, depth + 1); }, field.value);
  }
  if (fields.empty()) {
    out_ += before;
  } else {
    new_line(depth);
  }
  out_ += '}';
}

template <typename Element>
void FlowWriter::write(const std::vector<Element>& list, size_t depth) {
  char before = '[';
  for (const Element& element : list) {
    out_ += before;
    before = ',';
    new_line(depth + 1);
    write(element, depth + 1);
  }
  if (list.empty()) {
    out_ += before;
  } else {
    new_line(depth);
  }
  out_ += ']';
}

}  // namespace bench
