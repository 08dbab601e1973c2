# cmake --install BUILD --prefix PREFIX: the program, its manual page and
# completions, campaigns and networks, the scripts that read results, and
# those for a cluster.
# Included after host/, which makes the program.
include(GNUInstallDirs)

# The program tells about itself, so that nothing is written down twice.
set(manual ${CMAKE_BINARY_DIR}/manual)
set(maker ${CMAKE_SOURCE_DIR}/scripts/make_manual.py)
file(GLOB maker_parts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/scripts/manual/*.py)
set(manual_files ${manual}/chokepoint.1 ${manual}/chokepoint.bash
                 ${manual}/_chokepoint ${manual}/chokepoint.fish)
add_custom_command(
    OUTPUT ${manual_files}
    COMMAND ${CHOKEPOINT_PYTHON} -B ${maker} $<TARGET_FILE:chokepoint> ${manual}
    DEPENDS chokepoint ${maker} ${maker_parts}
    COMMENT "Manual page and completions")
add_custom_target(chokepoint_manual ALL DEPENDS ${manual_files})

install(TARGETS chokepoint RUNTIME)
install(FILES ${manual}/chokepoint.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${manual}/chokepoint.bash RENAME chokepoint
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${manual}/_chokepoint
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${manual}/chokepoint.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# The program looks here from where it lies: host/cli/terminal/installed_files.cpp.
# Without the source tables of networks: only build_network.py reads them, and
# it stays with the sources.
set(files ${CMAKE_INSTALL_DATADIR}/chokepoint)
install(DIRECTORY configs DESTINATION ${files}
        PATTERN sources EXCLUDE
        PATTERN __pycache__ EXCLUDE)
install(PROGRAMS scripts/plot_results.py scripts/validate.py
        DESTINATION ${files}/scripts)
install(FILES scripts/plot_course.py scripts/plot_style.py
        DESTINATION ${files}/scripts)
install(PROGRAMS scripts/cluster/submit.sh scripts/cluster/part.sbatch
                 scripts/cluster/merge.sbatch
        DESTINATION ${files}/scripts/cluster)
install(DIRECTORY scripts/validation DESTINATION ${files}/scripts
        PATTERN __pycache__ EXCLUDE)
install(FILES README.md LICENSE CHANGELOG.md CITATION.cff SECURITY.md
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/chokepoint)
install(FILES outputs/README.md
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/chokepoint/outputs)
