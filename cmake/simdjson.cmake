# simdjson from its one source file: for targets whose system has no library of it that could be linked.
# SPDX-License-Identifier: Apache-2.0
add_library(simdjson STATIC "${HALINT_SIMDJSON}/simdjson.cpp")
target_include_directories(simdjson SYSTEM PUBLIC "$<BUILD_INTERFACE:${HALINT_SIMDJSON}>")
target_compile_options(simdjson PRIVATE $<$<NOT:$<CXX_COMPILER_ID:MSVC>>:-w>)
add_library(simdjson::simdjson ALIAS simdjson)
