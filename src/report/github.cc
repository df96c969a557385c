// Workflow commands of GitHub Actions: `::error file=…,line=…::message`. The runner reads them from the log of a step.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "halint/report/escape.h"
#include "halint/report/writer.h"
#include "report/brief.h"
#include "report/words.h"

namespace halint {
namespace {

constexpr uint32_t kMaxPerKind = 10;  // annotations of a kind that GitHub takes from one step

// As the runner undoes it (actions/runner, ActionCommand): in the message `%` and line ends, in properties also what
// separates them.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%') {
      out += "%25";
    } else if (c == '\r') {
      out += "%0D";
    } else if (c == '\n') {
      out += "%0A";
    } else if (property && c == ':') {
      out += "%3A";
    } else if (property && c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

enum class Kind : uint8_t { notice, warning, error };

Kind kind_of(Level level) {
  if (level == Level::error) return Kind::error;
  return level == Level::warning ? Kind::warning : Kind::notice;
}

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::notice:
      return "notice";
    case Kind::warning:
      return "warning";
    case Kind::error:
      return "error";
  }
  return "";
}

void begin(std::string& out, Kind kind, std::string_view path, const Position& from, const Position& to,
           std::string_view title) {
  out.append("::").append(to_string(kind)).append(" ");
  if (!path.empty()) out += "file=" + escaped(printable(bare_path(path)), true) + ',';
  if (from.line != 0) {
    out += "line=" + std::to_string(from.line);
    if (to.line != 0) out += ",endLine=" + std::to_string(to.line);
    // Columns are only heeded within one line.
    if (from.column != 0) out += ",col=" + std::to_string(from.column);
    if (to.column != 0 && to.line == from.line) out += ",endColumn=" + std::to_string(to.column);
    out += ',';
  }
  out += "title=" + escaped(printable(title), true) + "::";
}

std::string command(const Error& error) {
  std::string out;
  begin(out, Kind::error, error.path, {error.line, error.column}, {}, "halint");
  return out += escaped(error_line(error), false) + '\n';
}

std::string command(const Report& report, const ReportFinding& finding) {
  const ReportLocation& at = finding.place.location;
  std::string out;
  begin(out, kind_of(finding.level), file_path(report, finding), at.begin, at.end, rule_id(finding));
  std::string text = printable(finding.message) + '\n' + where_line(finding);
  for (const std::string& sentence : advice(finding)) text += '\n' + sentence;
  return out += escaped(text, false) + '\n';
}

/// Numbers by kind.
using Counts = std::array<size_t, 3>;

std::string rest(const Counts& left_out) {
  std::vector<std::string> parts;
  const auto add = [&](Kind kind, std::string_view word) {
    if (const size_t count = left_out[static_cast<size_t>(kind)]; count != 0) parts.push_back(counted(count, word));
  };
  add(Kind::error, "error");
  add(Kind::warning, "warning");
  add(Kind::notice, "note");
  if (parts.empty()) return {};
  const std::string text =
      listed(parts) + " more; GitHub shows ten annotations of a kind. Other formats hold them all.";
  return "::notice title=halint::" + escaped(text, false) + '\n';
}

/// Keeps the first findings of each kind.
class Writer final : public ReportWriter {
 public:
  [[nodiscard]] bool head_comes_last() const override { return true; }
  [[nodiscard]] std::string head(const Report& /*run*/) const override { return {}; }
  [[nodiscard]] std::string body(const Report& /*piece*/) const override { return {}; }

  void note(const Report& piece) override {
    for (const ReportFinding& finding : piece.findings) {
      if (finding.suppression) continue;
      const auto kind = static_cast<size_t>(kind_of(finding.level));
      if (found_[kind]++ < kMaxPerKind) first_.emplace_back(kind, command(piece, finding));
    }
  }

  [[nodiscard]] std::string tail(const Report& run) const override {
    Counts left = found_;
    constexpr auto kError = static_cast<size_t>(Kind::error);
    left[kError] += run.errors.size();
    Counts room{kMaxPerKind, kMaxPerKind, kMaxPerKind};
    // The notice that sums up is one of the ten; it may be what makes the notices too many.
    if (std::any_of(left.begin(), left.end(), [](size_t count) { return count > kMaxPerKind; }))
      room[static_cast<size_t>(Kind::notice)] -= 1;
    std::string out;
    const auto take = [&](size_t kind, const auto& text) {
      if (room[kind] == 0) return;
      --room[kind];
      --left[kind];
      out += text();
    };
    for (const Error& error : run.errors) take(kError, [&] { return command(error); });
    for (const auto& [kind, text] : first_) take(kind, [&, &text = text] { return text; });
    return out += rest(left);
  }

 private:
  Counts found_{};
  std::vector<std::pair<size_t, std::string>> first_;  // kind and command, in the order of the findings
};

}  // namespace

std::unique_ptr<ReportWriter> github_writer() { return std::make_unique<Writer>(); }

std::string write_github(const Report& report) { return Writer().write(report); }

}  // namespace halint
