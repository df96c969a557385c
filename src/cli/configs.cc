// SPDX-License-Identifier: Apache-2.0
#include "cli/configs.h"

#include <algorithm>

#include "cli/files.h"

namespace halint::cli {
namespace {

namespace fs = std::filesystem;

fs::path absolute_of(const fs::path& path) {
  std::error_code code;
  const fs::path absolute = fs::absolute(path.empty() ? fs::path(".") : path, code).lexically_normal();
  return absolute.has_filename() ? absolute : absolute.parent_path();
}

// Something of that name is there, whatever it is.
bool is_there(const fs::path& path) {
  std::error_code code;
  return fs::exists(fs::symlink_status(path, code));
}

// What keeps a halint.toml that was found from being read; a file that was named may be a pipe.
std::optional<Error> no_file(const fs::path& path, const std::string& shown) {
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (fs::is_regular_file(status)) return std::nullopt;
  const char* what = "is neither a file nor a link to one";
  if (fs::is_directory(status)) what = "is a folder";
  if (!fs::exists(status)) what = is_there(path) ? "is a link that leads nowhere" : "is not there";
  return Error{
      std::string(what) + ", so that nobody can say what holds for the flows below it; make it a file, or remove it",
      shown};
}

}  // namespace

std::string shown_config(const fs::path& path) {
  std::error_code code;
  const fs::path relative = path.lexically_relative(fs::current_path(code));
  return code || relative.empty() ? path.generic_string() : relative.generic_string();
}

Configs::Configs(const ConfigChoice& choice, ConfigOverrides overrides)
    : overrides_(std::move(overrides)), fixed_(choice.none || !choice.path.empty()) {
  if (choice.path.empty())
    add({});
  else
    load(absolute_of(choice.path), choice.path);
}

std::vector<const Config*> Configs::all() const {
  std::vector<const Config*> all;
  for (const Config& config : configs_) all.push_back(&config);
  return all;
}

void Configs::add(Config config) {
  override_config(config, overrides_);
  configs_.push_back(std::move(config));
}

size_t Configs::above(const fs::path& folder) {
  if (fixed_) return 0;
  std::vector<fs::path> passed;
  size_t index = 0;
  for (fs::path at = absolute_of(folder); !at.empty(); at = at.parent_path()) {
    const auto known = by_folder_.find(at);
    if (known != by_folder_.end()) {
      index = known->second;
      break;
    }
    passed.push_back(at);
    if (is_there(at / kConfigName)) {
      index = load(at / kConfigName, shown_config(at / kConfigName));
      break;
    }
    if (is_there(at / ".git") || at == at.root_path()) break;
  }
  for (const fs::path& at : passed) by_folder_[at] = index;
  return index;
}

size_t Configs::load(const fs::path& path, const std::string& shown) {
  const auto [at, added] = by_file_.try_emplace(path, configs_.size());
  if (!added) return at->second;
  Result<Config> config = read(path, shown);
  if (!config && !error_) error_ = config.error();
  add(config ? std::move(*config) : Config());
  return at->second;
}

// The file and all that it extends, read from the farthest to the nearest.
Result<Config> Configs::read(const fs::path& path, const std::string& shown) {
  struct Link {
    SourceFile file;
    std::string shown;
  };
  std::vector<Link> chain;
  fs::path next = path;
  std::string name = shown;
  std::string from;
  for (;;) {
    if (!fixed_ || !chain.empty()) {
      if (std::optional<Error> error = no_file(next, name))
        return from.empty() ? *error : Error{"extends " + name + ", which " + error->message, from};
    }
    Result<SourceFile> file = read_file(next.string(), name);
    if (!file) return file.error();
    const bool again = std::any_of(chain.begin(), chain.end(), [&](const Link& link) { return link.shown == name; });
    if (again) return Error{"extends itself, by way of " + chain.back().shown, name};
    files_.push_back(next);
    const std::string_view text = file->bytes().substr(file->text_begin());
    Result<Setting<std::string>> extends = read_extends(text, name);
    chain.push_back({std::move(*file), name});
    if (!extends) return extends.error();
    if (extends->value.empty()) break;
    from = extends->from;
    name = fs::path(extends->value).lexically_normal().generic_string();
    next = absolute_of(name);
  }
  Config config;
  for (auto link = chain.rbegin(); link != chain.rend(); ++link) {
    Result<Config> read =
        read_config(link->file.bytes().substr(link->file.text_begin()), link->shown, std::move(config));
    if (!read) return read.error();
    config = std::move(*read);
  }
  return config;
}

std::vector<std::string> unheeded_settings(Configs& configs) {
  const Config& run = configs.run();
  std::vector<std::string> out;
  const auto check = [&](const char* key, const auto& setting, const auto& heeded) {
    if (setting.from == "default" || setting.from == heeded.from) return;
    const std::string who = run.path.empty() ? "which has none" : "which is " + run.path;
    out.push_back(setting.from + ": \"" + key +
                  "\" is not heeded: it concerns the whole run, and so only counts in the halint.toml of the current "
                  "directory, " +
                  who);
  };
  for (const Config* config : configs.all()) {
    check("fail-on", config->fail_on, run.fail_on);
    check("strict", config->strict, run.strict);
    check("baseline", config->baseline, run.baseline);
    check("output", config->output, run.output);
  }
  return out;
}

}  // namespace halint::cli
