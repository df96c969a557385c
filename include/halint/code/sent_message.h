// The messages that leave a function node: over which output, when, under which condition, and what their properties
// are. Knows nothing of wires or of who gets them. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "halint/code/value_source.h"

namespace halint {

/// What a constant is in JavaScript.
enum class ConstantType : uint8_t { unknown, string, number, boolean, null, object };

/// What one property of a message is when it leaves.
struct SentProperty {
  std::string path;  ///< after the message, as written: `payload`, `headers.accept`
  std::string text;  ///< of a constant; how the text begins; for `passed` the path under which it came in
  Certainty certainty = Certainty::unknown;
  ConstantType type = ConstantType::unknown;  ///< of a constant
  uint8_t sources = from_constant;            ///< ValueSource bits
  bool certain = false;                       ///< on every way to this send; else it may also be what came in
  bool deletes = false;                       ///< deleted, or undefined
  bool passed = false;                        ///< the very value that came in as `text`
};

/// A test that holds on every way to a send or an access.
struct CodeCondition {
  enum class Of : uint8_t {
    message,
    context,
    environment,
    copy,    ///< a value that only this copy has: its host name, its process id
    answer,  ///< what some call gave; nothing else is known of it
  };
  enum class Test : uint8_t { equals, differs, truthy, falsy, has_type, lacks_type, present, absent };
  Of of = Of::message;
  Test test = Test::truthy;
  ConstantType type = ConstantType::unknown;  ///< of `text`
  std::string path;                           ///< message property, context key without store, variable
  std::string scope;                          ///< of context: "node", "flow" or "global"
  std::string text;                           ///< what it is held against; the type's name for `has_type`
};

/// Parts of what came in that belong to who sent it, as bits.
enum KeptPart : uint8_t { keeps_session = 1, keeps_request = 2, keeps_response = 4, keeps_parts = 8 };

/// One kind of message that leaves by one output. What a node may send is all of these together: a port without an
/// entry never sends. Two different constants under two conditions are two entries.
struct SentMessage {
  static constexpr uint16_t kAnyPort = 0xFFFF;  ///< the output cannot be known

  uint16_t port = 0;  ///< from 0
  UseTime time = UseTime::message;
  bool keeps = false;     ///< the message that came in, a clone or a spread of it: what is not listed goes on
  bool opaque = false;    ///< nothing is known of it: any property may be there, with any value
  bool guarded = false;   ///< on some ways only
  bool deferred = false;  ///< after the message was handled: in a timer, a listener, a completion
  bool repeats = false;   ///< in an interval or on a schedule
  bool many = false;      ///< in a loop or as a list: any number of them in one run
  uint8_t kept = 0;       ///< KeptPart bits of what came in that are still there
  uint8_t part = 0;       ///< which body; as in FunctionFacts
  uint32_t begin = 0;     ///< where in its text
  uint32_t end = 0;
  std::vector<SentProperty> properties;   ///< in order of their paths
  std::vector<CodeCondition> conditions;  ///< all of them hold
};

/// `node.linkcall(target, message, options)` (Node-RED 5): a call of a link in node, as a link call node makes it.
struct CodeLinkCall {
  Certainty certainty = Certainty::unknown;
  UseTime time = UseTime::message;
  uint8_t part = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
  std::string target;  ///< name or id of the link in node, if constant
};

/// `node.error` with a message, which catch nodes get, and `node.status`, which status nodes get.
struct CodeReport {
  enum class Kind : uint8_t { error, status };
  Kind kind = Kind::error;
  UseTime time = UseTime::message;
  bool repeats = false;  ///< in an interval
};

}  // namespace halint
