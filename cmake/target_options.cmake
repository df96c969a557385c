# What every target of halint's own is compiled with. The options are off by default, so that whoever embeds or
# packages halint is not bound by our compilers; the presets turn them on. SPDX-License-Identifier: Apache-2.0
option(HALINT_WARNINGS "Compile with many warnings" ${PROJECT_IS_TOP_LEVEL})
option(HALINT_WARNINGS_AS_ERRORS "Refuse code with warnings" OFF)
option(HALINT_ASSERTIONS "Check the standard library's preconditions at run time" OFF)
option(HALINT_PCH "Precompile the common headers (saves about a second per file)" ${PROJECT_IS_TOP_LEVEL})
option(HALINT_HARDENED "Make memory errors harder to exploit" OFF)
set(HALINT_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them")
set(HALINT_LINT "" CACHE STRING "clang-tidy and its arguments, run on every source file")

# A compiler cache is used if there is one and nothing else was asked for.
if(PROJECT_IS_TOP_LEVEL AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(HALINT_CCACHE ccache)
  mark_as_advanced(HALINT_CCACHE)
  if(HALINT_CCACHE)  # what it must not compare to serve precompiled headers
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${HALINT_CCACHE})
  endif()
endif()

# Sanitizers see into fetched dependencies as well: container-overflow checks need all code compiled alike.
if(HALINT_SANITIZE)
  add_compile_options(-fsanitize=${HALINT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${HALINT_SANITIZE})
endif()
if(HALINT_ASSERTIONS)
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
endif()

function(halint_target target)
  if(MSVC)
    target_compile_options(${target} PRIVATE /utf-8 /permissive- $<$<BOOL:${HALINT_WARNINGS}>:/W4>)
  elseif(HALINT_WARNINGS)
    target_compile_options(${target} PRIVATE
      -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wcast-qual -Wold-style-cast -Wnon-virtual-dtor
      -Woverloaded-virtual -Wformat=2 -Wimplicit-fallthrough -Wundef
      -Wno-missing-field-initializers  # designated initialisers name only what differs from the default
      $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op>)
  endif()
  if(HALINT_SANITIZE)  # GCC cannot follow sanitized code: it takes memory for uninitialised, and bounds for smaller than they are
    target_compile_options(${target} PRIVATE "$<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized;-Wno-array-bounds>")
  endif()
  set_target_properties(${target} PROPERTIES COMPILE_WARNING_AS_ERROR ${HALINT_WARNINGS_AS_ERRORS})
  if(HALINT_LINT)
    set_target_properties(${target} PROPERTIES CXX_CLANG_TIDY "${HALINT_LINT}")
  endif()
  if(HALINT_HARDENED AND CMAKE_SYSTEM_NAME STREQUAL "Linux")
    target_compile_options(${target} PRIVATE
      -fPIE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection
      $<$<STREQUAL:${CMAKE_SYSTEM_PROCESSOR},x86_64>:-fcf-protection>)
    target_link_options(${target} PRIVATE -pie -Wl,-z,relro,-z,now -Wl,--as-needed)
  endif()
endfunction()
