// Fills a module in one walk over its tree, from the outside in, without recursion.
// Internal to code/package/module. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "code/package/module.h"

namespace halint::package {

class Module::Builder {
 public:
  explicit Builder(Module& module) : m_(module) {}
  void run();

 private:
  struct Item {
    Ref ref = js::kNone;
    uint32_t scope = 0;
    uint32_t function = 0;
  };
  Module& m_;
  std::vector<Item> open_;
  std::vector<Ref> used_;  // names that are looked up

  uint32_t add_scope(uint32_t parent, uint32_t function);
  uint32_t name(std::string_view text);
  uint32_t declare(uint32_t scope, Ref identifier, Ref value);
  void declare_pattern(uint32_t scope, Ref pattern, Ref value, uint32_t parameter);
  [[nodiscard]] uint32_t function_scope(uint32_t scope) const;
  void visit(const Item& item);
  void open_children(const Item& item, uint32_t scope, uint32_t function);
  void open_function(const Item& item);
  void list(const Item& item);
  void list_field(Ref ref);
  void link_names();
  [[nodiscard]] bool is_target(Ref ref) const;
};

}  // namespace halint::package
