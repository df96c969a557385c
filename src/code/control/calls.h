// Calls: who is called with what, through call, apply and bind, for each thing that may be meant.
// Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "code/control/rooms.h"

namespace halint {

/// The arguments of a call; where each stands, if it does.
struct Arguments {
  std::vector<Value> values;
  std::vector<js::Ref> refs;
  bool open = false;  ///< a spread of something unknown: there may be more

  [[nodiscard]] size_t size() const { return values.size(); }
  [[nodiscard]] Value at(size_t index) const {
    return index < values.size() ? values[index] : open ? made_of(from_unknown) : nothing();
  }
  [[nodiscard]] js::Ref ref(size_t index) const { return index < refs.size() ? refs[index] : js::kNone; }
  [[nodiscard]] Arguments from(size_t index) const {
    Arguments rest;
    rest.open = open;
    for (size_t i = index; i < values.size(); ++i) {
      rest.values.push_back(values[i]);
      rest.refs.push_back(refs[i]);
    }
    return rest;
  }
};

class Calls {
 public:
  explicit Calls(Rooms& rooms) : r_(rooms), m_(rooms.m) {}

  Value call(js::Ref ref);
  Value construct(js::Ref ref);
  /// Calls what a value may be. `self` is the object whose method it is. `for_body`: see Functions::call.
  Value invoke(const Value& function, const Value& self, const Arguments& arguments, js::Ref ref,
               bool for_body = false);
  Arguments evaluate(js::Ref first);
  /// All that the arguments are made of; whoever is called is told of it.
  [[nodiscard]] Value all(const Arguments& arguments) const;
  /// Somebody unknown gets the arguments: functions among them will be called, the rest is seen.
  Value give_away(const Arguments& arguments, CodePlace place);

 private:
  Rooms& r_;
  Machine& m_;
  bool at_once_ = false;  // the function that is called stands in the call itself

  Value invoke_one(ObjectId function, const Value& self, const Arguments& arguments, js::Ref ref, bool for_body);
  Value invoke_unknown(const Value& function, const Value& self, const Arguments& arguments);
  bool redirect(const Value& base, const Property& property, const Arguments& arguments, js::Ref ref, Value& result);
  Value bind(const Value& function, const Arguments& arguments);
  [[nodiscard]] bool may_return(const Value& function, js::Ref ref) const;
  void note_statement(std::string_view method, const Arguments& arguments, js::Ref ref);
};

}  // namespace halint
