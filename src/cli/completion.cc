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
    std::erase_if(text, [](char c) {
      return c == '\'' || c == '"' || c == '`' || c == '[' || c == ']' || c == ':' || c == '$' || c == '\\';
    });
    return text;
  }
  return {};
}

std::string command_words() {
  std::string out;
  for (const std::string_view command : command_names()) out.append(out.empty() ? "" : " ").append(command);
  return out;
}

constexpr std::string_view kBash = R"(# bash completion for halint; load it with: source <(halint completion bash)
_halint_words() { COMPREPLY=($(compgen -W "$1" -- "$word")); }
_halint_list() {
  local head=
  [[ $word != *,* ]] || head=${word%,*},
  COMPREPLY=($(compgen -P "$head" -W "$1" -- "${word##*,}"))
}
_halint_files() {
  compopt -o nospace 2>/dev/null
  _halint_words "$1"
}
_halint() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
  COMPREPLY=()
  # bash takes the = of --option=value for a word of its own.
  if [[ $word == = ]]; then word=
  elif [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD-2]}
  fi
)";

// Where nothing is offered, bash completes files.
std::string bash_value(const OptionInfo& option) {
  if (option.words.empty()) return ":";
  if (!option.files) return (option.list ? "_halint_list \"" : "_halint_words \"") + joined(option.words) + '"';
  std::string words;
  for (const std::string_view word : option.words) words.append(words.empty() ? "" : " ").append(word) += '=';
  return "_halint_files \"" + words + '"';
}

std::string bash() {
  std::string out(kBash);
  out += "  if (( COMP_CWORD == 1 )); then _halint_words \"" + command_words() + " --help --version\"; return; fi\n";
  std::string values;
  std::string names;
  for (const std::string_view name : command_names()) {
    const std::string command(name);
    names += "    " + command + ") if [[ $word == -* ]]; then _halint_words \"";
    for (const OptionInfo& option : option_infos(command)) {
      names += option.name + ' ';
      if (option.takes_value)
        values += "    \"" + command + ' ' + option.name + "\") " + bash_value(option) + "; return ;;\n";
    }
    names.back() = '"';
    const auto words = argument_words(command);
    if (!words.empty()) names += "; else _halint_words \"" + joined(words) + '"';
    names += "; fi ;;\n";
  }
  out += "  case \"$command $before\" in\n" + values + "  esac\n  case $command in\n" + names + "  esac\n}\n";
  return out + "complete -o default -F _halint halint\n";
}

constexpr std::string_view kZsh = R"(#compdef halint
# zsh completion for halint; put it into a directory of $fpath as _halint
_halint_files() { if compset -P '*='; then _files; else compadd -S = -- "$@"; fi }
_halint() {
)";

std::string zsh_value(const OptionInfo& option) {
  if (!option.takes_value) return {};
  const std::string words = joined(option.words);
  if (words.empty()) return ":value:_files";
  if (option.files) return ":value:_halint_files " + words;
  return option.list ? ":value:_sequence compadd - " + words : ":value:(" + words + ')';
}

std::string zsh() {
  std::string out(kZsh);
  out += "  if (( CURRENT == 2 )); then\n    local -a commands\n    commands=(\n";
  for (const std::string_view command : command_names()) {
    out += "      '" + std::string(command) + ':' + description(help_text(""), std::string(command)) + "'\n";
  }
  out +=
      "    )\n    _describe command commands\n    return\n  fi\n  local command=$words[2]\n  shift words\n  (( "
      "CURRENT-- ))\n  case $command in\n";
  for (const std::string_view name : command_names()) {
    const std::string command(name);
    out += "    " + command + ")\n      _arguments \\\n";
    for (const OptionInfo& option : option_infos(command)) {
      out += "        '*" + option.name + (option.takes_value ? "=" : "") + '[' +
             description(help_text(command), option.name) + ']';
      out += zsh_value(option) + "' \\\n";
    }
    const auto words = argument_words(command);
    out += words.empty() ? "        '*:file:_files' ;;\n" : "        '1:word:(" + joined(words) + ")' ;;\n";
  }
  return out + "  esac\n}\n_halint \"$@\"\n";
}

std::string fish_value(const OptionInfo& option) {
  if (!option.takes_value) return {};
  if (option.words.empty()) return " -r";
  if (option.list) return " -x -a '(__fish_complete_list , \"printf \\\"%s\\n\\\" " + joined(option.words) + "\")'";
  std::string words;
  for (const std::string_view word : option.words)
    words.append(words.empty() ? "" : " ").append(word).append(option.files ? "=" : "");
  return (option.files ? " -r -a '" : " -x -a '") + words + '\'';
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
      out += begin + "-l " + option.name.substr(2) + fish_value(option) + " -d '" +
             description(help_text(command), option.name) + "'\n";
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
