// Records what code does outside of Node-RED: modules, files, programs, requests, the environment.
// Knows no other recorder. Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "code/control/machine.h"
#include "code/record/site_index.h"

namespace halint {

class OutsideRecorder {
 public:
  explicit OutsideRecorder(Machine& machine) : m_(machine) {}
  void reset() { sites_.reset(); }

  void use(ExternalKind kind, std::string_view module, std::string_view method, std::string_view verb, bool writes,
           bool acts, js::Ref ref, std::string_view path = {});
  void read_environment(const Value& name, js::Ref call);

 private:
  Machine& m_;
  SiteIndex sites_;
};

}  // namespace halint
