// What a node type is: the record behind an entry of rules/nodes/*.toml. docs/catalogue.md explains the words.
// Plain data over views; made at build time, or at run time by whoever keeps the text alive.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace halint {

/// How sure we are, and how bad it is: SARIF's words for the second. `unset` and `none` never reach a report.
enum class Level : uint8_t { unset, none, note, warning, error };
enum class Confidence : uint8_t { unset, low, medium, high };

/// Which copies get an event of a source.
enum class Delivery : uint8_t { unset, none, balanced, every, timer, startup, local };
/// What a node keeps in memory between messages.
enum class NodeState : uint8_t {
  unset,
  none,
  aggregate,
  sequence,
  counter,
  latch,
  dedupe,
  cache,
  queue,
  rate_limit,
  timer
};
/// Whose state it is: of one connection (a client's, which stays with its copy), else of all that the node sees.
enum class StateOwner : uint8_t { unset, node, connection };
/// How a group of messages that a node collects is complete.
enum class Grouping : uint8_t { unset, parts, count };
/// What a node does outside of its copy.
enum class Effect : uint8_t { unset, none, idempotent, non_idempotent, unknown, sql, screen, reply };
/// What of its host a node uses.
enum class Resource : uint8_t { unset, none, file_read, file_write, file_watch, process, hardware, database, clients };

enum class TestKind : uint8_t { any_of, empty, prefix, contains, regex, greater, less };

/// One test of a `when`: `path` names properties, `words` are what they are compared with.
struct Test {
  std::string_view path;
  TestKind kind = TestKind::any_of;
  bool negated = false;
  double number = 0;
  std::span<const std::string_view> words;
};

/// The fields that a node and each of its cases may have; `unset` or empty where not given.
struct Facts {
  NodeState state = NodeState::unset;
  StateOwner per = StateOwner::unset;
  Grouping group = Grouping::unset;
  Effect effect = Effect::unset;
  Resource resource = Resource::unset;
  Level level = Level::unset;
  Confidence confidence = Confidence::unset;
  std::optional<bool> connection;
  std::optional<bool> parts;
  std::optional<bool> passes;
  std::optional<bool> fresh;            ///< what it sends holds nothing of the message that came in
  std::optional<uint16_t> connections;  ///< how many clients what is `exclusive` serves at once; 1 if not given
  std::string_view path;
  std::string_view exclusive;
  std::string_view platform;
  std::string_view rule;
  std::string_view fix;
  std::string_view safe_when;
  std::string_view note;
  std::span<const Delivery> delivery;  ///< several for a source of several kinds of event
  std::span<const std::string_view> query;
  std::span<const std::string_view> sets;
  std::span<const std::string_view> code;
  std::span<const uint16_t> guard;
};

struct Case {
  std::span<const Test> when;
  Facts facts;
};

/// A property that a flow file may leave out, and the value it then has.
struct DefaultValue {
  std::string_view property;
  std::string_view value;
};

struct NodeType {
  std::string_view type;  ///< with `*` at its end for all types that begin so
  std::string_view package;
  std::string_view version;  ///< of the package, when its source was read
  std::string_view source;   ///< file:line that decides
  std::string_view summary;
  bool config = false;
  std::optional<uint16_t> inputs;
  Facts facts;
  std::span<const Case> cases;
  std::span<const DefaultValue> defaults;
  bool machine = false;    ///< a machine read it, nobody has checked it: see halint/catalog/machine_reading.h
  std::string_view maybe;  ///< what it is not sure of, or empty
};

/// The words of docs/catalogue.md, in the order of the enumerators behind `unset`.
std::string_view to_string(Level level);
std::string_view to_string(Confidence confidence);
std::string_view to_string(Delivery delivery);
std::string_view to_string(NodeState state);
std::string_view to_string(StateOwner owner);
std::string_view to_string(Grouping group);
std::string_view to_string(Effect effect);
std::string_view to_string(Resource resource);
std::string_view to_string(TestKind kind);

}  // namespace halint
