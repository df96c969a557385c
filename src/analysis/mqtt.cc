// SPDX-License-Identifier: Apache-2.0
#include "analysis/mqtt.h"

#include <algorithm>

namespace halint {
namespace {

bool starts_with(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

// The first level; `rest` becomes what follows its slash, `more` whether there was one.
std::string_view take_level(std::string_view& rest, bool& more) {
  const size_t slash = rest.find('/');
  const std::string_view level = rest.substr(0, slash);
  more = slash != std::string_view::npos;
  rest = more ? rest.substr(slash + 1) : std::string_view();
  return level;
}

}  // namespace

TopicFilter parse_filter(std::string_view topic) {
  for (const std::string_view prefix : {"$queue/", "$exclusive/", "$oshare/"}) {
    if (starts_with(topic, prefix))
      return {{}, topic, true, "Node-RED does not take this prefix off, so no message's topic ever matches"};
  }
  if (starts_with(topic, "$share:"))
    return {{}, topic, true, "this is the old form of HiveMQ; Node-RED takes only $share/<group>/ off a filter"};
  if (!starts_with(topic, "$share/") && topic != "$share") return {{}, topic, false, nullptr};
  const std::string_view rest = topic.size() > 7 ? topic.substr(7) : std::string_view();
  const size_t slash = rest.find('/');
  TopicFilter found{rest.substr(0, slash),
                    slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1), true, nullptr};
  if (found.group.empty() || found.group.find_first_of("+#") != std::string_view::npos)
    found.dead = "the share name between $share/ and the next / is not allowed";
  else if (found.filter.empty())
    found.dead = "no topic filter follows the share name";
  else if (found.filter == "#")
    found.dead =
        "Node-RED's own matcher does not know # alone behind a share name, so it drops every message that the broker "
        "hands over";
  return found;
}

bool overlap(std::string_view a, std::string_view b) {
  // Most pairs differ in a level without wildcards.
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (in_a != a.end() && in_b != b.end()) {
    const size_t level = a.substr(0, static_cast<size_t>(in_a - a.begin())).rfind('/') + 1;  // npos + 1 is 0
    const auto wild = [level](std::string_view filter) { return filter[level] == '+' || filter[level] == '#'; };
    if (!wild(a) && !wild(b)) return false;
  }
  bool more_a = true;
  bool more_b = true;
  for (bool first = true; more_a && more_b; first = false) {
    const std::string_view level_a = take_level(a, more_a);
    const std::string_view level_b = take_level(b, more_b);
    const bool system = first && (starts_with(level_a, "$") || starts_with(level_b, "$"));
    const bool wild = level_a == "#" || level_b == "#" || level_a == "+" || level_b == "+";
    if (system && wild) return false;  // wildcards do not match $SYS and its like
    if (level_a == "#" || level_b == "#") return true;
    if (level_a != level_b && level_a != "+" && level_b != "+") return false;
  }
  // `a/#` matches `a` itself.
  if (more_a) return a == "#";
  if (more_b) return b == "#";
  return true;
}

}  // namespace halint
