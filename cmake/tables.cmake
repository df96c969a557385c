# Node knowledge and rule texts: rules/**/*.toml is checked and turned into C++ tables while building, so that nothing is
# parsed at start. SPDX-License-Identifier: Apache-2.0
file(GLOB table_tool_sources CONFIGURE_DEPENDS src/tables/*.cc)
# What reads TOML at run time too, and needs no tables itself.
set(shared_sources src/catalog/node_entry.cc src/catalog/node_type.cc src/catalog/pattern.cc
    src/catalog/pattern_parser.cc src/source/source_file.cc src/source/suggest.cc
    src/source/toml_tree.cc)
set(HALINT_TABLES "" CACHE FILEPATH "When cross-compiling: a halint_tables that runs here, from a native build of the same source")
if(HALINT_TABLES)
  add_executable(halint_tables IMPORTED)
  set_target_properties(halint_tables PROPERTIES IMPORTED_LOCATION "${HALINT_TABLES}")
else()
  add_executable(halint_tables ${table_tool_sources} ${shared_sources})
  halint_target(halint_tables)
  target_include_directories(halint_tables PRIVATE include src)
  target_link_libraries(halint_tables PRIVATE halint_fmt halint_toml)
endif()

file(GLOB_RECURSE rule_files RELATIVE "${PROJECT_SOURCE_DIR}" CONFIGURE_DEPENDS rules/*.toml)
set(node_files ${rule_files})
list(FILTER node_files INCLUDE REGEX "^rules/nodes/")
set(machine_files ${node_files})
list(FILTER machine_files INCLUDE REGEX "^rules/nodes/machine/")
list(FILTER node_files EXCLUDE REGEX "^rules/nodes/machine/")
set(module_files ${rule_files})
list(FILTER module_files INCLUDE REGEX "^rules/modules/")
list(FILTER rule_files EXCLUDE REGEX "^rules/((nodes|modules)/|stores\\.toml$)")

set(generated "${PROJECT_BINARY_DIR}/generated")
file(MAKE_DIRECTORY "${generated}")
function(halint_table kind output)
  add_custom_command(
    OUTPUT "${output}"
    COMMAND halint_tables --${kind} "${output}" ${ARGN}
    DEPENDS halint_tables ${HALINT_TABLES} ${ARGN}
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"  # so that errors read rules/nodes/x.toml:12:1
    COMMENT "Checking rules (${kind})"
    VERBATIM)
endfunction()
halint_table(nodes "${generated}/catalog_tables.cc" ${node_files})
halint_table(machine "${generated}/machine_tables.cc" ${machine_files})
halint_table(rules "${generated}/rule_tables.cc" ${rule_files})
halint_table(modules "${generated}/module_tables.cc" ${module_files})
halint_table(stores "${generated}/store_tables.cc" rules/stores.toml)

# On its own, because generated code is not linted.
add_library(halint_data STATIC
  "${generated}/catalog_tables.cc" "${generated}/machine_tables.cc" "${generated}/rule_tables.cc"
  "${generated}/module_tables.cc" "${generated}/store_tables.cc")
halint_target(halint_data)
set_target_properties(halint_data PROPERTIES CXX_CLANG_TIDY "")
target_include_directories(halint_data PRIVATE include src)
