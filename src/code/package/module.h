// One JavaScript file of a package: its tree, what encloses what, and which name means which declaration.
// Knows nothing of Node-RED. Internal to code/package. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "halint/code/js/parser.h"

namespace halint::package {

using js::Kind;
using js::Ref;

inline constexpr uint32_t kNoIndex = ~0U;

/// What a name stands for inside its scope.
struct Binding {
  std::string_view name;
  uint32_t function = 0;          ///< index of the function that declares it
  Ref value = js::kNone;          ///< its initial value, its function or its class
  uint32_t parameter = kNoIndex;  ///< its place among the parameters of `function`
  bool inside = false;            ///< a pattern takes it out of `value`, under the name `member`
  std::string_view member;
  std::vector<Ref> writes;  ///< assignments and updates whose target it is
  uint32_t reads = 0;       ///< other places where it stands
};

/// A function, or the whole file, which is [0]. The lists hold what stands in it, but not in functions inside of it.
struct Function {
  Ref ref = js::kNone;
  uint32_t parent = kNoIndex;
  Ref parameters = js::kNone;
  Ref body = js::kNone;
  std::vector<Ref> calls;    ///< call and new_
  std::vector<Ref> writes;   ///< assign and update
  std::vector<Ref> returns;  ///< return_
};

/// Views `text`, which must outlive it. Time and memory are linear in the text.
class Module {
 public:
  Module(std::string path, std::string_view text);
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const js::Ast& ast() const { return *ast_; }
  [[nodiscard]] const js::Node& operator[](Ref ref) const { return (*ast_)[ref]; }
  [[nodiscard]] Ref parent(Ref ref) const { return parents_[ref]; }
  /// The child at a place, or kNone.
  [[nodiscard]] Ref child(Ref ref, uint32_t index) const;
  [[nodiscard]] std::string_view slice(Ref ref) const { return ast_->slice(ref); }
  /// A name, or the text of a string literal or of a template without expressions; empty for anything else.
  [[nodiscard]] std::string text_of(Ref ref) const;
  /// The name behind the dot, or in quotes between the brackets, of a member; or the key of a property or method.
  [[nodiscard]] std::string_view member_name(Ref member) const;
  [[nodiscard]] uint32_t function_of(Ref ref) const { return function_of_[ref]; }
  /// Index of the function that a function, arrow or declaration is, or kNoIndex.
  [[nodiscard]] uint32_t function_at(Ref ref) const;
  [[nodiscard]] const std::vector<Function>& functions() const { return functions_; }
  [[nodiscard]] const std::vector<Binding>& bindings() const { return bindings_; }
  /// The binding that an identifier means, or kNoIndex for a global.
  [[nodiscard]] uint32_t binding_of(Ref identifier) const;
  /// The names that the parameter at a place of a function declares: several for a pattern.
  [[nodiscard]] std::span<const uint32_t> parameter(uint32_t function, uint32_t place) const;
  /// From 1.
  [[nodiscard]] uint32_t line_of(Ref ref) const;
  /// Assignments to `<anything>.name`, and class fields: the member or key, by name.
  [[nodiscard]] const std::vector<Ref>& fields(std::string_view name) const;
  /// How often `<anything>.name` stands anywhere but on the left of an assignment.
  [[nodiscard]] uint32_t reads_of_field(std::string_view name) const;
  /// Methods, `x.prototype.name = …` and properties of literals that are functions: by name.
  [[nodiscard]] const std::vector<Ref>& methods(std::string_view name) const;
  /// Whether it is a name that is looked up: no key, label or name behind a dot.
  [[nodiscard]] bool is_reference(Ref identifier) const;

 private:
  class Builder;
  struct Scope {
    uint32_t parent = kNoIndex;
    uint32_t function = 0;
  };
  std::string path_;
  js::Parser parser_;
  const js::Ast* ast_;
  std::vector<Ref> parents_;
  std::vector<uint32_t> scope_of_, function_of_;
  std::vector<Scope> scopes_;
  std::vector<Function> functions_;
  std::vector<Binding> bindings_;
  std::vector<uint32_t> lines_;  // where they begin
  std::unordered_map<std::string_view, uint32_t> names_;
  std::unordered_map<uint64_t, uint32_t> declared_;                 // scope and name → binding
  std::unordered_map<uint64_t, std::vector<uint32_t>> parameters_;  // function and place → bindings
  std::unordered_map<Ref, uint32_t> function_index_;
  std::unordered_map<std::string_view, std::vector<Ref>> fields_, methods_;
  std::unordered_map<std::string_view, uint32_t> field_reads_;
};

/// True for functions of every form.
[[nodiscard]] bool is_function(Kind kind);

}  // namespace halint::package
