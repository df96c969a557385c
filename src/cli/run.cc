// SPDX-License-Identifier: Apache-2.0
#include "cli/run.h"

#include "cli/commands.h"

namespace halint::cli {
namespace {

struct Runner {
  const Streams& streams;

  int operator()(const Print& print) const { return write_out(streams, print.text) ? kExitClean : kExitError; }
  int operator()(const CheckArguments& arguments) const { return check_command(arguments, streams); }
  int operator()(const MergeArguments& arguments) const { return merge_command(arguments, streams); }
  int operator()(const FixArguments& arguments) const { return fix_command(arguments, streams); }
  int operator()(const ExplainArguments& arguments) const { return explain_command(arguments, streams); }
  int operator()(const RulesArguments& arguments) const { return rules_command(arguments, streams); }
  int operator()(const NodesArguments& arguments) const { return nodes_command(arguments, streams); }
  int operator()(const LearnArguments& arguments) const { return learn_command(arguments, streams); }
  int operator()(const InitArguments& arguments) const { return init_command(arguments, streams); }
  int operator()(const CompletionArguments& arguments) const { return completion_command(arguments, streams); }
  int operator()(const ManArguments& /*none*/) const { return man_command(streams); }
};

}  // namespace

int run(int argc, const char* const* argv, const Streams& streams) {
  const Result<Command> command = parse_arguments(argc, argv);
  if (!command) {
    complain(streams, command.error().to_string());
    return kExitError;
  }
  return std::visit(Runner{streams}, *command);
}

}  // namespace halint::cli
