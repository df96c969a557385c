// SPDX-License-Identifier: Apache-2.0
#include "fuzz/outputs.h"

#include <simdjson.h>

#include <algorithm>
#include <string>
#include <vector>

#include "fuzz/targets.h"
#include "halint/report/formats.h"

namespace fuzz {
namespace {

// Calls `visit(code)` for each code point.
template <typename Visit>
void for_each_code(std::string_view text, Visit visit) {
  require(simdjson::validate_utf8(text.data(), text.size()), "the output is UTF-8");
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t code = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) code = code << 6U | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    visit(code);
    at += size;
  }
}

bool is_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':';
  });
}

// `&` begins a reference with a name or a number.
void require_references(std::string_view text) {
  for (std::size_t at = 0; (at = text.find('&', at)) != std::string_view::npos; ++at) {
    const std::size_t end = text.find(';', at);
    require(end != std::string_view::npos && end - at < 10 && end > at + 1, "an ampersand in XML begins a reference");
    const std::string_view name = text.substr(at + 1, end - at - 1);
    static constexpr std::string_view kNames[] = {"amp", "lt", "gt", "quot", "apos"};
    const bool number =
        name.size() > 1 && name.front() == '#' && name.find_first_not_of("0123456789", 1) == std::string_view::npos;
    require(number || std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames),
            "XML knows the reference");
  }
}

// Nothing in a page may load, run or be styled but by the page itself.
void require_harmless(std::string_view name, std::string_view value) {
  require(!name.starts_with("on") && name != "src" && name != "style" && name != "action", "no attribute acts");
  require(name != "href" || value.starts_with('#') || value.starts_with("https://"),
          "links lead into the page or to https");
}

enum class Markup { xml, html };

// `<name a="b" c="d"/>` from behind the name on; leaves `at` behind the last attribute. HTML has some without a value.
void read_attributes(std::string_view text, std::size_t& at, Markup markup) {
  std::vector<std::string_view> names;
  for (;;) {
    const std::size_t begin = text.find_first_not_of(" \n", at);
    require(begin != std::string_view::npos, "an element ends");
    if (text[begin] == '/' || text[begin] == '>' || text[begin] == '?') {
      at = begin;
      return;
    }
    require(begin != at, "blanks stand before attributes");
    const std::size_t equals = text.find_first_of(markup == Markup::xml ? "=" : "= >", begin);
    if (markup == Markup::html && equals != std::string_view::npos && text[equals] != '=') {
      require(is_name(text.substr(begin, equals - begin)), "attributes have names");
      at = equals;
      continue;
    }
    require(equals != std::string_view::npos && equals + 1 < text.size() && text[equals + 1] == '"',
            "attributes are quoted");
    const std::string_view name = text.substr(begin, equals - begin);
    require(is_name(name) && std::find(names.begin(), names.end(), name) == names.end(),
            "attributes have names of their own");
    names.push_back(name);
    const std::size_t end = text.find('"', equals + 2);
    require(end != std::string_view::npos, "attributes end");
    const std::string_view value = text.substr(equals + 2, end - equals - 2);
    require(value.find('<') == std::string_view::npos, "attributes hold no element");
    require_references(value);
    if (markup == Markup::html) require_harmless(name, value);
    at = end + 1;
  }
}

bool is_void(std::string_view element) { return element == "meta" || element == "input" || element == "br"; }

std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

void require_elements(std::string_view text, Markup markup) {
  for_each_code(text, [](char32_t c) {
    require((c >= 0x20 || c == '\n' || c == '\t' || c == '\r') && c != 0xFFFE && c != 0xFFFF, "XML has the character");
  });
  std::vector<std::string_view> open;
  bool root = false;
  std::size_t raw = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = std::min(text.find('<', at), text.size());
    const std::string_view between = text.substr(at, next - at);
    require_references(between);
    require(!open.empty() || between.find_first_not_of(" \n") == std::string_view::npos,
            "text stands in the root element");
    if (next == text.size()) break;
    const bool closes = text.substr(next, 2) == "</";
    const bool declares = text.substr(next, 2) == "<?";
    const std::size_t begin = next + (closes || declares ? 2 : 1);
    at = std::min(text.find_first_of(" />?\n", begin), text.size());
    const std::string_view name = text.substr(begin, at - begin);
    require(is_name(name), "elements have names");
    if (!closes) read_attributes(text, at, markup);
    const bool empty = text[at] == '/' || (markup == Markup::html && is_void(name));
    if (closes) {
      require(!open.empty() && open.back() == name, "elements nest");
      open.pop_back();
    } else if (!declares && !empty) {
      require(!open.empty() || !root, "there is one root element");
      open.push_back(name);
      root = true;
    }
    at = text.find('>', at) + 1;
    require(at != 0, "an element ends");
    if (markup == Markup::html && !closes && (name == "script" || name == "style")) {
      ++raw;  // what stands in it is the page's own, and no text for readers
      at = text.find("</", at);
      require(at != std::string_view::npos && text.substr(at + 2).starts_with(name), "the script ends where it ends");
    }
  }
  require(open.empty() && root, "elements end");
  require(markup == Markup::xml || raw == 2, "there is one style and one script");
}

}  // namespace

void require_json(std::string_view text) {
  static simdjson::dom::parser parser;
  require(parser.parse(text.data(), text.size()).error() == simdjson::SUCCESS, "the output is JSON");
}

void require_xml(std::string_view text) { require_elements(text, Markup::xml); }

void require_html(std::string_view text) {
  constexpr std::string_view kBegin = "<!doctype html>\n";
  require(text.starts_with(kBegin), "a page says that it is one");
  require_elements(text.substr(kBegin.size()), Markup::html);
}

void require_printable(std::string_view text) {
  for_each_code(text, [](char32_t c) {
    require(c == '\n' || (c >= 0x20 && (c < 0x7F || c > 0x9F)), "no control bytes reach a terminal");
    require(c != 0x200E && c != 0x200F && (c < 0x202A || c > 0x202E) && (c < 0x2066 || c > 0x2069),
            "the direction of writing stays");
  });
}

void require_colored(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t escape = std::min(text.find('\x1B', at), text.size());
    plain.append(text, at, escape - at);
    at = escape;
    if (at == text.size()) break;
    const std::size_t end = text.find_first_not_of("0123456789;", at + 2);
    require(text.substr(at, 2) == "\x1B[" && end != std::string_view::npos && text[end] == 'm',
            "escape sequences set colours");
    at = end + 1;
  }
  require_printable(plain);
}

void require_markdown(std::string_view text) {
  require_printable(text);
  require(text.find('<') == std::string_view::npos, "no element in Markdown");
  for (std::size_t at = 0; (at = text.find("](", at)) != std::string_view::npos; ++at) {
    require(text.substr(at + 2, halint::kHomePage.size()) == halint::kHomePage, "links lead to halint's pages");
  }
  std::ptrdiff_t cells = 0;
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    const auto bars = std::count(line.begin(), line.end(), '|');
    require(cells == 0 || bars == 0 || bars == cells, "rows have as many cells as their heading");
    require(bars == 0 || line.front() == '|', "bars stand in tables");
    cells = bars;
  }
}

void require_commands(std::string_view text) {
  require_printable(text);
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    const bool known = line.starts_with("::error ") || line.starts_with("::warning ") || line.starts_with("::notice ");
    const std::size_t end = line.find("::", 2);
    require(known && end != std::string_view::npos, "every line is a workflow command");
    const std::string_view properties = line.substr(0, end);
    require(properties.find("title=") != std::string_view::npos, "a command has a title");
    require(std::count(properties.begin(), properties.end(), '=') <= 6, "no property comes from a flow");
  }
}

}  // namespace fuzz
