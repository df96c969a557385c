#!/usr/bin/env bash
# Of two equal keys in an object simdjson gives the first, JSON.parse of Node.js, Python and jq the last.
#
# What:     simdjson 3.0.1 (Debian 12, libsimdjson-dev), both of its interfaces; Node.js 20, Python 3.11, jq 1.6.
# Expected: the standard (RFC 8259, section 4) leaves it open, and nearly all parsers agree on the last; a reader that checks files for
#           another program should see what that one sees.
# Seen:     both interfaces stop at the first match.
# Matters:  after a merge by hand a node of flows.json has "topic" twice: Node-RED runs one of them, a fast tool reports on the other.
#
# Output (2026-11-27), {"topic": "first", "topic": "last"}:
#   simdjson dom:       first
#   simdjson ondemand:  first
#   Node.js:            last
#   Python:             last
#   jq:                 last
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=findings/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
debian libsimdjson-dev 3.0.1
debian jq 1.6
debian g++ 4:12

json='{"topic": "first", "topic": "last"}'
cat >probe.cc <<'END'
#include <simdjson.h>
#include <iostream>
int main(int, char** argv) {
  simdjson::padded_string text{std::string_view{argv[1]}};
  simdjson::dom::parser dom;
  std::cout << "simdjson dom:       " << std::string_view{dom.parse(text)["topic"]} << '\n';
  simdjson::ondemand::parser ondemand;
  auto document = ondemand.iterate(text);
  std::cout << "simdjson ondemand:  " << std::string_view{document["topic"]} << '\n';
}
END
g++ -std=c++17 -O0 probe.cc -lsimdjson -o probe
verdict "$(./probe "$json"
  echo "Node.js:            $(node -p "JSON.parse('$json').topic")"
  echo "Python:             $(/usr/bin/python3 -c "import json; print(json.loads('$json')['topic'])")"
  echo "jq:                 $(jq -r .topic <<<"$json")")" <<'END'
simdjson dom:       first
simdjson ondemand:  first
Node.js:            last
Python:             last
jq:                 last
END
