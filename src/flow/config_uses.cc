// Which config nodes run, and who uses them: Node-RED looks for them in the same way, in any text property that is a
// config node's id (@node-red/runtime lib/flows/util.js, parseConfig).
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <bitset>

#include "flow/node_table_builder.h"

namespace halint {
namespace {

bool is_id_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '.'; }

// 16 hexadecimal digits, or the older two numbers with a dot: what the editor gives as an id.
bool looks_like_id(std::string_view text) {
  const size_t dot = text.find('.');
  if (dot == std::string_view::npos ? text.size() != 16 : (dot < 6 || dot > 8 || text.size() - dot > 9)) return false;
  return std::all_of(text.begin(), text.end(), is_id_digit);
}

// Properties under which common node types name a config node.
bool names_config(std::string_view key) {
  constexpr std::array<std::string_view, 16> kKeys{
      "broker", "server", "client",  "tls",      "proxy",   "config",   "connection",       "mydb",
      "serial", "bot",    "account", "influxdb", "mongodb", "database", "postgreSQLConfig", "mqtt"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

// What a property may hold, by its name.
enum class Role : uint8_t { value, environment, none, names_config };

Role role_of(std::string_view name) {
  if (name == "wires" || name == "id" || name == "z") return Role::none;
  if (name == "env") return Role::environment;
  return names_config(name) ? Role::names_config : Role::value;
}

// Rules and the like, which hold no ids. Told by the first of them.
bool is_list_of_objects(JsonValue list) {
  const char* at = list.begin() + 1;
  while (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t') ++at;
  return *at == '{';
}

// Six bits of each tell ids apart well enough: those of Node-RED are hexadecimal.
size_t six_bits(char c) { return static_cast<unsigned char>(c) % 64U; }
size_t first_two(const char* text) { return six_bits(text[0]) << 6 | six_bits(text[1]); }

}  // namespace

struct NodeTableBuilder::ConfigSearch {
  // Nearly every text is no id of a config node. Its size tells, for which nobody has to look at it; else its first two
  // characters. (A shorter one has its closing quote there.)
  std::bitset<64> sizes;  // with the quotes; the last bit is for all larger ones
  std::bitset<1U << 12> beginnings;

  [[nodiscard]] bool may_be_id(Span value) const { return sizes.test(std::min<size_t>(value.size(), 63)); }
  std::vector<Role> roles;      // by name of a property
  std::vector<NodeId> started;  // config nodes that have not been searched themselves
};

void NodeTableBuilder::collect_config_uses() {
  ConfigSearch search;
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    const std::string_view text = document_.nodes[id].id;
    if (table_.infos_[id].kind != NodeKind::config || text.empty()) continue;
    search.sizes.set(std::min<size_t>(text.size() + 2, 63));
    search.beginnings.set(first_two(text.size() > 1 ? text.data() : std::array<char, 2>{text[0], '"'}.data()));
  }
  search.roles.reserve(document_.property_names.size());
  for (const std::string_view name : document_.property_names) search.roles.push_back(role_of(name));
  for (NodeId id = 0; id < document_.nodes.size(); ++id) {
    const NodeInfo& info = table_.infos_[id];
    if (info.runs && info.kind != NodeKind::config) search_node(search, id);
  }
  while (!search.started.empty()) {
    const NodeId id = search.started.back();
    search.started.pop_back();
    search_node(search, id);
  }
  auto& uses = table_.config_uses_;
  std::sort(uses.begin(), uses.end(), [](const ConfigUse& a, const ConfigUse& b) {
    return a.config != b.config ? a.config < b.config : a.user < b.user;
  });
  uses.erase(
      std::unique(uses.begin(), uses.end(),
                  [](const ConfigUse& a, const ConfigUse& b) { return a.config == b.config && a.user == b.user; }),
      uses.end());
}

void NodeTableBuilder::search_node(ConfigSearch& search, NodeId id) {
  for (const Property& property : document_.properties_of(id)) {
    const Role role = search.roles[property.name];
    if (role == Role::none) continue;
    const bool single = role == Role::value && !document_.is_list[property.name];
    if (single && !search.may_be_id(property.value)) continue;
    const JsonValue value = document_.value_of(property);
    if (role == Role::environment)
      value.for_each_element([&](JsonValue entry) { use_config(search, id, entry.member("value")); });
    else if (value.kind() == JsonKind::array && !is_list_of_objects(value))
      value.for_each_element([&](JsonValue entry) { use_config(search, id, entry); });
    else if (value.kind() == JsonKind::string)
      use_config(search, id, value);
    if (role != Role::names_config || value.kind() != JsonKind::string || !looks_like_id(value.raw_string())) continue;
    if (table_.find(value.raw_string()) == kNoNode) problem(ProblemKind::missing_config, id, value, value.text());
  }
}

void NodeTableBuilder::use_config(ConfigSearch& search, NodeId user, JsonValue value) {
  if (value.kind() != JsonKind::string || !search.beginnings.test(first_two(value.begin() + 1))) return;
  const NodeId config = table_.find(value.raw_string());
  if (config == kNoNode || config == user || table_.infos_[config].kind != NodeKind::config) return;
  table_.config_uses_.push_back({config, user});
  if (table_.infos_[config].runs || document_.nodes[config].disabled || !container_runs(config)) return;
  table_.infos_[config].runs = true;
  search.started.push_back(config);
}

}  // namespace halint
