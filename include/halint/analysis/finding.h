// What the analyses find, in terms of nodes and byte spans; reports make lines and words of it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "halint/catalog/node_type.h"
#include "halint/flow/document.h"

namespace halint {

/// Where the flows are to run. It changes answers: docs/deployments.md.
enum class Platform : uint8_t {
  flowfuse,    ///< one folder that all copies share, the same environment in each
  kubernetes,  ///< file systems and host names of their own; a StatefulSet numbers them
  docker,      ///< the same with host names made up at each start, and volumes that replicas on one host may share
};

/// How several copies come about. It changes what a finding means, not what is looked at: docs/deployments.md.
enum class Deployment : uint8_t {
  replicas,  ///< all are at work all the time
  rolling,   ///< one at a time; at an update the old and the new one are side by side for some seconds
  standby,   ///< one at a time; when it is gone, another one takes over
};

/// A node and the text that is meant: a property's value or a piece of the code inside it. The span lies on one line.
struct Place {
  NodeId node = kNoNode;
  Span span;
  std::string property;    ///< as the file names it: `topic`, `rules[1].to`, `func`; empty for the node as a whole
  uint32_t code_line = 0;  ///< of a piece of code: the line as the editor counts it, from 1; else 0
};

/// Another place that belongs to a finding, and what it has to do with it.
struct Related {
  Place place;
  std::string message;
};

/// One step on the way from where an event comes in to what it does.
struct Step {
  NodeId node = kNoNode;
  std::string note;  ///< what happens here, for the first, the last and every step that needs a word; else empty
};

/// Whether a machine may apply a fix: `safe` keeps what the flow does, `unsafe` may change it, `display` is advice.
enum class Applicability : uint8_t { safe, unsafe, display };

/// Replaces `span` by `text`; pure insertion where the span is empty.
struct Edit {
  Span span;
  std::string text;
};

struct Fix {
  Applicability applicability = Applicability::display;
  std::string description;
  std::vector<Edit> edits;
  /// Where it has an effect besides the nodes it touches and their flows, as a path (`broker/plant/line`). Two fixes
  /// have to do with each other where one path begins with the other. Empty: it has one nowhere else.
  std::string realm = {};
};

/// Owns its strings. `rule` names an entry of rules().
struct Finding {
  std::string_view rule;
  /// Which of the rule's cases it is, where rules/*.toml tell cases apart by deployment; static, else empty.
  std::string_view when = {};
  Level level = Level::warning;
  Confidence confidence = Confidence::high;
  std::string message;  ///< one sentence without a full stop that stands alone as a title
  Place place;
  std::string key;  ///< of context: `global:count`; else empty
  std::vector<Related> related;
  std::vector<Step> path;
  std::vector<NodeId> effects;    ///< nodes that do something outside because of it
  std::vector<std::string> help;  ///< sentences on what happens here, and what to do
  std::vector<Fix> fixes;
};

}  // namespace halint
