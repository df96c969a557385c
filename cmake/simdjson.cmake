# simdjson from its one source file: for targets whose system has no library of it that could be linked.
# SPDX-License-Identifier: Apache-2.0
add_library(halint_simdjson STATIC EXCLUDE_FROM_ALL "${HALINT_SIMDJSON}/simdjson.cpp")
target_include_directories(halint_simdjson SYSTEM PUBLIC "$<BUILD_INTERFACE:${HALINT_SIMDJSON}>")
target_compile_options(halint_simdjson PRIVATE $<$<NOT:$<CXX_COMPILER_ID:MSVC>>:-w>)
