// The report as a page for a browser, complete in itself: flows drawn as the editor draws them, findings beside them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "halint/report/drawing.h"
#include "halint/report/report.h"

namespace halint {

/// The page. `drawings` belong to the report's files, one by one; a file without one is told without pictures. Needs no
/// network, and is read without its script too.
[[nodiscard]] std::string write_html(const Report& report, std::span<const Drawing> drawings);

}  // namespace halint
