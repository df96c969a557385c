// SPDX-License-Identifier: Apache-2.0
#include "analysis/mqtt_services.h"

#include <algorithm>
#include <array>

namespace halint {
namespace {

// A service in which the client ID is a device.
struct Service {
  std::string_view host;  // a part of it
  bool own_topics_only = false;
};

// As their documentation has it: learn.microsoft.com/azure/iot/iot-mqtt-connect-to-iot-hub,
// docs.netpie.io/en/mqtt-api.html and NEXPIE, docs.losant.com/mqtt/overview,
// mathworks.com/help/thingspeak/mqtt-basics.html, alibabacloud.com/help/doc-detail/73742.htm, where the password is
// made of the client ID.
constexpr std::array<Service, 10> kServices{{{".azure-devices.net", true},
                                             {".azure-devices.cn", true},
                                             {".netpie.io", true},
                                             {".nexpie.io", true},
                                             {".losant.com", true},
                                             {".thingspeak.com", true},
                                             {".iot-as-mqtt.", true},
                                             {".internetofthings.ibmcloud.com", false},
                                             {".amazonaws.com", false},
                                             {".eventgrid.azure.net", false}}};

}  // namespace

bool names_a_device(std::string_view host) {
  return std::any_of(kServices.begin(), kServices.end(),
                     [&](const Service& service) { return host.find(service.host) != std::string_view::npos; });
}

bool has_own_topics_only(std::string_view host) {
  return std::any_of(kServices.begin(), kServices.end(), [&](const Service& service) {
    return service.own_topics_only && host.find(service.host) != std::string_view::npos;
  });
}

}  // namespace halint
