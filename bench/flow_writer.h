// Writes flows as Node-RED saves them, and the random numbers to make them of: the same on every machine.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// splitmix64: small, and its numbers do not depend on the standard library.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t next() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  /// From 0 to `below` - 1.
  size_t below(size_t below) { return static_cast<size_t>(next() % below); }
  bool chance(size_t percent) { return below(100) < percent; }
  template <typename T, size_t N>
  const T& pick(const T (&list)[N]) {
    return list[below(N)];
  }

 private:
  uint64_t state_;
};

/// The id of the n-th node: 16 hexadecimal digits, as the editor makes them.
inline std::string id_of(uint64_t n) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(Random(n).next()));
  return text;
}

using Ids = std::vector<std::string>;

/// One flow array on stdout, node by node; `pretty` with four spaces, else on one line.
class FlowWriter {
 public:
  explicit FlowWriter(bool pretty) : pretty_(pretty) { out_ = "["; }
  ~FlowWriter() {
    out_ += pretty_ ? "\n]\n" : "]";
    flush();
  }
  FlowWriter(const FlowWriter&) = delete;
  FlowWriter& operator=(const FlowWriter&) = delete;

  uint64_t count() const { return count_; }

  FlowWriter& node(std::string_view id, std::string_view type) {
    if (count_++ != 0) out_ += ',';
    if (out_.size() > (1U << 20)) flush();
    depth_ = 1;
    begin('{');
    return text("id", id).text("type", type);
  }
  void end() { end('}'); }

  FlowWriter& key(std::string_view name) {
    separate();
    quote(name);
    out_ += pretty_ ? ": " : ":";
    after_key_ = true;
    return *this;
  }
  FlowWriter& text(std::string_view name, std::string_view value) {
    key(name);
    separate();
    quote(value);
    return *this;
  }
  FlowWriter& raw(std::string_view name, std::string_view value) {
    key(name);
    separate();
    out_ += value;
    return *this;
  }
  FlowWriter& number(std::string_view name, uint64_t value) { return raw(name, std::to_string(value)); }
  FlowWriter& begin(char bracket) {
    separate();
    out_ += bracket;
    ++depth_;
    first_ = true;
    return *this;
  }
  FlowWriter& end(char bracket) {
    --depth_;
    if (!first_) new_line();
    out_ += bracket;
    first_ = false;
    return *this;
  }
  FlowWriter& element(std::string_view value) {
    separate();
    quote(value);
    return *this;
  }
  /// `"wires": [[…], […]]`, one list for each output.
  FlowWriter& wires(const std::vector<Ids>& outputs) {
    key("wires").begin('[');
    for (const Ids& output : outputs) list(output);
    return end(']');
  }
  FlowWriter& list(const Ids& ids) {
    begin('[');
    for (const std::string& id : ids) element(id);
    return end(']');
  }
  FlowWriter& place(uint64_t at) { return number("x", 140 + at % 8 * 180).number("y", 60 + at / 8 * 60); }

 private:
  std::string out_;
  bool pretty_;
  bool first_ = true;
  bool after_key_ = false;
  uint32_t depth_ = 1;
  uint64_t count_ = 0;

  void flush() {
    std::fwrite(out_.data(), 1, out_.size(), stdout);
    out_.clear();
  }
  void new_line() {
    if (!pretty_) return;
    out_ += '\n';
    out_.append(size_t{4} * depth_, ' ');
  }
  void separate() {
    if (after_key_) {
      after_key_ = false;
      return;
    }
    if (depth_ == 1) {
      new_line();
      return;
    }
    if (!first_) out_ += ',';
    new_line();
    first_ = false;
  }
  void quote(std::string_view text) {
    out_ += '"';
    for (const char c : text) {
      if (c == '"' || c == '\\') out_ += '\\';
      if (c == '\n')
        out_ += "\\n";
      else if (c == '\t')
        out_ += "\\t";
      else
        out_ += c;
    }
    out_ += '"';
  }
};

}  // namespace bench
