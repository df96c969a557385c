// halint fix: what it changes, and how that is told. Files are written whole or not at all.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/commands.h"
#include "cli/configs.h"
#include "cli/files.h"
#include "cli/inputs.h"
#include "cli/installed_types.h"
#include "halint/fix/fix.h"
#include "halint/report/escape.h"
#include "halint/source/secrets.h"

namespace halint::cli {
namespace {

struct Totals {
  size_t files = 0;  // that have flows
  size_t applied = 0;
  size_t unsafe_left = 0;
  size_t left = 0;
  bool failed = false;
};

std::string count(size_t number, std::string_view one, std::string_view many) {
  return std::to_string(number) + ' ' + std::string(number == 1 ? one : many);
}

std::string told(const std::string& path, const FixResult& result) {
  std::string out = printable(path) + '\n';
  for (const AppliedFix& fix : result.applied)
    out += "  " + fix.rule + ": " + printable(masked(fix.node)) + ": " + printable(masked(fix.description)) + '\n';
  return out;
}

std::string summary(const Totals& totals, const FixArguments& arguments) {
  const bool would = arguments.diff || arguments.check;
  std::string out = totals.applied == 0 ? std::string("Nothing to fix")
                                        : count(totals.applied, "fix ", "fixes ") + (would ? "to apply" : "applied");
  if (totals.unsafe_left != 0)
    out += "; " + count(totals.unsafe_left, "finding has", "findings have") + " an unsafe fix: --unsafe applies it";
  return out + "; " + count(totals.left, "finding is left.", "findings are left.") + '\n';
}

class FixRun {
 public:
  FixRun(const FixArguments& arguments, const Configs& configs, const TypeSource& installed, const Streams& streams)
      : arguments_(arguments), configs_(configs), installed_(installed), streams_(streams) {}

  void fix_file(const Input& input) {
    const Result<SourceFile> file =
        input.path.empty() ? read_stream(streams_.in, input.shown) : read_file(input.path, input.shown);
    if (!file) return fail(file.error());
    const Result<FixResult> result = change(*file, input);
    if (!result) {
      if (input.origin == Input::Origin::named || !arguments_.suppress.rule.empty()) fail(result.error());
      return;
    }
    ++totals_.files;
    totals_.applied += result->applied.size();
    totals_.unsafe_left += result->unsafe_left;
    totals_.left += result->left;
    if ((result->applied.empty() && !input.path.empty()) || write(input, *file, *result)) tell(input, *result);
  }

  [[nodiscard]] const Totals& totals() const { return totals_; }

 private:
  const FixArguments& arguments_;
  const Configs& configs_;
  const TypeSource& installed_;
  const Streams& streams_;
  Totals totals_;

  void fail(const Error& error) {
    complain(streams_, masked(error.to_string()));
    totals_.failed = true;
  }

  Result<FixResult> change(const SourceFile& file, const Input& input) const {
    const Config& config = configs_.at(input.config);
    const Catalog catalog(config.node_types, &installed_);
    Options options = options_of(config);
    options.settings = input.settings;
    if (!arguments_.suppress.rule.empty()) return suppress(file, options, catalog, arguments_.suppress);
    return fix(file, options, catalog, arguments_.unsafe);
  }

  // A diff goes to standard output, the changed text of standard input too. Returns whether it was done.
  bool write(const Input& input, const SourceFile& file, const FixResult& result) {
    if (arguments_.diff) return write_out(streams_, printable_lines(masked(write_diff(file, result.edits))));
    if (arguments_.check) return true;
    const std::string text = apply_edits(file.bytes(), result.edits);
    if (input.path.empty()) return write_out(streams_, text);
    const Error error = write_file(input.path, text);
    if (error.message.empty()) return true;
    fail(error);
    return false;
  }

  // On standard error where standard output is taken.
  void tell(const Input& input, const FixResult& result) {
    if (result.applied.empty()) return;
    const std::string text = told(input.shown, result);
    const bool taken = arguments_.diff || input.path.empty();
    std::fwrite(text.data(), 1, text.size(), taken ? streams_.err : streams_.out);
  }
};

}  // namespace

int fix_command(const FixArguments& arguments, const Streams& streams) {
  Configs configs(arguments.config, arguments.overrides);
  SettingsFiles settings(arguments.settings);
  const Inputs inputs = find_inputs(arguments.paths, arguments.stdin_name, configs, settings);
  std::optional<Error> error = configs.error() ? configs.error() : settings.error();
  if (!error) error = check_overrides(arguments.overrides, configs.all());
  if (error) {
    complain(streams, error->to_string());
    return kExitError;
  }
  const std::vector<const Config*> all = configs.all();
  const std::string& rule = arguments.suppress.rule;
  const bool known = rule.empty() || std::any_of(all.begin(), all.end(), [&](const Config* config) {
                       return config->policy().find(rule) != nullptr;
                     });
  if (!known) {
    complain(streams, "there is no rule \"" + rule + "\" to suppress; halint rules lists them");
    return kExitError;
  }
  for (const Error& one : inputs.errors) complain(streams, one.to_string());
  for (const std::string& note : settings.notes()) complain(streams, note);
  const InstalledTypes installed(package_places({}, inputs));
  FixRun run(arguments, configs, installed, streams);
  for (const Input& input : inputs.files) run.fix_file(input);
  const Totals& totals = run.totals();
  if (totals.failed || !inputs.errors.empty()) return kExitError;
  if (totals.files == 0) {
    complain(streams, "there are no Node-RED flows to fix");
    return kExitError;
  }
  const std::string text = summary(totals, arguments);
  std::fwrite(text.data(), 1, text.size(), streams.err);
  return arguments.check && totals.applied != 0 ? kExitFindings : kExitClean;
}

}  // namespace halint::cli
