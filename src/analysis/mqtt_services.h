// What is known of MQTT services by the names of their hosts. Does not judge. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace halint {

/// The client ID is the device that connects, and another one is refused.
[[nodiscard]] bool names_a_device(std::string_view host);
/// It accepts the topics that it has for a device and no others, so that no subscription can be shared.
[[nodiscard]] bool has_own_topics_only(std::string_view host);

}  // namespace halint
