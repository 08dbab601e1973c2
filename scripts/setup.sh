#!/usr/bin/env bash
# Install the Debian 12 packages that building and running need, if missing.
#
#   scripts/setup.sh           to build, run and plot
#   scripts/setup.sh --tests   also what only the tests use (R, Octave, ...)
#   scripts/setup.sh --tools   also what fuzz.sh, lint.sh, coverage.sh, mutation.py
#                              use
#
# Needs root or sudo, and Debian's package mirror. Quick when nothing is
# missing. The CUDA Toolkit is not installed: where nvcc is found, it is used.
source "$(dirname "$0")/common.sh"

packages=(
    # compilers and tools
    g++ cmake ninja-build git
    # libraries
    libhdf5-dev libdeflate-dev libcli11-dev libtomlplusplus-dev libcsv-dev
    libfmt-dev librandom123-dev libthrust-dev libgtest-dev
    libgmock-dev libssl-dev libutfcpp-dev nlohmann-json3-dev
    libboost-dev libboost-math-dev
    # plots and network building
    hdf5-tools python3 python3-numpy python3-h5py python3-pandas
    python3-matplotlib
    # the Python package, and its page about results
    python3-h5netcdf python3-tomli-w python3-tqdm python3-xarray
    python3-jinja2 python3-plotly
)
test_packages=(
    clang-format make python3-jsonschema python3-pytest python3-scipy
    r-base-core r-cran-hdf5r octave libbenchmark-dev patchelf python3-pip
)
# Not in Debian 12; SALib 1.5 and pymrio 0.6 need a newer pandas than it has,
# pyarrow 15 (pymrio takes any) a newer numpy.
test_wheels=('SALib>=1.4.7,<1.5' 'pyarrow>=14.0.1,<15' 'pymrio>=0.5.4,<0.6')
tool_packages=(clang clang-tidy cppcheck gcovr llvm)

wheels=()
for argument in "$@"; do
    case $argument in
        --tests)
            packages+=("${test_packages[@]}")
            wheels+=("${test_wheels[@]}")
            ;;
        --tools) packages+=("${tool_packages[@]}") ;;
        -h | --help) help; exit 0 ;;
        *) die "unknown argument '$argument' (known: --tests, --tools, --help)" ;;
    esac
done

command -v apt-get >/dev/null && command -v dpkg-query >/dev/null ||
    die "apt-get was not found. This script knows Debian 12 only; install" \
        "by hand what matches: ${packages[*]}"

missing=()
for package in "${packages[@]}"; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null ||
        true)
    [[ $state == installed ]] || missing+=("$package")
done
# A test that misses one is skipped and says so.
install_wheels() {
    local wheel
    for wheel in "${wheels[@]}"; do
        /usr/bin/python3 -c "import ${wheel%%[><=]*}" 2>/dev/null && continue
        /usr/bin/python3 -m pip install --quiet --break-system-packages \
            --root-user-action=ignore --disable-pip-version-check "$wheel" ||
            say "setup: pip could not install $wheel, its tests are skipped"
    done
}
if ((${#missing[@]} == 0)); then
    install_wheels
    say "setup: all ${#packages[@]} packages are there"
    exit 0
fi

if ((EUID == 0)); then
    as_root=()
elif command -v sudo >/dev/null; then
    as_root=(sudo)
else
    die "root or sudo is needed to install: ${missing[*]}"
fi
say "setup: installing ${#missing[@]} packages: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# apt-get's own lines stay out of sight unless something fails.
apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -y "$@" >"$log" 2>&1 </dev/null
}
# One unreachable list need not matter: the install below decides.
apt update || say "setup: apt-get update reported problems, trying anyway"
if ! apt install --no-install-recommends "${missing[@]}"; then
    tail -n 20 "$log" >&2
    die "apt-get could not install the packages above"
fi
install_wheels
say "setup: done"
