# The libraries when compiling for another machine, for which the system has none: headers and simdjson's one source, in the
# versions of Debian's programs. SPDX-License-Identifier: Apache-2.0
set(HALINT_HEADERS "" CACHE PATH "The headers of fmt, CLI11 and toml++, without those of the system around them")
include(cmake/simdjson.cmake)
add_library(simdjson::simdjson ALIAS halint_simdjson)
add_library(fmt_headers INTERFACE)
target_compile_definitions(fmt_headers INTERFACE FMT_HEADER_ONLY=1)
add_library(fmt::fmt-header-only ALIAS fmt_headers)
add_library(cli11_headers INTERFACE)
add_library(CLI11::CLI11 ALIAS cli11_headers)
add_library(toml_headers INTERFACE)
target_include_directories(toml_headers INTERFACE "${HALINT_HEADERS}")
add_library(tomlplusplus::tomlplusplus ALIAS toml_headers)
