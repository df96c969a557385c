// What Node-RED's own files say about the flows in a folder. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace halint::cli {

inline constexpr const char* kManifest = "package.json";
inline constexpr const char* kProjects = ".config.projects.json";

/// The flow file that the project's package.json names (`node-red.settings.flowFile`), relative to the folder.
[[nodiscard]] std::optional<std::string> flow_file_of(const std::filesystem::path& folder);

/// Of a user directory: the project that Node-RED runs in place of the flow file that lies in it; empty if none.
[[nodiscard]] std::string active_project_of(const std::filesystem::path& folder);

}  // namespace halint::cli
