#!/usr/bin/env bash
# The CPU engine is built once per instruction set. An object built for AVX-512
# must define nothing but its own doorway: a weak symbol (an inline function
# that was not inlined) could be linked into code for a lesser machine.
#
#   scripts/check_isa_symbols.sh OBJECT...
set -euo pipefail
bad=0
for object in "$@"; do
    # T: the doorway cpu_level_NAME. W, V, u: weak or unique definitions.
    found=$(nm -C --defined-only "$object" |
        grep -E ' [TDBWVuR] ' | grep -vE ' T chokepoint::cpu_level_' || true)
    doorways=$(nm -C --defined-only "$object" |
        grep -c ' T chokepoint::cpu_level_' || true)
    if [[ -n $found || $doorways != 1 ]]; then
        echo "$object: symbols that others could link ($doorways doorways):"
        echo "$found"
        bad=1
    fi
done
exit $bad
