#!/usr/bin/env bash
# Which lines and branches of host/ and kernels/ the C++ tests reach.
#
#   scripts/coverage.sh [ctest arguments]
#
# Builds everything without optimisation, with gcc's counters, runs the tests
# (other arguments: some of them, as ctest -R ROOM), prints the totals and the
# files least covered. The whole list, and what was not reached, is then
# build/coverage/coverage.html. Half an hour on 2 cores.
source "$(dirname "$0")/common.sh"

[[ ${1:-} != -h && ${1:-} != --help ]] || { help; exit 0; }
command -v gcovr >/dev/null ||
    die "gcovr is missing: run scripts/setup.sh --tools"

scripts/build.sh coverage
find build/coverage -name '*.gcda' -delete
# Counters of killed processes are lost, and a failing test is no reason not to
# see what the others reached.
ctest --preset coverage -j "$jobs" "$@" ||
    say "coverage: some tests failed, see above"
# Branches that only an exception takes are no decisions of ours.
gcovr --root . --object-directory build/coverage --filter host/ \
    --filter kernels/ --exclude-throw-branches --exclude-unreachable-branches \
    -j "$jobs" --csv build/coverage/coverage.csv \
    --html-details build/coverage/coverage.html build/coverage >/dev/null
"$python" - build/coverage/coverage.csv <<'PY'
import csv
import sys

with open(sys.argv[1], newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))


def percent(part, whole):
    return 100 * part / whole if whole else 100.0


for room in ("host/", "kernels/", ""):
    here = [row for row in rows if row["filename"].startswith(room)]
    for kind in ("line", "branch"):
        part, whole = (sum(int(row[f"{kind}_{what}"]) for row in here)
                       for what in ("covered", "total"))
        print(f"{room or 'all':9} {kind:6} {part:6} of {whole:6} "
              f"{percent(part, whole):5.1f} %")
missed = sorted(rows, key=lambda row: int(row["branch_covered"])
                - int(row["branch_total"]))
print("\nmost branches not taken")
for row in missed[:20]:
    part, whole = int(row["branch_covered"]), int(row["branch_total"])
    print(f"{whole - part:5} of {whole:5} {row['filename']}")
PY
