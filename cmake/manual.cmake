# The manual page and the completion files, which halint itself prints, in the directories where man and shells look.
# SPDX-License-Identifier: Apache-2.0
if(NOT CMAKE_CROSSCOMPILING)
  set(manual "${PROJECT_BINARY_DIR}/manual")
  file(MAKE_DIRECTORY "${manual}")
  add_custom_command(
    OUTPUT "${manual}/halint.1" "${manual}/halint.bash" "${manual}/_halint" "${manual}/halint.fish"
    COMMAND halint man > halint.1
    COMMAND halint completion bash > halint.bash
    COMMAND halint completion zsh > _halint
    COMMAND halint completion fish > halint.fish
    DEPENDS halint
    WORKING_DIRECTORY "${manual}"
    COMMENT "Writing the manual page and completions"
    VERBATIM)
  add_custom_target(halint_manual ALL DEPENDS "${manual}/halint.1")
  install(FILES "${manual}/halint.1" DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  install(FILES "${manual}/halint.bash" DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME halint)
  install(FILES "${manual}/_halint" DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
  install(FILES "${manual}/_halint" DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)  # where Debian's looks below /usr
  install(FILES "${manual}/halint.fish" DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()
