// What values in code are made from, and how well they are known: words that all facts about code share.
// Knows nothing of Node-RED's nodes. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace halint {

/// How well a text is known: wholly, its beginning only, or not at all.
enum class Certainty : uint8_t { constant, prefix, unknown };

/// What a value is made from, as bits; 0 is a constant.
enum ValueSource : uint8_t {
  from_constant = 0,
  from_message = 1,
  from_context = 2,
  from_nondeterministic = 4,  ///< clock, random numbers, ids
  from_unknown = 8,
  from_environment = 16,  ///< environment variables: the same in every copy, as far as the flow file says
  from_copy = 32,         ///< this copy alone: host name, process id, chance, what is kept on the sandbox
  from_connection = 64,   ///< `msg._session`: the connection that one copy has
  from_message_id = 128,  ///< `msg._msgid`: this message alone
};

/// Made of nothing that differs from message to message or from copy to copy.
[[nodiscard]] constexpr bool is_same_everywhere(uint8_t sources) {
  return (sources & static_cast<uint8_t>(~from_environment)) == 0;
}

/// The one word for a mixture of sources: what makes copies differ comes first.
enum class ValueClass : uint8_t { constant, message, context, nondeterministic, unknown };
[[nodiscard]] ValueClass value_class(uint8_t sources);

/// When code runs.
enum class UseTime : uint8_t {
  message,  ///< while a message is handled, or later because of it
  start,    ///< in a function's On Start code, or when the node is made
  timer,    ///< in a timer that the code started itself
  event,    ///< in a listener that the code registered itself
};

}  // namespace halint
