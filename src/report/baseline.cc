// SPDX-License-Identifier: Apache-2.0
#include "halint/report/baseline.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "halint/halint.h"
#include "halint/report/merge.h"
#include "halint/source/json_error.h"
#include "halint/source/json_value.h"
#include "halint/source/line_index.h"
#include "report/json_writer.h"
#include "report/words.h"

namespace halint {
namespace {

constexpr size_t kFingerprint = 16;
constexpr std::string_view kAdvice = "; halint check --write-baseline makes a new one";

const std::string& path_of(const Report& report, const ReportFinding& finding) {
  static const std::string kNone;
  return finding.file < report.files.size() ? report.files[finding.file].path : kNone;
}

bool is_fingerprint(const std::string& text) {
  return text.size() == kFingerprint && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// Reads a sound JSON document; the first entry that does not fit is kept.
class BaselineReader {
 public:
  explicit BaselineReader(const SourceFile& file) : file_(file), lines_(file) {}

  Result<Baseline> read() {
    const std::string_view text = file_.bytes().substr(file_.text_begin());
    const JsonValue root(text.data() + std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    const JsonValue version = root.member("version");
    const JsonValue findings = root.member("findings");
    if (root.member("tool")) return wrong({}, "is a report of halint, and no baseline");
    if (root.kind() != JsonKind::object || version.kind() != JsonKind::number || findings.kind() != JsonKind::array) {
      return wrong({}, "is no baseline of halint: expected an object with \"version\" and \"findings\"");
    }
    if (version.number() != kBaselineVersion) {
      return wrong(version, "is a baseline of version " + version.text() + ", and this halint reads version " +
                                std::to_string(kBaselineVersion));
    }
    std::optional<Error> error;
    findings.for_each_element([&](JsonValue element) {
      if (!error && !entry(element)) {
        error = wrong(element,
                      "is no entry of a baseline: expected \"fingerprint\" with 16 hexadecimal digits, \"rule\", "
                      "\"file\" and \"count\"");
      }
    });
    if (error) return *error;
    return std::move(baseline_);
  }

 private:
  const SourceFile& file_;
  LineIndex lines_;
  Baseline baseline_;

  [[nodiscard]] Error wrong(JsonValue at, std::string message) const {
    Error error{std::move(message) + std::string(kAdvice), file_.path()};
    if (at) {
      const Position position = lines_.position(file_.offset_of(at.begin()));
      error.line = position.line;
      error.column = position.column;
    }
    return error;
  }

  bool entry(JsonValue element) {
    if (element.kind() != JsonKind::object) return false;
    BaselineEntry added;
    added.fingerprint = element.member("fingerprint").text();
    added.rule = element.member("rule").text();
    added.file = element.member("file").text();
    added.place = element.member("place").text();
    const JsonValue count = element.member("count");
    const std::optional<double> number = count ? count.number() : 1.0;
    if (!is_fingerprint(added.fingerprint) || added.rule.empty() || !number || *number < 1 || *number > UINT32_MAX)
      return false;
    added.count = static_cast<uint32_t>(*number);
    baseline_.entries.push_back(std::move(added));
    return true;
  }
};

}  // namespace

Baseline baseline_of(const Report& report) {
  std::map<std::tuple<std::string, std::string, std::string>, BaselineEntry> entries;
  for (const ReportFinding& finding : report.findings) {
    if (finding.suppression && finding.suppression->by != SuppressedBy::baseline) continue;
    BaselineEntry entry{finding.fingerprint, std::string(rule_id(finding)), path_of(report, finding),
                        place_title(finding.place), 1};
    const auto [at, added] = entries.try_emplace({entry.file, entry.rule, entry.fingerprint}, entry);
    if (!added) ++at->second.count;
  }
  Baseline baseline;
  for (auto& [key, entry] : entries) baseline.entries.push_back(std::move(entry));
  return baseline;
}

std::string write_baseline(const Baseline& baseline) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("version", kBaselineVersion);
  json.member("note", "Findings accepted by halint check --write-baseline. Fingerprints are halint/v1.");
  json.key("findings").begin_array();
  for (const BaselineEntry& entry : baseline.entries) {
    json.begin_object().member("rule", entry.rule).member("file", entry.file).member("place", entry.place);
    json.member("fingerprint", entry.fingerprint).member("count", entry.count).end_object();
  }
  json.end_array().end_object();
  return out + '\n';
}

Result<Baseline> read_baseline(const SourceFile& file) {
  if (std::optional<Error> error = find_json_error(file)) {
    error->message = "is no baseline of halint: " + error->message;
    return *error;
  }
  return BaselineReader(file).read();
}

BaselineMatch::BaselineMatch(const Baseline& baseline) : baseline_(baseline) {
  for (const BaselineEntry& entry : baseline.entries) accepted_[entry.fingerprint] += entry.count;
}

void BaselineMatch::accept(Report& report) {
  for (ReportFinding& finding : report.findings) {
    const auto found = accepted_.find(finding.fingerprint);
    if (finding.suppression || found == accepted_.end() || found->second == 0) continue;
    --found->second;
    suppress(report, finding, {SuppressedBy::baseline, "accepted in the baseline"});
  }
}

uint32_t BaselineMatch::gone(std::span<const ReportFile> files, std::span<const Policy* const> policies) {
  std::unordered_map<std::string_view, size_t> by_path;
  for (size_t i = 0; i < files.size(); ++i) by_path.emplace(files[i].path, i);
  uint32_t gone = 0;
  for (const BaselineEntry& entry : baseline_.entries) {
    const auto file = by_path.find(entry.file);
    if (file == by_path.end() || !policies[file->second]->in_force(entry.rule)) continue;
    uint32_t& left = accepted_[entry.fingerprint];
    const uint32_t own = std::min(left, entry.count);
    left -= own;
    gone += own;
  }
  return gone;
}

uint32_t apply_baseline(Report& report, const Baseline& baseline, std::span<const Policy* const> policies) {
  BaselineMatch match(baseline);
  match.accept(report);
  return match.gone(report.files, policies);
}

}  // namespace halint
