// SPDX-License-Identifier: Apache-2.0
#include "code/package/origin.h"

#include <algorithm>
#include <array>

namespace halint::package {
namespace {

constexpr uint32_t kMaxDepth = 24;     // links of names and fields that are followed
constexpr uint32_t kMaxSteps = 2'000;  // for one question, because links fork
constexpr size_t kMaxFields = 16;      // assignments to one field that are looked at
constexpr uint32_t kMaxParts = 400;    // of one expression that is searched for a message

template <size_t N>
bool is_any(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Origin only(OriginKind kind, std::string_view name = {}) { return {kind, {}, std::string(name)}; }

bool is_empty(const Module& m, Ref ref) {
  const Kind kind = m[ref].kind;
  return kind == Kind::null || kind == Kind::missing || m.slice(ref) == "undefined";
}

}  // namespace

void Origins::bind(uint32_t module, uint32_t function, uint32_t parameter, const Origin& origin) {
  if (origin.is(OriginKind::unknown)) return;
  for (const uint32_t name : program_[module].parameter(function, parameter))
    parameters_.try_emplace((uint64_t{module} << 32) | name, origin);
}

Origin Origins::by_name(std::string_view name) const {
  constexpr std::array<std::string_view, 8> kNodes{"node", "self",     "that",  "_this",
                                                   "me",   "thisNode", "_self", "nodeThis"};
  constexpr std::array<std::string_view, 4> kMessages{"msg", "message", "msgIn", "inputMsg"};
  constexpr std::array<std::string_view, 4> kConfigs{"config", "nodeConfig", "n", "def"};
  if (name == "RED") return only(OriginKind::red);
  if (is_any(name, kNodes)) return only(OriginKind::node);
  if (is_any(name, kMessages)) return only(OriginKind::message);
  if (is_any(name, kConfigs)) return only(OriginKind::config);
  return name == "send" ? only(OriginKind::send) : Origin();
}

Origin Origins::binding(uint32_t module, const Binding& found, uint32_t index, uint32_t depth) {
  if (const auto told = parameters_.find((uint64_t{module} << 32) | index); told != parameters_.end()) {
    return told->second;
  }
  if (found.parameter != kNoIndex) return by_name(found.name);
  const Module& m = program_[module];
  Origin origin;
  if (found.value != js::kNone && !is_empty(m, found.value)) origin = of({module, found.value}, depth + 1);
  if (found.inside) return member(origin, found.member, module, depth + 1);
  for (size_t i = 0; i < std::min(found.writes.size(), kMaxFields); ++i) {
    if (!origin.is(OriginKind::unknown) && !origin.is(OriginKind::constant)) break;
    const Ref value = m[found.writes[i]].kind == Kind::assign ? m.child(found.writes[i], 1) : js::kNone;
    if (value == js::kNone || is_empty(m, value)) continue;
    const Origin written = of({module, value}, depth + 1);
    if (!written.is(OriginKind::unknown)) origin = written;
  }
  return origin;
}

Origin Origins::identifier(Place place, uint32_t depth) {
  const Module& m = program_[place.module];
  const uint32_t index = m.binding_of(place.ref);
  if (index != kNoIndex) return binding(place.module, m.bindings()[index], index, depth);
  const std::string_view name = m.slice(place.ref);
  if (name == "RED") return only(OriginKind::red);
  if (name == "undefined") return only(OriginKind::constant);
  return only(OriginKind::global, name);
}

Origin Origins::require(uint32_t from, const std::string& name, uint32_t depth) {
  if (name.empty()) return {};
  if (!name.starts_with('.')) return only(OriginKind::module, name.starts_with("node:") ? name.substr(5) : name);
  const uint32_t module = program_.require(from, name);
  if (module == kNoIndex) return {};
  const Place whole = program_.exported(module);
  if (whole.known()) {
    Origin origin = of(whole, depth + 1);
    if (!origin.is(OriginKind::unknown)) return origin;
  }
  return {OriginKind::object, {module, js::kNone}, {}};  // whose members are exports.*
}

Origin Origins::in_literal(Place literal, std::string_view name, uint32_t depth) {
  if (literal.ref == js::kNone) {
    const Place found = program_.exported(literal.module, name);
    return found.known() ? of(found, depth + 1) : Origin();
  }
  const Module& m = program_[literal.module];
  for (Ref at = m[literal.ref].first; at != js::kNone; at = m[at].next) {
    if (m[at].kind == Kind::property && m.member_name(at) == name) {
      return of({literal.module, m.child(at, 1)}, depth + 1);
    }
  }
  return {};
}

// What any object of this file was given under a name: nodes keep nearly everything in fields of their own.
Origin Origins::field(uint32_t module, std::string_view name, uint32_t depth) {
  const Module& m = program_[module];
  const std::vector<Ref>& all = m.fields(name);
  Origin origin;
  for (size_t i = 0; i < std::min(all.size(), kMaxFields); ++i) {
    const Ref value = m[all[i]].kind == Kind::update ? js::kNone : m.child(all[i], 1);
    if (value == js::kNone || is_empty(m, value)) continue;
    const Origin written = of({module, value}, depth + 1);
    if (written.is(OriginKind::unknown)) continue;
    if (origin.is(OriginKind::unknown) || origin.is(OriginKind::constant)) origin = written;
  }
  return origin;
}

Origin Origins::member(const Origin& object, std::string_view name, uint32_t module, uint32_t depth) {
  if (depth > kMaxDepth) return {};
  switch (object.kind) {
    case OriginKind::red:
      return only(OriginKind::red, object.name.empty() ? std::string(name) : object.name + "." + std::string(name));
    case OriginKind::node:
    case OriginKind::instance:
      if (name == "context" || name == "credentials") return only(OriginKind::unknown);
      return field(object.is(OriginKind::instance) ? object.place.module : module, name, depth);
    case OriginKind::config:
      return only(OriginKind::property, name);
    case OriginKind::object:
      return in_literal(object.place, name, depth);
    case OriginKind::property:
    case OriginKind::other_node:
    case OriginKind::message:
    case OriginKind::module:
    case OriginKind::made:
    case OriginKind::context:
      return object;
    case OriginKind::global:
      return only(OriginKind::global, object.name + "." + std::string(name));
    default:
      return {};
  }
}

Origin Origins::returned(Place function, uint32_t depth) {
  const Module& m = program_[function.module];
  const uint32_t index = m.function_at(function.ref);
  if (index == kNoIndex) return {};
  const Function& found = m.functions()[index];
  if (m[found.ref].has(js::flag_concise)) return of({function.module, found.body}, depth + 1);
  for (const Ref at : found.returns) {
    if (m[at].first == js::kNone) continue;
    const Origin origin = of({function.module, m[at].first}, depth + 1);
    if (!origin.is(OriginKind::unknown)) return origin;
  }
  return {};
}

Origin Origins::called(const Origin& callee, std::string_view name, Place place, uint32_t depth) {
  const Module& m = program_[place.module];
  const Ref first = m.child(place.ref, 1);
  constexpr std::array<std::string_view, 6> kSame{"Number", "parseInt", "parseFloat",
                                                  "String", "Boolean",  "Object.assign"};
  switch (callee.kind) {
    case OriginKind::global:
      if (callee.name == "require" && first != js::kNone) return require(place.module, m.text_of(first), depth);
      if (is_any(callee.name, kSame) && first != js::kNone) return of({place.module, first}, depth + 1);
      return callee.name == "fetch" ? only(OriginKind::made, "fetch") : Origin();
    case OriginKind::red:
      if (name == "getNode") {
        const Origin id = first == js::kNone ? Origin() : of({place.module, first}, depth + 1);
        return only(OriginKind::other_node, id.is(OriginKind::property) ? id.name : std::string());
      }
      if (callee.name == "require") return require(place.module, first == js::kNone ? "" : m.text_of(first), depth);
      return name == "cloneMessage" || name == "getMessageProperty" ? only(OriginKind::message) : Origin();
    case OriginKind::function:
      return returned(callee.place, depth);
    case OriginKind::module:
      return only(OriginKind::made, callee.name);
    case OriginKind::made:
    case OriginKind::other_node:
    case OriginKind::message:
    case OriginKind::property:
    case OriginKind::context:
      return callee;
    default:
      return {};
  }
}

Origin Origins::call(Place place, uint32_t depth) {
  const Module& m = program_[place.module];
  const Ref callee = m.child(place.ref, 0);
  if (m[callee].kind != Kind::member) return called(of({place.module, callee}, depth + 1), {}, place, depth);
  const std::string_view name = m.member_name(callee);
  const Origin object = of({place.module, m.child(callee, 0)}, depth + 1);
  if (object.is(OriginKind::node) && name == "context") return only(OriginKind::context);
  if (name == "bind" && object.is(OriginKind::function)) return object;
  if (const Place method_found = method(object, name, place.module); method_found.known()) {
    return returned(method_found, depth);
  }
  return called(member(object, name, place.module, depth + 1), name, place, depth);
}

Origin Origins::made(Place place, uint32_t depth) {
  const Module& m = program_[place.module];
  const Origin callee = of({place.module, m.child(place.ref, 0)}, depth + 1);
  if (callee.is(OriginKind::module) || callee.is(OriginKind::made)) return only(OriginKind::made, callee.name);
  if (callee.is(OriginKind::class_of) || callee.is(OriginKind::function)) {
    return {OriginKind::instance, callee.place, {}};
  }
  return {};
}

Origin Origins::first_known(Place place, uint32_t from, uint32_t depth) {
  const Module& m = program_[place.module];
  Origin constant;
  for (Ref at = m.child(place.ref, from); at != js::kNone; at = m[at].next) {
    const Origin origin = of({place.module, at}, depth + 1);
    if (origin.is(OriginKind::constant) || origin.is(OriginKind::text)) {
      constant = origin;
    } else if (!origin.is(OriginKind::unknown)) {
      return origin;
    }
  }
  return constant;
}

Origin Origins::of(Place place, uint32_t depth) {
  if (depth == 0) steps_ = 0;
  if (depth > kMaxDepth || ++steps_ > kMaxSteps || !program_.spend() || !place.known()) return {};
  const Module& m = program_[place.module];
  const js::Node& node = m[place.ref];
  switch (node.kind) {
    case Kind::identifier:
      return identifier(place, depth);
    case Kind::this_:
      return only(OriginKind::node);
    case Kind::member:
      return member(of({place.module, node.first}, depth + 1), m.member_name(place.ref), place.module, depth + 1);
    case Kind::call:
      return call(place, depth);
    case Kind::new_:
      return made(place, depth);
    case Kind::await:
    case Kind::unary:
    case Kind::spread:
      return of({place.module, node.first}, depth + 1);
    case Kind::assign:
      return first_known(place, 1, depth);
    case Kind::conditional:
      return first_known(place, 1, depth);
    case Kind::logical:
    case Kind::binary:
      return first_known(place, 0, depth);
    case Kind::sequence: {
      Ref last = node.first;
      while (m[last].next != js::kNone && program_.spend()) last = m[last].next;
      return of({place.module, last}, depth + 1);
    }
    case Kind::function:
    case Kind::arrow:
    case Kind::function_declaration:
      return {OriginKind::function, place, {}};
    case Kind::class_:
    case Kind::class_declaration:
      return {OriginKind::class_of, place, {}};
    case Kind::object:
      return {OriginKind::object, place, {}};
    case Kind::string:
      return only(OriginKind::text, m.text_of(place.ref));
    case Kind::number:
    case Kind::true_:
    case Kind::false_:
    case Kind::null:
      return only(OriginKind::constant);
    default:
      return {};
  }
}

bool Origins::holds_message(Place place) {
  if (!place.known()) return false;
  const Module& m = program_[place.module];
  std::vector<Ref> open{place.ref};
  for (uint32_t parts = 0; !open.empty() && parts < kMaxParts; ++parts) {
    const Ref ref = open.back();
    open.pop_back();
    const Kind kind = m[ref].kind;
    if (kind == Kind::identifier && m.is_reference(ref) && of({place.module, ref}).is(OriginKind::message)) return true;
    if (is_function(kind)) continue;
    for (Ref at = m[ref].first; at != js::kNone; at = m[at].next) open.push_back(at);
  }
  return false;
}

Place Origins::method(const Origin& object, std::string_view name, uint32_t module) {
  if (name.empty()) return {};
  if (object.is(OriginKind::object)) {
    const Origin found = in_literal(object.place, name, 1);
    return found.is(OriginKind::function) ? found.place : Place();
  }
  const bool own = object.is(OriginKind::node);
  if (!own && !object.is(OriginKind::instance) && !object.is(OriginKind::class_of)) return {};
  const uint32_t where = own ? module : object.place.module;
  const std::vector<Ref>& all = program_[where].methods(name);
  return all.empty() ? Place() : Place{where, all.front()};
}

}  // namespace halint::package
