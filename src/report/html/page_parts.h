// The style and the script of the HTML report, put into the program by the build, and their digests, by which the page
// lets these run and nothing else. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace halint {

extern const std::string_view kPageStyle;
extern const std::string_view kPageStyleSha256;  ///< 64 hexadecimal digits
extern const std::string_view kPageScript;
extern const std::string_view kPageScriptSha256;

}  // namespace halint
