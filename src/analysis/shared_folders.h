// Which files lie on a volume that all copies have: by the platform, or because halint.toml says so.
// Does not judge. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "halint/analysis/model.h"

namespace halint {

/// The text of a path property of the node, or of the config node that it names (`mydb->db`). Empty if the message or
/// the host's environment decides.
[[nodiscard]] std::string path_of(const Model& model, VertexId v, std::string_view property);
/// The path is the folder or lies below it. False for an empty folder.
[[nodiscard]] bool under(std::string_view path, std::string_view folder);
/// `[files] shared-folders` has a folder around the path. A path that climbs (`/..`) is not followed.
[[nodiscard]] bool in_shared_folder(const Settings& settings, std::string_view path);
/// For what rarely tells its path wholly, as code and watches: on FlowFuse what they name is taken for shared.
[[nodiscard]] bool may_be_shared(const Settings& settings, std::string_view path);
/// All copies find the same file under this path.
[[nodiscard]] bool on_shared_volume(const Settings& settings, std::string_view path);
/// Each copy finds a file of its own under this path. False where that depends on how the copies are set up.
[[nodiscard]] bool on_own_volume(const Settings& settings, std::string_view path);

}  // namespace halint
