// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testdata.h"

#include <simdjson.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include "tests/catch.h"

namespace halint::test {
namespace {

SourceFile source_of(const std::string& name, std::string_view bytes) {
  Result<SourceFile> file = SourceFile::create(name, PaddedBytes::copy_of(bytes));
  INFO(name);
  REQUIRE(file.has_value());
  return std::move(*file);
}

Document document_of(const SourceFile& source) {
  Result<Document> document = read_document(source);
  INFO((document ? source.path() : document.error().to_string()));
  REQUIRE(document.has_value());
  return std::move(*document);
}

std::string word_of(std::string_view text, std::string_view key) {
  const size_t at = text.find(key);
  if (at == std::string_view::npos) return {};
  std::istringstream rest{std::string(text.substr(at + key.size()))};
  std::string word;
  rest >> word;
  return word;
}

}  // namespace

std::filesystem::path testdata() { return HALINT_TESTDATA_DIR; }

std::vector<std::filesystem::path> flow_files(std::string_view folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(testdata() / folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::filesystem::path> all_flow_files() {
  std::vector<std::filesystem::path> all;
  for (const std::string_view folder : {"rules", "proof", "demo"}) {
    for (std::filesystem::path& path : flow_files(folder)) all.push_back(std::move(path));
  }
  return all;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  INFO(path.string());
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string short_name(const std::filesystem::path& path) {
  return path.lexically_relative(testdata()).generic_string();
}

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> found;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    found.emplace_back(line);
    at = end + 1;
  }
  return found;
}

FlowFile::FlowFile(std::string name, std::string_view bytes)
    : name_(std::move(name)), source_(source_of(name_, bytes)), document_(document_of(source_)) {
  // The document views the file it was made from, and that has come to its last place only now.
  document_.file = &source_;
  for (NodeId node = 0; node < document_.nodes.size(); ++node) read_expectations(node);
  read_case(bytes);
}

void FlowFile::read_case(std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  simdjson::dom::parser parser;
  simdjson::dom::object fields;
  if (parser.parse(simdjson::padded_string(bytes))["case"].get(fields) != simdjson::SUCCESS) return;
  for (const auto [key, value] : fields) {
    std::string_view text;
    simdjson::dom::array items;
    if (value.get(text) == simdjson::SUCCESS) case_[std::string(key)] = {std::string(text)};
    if (value.get(items) != simdjson::SUCCESS) continue;
    for (const simdjson::dom::element item : items) {
      if (item.get(text) == simdjson::SUCCESS) case_[std::string(key)].emplace_back(text);
    }
  }
}

void FlowFile::read_expectations(NodeId node) {
  const std::string id(document_.nodes[node].id);
  for (const std::string& line : lines(document_.property(node, "info").text())) {
    if (line.rfind("expect: ", 0) == 0)
      expectations_.push_back({word_of(line, "expect: "), id, 0, word_of(line, "level=")});
  }
  const std::vector<std::string> code = lines(document_.property(node, "func").text());
  for (size_t i = 0; i < code.size(); ++i) {
    if (const std::string rule = word_of(code[i], "// expect: "); !rule.empty()) {
      expectations_.push_back({rule, id, static_cast<uint32_t>(i + 1), word_of(code[i], "level=")});
    }
  }
}

std::vector<std::string> FlowFile::header_list(std::string_view word) const {
  const auto found = case_.find(word);
  return found == case_.end() ? std::vector<std::string>{} : found->second;
}

std::optional<std::string> FlowFile::header(std::string_view word) const {
  if (const auto found = case_.find(word); found != case_.end() && !found->second.empty()) return found->second.front();
  if (document_.nodes.empty()) return std::nullopt;
  const std::string start = std::string(word) + ": ";
  for (const std::string& line : lines(document_.property(0, "info").text())) {
    if (line.rfind(start, 0) == 0) return line.substr(start.size());
  }
  return std::nullopt;
}

Platform FlowFile::platform() const {
  return header("platform") == "flowfuse" ? Platform::flowfuse : Platform::kubernetes;
}

Deployment FlowFile::deployment() const {
  const std::optional<std::string> word = header("deployment");
  for (const Word<Deployment>& known : kDeploymentWords) {
    if (word == known.word) return known.value;
  }
  return Deployment::replicas;
}

Report FlowFile::check(Platform platform) const {
  Report report;
  Options options;
  options.platform = platform;
  options.deployment = options.policy.deployment = deployment();
  if (const auto store = header("shared-store")) options.shared_stores.push_back(*store);
  options.guards.keys = header_list("guard-keys");
  options.guards.links = header_list("guard-links");
  options.guards.subflows = header_list("guard-subflows");
  options.guards.variables = header_list("guard-variables");
  SettingsFile settings;
  if (const auto store = header("store")) {
    settings.stores = {{"memory", "memory"}, {store->substr(0, store->find('=')), store->substr(store->find('=') + 1)}};
    settings.default_store = "memory";
    options.settings = &settings;
  }
  if (const auto text = header("settings")) {
    Result<SettingsFile> read = read_settings(source_of("settings.js", *text));
    INFO((read ? "settings.js" : read.error().to_string()));
    REQUIRE(read.has_value());
    settings = std::move(*read);
    options.settings = &settings;
  }
  if (const auto folder = header("shared-folder")) options.shared_folders.push_back(*folder);
  halint::check(source_, options, Catalog(), report);
  INFO(name_);
  REQUIRE(report.errors.empty());
  return report;
}

}  // namespace halint::test
