# find_package(halint) gives halint::core. SPDX-License-Identifier: Apache-2.0
include(CMakeFindDependencyMacro)
find_dependency(simdjson)
find_dependency(fmt)
find_dependency(tomlplusplus)
find_dependency(Threads)
include("${CMAKE_CURRENT_LIST_DIR}/halint-targets.cmake")
