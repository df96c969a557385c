// How a subscription's connection stands to the broker, as far as it decides who hears a message.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "halint/analysis/model.h"

namespace halint {

/// "session": one client ID for whichever copy works, and the broker keeps messages for it while none does.
/// "one-connection": one client ID, so that only one copy is connected at a time. Else empty.
[[nodiscard]] std::string_view connection_case(const Model& model, VertexId subscription);

}  // namespace halint
