#!/usr/bin/env bash
# Configure and build into build/PRESET.
#
#   scripts/build.sh [PRESET] [--target TARGET]... [--native]
#
# PRESET is a name of CMakePresets.json; without one, "release".
# --native: only what this machine runs, its best instruction set beside the
# portable one, and CUDA only where a device is. Compiles in half the time; a
# build that has more already keeps it.
source "$(dirname "$0")/common.sh"

preset=release
targets=()
named=
native=
while (($#)); do
    case $1 in
        -h | --help) help; exit 0 ;;
        --target)
            (($# > 1)) || die "--target needs a name"
            targets+=(--target "$2")
            shift
            ;;
        --native) native=yes ;;
        -*) die "unknown argument '$1' (known: --target, --native, --help)" ;;
        *)
            [[ -z $named ]] || die "one preset at a time ('$named' or '$1'?)"
            preset=$1
            named=$1
            ;;
    esac
    shift
done
[[ -z $native || $preset == release ]] ||
    die "--native goes with the preset 'release'"
command -v cmake >/dev/null || die "cmake is missing: run scripts/setup.sh"
grep -q "\"name\": \"$preset\"" CMakePresets.json ||
    die "no preset '$preset' (cmake --list-presets names them)"

cache=build/$preset/CMakeCache.txt
settings=()
if [[ -n $native ]] && { [[ ! -f $cache ]] ||
    grep -q '^CHOKEPOINT_CPU_LEVELS:[A-Z]*=native$' "$cache"; }; then
    settings+=(-D CHOKEPOINT_CPU_LEVELS=native)
    # The driver's doorway, on Linux and on Windows' Linux.
    [[ -e /dev/nvidiactl || -e /dev/dxg ]] ||
        settings+=(-D CHOKEPOINT_CUDA=OFF)
fi

# The lines of a good configuration tell nothing new: show them on failure.
if ! configured=$(cmake --preset "$preset" "${settings[@]}" 2>&1); then
    printf '%s\n' "$configured" >&2
    die "the preset '$preset' could not be configured"
fi
grep -E 'CUDA backend|Warning' <<<"$configured" || true
cmake --build --preset "$preset" -j "$jobs" "${targets[@]}"
