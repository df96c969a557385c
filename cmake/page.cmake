# The style and the script of the HTML report stand in files of their own, and in the program as text with a digest.
# SPDX-License-Identifier: Apache-2.0
set(page_folder "${PROJECT_SOURCE_DIR}/src/report/html")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${page_folder}/page.css" "${page_folder}/page.js")
foreach(part IN ITEMS style:page.css script:page.js)
  string(REPLACE ":" ";" part "${part}")
  list(GET part 0 name)
  list(GET part 1 file)
  file(READ "${page_folder}/${file}" page_${name})
  file(SHA256 "${page_folder}/${file}" page_${name}_sha256)
endforeach()
configure_file("${page_folder}/page_parts.cc.in" "${PROJECT_BINARY_DIR}/generated/page_parts.cc" @ONLY)
