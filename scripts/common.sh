# Shared by the other scripts: source it, do not run it.
set -euo pipefail
# Where the user stood, and the script that was called.
here=$PWD
self=$(realpath "$0")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

# Cores to build and test with; CHOKEPOINT_JOBS=N overrides.
jobs=${CHOKEPOINT_JOBS:-$(nproc)}

# The Python that apt-get's packages belong to, not one that shadows it.
python=${PYTHON:-/usr/bin/python3}

say() { printf '== %s\n' "$*"; }
die() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}
# The comment at the head of the calling script is its help.
help() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$self"; }

passed=0 failed=0 skipped=0
# Run the tests of a preset and add up what came of them.
#   run_tests PRESET [ctest arguments]
run_tests() {
    local preset=$1 status=0 report
    shift
    report=$root/build/$preset/tests.xml
    rm -f "$report"
    ctest --preset "$preset" -j "$jobs" --output-junit "$report" "$@" ||
        status=$?
    add_counts "$report"
    return "$status"
}
# Add the counts in the head of a JUnit report by ctest.
add_counts() {
    [[ -s $1 ]] || die "ctest wrote no report $1"
    local all bad left_out
    all=$(count_of tests "$1")
    bad=$(count_of failures "$1")
    left_out=$(($(count_of skipped "$1") + $(count_of disabled "$1")))
    failed=$((failed + bad))
    skipped=$((skipped + left_out))
    passed=$((passed + all - bad - left_out))
}
count_of() {
    grep -o -m 1 "^[[:space:]]*$1=\"[0-9]*\"" "$2" | grep -o '[0-9]*' ||
        die "$2 has no '$1'"
}
