#!/usr/bin/env bash
# Look for inputs that the program neither takes nor refuses with one clear
# error: builds the fuzz targets with clang and runs each for a while.
#
#   scripts/fuzz.sh [SECONDS] [TARGET]...
#
# SECONDS: for each target, 60 without. TARGET: campaign, table, set, results,
# journal, trace; all without. Starts from tests/fuzz/corpus and from what
# earlier runs found worth keeping in build/fuzz/corpus; a finding lies in
# build/fuzz/findings and ends the script with 1. To see what it is:
#   build/fuzz/fuzz_TARGET -close_fd_mask=3 build/fuzz/findings/FILE
source "$(dirname "$0")/common.sh"

seconds=60
targets=()
for argument in "$@"; do
    case $argument in
        -h | --help) help; exit 0 ;;
        campaign | table | set | results | journal | trace)
            targets+=("$argument") ;;
        [1-9]*) seconds=$argument ;;
        *) die "unknown argument '$argument' (a number of seconds, or a" \
            "target: campaign, table, set, results, journal, trace)" ;;
    esac
done
((${#targets[@]})) || targets=(campaign table set results journal trace)
command -v clang++ >/dev/null ||
    die "clang is missing: run scripts/setup.sh --tools"

scripts/build.sh fuzz --target fuzz_targets

# Every word that is a key or a choice somewhere.
words=build/fuzz/words.dict
grep -ohE '"[a-z][a-z0-9_]+"' host/campaign/*/*.hpp host/campaign/*/*.cpp \
    host/network/tables/*.cpp | sort -u >"$words"

# Files in memory, where there is such a place: half the time goes into them.
[[ ! -w /dev/shm ]] || export TMPDIR=${TMPDIR:-/dev/shm}
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
findings=build/fuzz/findings
mkdir -p "$findings"
status=0
for target in "${targets[@]}"; do
    mkdir -p "build/fuzz/corpus/$target"
    log=build/fuzz/$target.log
    # A finding: longer than 5 s, more than 1 GiB, a leak, a crash.
    "build/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=5 \
        -rss_limit_mb=1024 -dict="$words" -close_fd_mask=3 \
        -print_final_stats=1 -max_len=8192 \
        -artifact_prefix="$findings/$target-" \
        "build/fuzz/corpus/$target" "tests/fuzz/corpus/$target" \
        >"$log" 2>&1 || status=1
    say "$target: $(grep -o 'number_of_executed_units: [0-9]*' "$log" |
        grep -o '[0-9]*$' || echo no) inputs, log $log"
done
((status == 0)) || die "there are findings, see $findings and the logs"
