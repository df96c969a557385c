// Modules that function code uses: what their functions do outside, whom they call back, and what they give.
// Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "code/control/calls.h"

namespace halint {

class Modules {
 public:
  explicit Modules(Rooms& rooms) : r_(rooms), m_(rooms.m) {}

  [[nodiscard]] Value module(std::string_view name);
  Value call(ObjectId function, const Arguments& arguments, js::Ref ref, bool constructs);
  Value require(const Arguments& arguments, js::Ref ref);
  Value fetch(const Arguments& arguments, js::Ref ref);

 private:
  Rooms& r_;
  Machine& m_;

  /// The HTTP method that options name; `otherwise` if they name none, empty if it is not known.
  [[nodiscard]] std::string_view verb_of(const Arguments& arguments, std::string_view otherwise) const;
  [[nodiscard]] bool only_asks(const Arguments& arguments) const;
  [[nodiscard]] std::string_view address_of(const Arguments& arguments) const;
  bool consume(std::string_view module, std::string_view method, const Arguments& arguments, js::Ref ref,
               bool constructs);
};

}  // namespace halint
