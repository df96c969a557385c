// Workflow commands of GitHub Actions: `::error file=…,line=…::message`. The runner reads them from the log of a step.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "halint/report/escape.h"
#include "halint/report/formats.h"
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

class Writer {
 public:
  explicit Writer(const Report& report) : report_(report) {
    std::array<size_t, 3> wanted{};
    wanted[index(Kind::error)] = report.errors.size();
    for (const ReportFinding& finding : report.findings) {
      if (!finding.suppression) ++wanted[index(kind_of(finding.level))];
    }
    bool too_many = false;
    for (const size_t count : wanted) too_many = too_many || count > kMaxPerKind;
    // The notice that sums up is one of the ten; it may be what makes the notices too many.
    if (too_many) room_[index(Kind::notice)] -= 1;
  }

  std::string write() && {
    for (const Error& error : report_.errors) {
      if (take(Kind::error)) append_error(error);
    }
    for (const ReportFinding& finding : report_.findings) {
      const Kind kind = kind_of(finding.level);
      if (!finding.suppression && take(kind)) append_finding(kind, finding);
    }
    append_rest();
    return std::move(out_);
  }

 private:
  const Report& report_;
  std::string out_;
  std::array<size_t, 3> room_{kMaxPerKind, kMaxPerKind, kMaxPerKind};
  std::array<size_t, 3> left_out_{};

  static size_t index(Kind kind) { return static_cast<size_t>(kind); }

  bool take(Kind kind) {
    if (room_[index(kind)] != 0) {
      --room_[index(kind)];
      return true;
    }
    ++left_out_[index(kind)];
    return false;
  }

  void begin(Kind kind, std::string_view path, const Position& from, const Position& to, std::string_view title) {
    out_.append("::").append(to_string(kind)).append(" ");
    if (!path.empty()) out_ += "file=" + escaped(printable(bare_path(path)), true) + ',';
    if (from.line != 0) {
      out_ += "line=" + std::to_string(from.line);
      if (to.line != 0) out_ += ",endLine=" + std::to_string(to.line);
      // Columns are only heeded within one line.
      if (from.column != 0) out_ += ",col=" + std::to_string(from.column);
      if (to.column != 0 && to.line == from.line) out_ += ",endColumn=" + std::to_string(to.column);
      out_ += ',';
    }
    out_ += "title=" + escaped(printable(title), true) + "::";
  }

  void append_error(const Error& error) {
    begin(Kind::error, error.path, {error.line, error.column}, {}, "halint");
    out_ += escaped(error_line(error), false) + '\n';
  }

  void append_finding(Kind kind, const ReportFinding& finding) {
    const ReportLocation& at = finding.place.location;
    begin(kind, file_path(report_, finding), at.begin, at.end, rule_id(finding));
    std::string text = printable(finding.message) + '\n' + where_line(finding);
    for (const std::string& sentence : advice(finding)) text += '\n' + sentence;
    out_ += escaped(text, false) + '\n';
  }

  void append_rest() {
    std::vector<std::string> parts;
    const auto add = [&](Kind kind, std::string_view word) {
      if (const size_t count = left_out_[index(kind)]; count != 0) parts.push_back(counted(count, word));
    };
    add(Kind::error, "error");
    add(Kind::warning, "warning");
    add(Kind::notice, "note");
    if (parts.empty()) return;
    const std::string text =
        listed(parts) + " more; GitHub shows ten annotations of a kind. Other formats hold them all.";
    out_ += "::notice title=halint::" + escaped(text, false) + '\n';
  }
};

}  // namespace

std::string write_github(const Report& report) { return Writer(report).write(); }

}  // namespace halint
