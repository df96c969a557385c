// Which POST requests only fetch an access token or ask: code and http request nodes are judged alike.
// Knows addresses alone. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace halint {

/// A POST to this address only fetches an access token (RFC 6749, section 3.2): each copy needs one of its own.
[[nodiscard]] bool fetches_token(std::string_view url);
/// A POST to this address only asks: queries of InfluxDB, Elasticsearch, Prometheus, Loki and Overpass, whose writes
/// have addresses of their own. What stands before the path may be a placeholder.
[[nodiscard]] bool answers_queries(std::string_view url);

}  // namespace halint
