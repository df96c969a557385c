// SPDX-License-Identifier: Apache-2.0
#include "tables/type_writer.h"

#include <bit>
#include <ostream>

namespace halint::tables {

void TypeWriter::add(NodeType type) {
  begins_.push_back(static_cast<uint32_t>(bytes_.size()));
  code(*this, type);
}

void TypeWriter::write_number(uint64_t number) {
  for (; number >= 0x80; number >>= 7) bytes_ += static_cast<char>((number & 0x7f) | 0x80);
  bytes_ += static_cast<char>(number);
}

void TypeWriter::write(std::string_view text) {
  const auto [known, added] = texts_.try_emplace(std::string(text), bytes_.size());
  if (!added) {
    write_number(2 * known->second + 1);
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
  for (size_t i = 0; i < bytes_.size(); ++i)
    out << (i % 32 == 0 ? "\n" : "") << static_cast<int>(static_cast<signed char>(bytes_[i])) << ',';
  out << "\n};\nconstexpr uint32_t kBegins[] = {";
  for (const uint32_t begin : begins_) out << begin << ',';
  out << "};\n\n}  // namespace\n\nTypeTable " << name
      << "() { return {reinterpret_cast<const char*>(kBytes), kBegins}; }\n\n}  // namespace halint\n";
}

}  // namespace halint::tables
