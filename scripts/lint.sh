#!/usr/bin/env bash
# clang-tidy and cppcheck over host/ and kernels/.
#
#   scripts/lint.sh [FILE]...
#
# FILE: only these sources; without, all of host/ and kernels/ that g++ reads.
# .clang-tidy has the checks and why others are left out. Minutes; not a part
# of what runs before each change.
source "$(dirname "$0")/common.sh"

files=()
for argument in "$@"; do
    case $argument in
        -h | --help) help; exit 0 ;;
        -*) die "unknown argument '$argument' (known: --help, files)" ;;
        *) files+=("$(realpath -s --relative-to="$root" "$here/$argument")") ;;
    esac
done
for file in "${files[@]}"; do
    [[ -f $file ]] || die "no such file '$file'"
done
((${#files[@]})) || mapfile -t files < <(git ls-files 'host/*.cpp' \
    'kernels/*.cpp')
for tool in clang-tidy cppcheck clang++; do
    command -v "$tool" >/dev/null ||
        die "$tool is missing: run scripts/setup.sh --tools"
done

# How each source is compiled, by clang: what clang-tidy understands.
cmake --preset fuzz >/dev/null || die "the preset 'fuzz' cannot be configured"
database=build/fuzz/lint
mkdir -p "$database"
# Precompiled headers and sanitizers are the build's business.
"$python" - build/fuzz/compile_commands.json "$database" <<'PY'
import json
import pathlib
import re
import sys

source, folder = map(pathlib.Path, sys.argv[1:])
entries = json.loads(source.read_text(encoding="utf-8"))
for entry in entries:
    entry["command"] = re.sub(
        r"-Winvalid-pch|-Xclang -include-pch -Xclang \S+|"
        r"-Xclang -include -Xclang \S+|-f(no-)?sanitize\S+", "",
        entry["command"])
(folder / "compile_commands.json").write_text(json.dumps(entries),
                                              encoding="utf-8")
PY

status=0
# Unity builds name their pieces in the data base, not these: guessed from
# their neighbours.
printf '%s\0' "${files[@]}" |
    xargs -0 -n 4 -P "$jobs" clang-tidy -p "$database" --quiet 2>/dev/null ||
    status=1
say "clang-tidy: ${#files[@]} files"

# Headers of libraries are not followed, so what they define is unknown.
# Style is left out: matters of taste, and unusedFunction, which knows no
# library.
cppcheck --enable=warning,performance,portability --std=c++17 --language=c++ \
    --quiet --error-exitcode=1 -j "$jobs" \
    --suppressions-list=scripts/cppcheck.txt -I . "${files[@]}" || status=1
say "cppcheck: ${#files[@]} files"
exit "$status"
