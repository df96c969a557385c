# The parts of the C++ runtime that Debian's libc++ leaves out on WebAssembly, from LLVM's source: exceptions (the interface of
# Node.js 18 and Chromium 95 on) and the file system. The rest of libc++ is Debian's. SPDX-License-Identifier: Apache-2.0
set(HALINT_LLVM "" CACHE PATH "LLVM's source, of the version of the compiler")
if(NOT EXISTS "${HALINT_LLVM}/libcxxabi/src/cxa_exception.cpp")
  message(FATAL_ERROR "The sources of the runtime are not there; scripts/wasm fetches them and calls this preset")
endif()
set(llvm "${HALINT_LLVM}")
set(libcxx_headers /usr/lib/llvm-19/include/wasm32-wasi/c++/v1)

# Debian's configuration of libc++, with the file system.
file(READ "${libcxx_headers}/__config_site" config_site)
string(REPLACE "#define _LIBCPP_HAS_NO_FILESYSTEM" "" config_site "${config_site}")
file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/wasm/include/__config_site" CONTENT "${config_site}" @ONLY)

add_compile_options(
  -fwasm-exceptions "$<$<COMPILE_LANGUAGE:CXX>:-nostdinc++>"
  "SHELL:$<$<COMPILE_LANGUAGE:CXX>:-isystem ${PROJECT_BINARY_DIR}/wasm/include>"
  "SHELL:$<$<COMPILE_LANGUAGE:CXX>:-isystem ${PROJECT_SOURCE_DIR}/cmake/wasm/include>"
  "SHELL:$<$<COMPILE_LANGUAGE:CXX>:-isystem ${libcxx_headers}>"
  "SHELL:-isystem ${HALINT_HEADERS}")

foreach(file IN ITEMS
    libcxx/src/fstream.cpp libcxx/src/ios.instantiations.cpp libcxx/src/new.cpp libcxx/src/new_helpers.cpp libcxx/src/string.cpp
    libcxx/src/stdexcept.cpp libcxx/src/system_error.cpp
    libcxx/src/filesystem/directory_entry.cpp libcxx/src/filesystem/directory_iterator.cpp
    libcxx/src/filesystem/filesystem_clock.cpp libcxx/src/filesystem/filesystem_error.cpp
    libcxx/src/filesystem/operations.cpp libcxx/src/filesystem/path.cpp
    libcxxabi/src/abort_message.cpp libcxxabi/src/cxa_aux_runtime.cpp libcxxabi/src/cxa_default_handlers.cpp
    libcxxabi/src/cxa_exception.cpp libcxxabi/src/cxa_exception_storage.cpp libcxxabi/src/cxa_handlers.cpp
    libcxxabi/src/cxa_personality.cpp libcxxabi/src/cxa_vector.cpp libcxxabi/src/cxa_virtual.cpp
    libcxxabi/src/fallback_malloc.cpp libcxxabi/src/private_typeinfo.cpp libcxxabi/src/stdlib_exception.cpp
    libcxxabi/src/stdlib_stdexcept.cpp libcxxabi/src/stdlib_typeinfo.cpp libunwind/src/Unwind-wasm.c)
  list(APPEND runtime_sources "${llvm}/${file}")
endforeach()
enable_language(C)
# Objects, so that they win over the same names in Debian's archives.
add_library(halint_wasm_runtime OBJECT ${runtime_sources} cmake/wasm/posix.cc)
target_compile_options(halint_wasm_runtime PRIVATE -w "$<$<COMPILE_LANGUAGE:CXX>:-std=c++23>")
target_include_directories(halint_wasm_runtime PRIVATE
  "${llvm}/libcxx/src" "${llvm}/libcxxabi/include" "${llvm}/libcxxabi/src" "${llvm}/libunwind/include")
target_compile_definitions(halint_wasm_runtime PRIVATE
  _LIBCPP_BUILDING_LIBRARY _LIBCXXABI_BUILDING_LIBRARY LIBCXX_BUILDING_LIBCXXABI _LIBCXXABI_HAS_NO_THREADS
  LIBCXXABI_NON_DEMANGLING_TERMINATE _LIBUNWIND_HIDE_SYMBOLS)

# halint_wasm_library(TARGET): without the ways out of every call by which exceptions destroy what they leave, a fifth of the
# module. Nothing but its end comes after one here: there is no memory left, or a file is refused. Files that throw or catch keep
# them. What runs for every value, token and message is made small (-Os), the rest smallest.
function(halint_wasm_library target)
  target_compile_options(${target} PRIVATE -fno-exceptions -fno-rtti)
  file(GLOB_RECURSE hot CONFIGURE_DEPENDS
    src/analysis/message_*.cc src/code/js/*.cc src/code/memory/*.cc src/code/names/*.cc src/code/value/*.cc src/flow/*.cc
    src/source/*.cc)
  set_source_files_properties(${hot} PROPERTIES COMPILE_OPTIONS -Os)
  set_source_files_properties(src/flow/json_tokens.cc src/source/toml_tree.cc PROPERTIES
    COMPILE_OPTIONS -fexceptions SKIP_PRECOMPILE_HEADERS ON)
  set_source_files_properties(src/source/toml_tree.cc PROPERTIES  # numbers without streams and their locales
    COMPILE_DEFINITIONS "TOML_FLOAT_CHARCONV=1;TOML_ENABLE_FORMATTERS=0")
  if(HALINT_PCH)
    target_precompile_headers(${target} PRIVATE <map> <memory> <set> <span> <unordered_set> <utility>)
  endif()
endfunction()

# halint_wasm_command_line(TARGET): the same for what stands in front of the library.
function(halint_wasm_command_line target)
  target_compile_options(${target} PRIVATE -fno-exceptions -fno-rtti)
  set_source_files_properties(src/cli/arguments.cc src/cli/lint.cc PROPERTIES
    COMPILE_OPTIONS "-fexceptions;-frtti" SKIP_PRECOMPILE_HEADERS ON)
  if(HALINT_PCH)
    target_precompile_headers(${target} PRIVATE
      <algorithm> <filesystem> <functional> <map> <memory> <optional> <span> <string> <string_view> <variant> <vector>)
  endif()
endfunction()

# halint_wasm_program(TARGET [OPTION...]): links with what is above, and lets the stack be found overrun before it eats data. What
# is alike in functions is made to look alike, for whatever packs the module up; the rest of wasm-opt gains nothing there.
find_program(HALINT_WASM_OPT wasm-opt REQUIRED)
function(halint_wasm_program target)
  target_sources(${target} PRIVATE $<TARGET_OBJECTS:halint_wasm_runtime>)
  target_link_options(${target} PRIVATE
    ${ARGN}
    -O0  # or clang runs all of wasm-opt
    -fwasm-exceptions -nostdlib++ -L/usr/lib/llvm-19/lib/wasm32-wasi
    -Wl,--stack-first -Wl,-z,stack-size=1048576 -Wl,--initial-memory=33554432 -Wl,--max-memory=4294967296 -Wl,--strip-all -Wl,--gc-sections
    -Wl,--compress-relocations)
  target_link_libraries(${target} PRIVATE c++ c++abi)
  add_custom_command(TARGET ${target} POST_BUILD VERBATIM
    COMMAND "${HALINT_WASM_OPT}" --enable-exception-handling --enable-sign-ext --enable-mutable-globals --enable-bulk-memory
      --duplicate-function-elimination --coalesce-locals --reorder-locals --vacuum
      $<TARGET_FILE:${target}> -o $<TARGET_FILE:${target}>)
endfunction()

include(cmake/cross.cmake)
target_compile_options(halint_simdjson PRIVATE -O2)
target_compile_definitions(fmt_headers INTERFACE FMT_STATIC_THOUSANDS_SEPARATOR=',')  # without locales, which are large
add_library(no_threads INTERFACE)
add_library(Threads::Threads ALIAS no_threads)
