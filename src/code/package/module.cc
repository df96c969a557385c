// SPDX-License-Identifier: Apache-2.0
#include "code/package/module.h"

#include <algorithm>

#include "code/package/module_builder.h"

namespace halint::package {
namespace {

const std::vector<Ref>& found_in(const std::unordered_map<std::string_view, std::vector<Ref>>& lists,
                                 std::string_view name) {
  static const std::vector<Ref> kNothing;
  const auto found = lists.find(name);
  return found == lists.end() ? kNothing : found->second;
}

}  // namespace

bool is_function(Kind kind) {
  return kind == Kind::function || kind == Kind::arrow || kind == Kind::function_declaration;
}

Module::Module(std::string path, std::string_view text) : path_(std::move(path)), ast_(&parser_.parse(text)) {
  lines_.push_back(0);
  for (size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    lines_.push_back(static_cast<uint32_t>(at + 1));
  }
  Builder(*this).run();
}

Ref Module::child(Ref ref, uint32_t index) const {
  Ref at = (*ast_)[ref].first;
  for (; at != js::kNone && index > 0; --index) at = (*ast_)[at].next;
  return at;
}

std::string Module::text_of(Ref ref) const {
  const js::Node& node = (*ast_)[ref];
  std::string_view text = slice(ref);
  if (node.kind == Kind::template_) {
    if (node.first == js::kNone || (*ast_)[node.first].next != js::kNone) return {};
    return std::string(slice(node.first));
  }
  if (node.kind == Kind::identifier) return std::string(text);
  if (node.kind != Kind::string || text.size() < 2) return {};
  text = text.substr(1, text.size() - 2);
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    out += text[i];
  }
  return out;
}

std::string_view Module::member_name(Ref member) const {
  const js::Node& node = (*ast_)[member];
  const bool has_object = node.kind == Kind::member;
  const Ref key = child(member, has_object ? 1 : 0);
  if (key == js::kNone) return {};
  const Kind kind = (*ast_)[key].kind;
  std::string_view text = slice(key);
  if (kind == Kind::string && text.size() >= 2) return text.substr(1, text.size() - 2);
  if (kind == Kind::private_name) return text;
  return kind == Kind::identifier && !node.has(js::flag_computed) ? text : std::string_view();
}

uint32_t Module::function_at(Ref ref) const {
  const auto found = function_index_.find(ref);
  return found == function_index_.end() ? kNoIndex : found->second;
}

uint32_t Module::binding_of(Ref identifier) const {
  const auto name = names_.find(slice(identifier));
  if (name == names_.end()) return kNoIndex;
  for (uint32_t scope = scope_of_[identifier]; scope != kNoIndex; scope = scopes_[scope].parent) {
    const auto found = declared_.find((uint64_t{scope} << 32) | name->second);
    if (found != declared_.end()) return found->second;
  }
  return kNoIndex;
}

std::span<const uint32_t> Module::parameter(uint32_t function, uint32_t place) const {
  const auto found = parameters_.find((uint64_t{function} << 32) | place);
  return found == parameters_.end() ? std::span<const uint32_t>() : found->second;
}

uint32_t Module::line_of(Ref ref) const {
  const uint32_t offset = (*ast_)[ref].begin;
  return static_cast<uint32_t>(std::upper_bound(lines_.begin(), lines_.end(), offset) - lines_.begin());
}

const std::vector<Ref>& Module::fields(std::string_view name) const { return found_in(fields_, name); }

uint32_t Module::reads_of_field(std::string_view name) const {
  const auto found = field_reads_.find(name);
  return found == field_reads_.end() ? 0 : found->second;
}

const std::vector<Ref>& Module::methods(std::string_view name) const { return found_in(methods_, name); }

bool Module::is_reference(Ref identifier) const {
  const js::Node& above = (*ast_)[parents_[identifier]];
  const bool first = above.first == identifier;
  switch (above.kind) {
    case Kind::member:
      return first || above.has(js::flag_computed);
    case Kind::property:
    case Kind::method:
    case Kind::field:
      return !first || above.has(js::flag_computed);
    case Kind::labeled:
      return !first;
    case Kind::break_:
    case Kind::continue_:
      return false;
    default:
      return true;
  }
}

}  // namespace halint::package
