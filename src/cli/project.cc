// SPDX-License-Identifier: Apache-2.0
#include "cli/project.h"

#include <algorithm>

#include "cli/files.h"
#include "halint/source/json_error.h"
#include "halint/source/json_value.h"

namespace halint::cli {
namespace {

namespace fs = std::filesystem;

// The text at a place in a JSON file; nothing if there is no such file, or something else in it.
std::optional<std::string> text_in(const fs::path& path, std::initializer_list<std::string_view> members) {
  std::error_code code;
  if (!fs::is_regular_file(path, code)) return std::nullopt;
  const Result<SourceFile> source = read_file(path.string(), path.generic_string());
  if (!source || find_json_error(*source)) return std::nullopt;
  const std::string_view text = source->bytes().substr(source->text_begin());
  JsonValue value(text.data() + std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  for (const std::string_view member : members) value = value.member(member);
  if (value.kind() != JsonKind::string || value.is_empty()) return std::nullopt;
  return value.text();
}

}  // namespace

std::optional<std::string> flow_file_of(const fs::path& folder) {
  return text_in(folder / kManifest, {"node-red", "settings", "flowFile"});
}

std::string active_project_of(const fs::path& folder) {
  return text_in(folder / kProjects, {"activeProject"}).value_or("");
}

}  // namespace halint::cli
