#!/usr/bin/env bash
# Configure and build into build/PRESET.
#
#   scripts/build.sh [PRESET] [--target TARGET]...
#
# PRESET is a name of CMakePresets.json; without one, "release".
source "$(dirname "$0")/common.sh"

preset=release
targets=()
named=
while (($#)); do
    case $1 in
        -h | --help) help; exit 0 ;;
        --target)
            (($# > 1)) || die "--target needs a name"
            targets+=(--target "$2")
            shift
            ;;
        -*) die "unknown argument '$1' (known: --target, --help)" ;;
        *)
            [[ -z $named ]] || die "one preset at a time ('$named' or '$1'?)"
            preset=$1
            named=$1
            ;;
    esac
    shift
done
command -v cmake >/dev/null || die "cmake is missing: run scripts/setup.sh"
grep -q "\"name\": \"$preset\"" CMakePresets.json ||
    die "no preset '$preset' (cmake --list-presets names them)"

# The lines of a good configuration tell nothing new: show them on failure.
if ! configured=$(cmake --preset "$preset" 2>&1); then
    printf '%s\n' "$configured" >&2
    die "the preset '$preset' could not be configured"
fi
grep -E 'CUDA backend|Warning' <<<"$configured" || true
cmake --build --preset "$preset" -j "$jobs" "${targets[@]}"
