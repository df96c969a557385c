// The one place that knows toml++, which takes seconds to compile, and the boundary where its exceptions end.
// SPDX-License-Identifier: Apache-2.0
#include "source/toml_tree.h"

#include <toml++/toml.h>

#include <algorithm>
#include <tuple>

#include "source/suggest.h"

namespace halint {
namespace {

constexpr size_t kMaxWordsListed = 20;

TomlValue place_of(const toml::source_region& source) {
  TomlValue out;
  out.line = static_cast<uint32_t>(source.begin.line);
  out.column = static_cast<uint32_t>(source.begin.column);
  return out;
}

TomlValue convert(const toml::node& node);

// toml++ sorts keys by name; findings and messages want them as they were written.
void convert_members(const toml::table& table, TomlValue& out) {
  for (const auto& [key, value] : table)
    out.members.push_back({std::string(key.str()), place_of(key.source()), convert(value)});
  std::stable_sort(out.members.begin(), out.members.end(), [](const TomlMember& a, const TomlMember& b) {
    return std::tuple(a.at.line, a.at.column) < std::tuple(b.at.line, b.at.column);
  });
}

// Recurses, within the limits of DepthCheck.
TomlValue convert(const toml::node& node) {
  TomlValue out = place_of(node.source());
  if (const toml::table* table = node.as_table()) {
    convert_members(*table, out);
  } else if (const toml::array* array = node.as_array()) {
    out.kind = TomlKind::list;
    for (const toml::node& element : *array) out.elements.push_back(convert(element));
  } else if (node.is_string()) {
    out.kind = TomlKind::text;
    out.text = node.as_string()->get();
  } else if (node.is_boolean()) {
    out.kind = TomlKind::boolean;
    out.boolean = node.as_boolean()->get();
  } else if (node.is_integer()) {
    out.kind = TomlKind::integer;
    out.integer = node.as_integer()->get();
    out.real = static_cast<double>(out.integer);
  } else if (node.is_floating_point()) {
    out.kind = TomlKind::real;
    out.real = node.as_floating_point()->get();
  } else {
    out.kind = TomlKind::date;
  }
  return out;
}

// Deeper than any configuration, and far from what recursion over the tree cannot bear: a bracket may hold long keys.
constexpr size_t kMaxParts = 32;  // of a key with dots
constexpr size_t kMaxBrackets = 32;

/// Looks for keys and values that nest too deep before toml++ does, which goes down by recursion: `a.a.a…` becomes
/// tables in tables without a limit. Knows strings and comments; what is no TOML, toml++ will say.
class DepthCheck {
 public:
  explicit DepthCheck(std::string_view text) : text_(text) {}

  std::optional<Error> check() {
    while (at_ < text_.size()) {
      step();
      if (dots_ < kMaxParts && brackets_ <= kMaxBrackets) continue;
      const char* const what = dots_ < kMaxParts ? "brackets in brackets" : "a key with dots";
      return Error{std::string("nests too deep: ") + what + " may have " + std::to_string(kMaxParts) + " levels",
                   {},
                   line_,
                   static_cast<uint32_t>(at_ - line_begin_)};
    }
    return std::nullopt;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
  uint32_t line_ = 1;
  size_t line_begin_ = 0;
  size_t dots_ = 0;  // in the key, or number, that is being read
  size_t brackets_ = 0;

  void step() {
    const char c = text_[at_];
    if (c == '"' || c == '\'') return string(c);
    if (c == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return;
    }
    ++at_;
    if (c == '\n') {
      ++line_;
      line_begin_ = at_;
    }
    if (c == '.') ++dots_;
    if (c == '[' || c == '{') ++brackets_;
    if ((c == ']' || c == '}') && brackets_ != 0) --brackets_;
    if (std::string_view("=,[]{}\n").find(c) != std::string_view::npos) dots_ = 0;
  }

  void string(char quote) {
    const std::string three(3, quote);
    const bool lines = text_.substr(at_, 3) == three;
    at_ += lines ? 3 : 1;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') {
        if (!lines) return;
        ++line_;
        line_begin_ = at_ + 1;
      }
      if (quote == '"' && text_[at_] == '\\') {
        ++at_;
        if (at_ < text_.size() && text_[at_] == '\n') --at_;
      } else if (lines ? text_.substr(at_, 3) == three : text_[at_] == quote) {
        at_ += lines ? 3 : 1;
        return;
      }
    }
  }
};

}  // namespace

std::optional<Error> read_toml(std::string_view text, const std::string& path,
                               const std::function<void(const TomlValue& root)>& read) {
  if (std::optional<Error> deep = DepthCheck(text).check()) {
    deep->path = path;
    return deep;
  }
  try {
    const toml::table table = toml::parse(text);
    TomlValue root;
    root.line = root.column = 1;
    convert_members(table, root);
    read(root);
  } catch (const toml::parse_error& error) {
    const TomlValue at = place_of(error.source());
    return Error{"is no TOML: " + std::string(error.description()), path, at.line, at.column};
  } catch (const TomlMistake& mistake) {
    Error error = mistake.error();
    error.path = path;
    return error;
  }
  return std::nullopt;
}

const TomlValue* TomlValue::find(std::string_view key) const {
  const auto found =
      std::find_if(members.begin(), members.end(), [&](const TomlMember& member) { return member.key == key; });
  return found == members.end() ? nullptr : &found->value;
}

void fail(const TomlValue& at, std::string message) { throw TomlMistake(at, std::move(message)); }

std::string possible(std::string_view word, std::span<const std::string_view> words) {
  std::vector<std::string_view> real;
  for (const std::string_view candidate : words) {
    if (!candidate.empty()) real.push_back(candidate);
  }
  std::string out = did_you_mean(word, real);
  if (real.size() > kMaxWordsListed) return out;
  out += out.empty() ? "; possible are " : " Possible are ";
  for (size_t i = 0; i < real.size(); ++i) {
    if (i != 0) out += i + 1 == real.size() ? " and " : ", ";
    out += real[i];
  }
  return out;
}

void check_keys(const TomlValue& table, std::span<const std::string_view> known) {
  for (const TomlMember& member : table.members) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    fail(member.at, "there is no key \"" + member.key + "\" here" + possible(member.key, known));
  }
}

void check_keys(const TomlValue& table, std::initializer_list<std::string_view> known) {
  check_keys(table, std::span<const std::string_view>(known.begin(), known.size()));
}

std::string text_of(const TomlValue& table, std::string_view key) {
  const TomlValue* value = table.find(key);
  if (value == nullptr) return {};
  if (!value->is(TomlKind::text)) fail(*value, '"' + std::string(key) + "\" must be text in quotes");
  std::string text = value->text;
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::string required_text(const TomlValue& table, std::string_view key) {
  std::string text = text_of(table, key);
  if (!text.empty()) return text;
  const TomlValue* value = table.find(key);
  fail(value == nullptr ? table : *value,
       '"' + std::string(key) + (value == nullptr ? "\" is missing" : "\" must not be empty"));
}

std::vector<std::string> texts_of(const TomlValue& table, std::string_view key) {
  std::vector<std::string> texts;
  const TomlValue* value = table.find(key);
  if (value == nullptr) return texts;
  if (!value->is(TomlKind::list))
    fail(*value, '"' + std::string(key) + "\" must be a list of texts, as in [\"a\", \"b\"]");
  for (const TomlValue& element : value->elements) {
    if (!element.is(TomlKind::text)) fail(element, "must be text in quotes");
    texts.push_back(element.text);
  }
  return texts;
}

std::span<const TomlValue> tables_of(const TomlValue& table, std::string_view key) {
  const TomlValue* value = table.find(key);
  if (value == nullptr) return {};
  const bool tables =
      value->is(TomlKind::list) && std::all_of(value->elements.begin(), value->elements.end(),
                                               [](const TomlValue& element) { return element.is(TomlKind::table); });
  if (!tables) fail(*value, "write [[" + std::string(key) + "]] above each entry");
  return value->elements;
}

size_t word_index(const TomlValue& at, std::string_view word, std::span<const std::string_view> words) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end() || word.empty())
    fail(at, "there is no word \"" + std::string(word) + "\" here" + possible(word, words));
  return static_cast<size_t>(found - words.begin());
}

}  // namespace halint
