// SPDX-License-Identifier: Apache-2.0
#include "code/sandbox/queries.h"

#include <algorithm>
#include <iterator>

namespace halint {

std::string_view statement_of(Machine& machine, const Arguments& arguments) {
  const Value first = arguments.at(0);
  if (first.certainty != Certainty::unknown) return first.text;
  if (machine.heap.kind(first.object) != ObjectKind::literal) return {};
  for (const std::string_view name : {"text", "sql"}) {
    const CellId cell = machine.heap.field(first.object, machine.names.intern(name));
    if (cell != 0 && machine.heap.store[cell].certainty != Certainty::unknown) return machine.heap.store[cell].text;
  }
  return {};
}

bool runs_statement(std::string_view method) {
  static constexpr std::string_view kMethods[] = {"query", "execute", "exec", "run", "raw"};
  return std::find(std::begin(kMethods), std::end(kMethods), method) != std::end(kMethods);
}

}  // namespace halint
