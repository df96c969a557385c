// SPDX-License-Identifier: Apache-2.0
#include "halint/rule/config.h"

namespace halint {

// What stands behind `#` without a blank is meant to be uncommented; a test reads it that way.
std::string_view config_template() {
  return R"(# halint.toml: what halint heeds when it lints the flows beside and below this file.
# Options on the command line win over it. `halint check --print-config FILE` shows what holds for a file.
# What concerns the run (fail-on, strict, baseline, output) is heeded in the halint.toml of the current directory alone.

# Where the flows run: "flowfuse", "kubernetes", "docker" or "auto" (what the input tells). What copies share differs.
#platform = "flowfuse"
# How copies come about: "replicas" work at once; "rolling": one works, and an update starts the new one before the old
# one ends; "standby": one works, and another takes over when it is gone.
#deployment = "replicas"
# How many copies run at once.
#replicas = 2

# From which level on findings fail the run: "error", "warning", "note" or "never".
#fail-on = "error"
# What is not worth listing: "note", "warning", "error"; "low", "medium", "high".
#min-level = "note"
#min-confidence = "low"
# Also fail on unknown node types and on entries here or in a baseline that fit nothing any more.
#strict = false
# Findings that were accepted as they are: a file that --write-baseline has made.
#baseline = "halint-baseline.json"
# Reports to write besides the one on standard output: a format of --format, and a file.
#output = ["sarif=halint.sarif"]

# What is left out of directories, in the words of .gitignore, seen from this file.
#exclude = ["archive/", "*.old.json"]
# Another halint.toml, over which this one is laid.
#extends = "../halint.toml"
# Only these rules.
#select = ["split-context", "duplicated-timer"]

# How bad a rule's findings are here: "off", "note", "warning" or "error". `halint rules` lists the rules.
#[rules]
#"mqtt-presence-message" = "off"
#"duplicated-timer" = "error"

# Context stores that all copies share, such as Redis, by the names they have in settings.js.
#[context]
#shared-stores = ["redis"]

# Folders on a volume that all copies have, as flows name them: a named volume of Docker, NFS.
#[files]
#shared-folders = ["/shared"]

# Node types that let only one copy through: a lock, a leader election.
#[guards]
#types = ["acme-leader", { type = "acme-lock", outputs = [0] }]
# Context keys that are true in one copy at most, environment variables that one copy alone has, subflows and link in nodes
# (name or id) that let one copy through.
#keys = ["global:leader", "flow:active"]
#variables = ["IS_LEADER"]
#subflows = ["Leader only"]
#links = ["leader only"]

# Findings that are fine, and why. A rule, and at least one of: node (its id), flow (label or id), type, file.
# `*` and `?` stand for any text and any character. Where you can edit the flow, write instead, in a node's description:
#   // halint-ignore duplicated-timer -- each copy warms its own cache
#[[ignore]]
#rule = "duplicated-timer"
#flow = "Maintenance*"
#reason = "Each copy cleans its own temporary files."

# A node type that halint does not know, in the words of docs/catalogue.md.
#[[node]]
#type = "acme-counter"
#summary = "Counts messages."
#state = "counter"

# A rule of your own. `arrives` names deliveries that must reach the node; leave it out for any.
#[[rule]]
#id = "local/no-public-broker"
#level = "warning"
#summary = "Flows must not use a public MQTT broker."
#message = "{node} connects to a public broker"
#when = { type = "mqtt-broker", broker = { regex = "^(test\\.mosquitto\\.org|broker\\.hivemq\\.com)$" } }
#fix = "Use the plant's own broker."
)";
}

}  // namespace halint
