// libFuzzer target: the whole way from any bytes to every format. What comes out is well-formed, whatever went in.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "flow_mutator.h"
#include "halint/halint.h"
#include "halint/report/formats.h"
#include "halint/source/json_error.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

halint::SourceFile file_of(std::string_view text, const char* name) {
  return std::move(*halint::SourceFile::create(name, halint::PaddedBytes::copy_of(text)));
}

void require_json(const std::string& text) { require(!halint::find_json_error(file_of(text, "out.json"))); }

// No control bytes, escape sequences or bidirectional overrides reach a terminal.
void require_printable(std::string_view text) {
  require(std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F); }));
  for (const std::string_view forbidden : {"\xC2\x9B", "\xE2\x80\xAE", "\xE2\x80\xAD", "\xE2\x81\xA6"}) require(text.find(forbidden) == std::string_view::npos);
}

// Elements nest, and nothing in the text opens one.
void require_xml(std::string_view text) {
  std::vector<std::string_view> open;
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string_view::npos;) {
    const std::size_t end = text.find('>', at);
    require(end != std::string_view::npos);
    const std::string_view tag = text.substr(at + 1, end - at - 1);
    at = end + 1;
    require(tag.find('<') == std::string_view::npos && !tag.empty());
    if (tag.front() == '?') continue;
    if (tag.front() == '/') {
      require(!open.empty() && open.back() == tag.substr(1));
      open.pop_back();
    } else if (tag.back() != '/') {
      open.push_back(tag.substr(0, tag.find_first_of(" \n")));
    }
  }
  require(open.empty());
  for (const char c : text) require(c == '\n' || c == '\t' || c == '\r' || static_cast<unsigned char>(c) >= 0x20);
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  if (seed % 4 != 0) {
    const halint::SourceFile file = file_of({reinterpret_cast<const char*>(data), size}, "in.json");
    const auto document = halint::read_document(file);
    if (document && !document->nodes.empty()) {
      const std::string changed = fuzz::FlowMutator(*document, seed).mutate();
      if (changed.size() <= most) {
        std::memcpy(data, changed.data(), changed.size());
        return changed.size();
      }
    }
  }
  return LLVMFuzzerMutate(data, size, most);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const halint::SourceFile file = file_of({reinterpret_cast<const char*>(data), size}, "flows.json");
  static const halint::Catalog catalog;
  halint::Options options;
  options.platform = size % 2 == 0 ? halint::Platform::flowfuse : halint::Platform::kubernetes;
  halint::Report report;
  halint::check(file, options, catalog, report);
  for (const halint::ReportFinding& finding : report.findings) {
    require(finding.rule != nullptr && !finding.message.empty() && finding.place.location.begin.line > 0);
    require(finding.place.location.bytes.end <= size);
    for (const halint::Fix& fix : finding.fixes) {
      for (const halint::Edit& edit : fix.edits) require(edit.span.begin <= edit.span.end && edit.span.end <= size);
    }
  }
  require_json(halint::write_json(report));
  require_json(halint::write_sarif(report));
  require_json(halint::write_gitlab(report));
  require_xml(halint::write_junit(report));
  require_xml(halint::write_checkstyle(report));
  require_printable(halint::write_text(report));
  require_printable(halint::write_github(report));
  require_printable(halint::write_markdown(report));
  return 0;
}
