// SPDX-License-Identifier: Apache-2.0
#include "fix/platform.h"

#include <algorithm>
#include <array>

namespace halint {
namespace {

// They work inside of a FlowFuse instance only.
bool is_flowfuse_node(std::string_view type) {
  constexpr std::array<std::string_view, 6> kTypes{"project link in", "project link out", "project link call",
                                                   "ff-mqtt-in",      "ff-mqtt-out",      "tables-query"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

}  // namespace

PlatformChoice platform_of(const Options& options, const Document& document) {
  if (options.platform) return {*options.platform, {}};
  if (document.shape == Shape::snapshot) return {Platform::flowfuse, "the file is a FlowFuse snapshot"};
  if (std::any_of(document.types.begin(), document.types.end(), is_flowfuse_node))
    return {Platform::flowfuse, "the flows use FlowFuse's own nodes"};
  if (options.settings != nullptr && options.settings->flowfuse)
    return {Platform::flowfuse, "FlowFuse wrote the settings.js"};
  if (options.settings != nullptr) return {Platform::docker, "there is a settings.js that FlowFuse did not write"};
  return {Platform::flowfuse, "nothing tells of another"};
}

}  // namespace halint
