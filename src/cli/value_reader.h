// Turns words and numbers of the command line into values, with a sentence for every mistake.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "halint/rule/config.h"
#include "source/suggest.h"

namespace halint::cli {

/// `a, b or c`.
[[nodiscard]] std::string joined(std::span<const std::string_view> words);

/// Keeps the first mistake; after one, values are not to be used.
class ValueReader {
 public:
  template <typename Value, size_t N>
  void choose(const char* option, const std::string& text, const std::array<Word<Value>, N>& words, Value& value) {
    std::vector<std::string_view> names;
    for (const Word<Value>& word : words) {
      if (word.word == text) {
        value = word.value;
        return;
      }
      names.push_back(word.word);
    }
    fail(std::string(option) + " takes " + joined(names) + ", not \"" + text + '"' + did_you_mean(text, names));
  }

  /// As `choose`, if the option was given.
  template <typename Value, size_t N>
  void override(const char* option, const std::string& text, const std::array<Word<Value>, N>& words,
                std::optional<Value>& value) {
    if (!text.empty()) choose(option, text, words, value.emplace());
  }

  void number(const char* option, const std::string& text, uint32_t least, uint32_t most, uint32_t& value);

  /// The ids in lists parted by commas; nothing if there was no such option, a mistake if it names no rule. They are
  /// checked when the configuration is known.
  void rule_ids(const char* option, const std::vector<std::string>& lists,
                std::optional<std::vector<std::string>>& ids);

  void fail(std::string message);
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  /// The value, or the mistake that was made on the way to it.
  template <typename Value>
  [[nodiscard]] Result<Value> or_error(Value value) const {
    if (error_) return *error_;
    return value;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace halint::cli
