# The library with its headers, for find_package(halint): `cmake --install BUILD --component development`. Not a part of the
# packages. Needs simdjson, fmt and toml++ from the system, because a fetched one is not installed with it.
# SPDX-License-Identifier: Apache-2.0
get_target_property(simdjson_imported simdjson::simdjson IMPORTED)
get_target_property(fmt_imported fmt::fmt-header-only IMPORTED)
if(simdjson_imported AND fmt_imported)
  set(as_development COMPONENT development EXCLUDE_FROM_ALL)
  set(cmake_files ${CMAKE_INSTALL_LIBDIR}/cmake/halint)
  set_target_properties(halint_core PROPERTIES EXPORT_NAME core)
  install(TARGETS halint_core halint_data halint_fmt halint_toml EXPORT halint
          ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} ${as_development})
  install(DIRECTORY include/halint DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} ${as_development})
  install(EXPORT halint NAMESPACE halint:: DESTINATION ${cmake_files} FILE halint-targets.cmake ${as_development})
  include(CMakePackageConfigHelpers)
  write_basic_package_version_file("${PROJECT_BINARY_DIR}/halint-config-version.cmake" COMPATIBILITY SameMinorVersion)
  install(FILES cmake/halint-config.cmake "${PROJECT_BINARY_DIR}/halint-config-version.cmake" DESTINATION ${cmake_files}
          ${as_development})
endif()
