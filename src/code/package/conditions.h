// Which properties of a node decide whether a place in its code is reached.
// Internal to code/package. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "code/package/origin.h"

namespace halint::package {

/// What must hold on the way to a place.
struct Conditions {
  std::vector<PropertyTest> tests;
  bool sometimes = false;  ///< something else must hold too

  void add(const Conditions& more);
};

/// Conditions inside the function that holds `place`, from its body on.
[[nodiscard]] Conditions conditions_of(Program& program, Origins& origins, Place place);

}  // namespace halint::package
