#!/usr/bin/env bash
# Pack what a bare machine with a GPU needs to check this project: programs,
# their libraries, campaigns and check.py. Nothing is installed there.
#
#   scripts/gpu/make_bundle.sh BUILD FOLDER
#
# BUILD   a configured build with CUDA, e.g. build/release; what is missing is
#         built: chokepoint, test_cuda, gpu_programs
# FOLDER  made, or emptied if it is an old bundle: bundle.tar.gz, unpack.sh
#
# On the other machine (Linux on x86-64, glibc 2.34 or newer, an NVIDIA driver):
#
#   bash FOLDER/unpack.sh [options of check.py]
#
# The programs find their libraries by themselves (RPATH $ORIGIN/../lib). Of
# the machine's own they use glibc and libstdc++.
source "$(dirname "$0")/../common.sh"

(($# == 2)) || { help; exit 2; }
build=$1 target=$2
grep -q '^CMAKE_CUDA_COMPILER:' "$build/CMakeCache.txt" 2>/dev/null ||
    die "$build is no build with CUDA (scripts/build.sh cuda)"
if [[ -e $target && ! -f $target/unpack.sh && -n $(ls -A "$target") ]]; then
    die "$target is not empty and no bundle; name another folder"
fi
command -v patchelf >/dev/null || die "patchelf is needed: scripts/setup.sh --tests"

cmake --build "$build" -j "$jobs" --target chokepoint test_cuda gpu_programs | tail -1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bundle=$work/chokepoint-gpu
mkdir -p "$bundle"/{bin,lib,configs}
cp "$build"/{chokepoint,test_cuda,ieee_probe,sink_bench} \
    "$build"/engine_bench* "$build"/phase_bench* "$bundle/bin"

# Not glibc's own libraries, nor libstdc++, which tools like ncu need newer.
skip='^(linux-vdso|ld-linux|libc|libm|libdl|libpthread|librt|libresolv|libutil|libanl)[.-]|^lib(stdc\+\+|gcc_s)\.'
for program in "$bundle"/bin/*; do
    ldd "$program" | awk '$2 == "=>" && $3 ~ /^\// {print $1, $3}
                          $3 == "not" {print "missing", $1}'
done | sort -u | while read -r name path; do
    [[ $name != missing ]] || die "library $path is missing here"
    [[ $name =~ $skip ]] || cp -L "$path" "$bundle/lib/$name"
done
strip -s "$bundle"/bin/* "$bundle"/lib/*
for file in "$bundle"/bin/*; do
    patchelf --force-rpath --set-rpath '$ORIGIN/../lib' "$file"
done
for file in "$bundle"/lib/*; do
    patchelf --force-rpath --set-rpath '$ORIGIN' "$file"
done
cp -r configs/. "$bundle/configs/"
find "$bundle/configs" \( -name '*.md' -o -name '*.h5' \) -delete
cp scripts/gpu/{check,report}.py "$bundle/"
printf '{"commit": "%s", "built": "%s"}\n' \
    "$(git describe --always --dirty 2>/dev/null || echo unknown)" \
    "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$bundle/MANIFEST.json"

rm -rf "$target"
mkdir -p "$target"
tar -C "$work" -czf "$target/bundle.tar.gz" chokepoint-gpu
cat >"$target/unpack.sh" <<'DOOR'
#!/usr/bin/env bash
# Unpack beside this file's disk and check the machine: options of check.py.
set -euo pipefail
to=$(mktemp -d)
tar -C "$to" -xzf "$(dirname "$0")/bundle.tar.gz"
exec python3 "$to/chokepoint-gpu/check.py" "$@"
DOOR
say "bundle: $(du -h "$target/bundle.tar.gz" | cut -f1) in $target"
