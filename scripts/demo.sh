#!/usr/bin/env bash
# From a fresh machine to an answer: install, build, run a campaign, report.
#
#   scripts/demo.sh [CAMPAIGN.toml]
#
# Without an argument it runs configs/quickstart.toml. Debian 12, root or sudo.
source "$(dirname "$0")/common.sh"

campaign=configs/quickstart.toml
case ${1:-} in
    '') ;;
    -h | --help) help; exit 0 ;;
    *) campaign=$(cd "$here" && realpath -m --relative-base="$root" "$1") ;;
esac
[[ -f $campaign ]] || die "there is no campaign '$campaign'"
results=outputs/$(basename "$campaign" .toml).h5

say "1 of 4: packages"
scripts/setup.sh
say "2 of 4: build (minutes the first time, seconds afterwards)"
scripts/build.sh release --target chokepoint --native
program=build/release/chokepoint
say "3 of 4: run $campaign"
mkdir -p outputs
"$program" run "$campaign" -o "$results"
say "4 of 4: report"
"$program" report "$results"

cat <<END

== Done in $SECONDS s. The results are in $results ($(du -h "$results" | cut -f1)).
What next:
  draw them             $python scripts/plot_results.py $results
  look inside           h5dump -H $results   (outputs/README.md explains it)
  one world, by week    $program replay $results --scenario 0 -o outputs/trace.h5
  ask something else    copy $campaign, change it (configs/README.md), then
                        $program run MY.toml -o outputs/my.h5
END
