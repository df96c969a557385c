// The function node's sandbox (Node-RED core/function/10-function.js): what names that nobody declares are, what their
// members are, and what calling them does. Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "code/control/calls.h"

namespace halint {

class Sandbox {
 public:
  explicit Sandbox(Rooms& rooms) : r_(rooms), m_(rooms.m) {}
  void reset();
  /// A variable that holds a module (`libs` of the node).
  void add_library(std::string_view variable, const Value& module) {
    libraries_.emplace_back(m_.names.intern(variable), module);
  }
  /// A body begins; with `with_message` the name `msg` is a message that came in.
  void begin(bool with_message);

  /// A name that nobody declares: a thing of the sandbox, or an undeclared variable.
  Value builtin(NameId name, js::Ref ref);
  void set_free(NameId name, const Value& value, js::Ref whole, bool reads_first);
  Value member(ObjectId object, const Property& property, js::Ref ref);
  void set_member(ObjectId object, const Property& property, const Value& value, js::Ref whole, js::Ref target,
                  bool reads_first);
  [[nodiscard]] ObjectId message();

  Value call_node(ObjectId method, const Arguments& arguments, js::Ref ref);
  Value call_env(const Arguments& arguments, js::Ref ref);
  Value call_host(ObjectId function, const Arguments& arguments, js::Ref ref);
  Value construct_host(ObjectId constructor, const Arguments& arguments, js::Ref ref);
  Value start_timer(TimerKind kind, const Arguments& arguments, js::Ref ref);

 private:
  Rooms& r_;
  Machine& m_;
  std::vector<ObjectId> things_;  // by name, of those below Word::count_
  std::vector<std::pair<NameId, Value>> libraries_;
  CellId message_cell_ = 0;
  ObjectId message_ = 0;
  bool with_message_ = false;

  ObjectId thing(ObjectKind kind, NameId name, ContextScope scope = ContextScope::node);
  Value context_member(ObjectId object, const Property& property, js::Ref ref);
  Value host_member(ObjectId object, const Property& property, js::Ref ref);
  Value send(const Arguments& arguments, js::Ref ref);
  Value call_object(NameId method, const Arguments& arguments, js::Ref ref);
  void assign_to_message(const Value& target, const Value& source, js::Ref ref);
  Value call_promise(NameId method, const Arguments& arguments);
  Value clone(const Value& value, js::Ref ref);
  [[nodiscard]] bool differs(NameId host, NameId method, bool called_itself) const;
  Value environment(std::string_view name);
};

}  // namespace halint
