# Version and git commit, known to the program through host/version.hpp.
set(CHOKEPOINT_COMMIT "unknown")
find_package(Git QUIET)
if(GIT_FOUND)
    execute_process(
        COMMAND ${GIT_EXECUTABLE} describe --always --dirty --abbrev=12
        WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
        OUTPUT_VARIABLE CHOKEPOINT_COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE
        ERROR_QUIET)
    # Not a checkout, or one without a commit.
    if(NOT CHOKEPOINT_COMMIT)
        set(CHOKEPOINT_COMMIT "unknown")
    endif()
endif()
configure_file(${CMAKE_SOURCE_DIR}/host/version.hpp.in
               ${CMAKE_BINARY_DIR}/generated/host/version.hpp @ONLY)
target_include_directories(chokepoint_flags INTERFACE
    ${CMAKE_BINARY_DIR}/generated)
