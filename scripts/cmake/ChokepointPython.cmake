# Debian's Python first: the packages of scripts/setup.sh belong to it.
find_program(CHOKEPOINT_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(CHOKEPOINT_PYTHON python3 REQUIRED)
