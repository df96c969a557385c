// What a report shows of the file around a place: a line, a property, or a line of code, without secrets.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "halint/analysis/finding.h"
#include "halint/flow/document.h"
#include "halint/report/report.h"
#include "halint/source/line_index.h"

namespace halint {

/// Views the document, which must outlive it. May be asked by several threads.
class Excerpts {
 public:
  explicit Excerpts(const Document& document);

  /// Fills excerpt, mark and cuts. `key` is what the finding speaks of, and so may be shown.
  void show(const Place& place, std::string_view key, ReportLocation& out) const;
  [[nodiscard]] const LineIndex& lines() const { return lines_; }

 private:
  const Document& document_;
  LineIndex lines_;
  std::unordered_set<std::string> topics_;

  void show_property(Span span, ReportLocation& out) const;
  void show_code(const Place& place, std::string_view key, ReportLocation& out) const;
  [[nodiscard]] bool is_known(std::string_view word, std::string_view key) const;
};

}  // namespace halint
