#!/usr/bin/env bash
# Install what is missing, build everything and run every test.
#
#   scripts/test.sh [ctest arguments, e.g. -R network]
#
# Needs no GPU: the tests of the CUDA backend then say "Skipped".
source "$(dirname "$0")/common.sh"
case ${1:-} in
    -h | --help) help; exit 0 ;;
esac

scripts/setup.sh --tests
say "build"
scripts/build.sh release
say "tests"
status=0
run_tests release "$@" || status=$?

say "log: build/release/Testing/Temporary/LastTest.log" \
    "(why a test was skipped: ctest --preset release -V -R NAME)"
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
