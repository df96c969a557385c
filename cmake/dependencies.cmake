# The system's packages first; what it lacks is fetched, pinned by hash. Nothing is vendored.
#   Debian 12: simdjson 3.0, fmt 9.1, CLI11 2.1, toml++ 3.3, Catch2 2.13; code must compile with these.
# The hashes are those of GitHub's tag archives as Homebrew, Conan, Spack and Bazel projects record them.
# SPDX-License-Identifier: Apache-2.0
include(FetchContent)

set(HALINT_SIMDJSON "" CACHE PATH "A folder with simdjson.h and simdjson.cpp, for targets that no library of the system can be linked to")
if(CMAKE_SYSTEM_NAME STREQUAL "WASI")
  include(cmake/wasm/runtime.cmake)
elseif(CMAKE_CROSSCOMPILING AND HALINT_HEADERS)
  include(cmake/cross.cmake)
  include_directories(SYSTEM "${HALINT_HEADERS}")
  find_package(Threads REQUIRED)
else()
  set(FMT_INSTALL OFF)
  set(CLI11_BUILD_TESTS OFF)
  set(CLI11_BUILD_EXAMPLES OFF)
  set(SIMDJSON_DEVELOPER_MODE OFF)

  FetchContent_Declare(simdjson SYSTEM
    URL https://github.com/simdjson/simdjson/archive/refs/tags/v3.10.1.tar.gz
    URL_HASH SHA256=1e8f881cb2c0f626c56cd3665832f1e97b9d4ffc648ad9e1067c134862bba060
    FIND_PACKAGE_ARGS)
  FetchContent_Declare(fmt SYSTEM
    URL https://github.com/fmtlib/fmt/archive/refs/tags/10.2.1.tar.gz
    URL_HASH SHA256=1250e4cc58bf06ee631567523f48848dc4596133e163f02615c97f78bab6c811
    FIND_PACKAGE_ARGS 9.0)
  FetchContent_Declare(CLI11 SYSTEM
    URL https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.4.2.tar.gz
    URL_HASH SHA256=f2d893a65c3b1324c50d4e682c0cdc021dd0477ae2c048544f39eed6654b699a
    FIND_PACKAGE_ARGS 2.1)
  FetchContent_Declare(tomlplusplus SYSTEM
    URL https://github.com/marzer/tomlplusplus/archive/refs/tags/v3.4.0.tar.gz
    URL_HASH SHA256=8517f65938a4faae9ccf8ebb36631a38c1cadfb5efa85d9a72e15b9e97d25155
    FIND_PACKAGE_ARGS 3.3)
  FetchContent_MakeAvailable(simdjson fmt CLI11 tomlplusplus)
  find_package(Threads REQUIRED)
endif()

# Asked for only by tests/, in either major version (tests/catch.h bridges them).
if(HALINT_TESTS)
  FetchContent_Declare(Catch2 SYSTEM
    URL https://github.com/catchorg/Catch2/archive/refs/tags/v3.6.0.tar.gz
    URL_HASH SHA256=485932259a75c7c6b72d4b874242c489ea5155d17efa345eb8cc72159f49f356
    FIND_PACKAGE_ARGS)
  FetchContent_MakeAvailable(Catch2)
endif()

# Of a self-contained program nothing but the C library comes from the system: what can be compiled in is, and a library
# that the system has only as a shared one is installed beside the program, which looks for it there.
option(HALINT_SELF_CONTAINED "Make a program that runs where its libraries are not installed" OFF)
add_library(halint_fmt INTERFACE)
add_library(halint_toml INTERFACE)
if(HALINT_SELF_CONTAINED)
  target_link_libraries(halint_fmt INTERFACE fmt::fmt-header-only)
  get_target_property(toml_headers tomlplusplus::tomlplusplus INTERFACE_INCLUDE_DIRECTORIES)
  target_include_directories(halint_toml SYSTEM INTERFACE $<BUILD_INTERFACE:${toml_headers}>)
  target_compile_definitions(halint_toml INTERFACE TOML_HEADER_ONLY=1)
else()
  target_link_libraries(halint_fmt INTERFACE fmt::fmt)
  target_link_libraries(halint_toml INTERFACE tomlplusplus::tomlplusplus)
endif()
