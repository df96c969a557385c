// Written by hand, because help is read by people; a test holds it against the options that exist.
// SPDX-License-Identifier: Apache-2.0
#include "cli/help.h"

namespace halint::cli {
namespace {

constexpr std::string_view kMain =
    R"(halint reads Node-RED flows and says what goes wrong when two or more copies of
them run at once.

Usage: halint COMMAND [OPTION…]

Commands:
  check [PATH…]    lint flow files and directories; default: the current one
  merge REPORT…    join the ndjson reports of a run's shards into one
  fix [PATH…]      apply safe fixes; --diff shows them, --unsafe adds the others
  explain [RULE]   what happens with two copies, how to fix it, when it is fine
  rules            every rule
  nodes [TYPE]     what the catalogue knows of a node type, and from where
  learn [TYPE]     drafts for halint.toml from installed node packages' code
  init             write a commented halint.toml
  completion       a completion script for bash, zsh or fish

Options:
  -h, --help       help for halint, or behind a command for that command
  -V, --version    the version

Examples:
  halint check flows.json
  halint check . --output sarif=halint.sarif
  halint explain mqtt-fixed-client-id

Exit code: 0 nothing found at or above --fail-on, 1 findings, 2 wrong usage or
unreadable input.
)";

constexpr std::string_view kCheck =
    R"(Lints flows and says which of them are ready to run in several copies.

Usage: halint check [PATH…] [OPTION…]

PATH is a flow file, a FlowFuse snapshot, an export, a directory, or - for
standard input. Without one, the current directory is linted.

Directories:
  Every flow file below one is linted: flows*.json, snapshot*.json, what the
  package.json of a project names, and any other .json file that holds flows.
  Left out are node_modules, hidden folders, links to folders, *_cred.json,
  .backup files, and what .gitignore or "exclude" in halint.toml names. What you
  name is linted. The last line counts both; --show-files lists them.

Configurations:
  The nearest halint.toml above a file judges it, and no other does. What
  concerns the run (fail-on, strict, baseline, output) is heeded in that of the
  current directory alone. Options win. One file may extend another.
  --print-config PATH shows what holds for a file. --config FILE takes the place
  of all of them, --no-config heeds none.

Where the flows run:
  --platform P          flowfuse (default), kubernetes, docker, or auto: taken
                        from a snapshot or a settings.js where they tell
  --deployment D        replicas (default): copies work at once; rolling: one
                        does, and an update starts the new one before the old
                        one ends; standby: one does, another takes over
  --replicas N          copies that work at once (default 2)

What is reported:
  --select RULE,…       only these rules
  --ignore RULE,…       all but these rules
  --min-level L         leave out what is below: note (default), warning, error
  --min-confidence C    leave out what is less sure: low (default), medium, high
  --fail-on L           exit with 1 from this level on: error (default),
                        warning, note, never
  --strict              exit with 1 also for unknown node types, and for an
                        [[ignore]] or a baseline entry that fits nothing
  --show-suppressed     list what the flow, halint.toml or the baseline allows,
                        too, with the reason

What was accepted:
  --baseline FILE        leave out the findings that this file has accepted
  --write-baseline FILE  accept what is found now, in a new file or a baseline
  --against FILE         leave out what an older version of the flows had too;
                         - reads it from standard input; or a directory of
                         the older files

How it is reported:
  --format F            on standard output: text (default), concise, json,
                        ndjson, sarif, github, gitlab, junit, checkstyle,
                        markdown, html
  --output F=FILE       also into a file, written whole or not at all; may be
                        repeated; FILE - is standard output
  --color WHEN          auto (default), always, never; NO_COLOR and FORCE_COLOR
                        are heeded
  -q, --quiet           findings only, without the table and the counts
  --show-files          on standard error: every file that was linted or left
                        out, and why
  --statistics          on standard error: files, nodes and time, and how often
                        each rule was broken
  --timings             on standard error: how long each stage took
  --watch               lint again whenever a file changes, and show what is
                        new since; Ctrl-C leaves

Reading:
  --stdin-filename N    what reports call standard input
  --config FILE         the only configuration
  --no-config           read no configuration file
  --settings FILE       the settings.js of the Node-RED that runs the flows:
                        context stores, flow file, projects; default: the one
                        of the user directory that the flows lie in. It is
                        read, never run
  --node-modules DIR    packages to read for node types that the catalogue
                        lacks; default: node_modules beside the flows. They
                        are read, never run
  --print-config        show what holds for PATH and where it was set, and lint
                        nothing
  --shard I/N           only the Ith of N parts of the files, the same ones on
                        every machine; I from 1 to N, 0 is N; halint merge
                        joins the reports
  --jobs N              threads at work at once (default: one per processor)
  -h, --help            this text

Examples:
  halint check flows.json
  halint check ~/.node-red --platform kubernetes --replicas 3
  halint check . --format json --fail-on never
  halint check . --output sarif=halint.sarif --output json=halint.json
  halint check . --format github --output markdown="$GITHUB_STEP_SUMMARY"
  git show main:flows.json | halint check flows.json --against -
  curl -s "$URL/flows" | halint check - --stdin-filename flows.json
)";

constexpr std::string_view kMerge =
    R"(Joins the reports of all shards of a run into one, in any format: the same bytes
and the same exit code as of a run that was not parted.

Usage: halint merge REPORT… [OPTION…]

REPORT is what halint check --shard I/N --format ndjson has written, or - for
standard input; one that was not parted is taken, too. Each shard must be there
once, in any order. With --format html, flows are drawn from their files, if
they are there as they were.

Options:
  --format F           on standard output: text (default), concise, json,
                       ndjson, sarif, github, gitlab, junit, checkstyle,
                       markdown, html
  --output F=FILE      also into a file; may be repeated
  --fail-on L          exit with 1 from this level on: error, warning, note,
                       never; default: what the shards were told
  --color WHEN         auto (default), always, never
  -q, --quiet          findings only, without the table and the counts
  -h, --help           this text

Examples:
  halint merge shard-*.ndjson
  halint merge shard-*.ndjson --output sarif=halint.sarif --format markdown
)";

constexpr std::string_view kFix =
    R"(Applies fixes to flow files. Each was tried before: its finding is gone, and no
new error or warning is there.

Usage: halint fix [PATH…] [OPTION…]

PATH is what halint check takes. A file is written whole or not at all, and
bytes outside of a change stay as they are. With -, the changed flow goes from
standard input to standard output.

Which fixes:
  --unsafe             also those that may change what the flow does
  --select RULE,…      only those of these rules
  --platform P         flowfuse (default), kubernetes, docker or auto
  --deployment D       replicas (default), rolling or standby
  --replicas N         copies that work at once (default 2)

What is done:
  --diff               show a unified diff, and change nothing
  --check              change nothing, and exit with 1 if there is something to
                       fix

Instead of fixing:
  --suppress RULE      write into the flow that findings of this rule are right
                       here
  --reason TEXT        why; it is required
  --node ID            only at this node, group or flow; default: at each node
                       with such a finding

Reading:
  --stdin-filename N   what messages call standard input
  --config FILE        the configuration; default: halint.toml beside the flow
                       file or in a directory above
  --no-config          read no configuration file
  --settings FILE      the settings.js of the Node-RED that runs the flows
  -h, --help           this text

Examples:
  halint fix flows.json --diff
  halint fix flows.json
  halint fix flows.json --suppress duplicated-timer --reason "wanted twice"
)";

constexpr std::string_view kExplain =
    R"(Explains a rule: what happens with two copies, how to fix it, when it is fine,
how it was seen.

Usage: halint explain [RULE] [OPTION…]

Without RULE, lists the rules.

Options:
  --color WHEN     auto (default), always, never
  --config FILE    the configuration; default: halint.toml here or above
  --no-config      read no configuration file
  -h, --help       this text

Examples:
  halint explain
  halint explain duplicated-timer
)";

constexpr std::string_view kRules =
    R"(Lists every rule.

Usage: halint rules [OPTION…]

Options:
  --format F       text (default): names and summaries; json: everything;
                   markdown: everything, as a page
  --config FILE    the configuration; default: halint.toml here or above
  --no-config      read no configuration file
  -h, --help       this text

Examples:
  halint rules
  halint rules --format markdown > rules.md
)";

constexpr std::string_view kNodes =
    R"(Shows what the catalogue knows of a node type: how events reach it, what it
keeps, what it does outside.

Usage: halint nodes [TYPE] [OPTION…]

Without TYPE, lists the types.

Options:
  --format F       text (default) or json
  --config FILE    the configuration; default: halint.toml here or above
  --no-config      read no configuration file
  -h, --help       this text

Examples:
  halint nodes smooth
  halint nodes "mqtt in"
)";

constexpr std::string_view kLearn =
    R"(Reads the code of installed node packages, without running it, and prints an
entry for halint.toml for each node type.

Usage: halint learn [DIRECTORY|TYPE] [OPTION…]

DIRECTORY is the folder of a package, a node_modules folder, or a Node-RED user
or project directory; default: the current one. TYPE is a node type of a package
that is installed there. An entry is a draft: read the lines that it names,
correct it, and delete what it says under maybe.

Options:
  --node-modules DIR  where to look for the package of TYPE; default:
                      node_modules here, then ~/.node-red/node_modules
  --format F          text (default): entries; json: all that was read
  -h, --help          this text

Examples:
  halint learn ~/.node-red/node_modules/node-red-contrib-acme
  halint learn acme-poll --node-modules ~/.node-red >> halint.toml
)";

constexpr std::string_view kInit =
    R"(Writes a halint.toml in which everything is explained and nothing is set.

Usage: halint init [DIRECTORY] [OPTION…]

Without DIRECTORY, the current one. A file that is there is left as it is.

Options:
  -h, --help       this text

Examples:
  halint init
)";

constexpr std::string_view kCompletion =
    R"(Prints a script that teaches a shell to complete commands, options and rules.

Usage: halint completion SHELL [OPTION…]

SHELL is bash, zsh or fish.

Options:
  -h, --help       this text

Examples:
  source <(halint completion bash)
  halint completion zsh > ~/.zfunc/_halint
  halint completion fish > ~/.config/fish/completions/halint.fish
)";

}  // namespace

std::string_view help_text(std::string_view command) {
  if (command == "check") return kCheck;
  if (command == "merge") return kMerge;
  if (command == "fix") return kFix;
  if (command == "explain") return kExplain;
  if (command == "rules") return kRules;
  if (command == "nodes") return kNodes;
  if (command == "learn") return kLearn;
  if (command == "init") return kInit;
  if (command == "completion") return kCompletion;
  return kMain;
}

}  // namespace halint::cli
