// SPDX-License-Identifier: Apache-2.0
#include "halint/code/token_url.h"

#include <algorithm>
#include <array>

namespace halint {

bool fetches_token(std::string_view url) {
  const std::string_view path = url.substr(0, url.find_first_of("?#"));
  const auto speaks_of = [&](std::string_view word) { return path.find(word) != std::string_view::npos; };
  constexpr std::array<std::string_view, 4> kParts{"/oauth", "/connect/token", "/openid", "/realms/"};
  if (std::any_of(kParts.begin(), kParts.end(), speaks_of)) return true;
  // Elsewhere a token may be anything, of a car park, say; so the host or the path has to speak of identities.
  constexpr std::string_view kEnd = "/token";
  constexpr std::array<std::string_view, 5> kIdentities{"auth", "login", "sso", "identity", "account"};
  return path.size() > kEnd.size() && path.substr(path.size() - kEnd.size()) == kEnd &&
         std::any_of(kIdentities.begin(), kIdentities.end(), speaks_of);
}

bool answers_queries(std::string_view url) {
  constexpr std::array<std::string_view, 9> kPaths{
      "/api/v2/query",       "/_search",         "/_msearch",         "/_count", "/_mget", "/api/v1/query",
      "/api/v1/query_range", "/api/interpreter", "/loki/api/v1/query"};
  return std::any_of(kPaths.begin(), kPaths.end(), [&](std::string_view path) {
    const size_t at = url.find(path);
    if (at == std::string_view::npos) return false;
    const std::string_view behind = url.substr(at + path.size());
    return behind.empty() || behind.front() == '?' || behind.front() == '/' || path == "/loki/api/v1/query";
  });
}

}  // namespace halint
