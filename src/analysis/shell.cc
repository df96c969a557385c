// The line is cut into simple commands; what stands in `$(…)` or backquotes, or is handed to sh -c, xargs and the like,
// is read as a command of its own. Each command is then looked up by its name.
// SPDX-License-Identifier: Apache-2.0
#include "analysis/shell.h"

#include <algorithm>
#include <array>

#include "code/sql.h"

namespace halint {
namespace {

constexpr size_t kMostTexts = 64;  // command lines inside of one

using Words = std::vector<std::string>;

template <size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool has(const Words& words, std::string_view option) {
  return std::find(words.begin() + 1, words.end(), option) != words.end();
}

bool has_prefix(const Words& words, std::string_view prefix) {
  return std::any_of(words.begin() + 1, words.end(),
                     [&](const std::string& word) { return word.compare(0, prefix.size(), prefix) == 0; });
}

// Splits a command line; nested ones go to `texts`.
class Splitter {
 public:
  Splitter(std::string_view text, std::vector<std::string>& texts, std::vector<std::string>& writes)
      : text_(text), texts_(texts), writes_(writes) {}

  std::vector<Words> run() {
    while (at_ < text_.size()) step();
    end_command();
    return std::move(commands_);
  }

 private:
  std::string_view text_;
  std::vector<std::string>& texts_;
  std::vector<std::string>& writes_;
  size_t at_ = 0;
  bool in_word_ = false;
  bool into_file_ = false;  // the next word is a file that is written
  bool from_file_ = false;
  std::string word_;
  Words words_;
  std::vector<Words> commands_;

  void end_word() {
    if (!in_word_) return;
    in_word_ = false;
    if (into_file_) {
      if (word_.compare(0, 5, "/dev/") != 0 && word_.compare(0, 1, "&") != 0) writes_.push_back(word_);
    } else if (!from_file_) {
      words_.push_back(word_);
    }
    into_file_ = from_file_ = false;
    word_.clear();
  }

  void end_command() {
    end_word();
    if (!words_.empty()) commands_.push_back(std::move(words_));
    words_.clear();
  }

  void add(char c) {
    in_word_ = true;
    word_ += c;
  }

  void nested(std::string_view inner) {
    if (texts_.size() < kMostTexts) texts_.emplace_back(inner);
    add('?');
  }

  // `$(…)` from its bracket on; brackets in it are counted.
  void substitution() {
    size_t depth = 0;
    const size_t begin = at_ + 2;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '(') ++depth;
      if (text_[at_] == ')' && --depth == 0) break;
    }
    if (text_.substr(begin, 1) != "(")
      nested(text_.substr(begin, std::min(at_, text_.size()) - begin));
    else
      add('?');  // arithmetic
    ++at_;
  }

  void backquoted() {
    const size_t end = std::min(text_.find('`', at_ + 1), text_.size());
    nested(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
  }

  void single_quoted() {
    const size_t end = std::min(text_.find('\'', at_ + 1), text_.size());
    in_word_ = true;
    word_.append(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
  }

  void double_quoted() {
    in_word_ = true;
    for (++at_; at_ < text_.size() && text_[at_] != '"';) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        add(text_[at_ + 1]);
        at_ += 2;
      } else if (text_.compare(at_, 2, "$(") == 0) {
        substitution();
      } else if (text_[at_] == '`') {
        backquoted();
      } else {
        add(text_[at_++]);
      }
    }
    ++at_;
  }

  void redirection() {
    const bool digits = in_word_ && word_.find_first_not_of("0123456789&") == std::string::npos;
    if (digits) {
      word_.clear();
      in_word_ = false;
    }
    end_word();
    if (text_[at_] == '<') {
      from_file_ = true;
      while (at_ < text_.size() && text_[at_] == '<') ++at_;
      return;
    }
    into_file_ = true;
    while (at_ < text_.size() && (text_[at_] == '>' || text_[at_] == '|')) ++at_;
  }

  void step() {
    const char c = text_[at_];
    if (c == '\'') return single_quoted();
    if (c == '"') return double_quoted();
    if (c == '`') return backquoted();
    if (text_.compare(at_, 2, "$(") == 0) return substitution();
    if (c == '\\' && at_ + 1 < text_.size()) {
      if (text_[at_ + 1] != '\n') add(text_[at_ + 1]);
      at_ += 2;
      return;
    }
    if (c == '>' || c == '<') return redirection();
    if (c == '&' && into_file_ && !in_word_) return add(text_[at_++]);  // 2>&1
    ++at_;
    if (c == ' ' || c == '\t') return end_word();
    if (c == ';' || c == '|' || c == '&' || c == '\n' || c == '(' || c == ')') return end_command();
    add(c);
  }
};

// Commands that only say what they find on this host, or calculate.
bool only_reads(std::string_view name) {
  constexpr std::array<std::string_view, 82> kNames{
      "df",      "du",        "free",       "uptime",   "uname",    "whoami",   "nproc",   "lscpu",      "lsusb",
      "lsblk",   "ps",        "sensors",    "vmstat",   "iostat",   "mpstat",   "ping",    "nslookup",   "dig",
      "host",    "which",     "pidof",      "pgrep",    "getconf",  "echo",     "printf",  "cat",        "expr",
      "bc",      "ls",        "stat",       "grep",     "egrep",    "fgrep",    "head",    "tail",       "wc",
      "cut",     "tr",        "sort",       "uniq",     "jq",       "seq",      "test",    "[",          "true",
      "false",   "pwd",       "cd",         "id",       "hostname", "basename", "dirname", "readlink",   "realpath",
      "md5sum",  "sha256sum", "sha1sum",    "file",     "env",      "printenv", "arp",     "ip",         "ifconfig",
      "netstat", "ss",        "traceroute", "iwconfig", "iwlist",   "lsof",     "dmesg",   "journalctl", "top",
      "tac",     "nl",        "od",         "xxd",      "base64",   "column",   "sleep",   "getent",     "cal",
      "diff"};
  return is_one_of(name, kNames);
}

// Commands that change files of this host, each time to the same.
bool changes_files(std::string_view name) {
  constexpr std::array<std::string_view, 14> kNames{"rm",    "rmdir", "mkdir", "cp",    "mv",  "touch",    "tee",
                                                    "chmod", "chown", "ln",    "rsync", "tar", "truncate", "unzip"};
  return is_one_of(name, kNames);
}

// What a command with subcommands is asked for; nothing, if it then only shows.
bool only_asks(std::string_view name, std::string_view subcommand) {
  constexpr std::array<std::string_view, 8> kServices{"status",     "is-active",   "is-enabled", "is-failed",
                                                      "list-units", "list-timers", "show",       "cat"};
  constexpr std::array<std::string_view, 9> kContainers{"ps",  "images",  "inspect", "logs", "stats",
                                                        "top", "version", "info",    "port"};
  constexpr std::array<std::string_view, 6> kVersions{"log", "status", "rev-parse", "describe", "diff", "show"};
  if (name == "systemctl") return is_one_of(subcommand, kServices);
  if (name == "docker" || name == "podman") return is_one_of(subcommand, kContainers);
  if (name == "git") return is_one_of(subcommand, kVersions);
  if (name == "timedatectl" || name == "hostnamectl")
    return subcommand.empty() || subcommand == "status" || subcommand == "show";
  return (name == "pinctrl" || name == "raspi-gpio") && subcommand == "get";
}

bool acts_always(std::string_view name) {
  constexpr std::array<std::string_view, 9> kNames{"mail",  "sendmail", "mailx", "mutt",       "msmtp",
                                                   "swaks", "logger",   "wall",  "notify-send"};
  return is_one_of(name, kNames);
}

class Judge {
 public:
  ShellReading run(std::string_view text) {
    texts_.emplace_back(text);
    for (size_t i = 0; i < texts_.size(); ++i) {
      const std::string line = texts_[i];
      for (const Words& command : Splitter(line, texts_, reading_.writes).run()) judge(command);
    }
    if (!reading_.writes.empty()) raise(Outcome::unknown);
    return std::move(reading_);
  }

 private:
  ShellReading reading_;
  std::vector<std::string> texts_;

  void raise(Outcome outcome) { reading_.outcome = std::max(reading_.outcome, outcome); }
  void later(std::string text) {
    if (texts_.size() < kMostTexts) texts_.push_back(std::move(text));
  }

  // Behind what only says how to run a command: `FOO=1 sudo nice -n 5 …`.
  static size_t skip_wrappers(const Words& words) {
    constexpr std::array<std::string_view, 10> kWrappers{"sudo", "nice",   "time",   "nohup",   "command",
                                                         "exec", "stdbuf", "ionice", "timeout", "then"};
    size_t at = 0;
    while (at < words.size()) {
      const std::string& word = words[at];
      const size_t equals = word.find('=');
      const bool variable =
          equals != std::string::npos && equals > 0 &&
          word.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") == equals;
      if (!variable && !is_one_of(word, kWrappers)) break;
      const bool limit = word == "timeout" || word == "nice" || word == "ionice";  // whose options take numbers
      ++at;
      while (!variable && at < words.size() &&
             (words[at][0] == '-' || (limit && words[at][0] >= '0' && words[at][0] <= '9')))
        ++at;
    }
    return at;
  }

  void judge(const Words& all) {
    const size_t first = skip_wrappers(all);
    if (first >= all.size()) return;
    Words words(all.begin() + static_cast<ptrdiff_t>(first), all.end());
    const size_t slash = words[0].rfind('/');
    const std::string name = slash == std::string::npos ? words[0] : words[0].substr(slash + 1);
    if (name == "sh" || name == "bash" || name == "dash" || name == "ash") return shell(words);
    if (name == "xargs" || name == "env" || name == "watch") return wrapped(words, name);
    if (name == "curl" || name == "wget" || name == "http") return request(words, name);
    if (name == "awk" || name == "gawk" || name == "mawk" || name == "sed" || name == "find")
      return filter(words, name);
    if (name == "mosquitto_pub")
      return raise(has(words, "-r") || has(words, "--retain") ? Outcome::idempotent : Outcome::non_idempotent);
    if (name == "date" || name == "hostname") {
      if (has(words, "-s") || has_prefix(words, "--set") ||
          (name == "hostname" && words.size() > 1 && words[1][0] != '-'))
        raise(Outcome::unknown);
      return;
    }
    if (name == "vcgencmd") return raise(has(words, "set") ? Outcome::unknown : Outcome::none);
    const auto subcommand = std::find_if(words.begin() + 1, words.end(),
                                         [](const std::string& word) { return !word.empty() && word[0] != '-'; });
    if (only_asks(name, subcommand == words.end() ? std::string_view() : std::string_view(*subcommand))) {
      const bool shows_on = subcommand != words.end() && *subcommand == "stats" && !has(words, "--no-stream");
      reading_.lasts = reading_.lasts || shows_on || has(words, "-f") || has(words, "--follow");
      return;
    }
    if (name == "sqlite3") return query(words.back());
    if (only_reads(name)) return reader(words, name);
    if (changes_files(name)) return files(words);
    raise(acts_always(name) ? Outcome::non_idempotent : Outcome::unknown);
  }

  void query(const std::string& statement) {
    raise(read_sql(statement).effect == SqlEffect::none ? Outcome::none : Outcome::unknown);
  }

  void reader(const Words& words, const std::string& name) {
    const bool counted = std::count_if(words.begin() + 1, words.end(), [](const std::string& word) {
                           return !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
                         }) > 1;
    if ((name == "vmstat" || name == "iostat" || name == "mpstat") && words.size() > 1 && !counted &&
        std::any_of(words.begin() + 1, words.end(),
                    [](const std::string& w) { return !w.empty() && w[0] >= '0' && w[0] <= '9'; }))
      reading_.lasts = true;
    if (name == "ping" && !has_prefix(words, "-c")) reading_.lasts = true;
    if ((name == "tail" || name == "journalctl" || name == "dmesg") &&
        (has_prefix(words, "-f") || has_prefix(words, "-F") || has_prefix(words, "--follow") || has(words, "-w")))
      reading_.lasts = true;
    if (name == "top" && !has_prefix(words, "-b")) reading_.lasts = true;
    if (name == "ip" && (has(words, "set") || has(words, "add") || has(words, "del"))) raise(Outcome::unknown);
  }

  void files(const Words& words) {
    for (size_t i = 1; i < words.size(); ++i) {
      if (!words[i].empty() && words[i][0] != '-') reading_.writes.push_back(words[i]);
    }
    raise(Outcome::unknown);
  }

  void shell(const Words& words) {
    const auto option = std::find_if(words.begin() + 1, words.end(), [](const std::string& w) {
      return w.size() > 1 && w[0] == '-' && w.back() == 'c';
    });
    if (option == words.end() || option + 1 == words.end()) return raise(Outcome::unknown);
    later(*(option + 1));
  }

  void wrapped(const Words& words, const std::string& name) {
    if (name == "watch") reading_.lasts = true;
    size_t at = 1;
    while (at < words.size() && (words[at].empty() || words[at][0] == '-' || words[at].find('=') != std::string::npos ||
                                 (words[at][0] >= '0' && words[at][0] <= '9')))
      ++at;
    if (at >= words.size()) return;
    std::string inner;
    for (; at < words.size(); ++at) inner += words[at] + " ";
    later(inner);
  }

  void request(const Words& words, const std::string& name) {
    const bool sends = has_prefix(words, "-d") || has_prefix(words, "--data") || has(words, "-F") ||
                       has_prefix(words, "--form") || has_prefix(words, "--post") || has_prefix(words, "--json");
    std::string method;
    for (size_t i = 1; i < words.size(); ++i) {
      if ((words[i] == "-X" || words[i] == "--request") && i + 1 < words.size()) method = words[i + 1];
      if (words[i].compare(0, 2, "-X") == 0 && words[i].size() > 2) method = words[i].substr(2);
      if (words[i].compare(0, 10, "--request=") == 0) method = words[i].substr(10);
      if (words[i].compare(0, 9, "--method=") == 0) method = words[i].substr(9);
      if ((words[i] == "-o" || words[i] == "-O" || words[i] == "--output") && name == "curl" && i + 1 < words.size() &&
          words[i] != "-O")
        if (words[i + 1].compare(0, 5, "/dev/") != 0 && words[i + 1] != "-") reading_.writes.push_back(words[i + 1]);
    }
    if (method == "PUT" || method == "DELETE" || has(words, "-T")) return raise(Outcome::idempotent);
    if (method == "POST" || method == "PATCH" || (method.empty() && sends)) return raise(Outcome::non_idempotent);
    if (name == "http") return raise(Outcome::unknown);
    // wget keeps what it gets in a file.
    if (name == "wget" && !has(words, "-qO-") && !has(words, "-O-") && !has_prefix(words, "-O") &&
        !has(words, "--spider"))
      raise(Outcome::idempotent);
  }

  void filter(const Words& words, const std::string& name) {
    const auto any = [&](std::string_view part) {
      return std::any_of(words.begin() + 1, words.end(),
                         [&](const std::string& w) { return w.find(part) != std::string::npos; });
    };
    if (name == "sed")
      return has_prefix(words, "-i") || has_prefix(words, "--in-place") ? raise(Outcome::unknown) : void();
    if (name == "find") {
      if (any("-exec") || has(words, "-delete") || any("-ok")) {
        if (words.size() > 1) reading_.writes.push_back(words[1]);
        raise(Outcome::unknown);
      }
      return;
    }
    if (!any("system(") && !any("system (") && !any("getline")) return;
    raise(Outcome::unknown);
    for (const std::string& word : words) {
      const size_t call = word.find("system");
      const size_t open = call == std::string::npos ? call : word.find('"', call);
      if (open == std::string::npos) continue;
      const size_t close = word.find('"', open + 1);
      later(word.substr(open + 1, close == std::string::npos ? close : close - open - 1));
    }
  }
};

}  // namespace

ShellReading read_shell(std::string_view text) { return Judge().run(text); }

}  // namespace halint
