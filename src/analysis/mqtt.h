// MQTT topic filters as Node-RED's mqtt in node reads them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace halint {

/// A filter with what stands around it. Views the text it was made from.
struct TopicFilter {
  std::string_view group;   ///< the share name, or empty for a plain subscription
  std::string_view filter;  ///< without `$share/<group>/`
  bool shared = false;
  /// Why Node-RED never emits a message for it, or null (10-mqtt.js, matchTopic; MQTT 5.0 section 4.8.2).
  const char* dead = nullptr;
};

[[nodiscard]] TopicFilter parse_filter(std::string_view topic);

/// Some topic matches both filters (MQTT 5.0 section 4.7; shares left aside).
[[nodiscard]] bool overlap(std::string_view a, std::string_view b);

}  // namespace halint
