// Open addressing; the words come first. SPDX-License-Identifier: Apache-2.0
#include "code/names/words.h"

#include <cstring>
#include <iterator>

namespace halint {
namespace {

// FNV-1a over eight bytes at a time; the last ones overlap those before, and names shorter than that are padded.
uint32_t hash_of(std::string_view text) {
  uint64_t hash = 0xCBF29CE484222325U ^ text.size();
  const auto take = [&hash](const char* bytes, size_t count) {
    uint64_t word = 0;
    std::memcpy(&word, bytes, count);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 32;
  };
  if (text.size() < 4) {
    for (const char c : text) take(&c, 1);
  } else if (text.size() < 8) {
    take(text.data(), 4);
    take(text.data() + text.size() - 4, 4);
  } else {
    for (size_t at = 0; at + 8 < text.size(); at += 8) take(text.data() + at, 8);
    take(text.data() + text.size() - 8, 8);
  }
  return static_cast<uint32_t>(hash);
}

constexpr std::string_view kWordTexts[] = {
    "",
#define HALINT_WORD(name) #name,
    HALINT_WORDS(HALINT_WORD)
#undef HALINT_WORD
        "delete",
    "catch",
    "finally",
    "this",
};
static_assert(std::size(kWordTexts) == static_cast<size_t>(Word::count_));

}  // namespace

NameTable::NameTable() : table_(1024, 0) {
  names_.emplace_back();
  for (size_t i = 1; i < std::size(kWordTexts); ++i) {
    intern(kWordTexts[i]);
  }
}

NameId NameTable::intern(std::string_view text) {
  const uint32_t hash = hash_of(text);
  const auto mask = static_cast<uint32_t>(table_.size() - 1);
  uint32_t slot = hash & mask;
  while (table_[slot] != 0) {
    const Name& name = names_[table_[slot]];
    if (name.hash == hash && name.text == text) return table_[slot];
    slot = (slot + 1) & mask;
  }
  const auto id = static_cast<NameId>(names_.size());
  Name& name = names_.emplace_back();
  name.text = text;
  name.hash = hash;
  name.slot = slot;
  table_[slot] = id;
  if (names_.size() * 2 > table_.size()) grow();
  return id;
}

void NameTable::grow() {
  std::vector<NameId> larger(table_.size() * 2, 0);
  const auto mask = static_cast<uint32_t>(larger.size() - 1);
  for (NameId id = 1; id < names_.size(); ++id) {
    uint32_t slot = names_[id].hash & mask;
    while (larger[slot] != 0) slot = (slot + 1) & mask;
    larger[slot] = id;
    names_[id].slot = slot;
  }
  table_ = std::move(larger);
}

// Names beyond the words came later than the words, so no probe of a word passes over them.
void NameTable::reset() {
  for (NameId name = name_id(Word::count_); name < names_.size(); ++name) {
    table_[names_[name].slot] = 0;
  }
  names_.resize(name_id(Word::count_));
}

}  // namespace halint
