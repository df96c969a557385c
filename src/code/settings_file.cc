// settings.js is a program. What it exports is nearly always one object literal, and what halint asks of it are a few
// constants in there; whatever is not written out as such is unknown. Only the statements at the top of the file are
// looked at: what a function or a condition does to the settings nobody can tell without running it.
// SPDX-License-Identifier: Apache-2.0
#include "halint/code/settings_file.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "code/module_table.h"
#include "halint/code/js/parser.h"
#include "halint/source/line_index.h"

namespace halint {
namespace {

using js::Ast;
using js::Kind;
using js::kNone;
using js::Node;
using js::Ref;

constexpr int kMaxHops = 16;        // from name to name
constexpr size_t kMaxStores = 256;  // far more than anybody configures
constexpr size_t kMaxGlobals = 1024;
constexpr int kMaxHandlers = 64;  // of a list that looks at each request

// They keep sessions in the memory of the process: the first where no `store` is given (express-session 1.19,
// MemoryStore), the other always (@flowfuse/nr-launcher 2.29.1 lib/auth/httpAuthMiddleware.js:81).
constexpr std::string_view kSession = "express-session";
constexpr std::string_view kFlowFuseLogin = "@flowfuse/nr-launcher/authMiddleware";

class SettingsReader {
 public:
  SettingsReader(const Ast& ast, const SourceFile& file) : ast_(ast), lines_(file), file_begin_(file.text_begin()) {
    settings_.path = file.path();
  }

  // False if no object is exported.
  bool read() {
    for (Ref at = ast_[ast_.root].first; at != kNone; at = ast_[at].next) note_statement(at);
    const auto exported = assigned_.find("module.exports");
    // `exports.x = …` alone fills the object that is there from the start.
    if (exported == assigned_.end() && assigned_.lower_bound("module.exports.") == assigned_.end()) return false;
    exported_ = exported == assigned_.end() ? kNone : resolve(assigned_value(exported->second));
    if (exported_ != kNone && ast_[exported_].kind != Kind::object) return false;
    read_stores(setting("contextStorage"));
    const Ref file = setting("flowFile");
    if (is_text(file)) settings_.flow_file = std::string(text(file));
    settings_.flow_file_known = is_text(file) || (file == kNone && all_is_written());
    settings_.projects = projects();
    settings_.http_nodes = truth(setting("httpNodeRoot"));
    settings_.code_modules = truth(setting("functionExternalModules"));
    read_globals(setting("functionGlobalContext"));
    for (const std::string_view name : {"httpNodeAuth", "httpNodeMiddleware"}) read_login(setting(name));
    settings_.flowfuse = setting("flowforge") != kNone || setting("flowfuse") != kNone;
    return true;
  }

  SettingsFile take() { return std::move(settings_); }

 private:
  const Ast& ast_;
  LineIndex lines_;
  uint32_t file_begin_;
  SettingsFile settings_;
  std::map<std::string, Ref, std::less<>> assigned_;        // `module.exports`, `module.exports.x` → the last value
  std::map<std::string_view, Ref, std::less<>> variables_;  // at the top → the first value
  Ref exported_ = kNone;
  struct Members {
    std::unordered_map<std::string_view, Ref> values;  // as they are written
    bool spread = false;
  };
  mutable std::map<Ref, Members> members_;  // of the objects that were asked for

  [[nodiscard]] Ref child(Ref ref, int index) const {
    Ref at = ref == kNone ? kNone : ast_[ref].first;
    while (index-- > 0 && at != kNone) at = ast_[at].next;
    return at;
  }

  void note_statement(Ref ref) {
    const Node& node = ast_[ref];
    if (node.kind == Kind::variables) {
      for (Ref at = node.first; at != kNone; at = ast_[at].next) {
        if (const Ref name = child(at, 0); name != kNone && ast_[name].kind == Kind::identifier)
          variables_.emplace(ast_.slice(name), child(at, 1));
        note_assignment(child(at, 1));
      }
    } else if (node.kind == Kind::expression) {
      note_assignment(node.first);
    }
  }

  // `a = module.exports = { … }` is one of them too.
  void note_assignment(Ref ref) {
    while (ref != kNone && ast_[ref].kind == Kind::assign && ast_[ref].op == js::TokenKind::assign) {
      const Ref target = child(ref, 0);
      const Ref value = child(ref, 1);
      if (std::string path = path_of(target); !path.empty()) assigned_[std::move(path)] = value;
      ref = value;
    }
  }

  // The right end of `a = b = c`.
  [[nodiscard]] Ref assigned_value(Ref ref) const {
    while (ref != kNone && ast_[ref].kind == Kind::assign && ast_[ref].op == js::TokenKind::assign) ref = child(ref, 1);
    return ref;
  }

  // `module.exports.flowFile` for that, for `exports.flowFile`, and for `settings.flowFile` once `settings` was
  // exported.
  [[nodiscard]] std::string path_of(Ref ref) const {
    std::vector<std::string_view> names;
    while (ref != kNone && ast_[ref].kind == Kind::member && names.size() < kMaxHops) {
      const Ref property = child(ref, 1);
      if (ast_[ref].has(js::flag_computed) && !is_text(property)) return {};
      names.push_back(ast_[ref].has(js::flag_computed) ? text(property) : ast_.slice(property));
      ref = child(ref, 0);
    }
    if (ref == kNone || ast_[ref].kind != Kind::identifier) return {};
    std::string path(ast_.slice(ref));
    const auto exported = assigned_.find("module.exports");
    const bool alias = exported != assigned_.end() && variables_.count(path) != 0 &&
                       resolve(ref) == resolve(assigned_value(exported->second));
    if (path == "exports" || alias) path = "module.exports";
    if (path == "module" && !names.empty() && names.back() == "exports") {
      path = "module.exports";
      names.pop_back();
    }
    if (path != "module.exports") return {};
    for (size_t i = names.size(); i-- > 0;) path.append(".").append(names[i]);
    return path;
  }

  // What a name at the top of the file stands for.
  [[nodiscard]] Ref resolve(Ref ref) const {
    for (int hops = 0; ref != kNone && ast_[ref].kind == Kind::identifier && hops < kMaxHops; ++hops) {
      const auto found = variables_.find(ast_.slice(ref));
      if (found == variables_.end()) return ref;
      ref = assigned_value(found->second);
    }
    return ref;
  }

  [[nodiscard]] bool is_text(Ref ref) const {
    return ref != kNone && ast_[ref].kind == Kind::string && !ast_[ref].has(js::flag_escaped) &&
           ast_[ref].end - ast_[ref].begin >= 2;
  }
  [[nodiscard]] std::string_view text(Ref ref) const {
    const std::string_view quoted = ast_.slice(ref);
    return quoted.substr(1, quoted.size() - 2);
  }

  [[nodiscard]] std::string_view key(Ref property) const {
    const Ref name = child(property, 0);
    if (name == kNone || ast_[property].has(js::flag_computed)) return {};
    return is_text(name) ? text(name) : ast_.slice(name);
  }

  // Looked at once: a long object may be named many times.
  const Members& members_of(Ref object) const {
    const auto [known, fresh] = members_.try_emplace(object);
    if (!fresh || ast_[object].kind != Kind::object) return known->second;
    for (Ref at = ast_[object].first; at != kNone; at = ast_[at].next) {
      if (ast_[at].kind == Kind::spread) known->second.spread = true;
      if (ast_[at].kind == Kind::property) known->second.values[key(at)] = child(at, 1);
    }
    return known->second;
  }

  // The value of a member, the last of equal ones; kNone if it is not there or `object` is no object literal.
  [[nodiscard]] Ref member(Ref object, std::string_view name) const {
    if (object == kNone) return kNone;
    const auto& values = members_of(object).values;
    const auto found = values.find(name);
    return found == values.end() ? kNone : resolve(found->second);
  }

  [[nodiscard]] Ref setting(std::string_view name) const {
    const auto assigned = assigned_.find("module.exports." + std::string(name));
    return assigned != assigned_.end() ? resolve(assigned->second) : member(exported_, name);
  }

  // The package behind `require("x")`, `require("x")(…)`, `require("x").y`, `new (require("x"))(…)`.
  [[nodiscard]] std::string_view package(Ref ref) const {
    for (int hops = 0; ref != kNone && hops < kMaxHops; ++hops) {
      ref = resolve(ref);
      const Kind kind = ref == kNone ? Kind::missing : ast_[ref].kind;
      if (kind != Kind::call && kind != Kind::new_ && kind != Kind::member) return {};
      const Ref callee = child(ref, 0);
      if (kind == Kind::call && ast_[callee].kind == Kind::identifier && ast_.slice(callee) == "require")
        return is_text(child(ref, 1)) ? text(child(ref, 1)) : std::string_view();
      ref = callee;
    }
    return {};
  }

  // What is not there is nowhere else either.
  [[nodiscard]] bool all_is_written() const { return exported_ == kNone || !has_spread(exported_); }

  [[nodiscard]] Switch projects() const {
    Ref at = setting("editorTheme");
    if (at == kNone) return all_is_written() ? Switch::left_out : Switch::computed;
    for (const std::string_view name : {"projects", "enabled"}) {
      if (ast_[at].kind != Kind::object) return Switch::computed;
      const Ref object = at;
      at = member(object, name);
      if (at == kNone) return has_spread(object) ? Switch::computed : Switch::left_out;
    }
    return truth(at);
  }

  // What Node-RED holds against `false`.
  [[nodiscard]] Switch truth(Ref ref) const {
    if (ref == kNone) return all_is_written() ? Switch::left_out : Switch::computed;
    if (ast_[ref].kind == Kind::false_) return Switch::off;
    return ast_[ref].kind == Kind::true_ || is_text(ref) ? Switch::on : Switch::computed;
  }

  void read_globals(Ref globals) {
    if (globals == kNone || ast_[globals].kind != Kind::object) return;
    for (Ref at = ast_[globals].first; at != kNone && settings_.globals.size() < kMaxGlobals; at = ast_[at].next) {
      if (ast_[at].kind != Kind::property) continue;
      // `{ os }` has no value of its own.
      const Ref value = child(at, 1) != kNone ? child(at, 1) : child(at, 0);
      if (const std::string_view name = key(at); !name.empty())
        settings_.globals.push_back({std::string(name), std::string(module_in(value))});
    }
  }

  // The package that a value is, a part of it, or a client that it makes; what a function of it gives else is some
  // value.
  [[nodiscard]] std::string_view module_in(Ref value) const {
    value = resolve(value);
    const Ref callee = value != kNone && ast_[value].kind == Kind::call ? resolve(child(value, 0)) : kNone;
    const std::string_view made_by = package(value);
    if (callee == kNone || made_by.empty() || package(callee).empty()) return made_by;
    const std::string_view method =
        ast_[callee].kind == Kind::member ? ast_.slice(child(callee, 1)) : std::string_view();
    const ExternalKind kind = module_kind(made_by);
    const bool opens = method.empty() || opens_client(method);
    const bool client = kind == ExternalKind::network || (kind == ExternalKind::module && opens);
    return client ? made_by : std::string_view();
  }

  // A function that looks at each request, or a list of them.
  void read_login(Ref login) {
    if (login != kNone && ast_[login].kind == Kind::array) {
      int left = kMaxHandlers;
      for (Ref at = ast_[login].first; at != kNone && left-- > 0; at = ast_[at].next) note_session(resolve(at));
    } else {
      note_session(login);
    }
  }

  void note_session(Ref middleware) {
    const std::string_view made_by = package(middleware);
    const bool keeps = made_by == kFlowFuseLogin || (made_by == kSession && keeps_in_memory(middleware));
    if (keeps) settings_.login_keeper = made_by;
  }

  // session({ secret: … }): what the options leave to a computation may well be a store.
  [[nodiscard]] bool keeps_in_memory(Ref session) const {
    if (ast_[session].kind != Kind::call) return false;
    const Ref options = resolve(child(session, 1));
    return options == kNone ||
           (ast_[options].kind == Kind::object && !has_spread(options) && member(options, "store") == kNone);
  }

  void read_stores(Ref storage) {
    if (storage == kNone) {
      settings_.stores_known = all_is_written();
      return;
    }
    settings_.stores_known = ast_[storage].kind == Kind::object && !has_spread(storage);
    if (ast_[storage].kind != Kind::object) return;
    const Ref named = member(storage, "default");
    size_t left = kMaxStores;
    for (Ref at = ast_[storage].first; at != kNone; at = ast_[at].next) {
      if (ast_[at].kind != Kind::property) continue;
      if (left-- == 0) {
        settings_.stores_known = false;
        break;
      }
      const std::string_view name = key(at);
      const Ref value = resolve(child(at, 1));
      if (name.empty() || (name == "default" && is_text(value))) continue;
      add_store(name, value, at);
    }
    if (is_text(named))
      settings_.default_store = text(named);
    else if (named != kNone)
      settings_.default_store = "default";
    else if (!settings_.stores.empty())
      settings_.default_store = settings_.stores.front().name;
  }

  void add_store(std::string_view name, Ref value, Ref at) {
    SettingsStore store;
    store.name = name;
    store.line = lines_.position(file_begin_ + ast_[at].begin).line;
    const Ref module = member(value, "module");
    store.module = is_text(module) ? text(module) : package(module);
    const Ref config = member(value, "config");
    const Ref cache = member(config, "cache");
    if (config != kNone && (ast_[config].kind != Kind::object || has_spread(config)))
      store.cache.reset();
    else if (cache != kNone && ast_[cache].kind == Kind::false_)
      store.cache = false;
    else if (cache != kNone && ast_[cache].kind != Kind::true_)
      store.cache.reset();
    const auto same = std::find_if(settings_.stores.begin(), settings_.stores.end(),
                                   [name](const SettingsStore& known) { return known.name == name; });
    if (same != settings_.stores.end())
      *same = std::move(store);  // the last of equal keys counts
    else
      settings_.stores.push_back(std::move(store));
  }

  [[nodiscard]] bool has_spread(Ref object) const { return members_of(object).spread; }
};

}  // namespace

const SettingsStore* SettingsFile::find(std::string_view name) const {
  const auto found =
      std::find_if(stores.begin(), stores.end(), [name](const SettingsStore& store) { return store.name == name; });
  return found == stores.end() ? nullptr : &*found;
}

Result<SettingsFile> read_settings(const SourceFile& file) {
  js::Parser parser;
  const Ast& ast = parser.parse(file.bytes().substr(file.text_begin()));
  if (!ast.errors.empty()) {
    const js::SyntaxError& first = ast.errors.front();
    const Position at = LineIndex(file).position(file.text_begin() + first.offset);
    return Error{"is no settings.js that can be read: " + std::string(first.message), file.path(), at.line, at.column};
  }
  SettingsReader reader(ast, file);
  if (!reader.read()) {
    return Error{"is no settings.js that can be read: expected module.exports = { … } at the top of the file",
                 file.path()};
  }
  return reader.take();
}

}  // namespace halint
