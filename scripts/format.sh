#!/usr/bin/env bash
# Lay out the C++ and CUDA files as .clang-format says.
#
#   scripts/format.sh           rewrite what differs
#   scripts/format.sh --check   change nothing, name what differs, exit 1
source "$(dirname "$0")/common.sh"

mode=(-i)
case ${1:-} in
    '') ;;
    --check) mode=(--dry-run --Werror) ;;
    -h | --help) help; exit 0 ;;
    *) die "unknown argument '$1' (known: --check, --help)" ;;
esac
command -v clang-format >/dev/null ||
    die "clang-format is missing: run scripts/setup.sh --tests"

# Tracked files and new ones that git does not ignore.
mapfile -t files < <(git ls-files --cached --others --exclude-standard -- \
    '*.hpp' '*.cpp' '*.cuh' '*.cu' | sort -u |
    while read -r file; do [[ ! -f $file ]] || printf '%s\n' "$file"; done)
((${#files[@]})) || die "found no C++ files: is this a git checkout?"
clang-format "${mode[@]}" "${files[@]}"
say "format: ${#files[@]} files are in shape"
