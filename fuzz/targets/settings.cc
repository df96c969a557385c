// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "fuzz/outputs.h"
#include "fuzz/targets.h"
#include "halint/code/settings_file.h"
#include "halint/report/baseline.h"
#include "halint/rule/config.h"

namespace fuzz {

void config(std::string_view input) {
  const auto read = halint::read_config(input, "halint.toml");
  if (!read) {
    require(!read.error().message.empty(), "a refusal says why");
    return;
  }
  const std::string printed = halint::print_config(*read, *read);
  require(static_cast<bool>(halint::read_config(printed, "printed.toml")), "what --print-config prints can be read");
}

void settings(std::string_view input) {
  const auto file = halint::SourceFile::create("settings.js", halint::PaddedBytes::copy_of(input));
  const auto read = halint::read_settings(*file);
  if (!read) {
    require(!read.error().message.empty(), "a refusal says why");
    return;
  }
  for (const halint::SettingsStore& store : read->stores)
    require(!store.name.empty() && store.line > 0 && read->find(store.name) == &store,
            "a store has a name and a place");
  for (const halint::SettingsGlobal& global : read->globals) require(!global.name.empty(), "a key has a name");
}

void baseline(std::string_view input) {
  const auto file = halint::SourceFile::create("baseline.json", halint::PaddedBytes::copy_of(input));
  const auto read = halint::read_baseline(*file);
  if (!read) {
    require(!read.error().message.empty(), "a refusal says why");
    return;
  }
  const std::string written = halint::write_baseline(*read);
  require_json(written);
  const auto again = halint::SourceFile::create("again.json", halint::PaddedBytes::copy_of(written));
  const auto second = halint::read_baseline(*again);
  require(second && second->entries.size() == read->entries.size(), "a baseline that was written can be read");
}

}  // namespace fuzz
