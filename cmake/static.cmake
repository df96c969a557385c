# halint_static: the program as one file that needs no library, not even the C library, and can still be loaded anywhere in
# memory. It is linked from what the release has compiled; only simdjson comes from its source. scripts/package --static
# fetches that and builds the target. SPDX-License-Identifier: Apache-2.0
if(HALINT_SIMDJSON AND HALINT_SELF_CONTAINED AND CMAKE_SYSTEM_NAME STREQUAL "Linux")
  if(NOT TARGET halint_simdjson)
    include(cmake/simdjson.cmake)
  endif()
  # As the headers that the release was compiled with.
  target_compile_definitions(halint_simdjson PRIVATE $<TARGET_PROPERTY:simdjson::simdjson,INTERFACE_COMPILE_DEFINITIONS>)
  add_executable(halint_static EXCLUDE_FROM_ALL src/main.cc)
  halint_target(halint_static)
  add_dependencies(halint_static halint_cli halint_core halint_data)
  target_include_directories(halint_static PRIVATE src include)
  # By file: as targets they would bring the system's simdjson.
  target_link_libraries(halint_static PRIVATE
    $<TARGET_FILE:halint_cli> $<TARGET_FILE:halint_core> $<TARGET_FILE:halint_data> halint_simdjson)
  target_link_options(halint_static PRIVATE -static-pie)
endif()
