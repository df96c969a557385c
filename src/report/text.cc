// SPDX-License-Identifier: Apache-2.0
#include "report/text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "halint/report/writer.h"
#include "report/brief.h"
#include "source/shared_work.h"

namespace halint {
namespace {

constexpr size_t kChunk = 256;  // findings that a thread takes at a time

class Writer final : public ReportWriter {
 public:
  explicit Writer(TextOptions options) : options_(std::move(options)) {}

  [[nodiscard]] bool head_comes_last() const override { return false; }
  [[nodiscard]] std::string head(const Report& /*run*/) const override { return {}; }

  [[nodiscard]] std::string body(const Report& piece) const override {
    const std::vector<ReportFinding>& findings = piece.findings;
    // Which help is new goes by the order of the findings, which are then written in any.
    HelpOnce once;
    std::vector<std::vector<std::string>> help;
    help.reserve(findings.size());
    for (const ReportFinding& finding : findings) {
      help.push_back(help_of(finding));
      std::erase_if(help.back(), [&](const std::string& sentence) { return !once.tells(finding, sentence); });
    }
    std::vector<std::string> parts((findings.size() + kChunk - 1) / kChunk);
    share_work(parts.size(), options_.jobs, [&](size_t part) {
      for (size_t i = part * kChunk; i < std::min(findings.size(), (part + 1) * kChunk); ++i) {
        if (i != 0) parts[part] += between();
        append_finding(parts[part], piece, findings[i], help[i], options_);
      }
    });
    if (parts.size() == 1) return std::move(parts.front());
    std::string out;
    for (const std::string& part : parts) out += part;
    return out;
  }

  [[nodiscard]] std::string_view between() const override { return "\n"; }

  [[nodiscard]] std::string tail(const Report& run) const override {
    if (!options_.summary) return {};
    return (run.listed() != 0 ? "\n" : "") + write_summary(run, options_);
  }

 private:
  TextOptions options_;
};

}  // namespace

std::unique_ptr<ReportWriter> text_writer(const TextOptions& options) { return std::make_unique<Writer>(options); }

std::string write_text(const Report& report, const TextOptions& options) { return Writer(options).write(report); }

}  // namespace halint
