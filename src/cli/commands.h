// One function per command: does it and gives the exit code.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.h"
#include "cli/run.h"

namespace halint::cli {

int check_command(const CheckArguments& arguments, const Streams& streams);
int merge_command(const MergeArguments& arguments, const Streams& streams);
int fix_command(const FixArguments& arguments, const Streams& streams);
int explain_command(const ExplainArguments& arguments, const Streams& streams);
int rules_command(const RulesArguments& arguments, const Streams& streams);
int nodes_command(const NodesArguments& arguments, const Streams& streams);
int learn_command(const LearnArguments& arguments, const Streams& streams);
int init_command(const InitArguments& arguments, const Streams& streams);
int completion_command(const CompletionArguments& arguments, const Streams& streams);
int man_command(const Streams& streams);

}  // namespace halint::cli
