// SPDX-License-Identifier: Apache-2.0
#include "tables/type_writer.h"

#include <bit>
#include <ostream>
#include <stdexcept>

namespace halint::tables {

void TypeWriter::add(NodeType type) {
  if (count_++ % TypeTable::kBlock == 0) begins_.push_back(static_cast<uint32_t>(bytes_.size()));
  bytes_ += TypeTable::kMark;
  code(*this, type);
}

void TypeWriter::write_number(uint64_t number) {
  for (; number >= 0x40; number >>= 6) bytes_ += static_cast<char>((number & 0x3f) | 0x40);
  bytes_ += static_cast<char>(number);
}

void TypeWriter::write(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) throw std::runtime_error("zero in text: " + std::string(text));
  bytes_ += text;
  bytes_ += '\0';
}

void TypeWriter::write(double value) { write_number(std::bit_cast<uint64_t>(value)); }

// Numbers, not a text: compilers need not take one that is so long.
void TypeWriter::print(std::ostream& out, std::string_view name) const {
  out << "#include \"catalog/type_table.h\"\n\nnamespace halint {\nnamespace {\n\nconstexpr signed char kBytes[] = {";
  for (size_t i = 0; i < bytes_.size(); ++i)
    out << (i % 32 == 0 ? "\n" : "") << static_cast<int>(static_cast<signed char>(bytes_[i])) << ',';
  out << "\n};\nconstexpr uint32_t kBegins[] = {";
  for (const uint32_t begin : begins_) out << begin << ',';
  out << "};\n\n}  // namespace\n\nTypeTable " << name
      << "() { return {{reinterpret_cast<const char*>(kBytes), sizeof kBytes}, kBegins}; }\n\n}  // namespace halint\n";
}

}  // namespace halint::tables
