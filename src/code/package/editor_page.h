// What the HTML of a package says of its types: the scripts that register them with the editor.
// Internal to code/package. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "halint/code/package/package_reading.h"

namespace halint::package {

/// One `RED.nodes.registerType(type, {…})` of the editor.
struct EditorType {
  std::string type;
  bool config = false;
  uint16_t inputs = 0;
  uint16_t outputs = 0;
  std::vector<Property> properties;
};

/// The types that the scripts of a page register. Linear in the page.
[[nodiscard]] std::vector<EditorType> read_editor_page(std::string_view html);

}  // namespace halint::package
