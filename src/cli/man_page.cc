// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/help.h"
#include "cli/manual.h"
#include "halint/halint.h"

namespace halint::cli {
namespace {

// roff reads backslashes, and dots and quotes at the beginning of a line; a dash would become a hyphen.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
  }
  return !out.empty() && (out.front() == '.' || out.front() == '\'') ? "\\&" + out : out;
}

// Help text as roff: what stands at the margin and ends in a colon is a heading, what is indented a list or an example.
class Converter {
 public:
  std::string convert(std::string_view help) {
    for (size_t at = 0; at < help.size();) {
      const size_t end = std::min(help.find('\n', at), help.size());
      line(help.substr(at, end - at));
      at = end + 1;
    }
    example(false);
    return std::move(out_);
  }

 private:
  std::string out_;
  bool examples_ = false;  // the section is one of examples
  bool open_ = false;      // .nf is in force

  void example(bool wanted) {
    if (open_ != wanted) out_ += wanted ? ".nf\n" : ".fi\n";
    open_ = wanted;
  }

  void line(std::string_view text) {
    if (text.empty()) {
      example(false);
      out_ += ".PP\n";
      return;
    }
    const bool indented = text.starts_with("  ");
    if (!indented && text.back() == ':') {
      examples_ = text == "Examples:";
      out_ += ".B " + escaped(text.substr(0, text.size() - 1)) + '\n';
      return;
    }
    if (!indented) {
      out_ += escaped(text) + '\n';
      return;
    }
    const std::string_view inner = text.substr(text.find_first_not_of(' '));
    example(examples_);
    const size_t gap = inner.find("  ");
    if (examples_ || gap == std::string_view::npos) {
      out_ += escaped(inner) + '\n';
    } else {
      out_ += ".TP\n.B " + escaped(inner.substr(0, gap)) + '\n' +
              escaped(inner.substr(inner.find_first_not_of(' ', gap))) + '\n';
    }
  }
};

}  // namespace

std::string man_page() {
  std::string out =
      ".\\\" Made by `halint man`.\n.TH HALINT 1 \"\" \"halint " + std::string(version()) + "\" \"User Commands\"\n";
  out +=
      ".SH NAME\nhalint \\- says what goes wrong when several copies of a Node\\-RED flow run at once\n.SH "
      "DESCRIPTION\n";
  out += Converter().convert(help_text(""));
  for (const std::string_view command : command_names()) {
    out += ".SH HALINT ";
    for (const char c : command) out += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    out += '\n' + Converter().convert(help_text(command));
  }
  return out;
}

}  // namespace halint::cli
