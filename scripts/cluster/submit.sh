#!/usr/bin/env bash
# Run a campaign as an array of Slurm jobs, then merge its parts.
#
#   scripts/cluster/submit.sh CAMPAIGN.toml PARTS [sbatch options...]
#   scripts/cluster/submit.sh configs/quickstart.toml 20 --time=1:00:00 -c 8
#
# Everything lies in the working folder, which all nodes must see: the parts
# NAME-1-of-PARTS.part and so on, and in the end NAME.h5. The options go to the
# array; the merge takes what the cluster gives unless CHOKEPOINT_MERGE says
# more ("--mem=32G -c 4"). CHOKEPOINT is the program, if it is not on the path.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
if (($# < 2)) || [[ $1 == --help || $1 == -h ]]; then
    sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "$0"
    exit $(($# < 2 ? 2 : 0))
fi
campaign=$1
parts=$2
shift 2
[[ -f $campaign ]] || { echo "submit: no file '$campaign'" >&2; exit 2; }
[[ $parts =~ ^[1-9][0-9]*$ ]] ||
    { echo "submit: '$parts' is no number of parts" >&2; exit 2; }
name=$(basename "$campaign" .toml)

# A mistake in the campaign shows here, not in every task of the array.
"${CHOKEPOINT:-chokepoint}" check "$campaign" >/dev/null

array=$(sbatch --parsable --job-name="$name" --array="1-$parts" "$@" \
    "$here/part.sbatch" "$campaign" "$name" "$parts")
read -ra merge_options <<<"${CHOKEPOINT_MERGE:-}"
merge=$(sbatch --parsable --job-name="$name-merge" \
    --dependency="afterok:${array%%;*}" \
    ${merge_options[@]+"${merge_options[@]}"} \
    "$here/merge.sbatch" "$name" "$parts")
echo "submitted: $parts parts as job ${array%%;*}, the merge as job ${merge%%;*}"
