// What a record of a TypeTable holds: the members of a node type, in one order for what writes the records while halint
// is built and what reads them when it runs. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "halint/catalog/node_type.h"

namespace halint {

/// A codec is called with the members of a struct: each is written with its number in the list if it differs from what
/// it is by default, and a 0 ends them.
template <typename Codec>
void code(Codec& codec, Test& test) {
  codec(test.path, test.kind, test.negated, test.number, test.words);
}

template <typename Codec>
void code(Codec& codec, Facts& facts) {
  codec(facts.state, facts.per, facts.group, facts.effect, facts.resource, facts.level, facts.confidence,
        facts.connection, facts.parts, facts.passes, facts.fresh, facts.connections, facts.path, facts.exclusive,
        facts.platform, facts.rule, facts.fix, facts.safe_when, facts.note, facts.delivery, facts.query, facts.sets,
        facts.code, facts.guard);
}

template <typename Codec>
void code(Codec& codec, Case& one) {
  codec(one.when, one.facts);
}

template <typename Codec>
void code(Codec& codec, DefaultValue& value) {
  codec(value.property, value.value);
}

/// The name stands first: a table is searched by it.
template <typename Codec>
void code(Codec& codec, NodeType& type) {
  codec(type.type, type.package, type.version, type.source, type.config, type.inputs, type.facts, type.cases,
        type.defaults, type.machine, type.summary, type.maybe);
}

}  // namespace halint
