// Settings of nodes, as people choose them in the editor.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "flow_writer.h"
#include "function_samples.h"
#include "random.h"

namespace bench {

class NodeSamples {
 public:
  explicit NodeSamples(Random& random) : random_(random) {}

  std::string broker;  // the id of the one that MQTT nodes name

  /// What a node of this type has besides id, type, z, name, place and wires; nothing for an unknown type.
  Fields settings(std::string_view type, const std::string& id, const std::string& tab);

 private:
  Random& random_;
  FunctionSamples functions_{random_};
  std::string last_link_in_;  // where links lead; one end that knows of the other is enough

  std::string word();
  std::string either(size_t percent, const char* one, const char* other);
  Fields function(const std::string& tab);
  Fields mqtt_in();
  Fields mqtt_out();
  Fields http_in(const std::string& id);
  Fields http_request();
  Fields inject();
  Fields change();
  Fields branches();
  Fields html();
  Fields delay();
  Fields join();
  Fields file();
};

}  // namespace bench
