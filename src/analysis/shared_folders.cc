// SPDX-License-Identifier: Apache-2.0
#include "analysis/shared_folders.h"

#include <algorithm>

namespace halint {
namespace {

constexpr std::string_view kVolume = "/data/storage/";

}  // namespace

std::string path_of(const Model& model, VertexId v, std::string_view property) {
  if (property.empty()) return {};
  const size_t arrow = property.find("->");
  if (arrow == std::string_view::npos) {
    const std::string type = model.document().property(model.node_of(v), std::string(property) + "Type").text();
    if (!type.empty() && type != "str") return {};
    const TextValue text = model.graph.text(v, property);
    return text.known() ? text.text : std::string();
  }
  const NodeId config = model.graph.config_of(v, property.substr(0, arrow));
  if (config == kNoNode) return {};
  const TextValue text = model.graph.text(v, model.document().property(config, property.substr(arrow + 2)));
  return text.known() ? text.text : std::string();
}

bool under(std::string_view path, std::string_view folder) {
  if (folder.empty() || !path.starts_with(folder)) return false;
  return path.size() == folder.size() || folder.back() == '/' || path[folder.size()] == '/';
}

bool in_shared_folder(const Settings& settings, std::string_view path) {
  if (path.find("/../") != std::string_view::npos || path.ends_with("/..")) return false;
  return std::any_of(settings.shared_folders.begin(), settings.shared_folders.end(),
                     [path](const std::string& folder) { return under(path, folder); });
}

bool may_be_shared(const Settings& settings, std::string_view path) {
  return settings.platform == Platform::flowfuse || in_shared_folder(settings, path);
}

// FlowFuse mounts one volume for all copies at /data/storage and starts Node-RED there; the rest of /data is the
// image's own (@flowfuse/driver-k8s 2.31.3).
bool on_shared_volume(const Settings& settings, std::string_view path) {
  if (in_shared_folder(settings, path)) return true;
  if (settings.platform != Platform::flowfuse) return false;
  return path.empty() || path.front() != '/' || path.starts_with(kVolume);
}

bool on_own_volume(const Settings& settings, std::string_view path) {
  return settings.platform == Platform::flowfuse && !on_shared_volume(settings, path) && !kVolume.starts_with(path);
}

}  // namespace halint
