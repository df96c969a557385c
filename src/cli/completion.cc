// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/help.h"
#include "cli/manual.h"

namespace halint::cli {
namespace {

std::string joined(const std::vector<std::string_view>& words) {
  std::string out;
  for (const std::string_view word : words) out.append(out.empty() ? "" : " ").append(word);
  return out;
}

// What help says of an option or a command: the text behind it on its line, without quotes, which shells would read.
std::string description(std::string_view help, const std::string& name) {
  for (size_t at = 0; at < help.size();) {
    const size_t end = std::min(help.find('\n', at), help.size());
    const std::string_view line = help.substr(at, end - at);
    at = end + 1;
    const size_t found = line.find(name);
    if (!line.starts_with("  ") || found == std::string_view::npos || found > 6) continue;
    const char behind = found + name.size() < line.size() ? line[found + name.size()] : ' ';
    const size_t gap = line.find("  ", found);
    if ((behind != ' ' && behind != '=') || gap == std::string_view::npos) continue;
    std::string text(line.substr(line.find_first_not_of(' ', gap)));
    std::erase_if(text, [](char c) { return c == '\'' || c == '"' || c == '`' || c == '[' || c == ']' || c == ':' || c == '$' || c == '\\'; });
    return text;
  }
  return {};
}

std::string command_words() {
  std::string out;
  for (const std::string_view command : command_names()) out.append(out.empty() ? "" : " ").append(command);
  return out;
}

std::string bash() {
  std::string out =
      "# bash completion for halint; load it with: source <(halint completion bash)\n"
      "_halint() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
      "  COMPREPLY=()\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "    COMPREPLY=($(compgen -W \"" +
      command_words() + " --help --version\" -- \"$word\"))\n    return\n  fi\n  case \"$command $before\" in\n";
  std::string options;
  for (const std::string_view name : command_names()) {
    const std::string command(name);
    std::string names;
    for (const OptionInfo& option : option_infos(command)) {
      names += ' ' + option.name;
      if (!option.takes_value) continue;
      out += "    \"" + command + ' ' + option.name + "\") ";
      if (option.words.empty()) out += "COMPREPLY=($(compgen -f -- \"$word\"))";
      else out += "COMPREPLY=($(compgen -W \"" + joined(option.words) + "\" -- \"$word\"))";
      out += "; return ;;\n";
    }
    options += "    " + command + ") [ \"${word:0:1}\" = - ] && COMPREPLY=($(compgen -W \"" + names.substr(1) + "\" -- \"$word\"))";
    const auto words = argument_words(command);
    if (!words.empty()) options += " || COMPREPLY=($(compgen -W \"" + joined(words) + "\" -- \"$word\"))";
    options += " ;;\n";
  }
  return out + "  esac\n  case \"$command\" in\n" + options + "  esac\n}\ncomplete -o default -F _halint halint\n";
}

std::string zsh() {
  std::string out =
      "#compdef halint\n# zsh completion for halint; put it into a directory of $fpath as _halint\n_halint() {\n"
      "  if (( CURRENT == 2 )); then\n    local -a commands\n    commands=(\n";
  for (const std::string_view command : command_names()) {
    out += "      '" + std::string(command) + ':' + description(help_text(""), std::string(command)) + "'\n";
  }
  out += "    )\n    _describe command commands\n    return\n  fi\n  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n";
  for (const std::string_view name : command_names()) {
    const std::string command(name);
    out += "    " + command + ")\n      _arguments \\\n";
    for (const OptionInfo& option : option_infos(command)) {
      out += "        '*" + option.name + '[' + description(help_text(command), option.name) + ']';
      if (option.takes_value) out += option.words.empty() ? ":value:_files" : ":value:(" + joined(option.words) + ')';
      out += "' \\\n";
    }
    const auto words = argument_words(command);
    out += words.empty() ? "        '*:file:_files' ;;\n" : "        '1:word:(" + joined(words) + ")' ;;\n";
  }
  return out + "  esac\n}\n_halint \"$@\"\n";
}

std::string fish() {
  std::string out = "# fish completion for halint; put it into ~/.config/fish/completions/halint.fish\n";
  for (const std::string_view command : command_names()) {
    out += "complete -c halint -n __fish_use_subcommand -f -a " + std::string(command) + " -d '" +
           description(help_text(""), std::string(command)) + "'\n";
  }
  for (const std::string_view name : command_names()) {
    const std::string command(name);
    const std::string begin = "complete -c halint -n '__fish_seen_subcommand_from " + command + "' ";
    for (const OptionInfo& option : option_infos(command)) {
      out += begin + "-l " + option.name.substr(2);
      if (option.takes_value) out += option.words.empty() ? " -r" : " -x -a '" + joined(option.words) + '\'';
      out += " -d '" + description(help_text(command), option.name) + "'\n";
    }
    const auto words = argument_words(command);
    if (!words.empty()) out += begin + "-f -a '" + joined(words) + "'\n";
  }
  return out;
}

}  // namespace

std::string completion_script(Shell shell) {
  switch (shell) {
    case Shell::bash:
      return bash();
    case Shell::zsh:
      return zsh();
    case Shell::fish:
      return fish();
  }
  return {};
}

}  // namespace halint::cli
