// SPDX-License-Identifier: Apache-2.0
#include "wasm/functions.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>

#include "cli/value_reader.h"
#include "halint/fix/fix.h"
#include "halint/flow/document.h"
#include "halint/halint.h"
#include "halint/report/drawing.h"
#include "halint/report/escape.h"
#include "halint/report/formats.h"
#include "halint/report/html.h"
#include "halint/report/merge.h"
#include "halint/report/pages.h"
#include "halint/source/secrets.h"

namespace halint {
namespace {

constexpr const char* kConfigName = "halint.toml";

/// What a call is given, by name: `flows` and the options, which are those of the command line.
class Given {
 public:
  /// Names and values in turn, each as its size (4 bytes, the lowest first) and its bytes.
  Given(const char* bytes, size_t size) {
    for (size_t at = 0; at < size;) {
      const std::string_view name = next(bytes, at);
      values_[name] = next(bytes, at);
    }
  }

  [[nodiscard]] bool has(std::string_view name) const { return values_.count(name) != 0; }
  /// Empty if it was not given.
  [[nodiscard]] std::string_view operator[](std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::string_view() : found->second;
  }

 private:
  std::map<std::string_view, std::string_view> values_;

  static std::string_view next(const char* bytes, size_t& at) {
    uint32_t size = 0;
    std::memcpy(&size, bytes + at, sizeof size);
    const std::string_view text(bytes + at + sizeof size, size);
    at += sizeof size + size;
    return text;
  }
};

Result<ConfigOverrides> read_overrides(const Given& given) {
  cli::ValueReader reader;
  ConfigOverrides to;
  const auto text = [&](std::string_view name) { return std::string(given[name]); };
  const auto list = [&](std::string_view name) {
    return given.has(name) ? std::vector<std::string>{text(name)} : std::vector<std::string>();
  };
  reader.override("--platform", text("platform"), kPlatformWords, to.platform);
  reader.override("--deployment", text("deployment"), kDeploymentWords, to.deployment);
  if (given.has("replicas"))
    reader.number("--replicas", text("replicas"), kMinReplicas, kMaxReplicas, to.replicas.emplace());
  reader.override("--min-level", text("min-level"), kLevelWords, to.min_level);
  reader.override("--min-confidence", text("min-confidence"), kConfidenceWords, to.min_confidence);
  reader.rule_ids("--select", list("select"), to.select);
  reader.rule_ids("--ignore", list("ignore"), to.ignore);
  return reader.or_error(std::move(to));
}

// The configuration of a call, whose text must be whole: there is nothing else that it could extend or compare with.
Result<Config> read_configuration(const Given& given) {
  const Result<ConfigOverrides> overrides = read_overrides(given);
  if (!overrides) return overrides.error();
  Config config;
  if (given.has("config")) {
    const std::string_view text = given["config"];
    const Result<Setting<std::string>> extends = read_extends(text, kConfigName);
    if (!extends) return extends.error();
    if (!extends->value.empty())
      return Error{"extends " + extends->value + ", and there are no files here; give the text of both", extends->from};
    Result<Config> read = read_config(text, kConfigName);
    if (!read) return read.error();
    config = std::move(*read);
  }
  if (!config.baseline.value.empty())
    return Error{"\"baseline\" names a file, and there are none here", config.baseline.from};
  override_config(config, *overrides);
  const Config* const all[] = {&config};
  if (std::optional<Error> error = check_overrides(*overrides, all)) return std::move(*error);
  return config;
}

std::string path_of(const Given& given) { return given.has("path") ? std::string(given["path"]) : "flows.json"; }

/// Writes a report in one format.
using Format = std::string (*)(const Report& report, const Document& document, const Config& config);

constexpr std::array<Word<Format>, 10> kFormats{{
    {"text", [](const Report& report, const Document&, const Config&) { return write_text(report); }},
    {"concise", [](const Report& report, const Document&, const Config&) { return write_concise(report); }},
    {"json", [](const Report& report, const Document&, const Config&) { return write_json(report); }},
    {"sarif", [](const Report& report, const Document&,
                 const Config& config) { return write_sarif(report, config.all_rules()); }},
    {"github", [](const Report& report, const Document&, const Config&) { return write_github(report); }},
    {"gitlab", [](const Report& report, const Document&, const Config&) { return write_gitlab(report); }},
    {"junit", [](const Report& report, const Document&, const Config&) { return write_junit(report, std::nullopt); }},
    {"checkstyle", [](const Report& report, const Document&, const Config&) { return write_checkstyle(report); }},
    {"markdown", [](const Report& report, const Document&, const Config&) { return write_markdown(report); }},
    {"html",
     [](const Report& report, const Document& document, const Config&) {
       const Drawing drawing = draw(document);
       return write_html(report, {&drawing, 1});
     }},
}};

Result<Format> read_format(const Given& given) {
  cli::ValueReader reader;
  Format format = nullptr;
  reader.choose("--format", given.has("format") ? std::string(given["format"]) : "json", kFormats, format);
  return reader.or_error(format);
}

// A report's findings as `halint check` leaves them.
void choose(const Config& config, bool show_suppressed, Report& report) {
  const Threshold threshold{config.min_level.value, config.min_confidence.value};
  hide_below(report, std::vector<Threshold>(report.files.size(), threshold));
  if (!show_suppressed) drop_suppressed(report);
  sum_up(report);
}

Result<std::string> check_flows(const Given& given) {
  const Result<Format> format = read_format(given);
  if (!format) return format.error();
  const Result<Config> config = read_configuration(given);
  if (!config) return config.error();
  if (std::optional<Error> error = check_rules_left(*config, path_of(given))) return std::move(*error);
  const Result<SourceFile> file = SourceFile::create(path_of(given), PaddedBytes::copy_of(given["flows"]));
  if (!file) return file.error();
  const Result<Document> document = read_document(*file, 1);
  if (!document) return document.error();
  Options options = options_of(*config);
  options.policy.keep_suppressed = given.has("show-suppressed");
  options.most_alike = config->min_confidence.value == Confidence::low ? kMaxAlike : 0;
  Report report;
  check(*document, options, Catalog(config->node_types), report);
  if (!report.errors.empty()) return report.errors.front();
  choose(*config, options.policy.keep_suppressed, report);
  return (*format)(report, *document, *config);
}

// The flows as `halint fix` leaves them.
Result<std::string> fix_flows(const Given& given) {
  const Result<Config> config = read_configuration(given);
  if (!config) return config.error();
  const Result<SourceFile> file = SourceFile::create(path_of(given), PaddedBytes::copy_of(given["flows"]));
  if (!file) return file.error();
  const Result<FixResult> result = fix(*file, options_of(*config), Catalog(config->node_types), given.has("unsafe"));
  if (!result) return result.error();
  return apply_edits(file->bytes(), result->edits);
}

Result<std::string> call(std::string_view what, const Given& given) {
  if (what == "check") return check_flows(given);
  if (what == "fix") return fix_flows(given);
  if (what == "rules") return write_rules_json(Config().all_rules());
  return std::string(version());
}

}  // namespace

std::string call(std::string_view what, const char* given, size_t size, bool& failed) {
  const Result<std::string> result = call(what, Given(given, size));
  failed = !result;
  if (result) return *result;
  std::string sentence;
  append_printable(sentence, masked(result.error().to_string()));
  return sentence;
}

}  // namespace halint
