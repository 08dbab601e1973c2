# Tests that are scripts: the borders of the rooms, docstrings, references to
# the model and the Python tests. Included by tests/CMakeLists.txt.

add_test(NAME rooms.keep_their_borders
         COMMAND ${CHOKEPOINT_PYTHON} ${CMAKE_SOURCE_DIR}/scripts/check_rooms.py)
add_test(NAME rooms.check_finds_planted_breaches
         COMMAND ${CHOKEPOINT_PYTHON}
                 ${CMAKE_SOURCE_DIR}/scripts/check_rooms_test.py)
add_test(NAME docstrings.stand_above_what_headers_declare
         COMMAND ${CHOKEPOINT_PYTHON}
                 ${CMAKE_SOURCE_DIR}/scripts/check_docstrings.py)
add_test(NAME docstrings.check_finds_planted_breaches
         COMMAND ${CHOKEPOINT_PYTHON}
                 ${CMAKE_SOURCE_DIR}/scripts/check_docstrings_test.py)
add_test(NAME model.references_resolve
         COMMAND ${CHOKEPOINT_PYTHON}
                 ${CMAKE_SOURCE_DIR}/scripts/check_model_refs.py)
add_test(NAME model.check_finds_planted_breaches
         COMMAND ${CHOKEPOINT_PYTHON}
                 ${CMAKE_SOURCE_DIR}/scripts/check_model_refs_test.py)

# One test a file. They find the program and the sources through these.
file(GLOB python_tests CONFIGURE_DEPENDS
     ${CMAKE_SOURCE_DIR}/tests/*/test_*.py
     ${CMAKE_SOURCE_DIR}/tests/*/*_test.py)
foreach(file ${python_tests})
    cmake_path(GET file STEM stem)
    cmake_path(GET file PARENT_PATH folder)
    cmake_path(GET folder FILENAME room)
    add_test(NAME ${room}.${stem}
             COMMAND ${CHOKEPOINT_PYTHON} -m pytest -q -rs
                     -p no:cacheprovider ${file})
    set_tests_properties(${room}.${stem} PROPERTIES
        LABELS python
        ENVIRONMENT "CHOKEPOINT_PROGRAM=${CMAKE_BINARY_DIR}/chokepoint;CHOKEPOINT_SOURCE_DIR=${CMAKE_SOURCE_DIR};PYTHONDONTWRITEBYTECODE=1;MPLBACKEND=Agg")
endforeach()
