// SPDX-License-Identifier: Apache-2.0
#include "halint/source/line_index.h"

#include <random>
#include <string>

#include "tests/catch.h"

using namespace halint;

namespace {

SourceFile file_of(const std::string& text) {
  return std::move(SourceFile::create("flows.json", PaddedBytes::copy_of(text)).value());
}

// Byte by byte, as the definition has it.
Position counted(const std::string& text, size_t offset, size_t begin) {
  Position position{1, 1};
  for (size_t at = begin; at < offset; ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    position.column += ((byte & 0xC0U) != 0x80U ? 1U : 0U) + (byte >= 0xF0U ? 1U : 0U);
    if (text[at] == '\n') position = {position.line + 1, 1};
  }
  return position;
}

std::string line_around(const std::string& text, size_t offset, size_t begin) {
  const size_t before = offset == 0 ? std::string::npos : text.rfind('\n', offset - 1);
  const size_t first = before == std::string::npos ? begin : before + 1;
  std::string line = text.substr(first, text.find('\n', offset) - first);
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

// Lines of very different lengths, some with characters of two to four bytes.
std::string some_text(std::minstd_rand& random, size_t least) {
  std::string text;
  while (text.size() < least) {
    const size_t length = random() % 8 == 0 ? random() % 5000 : random() % 40;
    const bool plain = random() % 2 == 0;
    for (size_t i = 0; i < length; ++i) {
      constexpr std::array<std::string_view, 4> kWide{"é", "→", "😀", "z"};
      text += plain || random() % 9 != 0 ? std::string_view("a") : kWide[random() % kWide.size()];
    }
    text += random() % 5 == 0 ? "\r\n" : "\n";
  }
  if (random() % 2 == 0) text += "no line end";
  return text;
}

}  // namespace

TEST_CASE("lines and columns are those of a count byte by byte") {
  std::minstd_rand random(7);
  for (size_t round = 0; round < 12; ++round) {
    std::string text = some_text(random, round * 1500);
    const size_t begin = round % 3 == 0 ? 3 : 0;
    if (begin != 0) text.insert(0, "\xEF\xBB\xBF");
    const SourceFile file = file_of(text);
    const LineIndex lines(file);
    for (size_t i = 0; i < 400; ++i) {
      const size_t offset = begin + random() % (text.size() - begin + 1);
      if (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0U) == 0x80U) continue;
      INFO("round " << round << ", offset " << offset);
      const Position expected = counted(text, offset, begin);
      const Position found = lines.position(static_cast<uint32_t>(offset));
      CHECK(found.line == expected.line);
      CHECK(found.column == expected.column);
      CHECK(lines.line_around(static_cast<uint32_t>(offset)) == line_around(text, offset, begin));
      const size_t end = std::min(text.size(), offset + random() % 2000);
      const Position behind = lines.positions({static_cast<uint32_t>(offset), static_cast<uint32_t>(end)}).second;
      const Position expected_behind = counted(text, end, begin);
      CHECK(behind.line == expected_behind.line);
      CHECK(behind.column == expected_behind.column);
    }
  }
}

TEST_CASE("an empty file has one empty line") {
  const SourceFile file = file_of("");
  const LineIndex lines(file);
  CHECK(lines.position(0).line == 1);
  CHECK(lines.position(0).column == 1);
  CHECK(lines.line_around(0).empty());
}
