// The parts of the JSON form that its lines share with it. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "halint/report/report.h"
#include "report/json_writer.h"

namespace halint {

/// The members of an object that is open: of a file, but for its flows; of a finding; of an input that could not be
/// linted.
void write_file_members(JsonWriter& json, const ReportFile& file);
void write_finding_members(JsonWriter& json, std::string_view path, const ReportFinding& finding);
void write_error_members(JsonWriter& json, const Error& error);

/// A value: the flows of a file, the sums of a report.
void write_flows(JsonWriter& json, const ReportFile& file);
void write_sums(JsonWriter& json, const Report& report);

void write_tool(JsonWriter& json);

}  // namespace halint
