// Methods of lists, maps, texts, promises and emitters: what they change, what they give, and when they call back.
// Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "code/control/calls.h"

namespace halint {

class Methods {
 public:
  explicit Methods(Rooms& rooms) : r_(rooms), m_(rooms.m) {}

  /// May this property be a function of the code or of the sandbox? Else it is a method of the language.
  [[nodiscard]] bool may_be_function(const Value& base, const Property& property) const;
  Value call(const Value& base, const Property& method, const Arguments& arguments, js::Ref ref);
  /// Calls back for each element, at once. The value is what the callback gives; `all` gets it one by one where the
  /// elements are known.
  Value each(const Value& list, const Value& callback, NameId method, const Value& first,
             std::vector<Value>* all = nullptr);
  /// A new list of what the other one holds.
  Value list_of(const Value& element, js::Ref ref);

 private:
  Rooms& r_;
  Machine& m_;

  Value list_of_all(const std::vector<Value>& elements, const Value& element, js::Ref ref);
  Value call_back(const Value& base, NameId method, const Arguments& arguments, js::Ref ref);
  Value change(const Value& base, NameId method, const Arguments& arguments, js::Ref ref);
  Value complete(const Value& base, const Arguments& arguments);
  Value look_up(const Value& base, NameId method, const Arguments& arguments);
  void add_to(const Value& base, NameId method, const Arguments& arguments);
};

}  // namespace halint
