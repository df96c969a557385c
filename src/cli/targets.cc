// What a run may write over: nothing that halint did not make. SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <map>

#include "cli/files.h"
#include "cli/outputs.h"
#include "cli/project.h"
#include "halint/flow/document.h"
#include "halint/report/baseline.h"

namespace halint::cli {
namespace {

namespace fs = std::filesystem;

/// One file that will be written.
struct Target {
  std::string option;  ///< that asks for it
  std::string path;
  bool baseline = false;
};

std::vector<Target> targets_of(const CheckArguments& arguments, const Outputs& outputs, const Config& run) {
  std::vector<Target> targets;
  const std::string option = arguments.outputs.empty() ? run.output.from + ": \"output\"" : "--output";
  for (const Output& output : outputs.files) {
    if (output.path != "-") targets.push_back({option, output.path});
  }
  if (!arguments.write_baseline.empty()) targets.push_back({"--write-baseline", arguments.write_baseline, true});
  return targets;
}

/// Files that must stay as they are, by what they are called.
class Protected {
 public:
  void add(const std::string& path, std::string what) {
    if (const std::optional<FileId> id = file_id(path)) known_.try_emplace(*id, std::move(what));
  }
  [[nodiscard]] const std::string* find(const std::string& path) const {
    const std::optional<FileId> id = file_id(path);
    const auto found = id ? known_.find(*id) : known_.end();
    return found == known_.end() ? nullptr : &found->second;
  }

 private:
  std::map<FileId, std::string> known_;
};

Protected protected_files(const CheckArguments& arguments, const Inputs& inputs, const Configs& configs,
                          const Config& run) {
  Protected files;
  // Also where nobody got so far as to look for inputs.
  for (const std::string& path : arguments.paths) {
    std::error_code code;
    if (!fs::is_directory(path, code)) files.add(path, "the input " + path);
  }
  // What a search has come by may be the report or the baseline of an earlier run: its content decides, see precious().
  for (const Input& input : inputs.files) {
    if (!input.path.empty() && input.origin != Input::Origin::search) files.add(input.path, "the input " + input.shown);
  }
  for (const fs::path& path : configs.files()) files.add(path.string(), "the configuration " + shown_config(path));
  if (!arguments.settings.empty()) files.add(arguments.settings, "the settings " + arguments.settings);
  if (!run.baseline.value.empty()) files.add(run.baseline.value, "the baseline " + run.baseline.value);
  return files;
}

bool is_baseline(const std::string& path) {
  const Result<SourceFile> file = read_file(path, path);
  return file && read_baseline(*file);
}

// What an existing file is, if it is something that no report should take the place of; else nothing.
std::string precious(const std::string& path) {
  const std::string name = fs::path(path).filename().string();
  if (name == kConfigName) return "a configuration of halint";
  if (name == kManifest || name.ends_with("_cred.json")) return "a file of Node-RED or npm";
  const Result<SourceFile> file = read_file(path, path);
  if (!file) return {};
  if (read_baseline(*file)) return "a baseline";
  const Result<Document> document = read_document(*file);
  const bool broken = !document && file->bytes().find("\"wires\"") != std::string_view::npos;
  return broken || (document && !document->nodes.empty()) ? "a file with flows" : "";
}

Error refusal(const Target& target, const std::string& what) {
  return Error{target.option + " would write over " + what + "; nothing was linted, and nothing was written"};
}

std::optional<Error> check_target(const Target& target, const Protected& files, const Config& run) {
  std::error_code code;
  const fs::file_status status = fs::status(target.path, code);
  if (fs::is_directory(status)) return Error{target.option + ": " + target.path + " is a folder, not a file"};
  if (!fs::exists(status)) {
    const fs::path folder = fs::absolute(fs::path(target.path), code).lexically_normal().parent_path();
    if (fs::is_symlink(target.path, code) || fs::is_directory(folder, code)) return std::nullopt;
    return Error{target.option + ": there is no folder " + folder.generic_string() + " to write " + target.path +
                 " to"};
  }
  const std::string* known = files.find(target.path);
  const bool again = target.baseline && file_id(target.path) == file_id(run.baseline.value);
  if (known != nullptr && !again) return refusal(target, *known);
  if (target.baseline && !is_baseline(target.path))
    return refusal(target, target.path + ", which is no baseline; name a new file, or a baseline to replace");
  if (target.baseline || !fs::is_regular_file(status)) return std::nullopt;
  const std::string what = precious(target.path);
  return what.empty() ? std::nullopt : std::optional(refusal(target, target.path + ", which is " + what));
}

// The same file, also if it does not exist yet, and however it is spelled.
bool same_place(const std::string& one, const std::string& other) {
  std::error_code code;
  const fs::path a = fs::weakly_canonical(fs::absolute(one, code), code);
  const fs::path b = fs::weakly_canonical(fs::absolute(other, code), code);
  if (a != b && (!file_id(one) || file_id(one) != file_id(other))) return false;
  const fs::file_status status = fs::status(one, code);
  return !fs::exists(status) || fs::is_regular_file(status);  // a device takes both
}

}  // namespace

std::optional<Error> check_targets(const CheckArguments& arguments, const Outputs& outputs, const Inputs& inputs,
                                   const Configs& configs, const Config& run) {
  const std::vector<Target> targets = targets_of(arguments, outputs, run);
  if (targets.empty()) return std::nullopt;
  const Protected files = protected_files(arguments, inputs, configs, run);
  for (size_t i = 0; i < targets.size(); ++i) {
    if (std::optional<Error> error = check_target(targets[i], files, run)) return error;
    for (size_t k = 0; k < i; ++k) {
      if (same_place(targets[k].path, targets[i].path))
        return Error{"two outputs go to the same file \"" + targets[i].path + '"'};
    }
  }
  return std::nullopt;
}

}  // namespace halint::cli
