// init, completion and man: what sets halint up for a project, a shell and a system.
// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "cli/commands.h"
#include "cli/configs.h"
#include "cli/files.h"
#include "cli/manual.h"
#include "halint/rule/config.h"

namespace halint::cli {

int init_command(const InitArguments& arguments, const Streams& streams) {
  const std::filesystem::path path = (std::filesystem::path(arguments.directory) / kConfigName).lexically_normal();
  std::error_code code;
  if (std::filesystem::exists(path, code)) {
    complain(streams, path.generic_string() + ": is there already, and is left as it is");
    return kExitError;
  }
  const Error error = write_file(path.string(), config_template());
  if (!error.message.empty()) {
    complain(streams, error.to_string());
    return kExitError;
  }
  complain(streams, "wrote " + path.generic_string() + "; everything in it is a comment until you take the # away");
  return kExitClean;
}

int completion_command(const CompletionArguments& arguments, const Streams& streams) {
  return write_out(streams, completion_script(arguments.shell)) ? kExitClean : kExitError;
}

int man_command(const Streams& streams) { return write_out(streams, man_page()) ? kExitClean : kExitError; }

}  // namespace halint::cli
