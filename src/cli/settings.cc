// SPDX-License-Identifier: Apache-2.0
#include "cli/settings.h"

#include <filesystem>
#include <map>

#include "cli/files.h"

namespace halint::cli {
namespace {

namespace fs = std::filesystem;

// Where to begin looking for the configuration of an input.
fs::path directory_of(const Input& input, const std::string& stdin_name) {
  const fs::path path = input.path.empty() ? fs::path(stdin_name) : fs::path(input.path);
  std::error_code code;
  const fs::path absolute = fs::absolute(path, code);
  return code ? fs::path() : absolute.lexically_normal().parent_path();
}

// The nearest halint.toml, or an empty path.
fs::path find_above(fs::path directory) {
  std::error_code code;
  while (!directory.empty()) {
    if (fs::is_regular_file(directory / kConfigName, code)) return directory / kConfigName;
    if (fs::exists(directory / ".git", code) || directory == directory.root_path()) break;
    directory = directory.parent_path();
  }
  return {};
}

std::string shown(const fs::path& path) {
  std::error_code code;
  const fs::path relative = path.lexically_relative(fs::current_path(code));
  return code || relative.empty() ? path.generic_string() : relative.generic_string();
}

std::string belongs_to(const std::string& input, const fs::path& config) {
  return config.empty() ? input + " has no halint.toml above it" : input + " belongs to " + shown(config);
}

Result<fs::path> find_one(const CheckArguments& arguments, const Inputs& inputs) {
  std::map<fs::path, fs::path> known;  // by directory
  const auto of = [&](const fs::path& directory) {
    const auto [at, added] = known.try_emplace(directory);
    if (added) at->second = find_above(directory);
    return at->second;
  };
  std::error_code code;
  if (inputs.files.empty()) return of(fs::current_path(code));
  const Input* first = nullptr;
  fs::path config;
  for (const Input& input : inputs.files) {
    const fs::path own = of(directory_of(input, arguments.stdin_name));
    // What was only found by searching may hold no flows at all.
    if (own.empty() && input.origin == Input::Origin::search) continue;
    if (first != nullptr && own != config) {
      return Error{belongs_to(first->shown, config) + ", but " + belongs_to(input.shown, own) +
                   "; lint them in two runs, or choose with --config or --no-config"};
    }
    first = &input;
    config = own;
  }
  return config;
}

// The file that was chosen, else `found`, else none.
Result<Config> read(const ConfigChoice& choice, const fs::path& found) {
  const fs::path path = choice.path.empty() ? found : fs::path(choice.path);
  if (path.empty()) return Config();
  const std::string name = choice.path.empty() ? shown(path) : choice.path;
  const Result<SourceFile> file = read_file(path.string(), name);
  if (!file) return file.error();
  return read_config(file->bytes().substr(file->text_begin()), name);
}

}  // namespace

Result<Config> load_config(const CheckArguments& arguments, const Inputs& inputs) {
  fs::path found;
  if (arguments.config.path.empty() && !arguments.config.none) {
    Result<fs::path> one = find_one(arguments, inputs);
    if (!one) return one.error();
    found = *one;
  }
  Result<Config> config = read(arguments.config, found);
  if (!config) return config;
  if (std::optional<Error> error = override_config(*config, arguments.overrides)) return *error;
  return config;
}

Result<Config> load_config(const ConfigChoice& choice) {
  std::error_code code;
  return read(choice, choice.none ? fs::path() : find_above(fs::current_path(code)));
}

}  // namespace halint::cli
