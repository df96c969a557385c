// SPDX-License-Identifier: Apache-2.0
#include "code/package/editor_page.h"

#include <algorithm>
#include <charconv>

#include "code/package/module.h"

namespace halint::package {
namespace {

constexpr size_t kMaxPage = size_t{8} << 20;
constexpr size_t kMaxProperties = 200;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool has_word(std::string_view text, std::string_view word) {
  const auto found =
      std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) { return lower(a) == b; });
  return found != text.end();
}

size_t find_tag(std::string_view html, std::string_view tag, size_t from) {
  const auto found = std::search(html.begin() + static_cast<std::ptrdiff_t>(from), html.end(), tag.begin(), tag.end(),
                                 [](char a, char b) { return lower(a) == b; });
  return found == html.end() ? std::string_view::npos : static_cast<size_t>(found - html.begin());
}

// Calls `use` with each script that is JavaScript: no templates, no help.
template <typename Use>
void for_each_script(std::string_view html, Use&& use) {
  size_t at = 0;
  while ((at = find_tag(html, "<script", at)) != std::string_view::npos) {
    const size_t end = html.find('>', at);
    if (end == std::string_view::npos) return;
    const std::string_view head = html.substr(at, end - at);
    size_t close = find_tag(html, "</script", end);
    if (close == std::string_view::npos) close = html.size();
    const bool code = !has_word(head, "type") || has_word(head, "javascript") || has_word(head, "module");
    if (code && !has_word(head, "text/html") && !has_word(head, "text/x-red"))
      use(html.substr(end + 1, close - end - 1));
    at = close;
  }
}

class Reader {
 public:
  Reader(std::string_view script, std::vector<EditorType>& out) : m_("", script), out_(out) {}

  void run() {
    for (const Function& function : m_.functions()) {
      for (const Ref call : function.calls) {
        const Ref callee = m_.child(call, 0);
        if (m_[callee].kind == Kind::member && m_.member_name(callee) == "registerType") read(call);
      }
    }
  }

 private:
  Module m_;
  std::vector<EditorType>& out_;

  // A name stands for what it was first given.
  [[nodiscard]] Ref value_of(Ref ref) const {
    constexpr int kMaxLinks = 8;
    for (int i = 0; i < kMaxLinks && ref != js::kNone && m_[ref].kind == Kind::identifier; ++i) {
      const uint32_t binding = m_.binding_of(ref);
      if (binding == kNoIndex) return ref;
      ref = m_.bindings()[binding].value;
    }
    return ref;
  }

  [[nodiscard]] Ref member(Ref object, std::string_view name) const {
    if (object == js::kNone || m_[object].kind != Kind::object) return js::kNone;
    for (Ref at = m_[object].first; at != js::kNone; at = m_[at].next) {
      if (m_[at].kind == Kind::property && m_.member_name(at) == name) return value_of(m_.child(at, 1));
    }
    return js::kNone;
  }

  [[nodiscard]] std::string text(Ref ref) const {
    return ref == js::kNone || m_[ref].kind == Kind::identifier ? std::string() : m_.text_of(ref);
  }

  [[nodiscard]] uint16_t number(Ref ref) const {
    if (ref == js::kNone) return 0;
    const std::string_view digits = m_.slice(ref);
    uint16_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size() ? value : 1;  // computed: at least one
  }

  void read(Ref call) {
    EditorType type;
    type.type = text(value_of(m_.child(call, 1)));
    const Ref definition = m_.child(call, 2) == js::kNone ? js::kNone : value_of(m_.child(call, 2));
    if (type.type.empty() || definition == js::kNone) return;
    type.config = text(member(definition, "category")) == "config";
    type.inputs = number(member(definition, "inputs"));
    type.outputs = number(member(definition, "outputs"));
    const Ref defaults = member(definition, "defaults");
    if (defaults != js::kNone && m_[defaults].kind == Kind::object) {
      for (Ref at = m_[defaults].first; at != js::kNone && type.properties.size() < kMaxProperties; at = m_[at].next) {
        if (m_[at].kind == Kind::property) property(at, type);
      }
    }
    out_.push_back(std::move(type));
  }

  void property(Ref ref, EditorType& type) {
    Property& added = type.properties.emplace_back();
    added.name = std::string(m_.member_name(ref));
    const Ref definition = value_of(m_.child(ref, 1));
    added.config_type = text(member(definition, "type"));
    const Ref value = member(definition, "value");
    if (value == js::kNone) return;
    switch (m_[value].kind) {
      case Kind::true_:
      case Kind::false_:
        added.boolean = true;
        added.value = std::string(m_.slice(value));
        break;
      case Kind::number:
        added.value = std::string(m_.slice(value));
        break;
      case Kind::string:
        added.value = m_.text_of(value);
        break;
      default:
        break;
    }
  }
};

}  // namespace

std::vector<EditorType> read_editor_page(std::string_view html) {
  std::vector<EditorType> types;
  if (html.size() > kMaxPage) return types;
  for_each_script(html, [&](std::string_view script) {
    if (script.find("registerType") != std::string_view::npos) Reader(script, types).run();
  });
  return types;
}

}  // namespace halint::package
