// SPDX-License-Identifier: Apache-2.0
#include "tables/type_writer.h"

#include <bit>
#include <ostream>

namespace halint::tables {

void TypeWriter::add(NodeType type) {
  begins_ += std::to_string(bytes_.size()) + ", ";
  ++count_;
  code(*this, type);
}

void TypeWriter::write_number(uint64_t number) {
  for (; number >= 0x80; number >>= 7) bytes_ += static_cast<char>((number & 0x7f) | 0x80);
  bytes_ += static_cast<char>(number);
}

void TypeWriter::write(std::string_view text) {
  const size_t here = bytes_.size();
  const auto [known, added] = texts_.try_emplace(std::string(text), here);
  if (!added) {
    write_number(2 * (here - known->second) + 1);
    return;
  }
  write_number(2 * text.size());
  bytes_ += text;
}

void TypeWriter::write(double value) {
  for (auto bits = std::bit_cast<uint64_t>(value), i = uint64_t{0}; i < 8; ++i, bits >>= 8)
    bytes_ += static_cast<char>(bits & 0xff);
}

// Numbers, not a text: compilers need not take one that is so long.
void TypeWriter::print(std::ostream& out, std::string_view name) const {
  out << "#include \"catalog/type_table.h\"\n\nnamespace halint {\nnamespace {\n\nconstexpr signed char kBytes[] = {";
  for (size_t i = 0; i < bytes_.size(); ++i) out << (i % 32 == 0 ? "\n" : "") << static_cast<int>(static_cast<signed char>(bytes_[i])) << ',';
  out << "\n};\nconstexpr uint32_t kBegins[] = {" << begins_ << "0};\n\n}  // namespace\n\nTypeTable " << name
      << "() {\n  return {reinterpret_cast<const char*>(kBytes), std::span(kBegins).first(" << count_
      << ")};\n}\n\n}  // namespace halint\n";
}

}  // namespace halint::tables
