// Resolves every identifier of a body to the declaration it means, once, as a number.
// Knows nothing of values. Internal to code/. SPDX-License-Identifier: Apache-2.0
//
// The tree is walked as the array it is: children stand before their parents. An identifier waits in a list of its name
// until the node of a scope comes that declares the name and in whose text it stands; each is taken out once, so the
// work is linear. Names of properties wait too and may get a binding; nobody asks for it.
#pragma once

#include <span>
#include <vector>

#include "code/names/words.h"
#include "halint/code/js/ast.h"

namespace halint {

/// Index of a declaration in its body. 0 is none: the name is free.
using BindingId = uint32_t;

struct Binding {
  NameId name = 0;
  js::Ref function = js::kNone;  ///< innermost function around the declaration; the program for the body itself
  uint32_t slot = 0;             ///< number among the bindings of that function
  uint32_t references = 0;       ///< identifiers that mean it, its declarations among them
  js::Ref declared = js::kNone;  ///< the function or class declaration it is hoisted from, if any
};

class Resolver {
 public:
  /// Reads the tree, which must outlive what is asked of the resolver. Free names keep BindingId 0.
  void resolve(const js::Ast& ast, NameTable& names);

  [[nodiscard]] NameId name_of(js::Ref identifier) const { return name_[identifier]; }
  [[nodiscard]] BindingId binding_of(js::Ref identifier) const { return binding_[identifier]; }
  [[nodiscard]] const Binding& operator[](BindingId id) const { return bindings_[id]; }
  [[nodiscard]] std::span<const Binding> bindings() const { return bindings_; }
  /// Number of bindings that a function (or the program) has, and the function around it.
  [[nodiscard]] uint32_t slots_of(js::Ref function) const { return slots_[function]; }
  [[nodiscard]] js::Ref function_around(js::Ref function) const { return around_[function]; }
  /// Is a member of a free name assigned to anywhere?
  [[nodiscard]] bool assigns_members() const { return assigns_members_; }
  /// Function declarations directly in a block or body, chained: they are there from its start.
  [[nodiscard]] js::Ref first_hoisted(js::Ref block) const { return hoisted_[block]; }
  [[nodiscard]] js::Ref next_hoisted(js::Ref declaration) const { return hoisted_[declaration]; }

 private:
  struct Declaration {
    js::Ref identifier = js::kNone;
    js::Ref declared = js::kNone;
  };
  const js::Ast* ast_ = nullptr;
  std::vector<NameId> name_;        // by node
  std::vector<BindingId> binding_;  // by node
  std::vector<js::Ref> before_;     // by node: the identifier of this name that waits longer
  std::vector<js::Ref> waiting_;    // by name: the one that came last
  std::vector<uint32_t> slots_;     // by node
  std::vector<js::Ref> around_;     // by node
  std::vector<js::Ref> hoisted_;    // by node
  std::vector<Binding> bindings_;
  std::vector<Declaration> lexical_;    // declared in blocks not closed yet
  std::vector<Declaration> variables_;  // declared by var or as parameters
  std::vector<BindingId> open_;         // whose function has not been closed yet
  bool assigns_members_ = false;
  std::vector<js::Ref> functions_;  // whose surrounding function has not been closed yet

  void visit(js::Ref ref, NameTable& names);
  void note_assigned(js::Ref target);
  void declare(js::Ref pattern, std::vector<Declaration>& list, js::Ref declared);
  void close(std::vector<Declaration>& list, uint32_t begin);
  void close_function(js::Ref function);
  void hoist(js::Ref block);
};

}  // namespace halint
