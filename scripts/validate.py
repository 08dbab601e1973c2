#!/usr/bin/env python3
"""Run the validation campaigns and compare with what was published.

    scripts/validate.py [--chokepoint PATH] [--only V1,V6] [--keep FOLDER] [--markdown] [--courses]

Runs configs/validation/*.toml and configs/validation/hindcasts/*.toml into a temporary folder (or into FOLDER), reads
the results and prints for each published number: ours, the distance, and whether the criterion is met. A missed
criterion is a finding, not a failure: the exit status is 0 if everything ran. An episode whose nodes the network lacks
is skipped, and said so. The READMEs of both folders say where numbers and bands come from.

Some ten seconds on one core. Needs h5py and numpy.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from validation.courses import print_course  # noqa: E402
from validation.criteria import Course, Nodes, Results, ValidationError  # noqa: E402
from validation.hindcasts import EPISODES, START, prices, taiwan_stop  # noqa: E402
from validation.networks import (  # noqa: E402
    baselines, missing_nodes, received, write_oil_network)
from validation.published import (  # noqa: E402
    gallium_germanium, korea_2019, oil_shock, oil_variants, shape, us_chips)

ROOT = Path(__file__).resolve().parents[1]
CAMPAIGNS = ROOT / "configs" / "validation"
NETWORKS = ROOT / "configs" / "networks"
CASES = {
    "V1": "v1-korea-2019",
    "V6": "v6-gallium-germanium",
    "V9": "v9-oil-shock",
    "V10": "v10-us-chips",
    "V14": "v14-shape",
}
HINDCASTS = CAMPAIGNS / "hindcasts"
SHIPPED = NETWORKS / "chips-and-minerals"
TAIWAN = ROOT / "configs" / "what-if-taiwan.toml"
CASES |= {name: f"hindcasts/{name}" for name in EPISODES}
CASES |= {"taiwan-stop": "../what-if-taiwan", "prices": "hindcasts/price-on"}


def built_or_installed():
    """The program beside these scripts: of the sources, or of an installation (PREFIX/share/chokepoint/scripts)."""
    installed = ROOT.parents[1] / "bin" / "chokepoint"
    return installed if installed.is_file() else ROOT / "build" / "release" / "chokepoint"


class Runner:
    """Runs campaigns into a folder."""

    def __init__(self, program, folder, courses=False):
        self.program, self.folder, self.courses = program, folder, courses

    def call(self, *arguments):
        done = subprocess.run([self.program, *map(str, arguments)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise ValidationError(f"{self.program} {' '.join(map(str, arguments))}: {done.stderr.strip()}")

    def run(self, campaign, name=None, sets=()):
        output = self.folder / f"{name or campaign.stem}.h5"
        engine = ("engine.threads=1", "engine.backend=cpu")
        changes = [word for change in (*engine, *sets) for word in ("--set", change)]
        self.call("run", campaign, "-o", output, "--overwrite", *changes)  # of an earlier version of the case
        return output

    def trace(self, results, package):
        """Trace of world 0 as a dictionary of arrays."""
        output = self.folder / f"{results.stem}-{package}-trace.h5"
        self.call("replay", results, "--scenario", 0, "--package", package, "-o", output)
        return Results(output).data


def billions(results, package, horizon, country=None):
    """Mean loss of value added until a horizon, in the world or in a country, billion USD."""
    countries = results.data["country"] if country is None else [country]
    return sum(results.mean("value_added", package, ("country", c), horizon) for c in countries) / 1000


def run_episode(name, runner):
    """Rows of an episode of the folder of hindcasts; none if the network lacks a node that it needs."""
    campaign = HINDCASTS / f"{name}.toml"
    missing = missing_nodes(campaign, SHIPPED)
    if missing:
        print(f"{name}: skipped, the network has no node {', '.join(missing)}")
        return []
    package, criteria = EPISODES[name]
    path = runner.run(campaign, f"hindcast-{name}")
    results, trace = Results(path), runner.trace(path, package)
    course = Course(trace, Nodes(SHIPPED, trace["node"]), START)
    if runner.courses:
        print_course(name, course)
    return criteria(course, lambda *of: billions(results, *of))


def run_taiwan(runner):
    courses, worlds = {}, {}
    for weeks in (13, 26):
        path = runner.run(TAIWAN, f"taiwan-{weeks}", [f"event.taiwan-foundries-stop.hold_weeks={weeks}"])
        trace = runner.trace(path, "none")
        courses[weeks] = Course(trace, Nodes(SHIPPED, trace["node"]), 10)
        if runner.courses:
            print_course(f"taiwan-stop, {weeks} weeks", courses[weeks])
        worlds[weeks] = billions(Results(path), "none", 104)
    return taiwan_stop(courses, worlds)


def run_prices(runner):
    lost = {}
    for name in ("price-on", "price-off"):
        results = Results(runner.run(HINDCASTS / f"{name}.toml"))
        lost[name] = {package: billions(results, package, 104) for package in ("gallium", "neon")}
    return prices(lost["price-on"], lost["price-off"])


def run_case(case, runner):
    if case in EPISODES:
        return run_episode(case, runner)
    if case == "taiwan-stop":
        return run_taiwan(runner)
    if case == "prices":
        return run_prices(runner)
    campaign = CAMPAIGNS / f"{CASES[case]}.toml"
    if case == "V9":
        lost = {}
        for name, input_class, importance in oil_variants():
            folder = runner.folder / f"oil-{len(lost)}"
            write_oil_network(CAMPAIGNS / "oil-shock", folder / "oil-shock", input_class, importance)
            shutil.copy(campaign, folder)
            results = Results(runner.run(folder / campaign.name, f"v9-{len(lost)}"))
            column = ("country", "WLD")
            lost[name] = (results.mean("final_demand", "none", column, 104)
                          - results.mean("final_demand", "none", column, 52))
        return oil_shock(lost)
    path = runner.run(campaign)
    results = Results(path)
    if case == "V1":
        network = NETWORKS / "korea-2019"
        results.data["flow_weekly"], results.data["country_value_added"] = baselines(network, results.data["flow"])
        results.data["denial_weekly"] = {"KOR": received(network, "KOR", "hydrogen_fluoride")}
        return korea_2019(results)
    if case == "V14":
        return shape(results)
    traces = {name: runner.trace(path, name) for name in results.data["package"] if name != "none"}
    nodes = Nodes(NETWORKS / "chips-and-minerals", next(iter(traces.values()))["node"])
    return gallium_germanium(results, traces, nodes) if case == "V6" else us_chips(traces, nodes)


def print_rows(rows, markdown):
    heads = ("case", "what", "published", "source", "ours", "distance", "criterion", "")
    table = [(r.case, r.what, r.published, r.source, r.ours, r.distance, r.criterion, "met" if r.met else "missed")
             for r in rows]
    if markdown:
        print("| " + " | ".join(heads[:-1]) + " | met? |\n|" + " --- |" * len(heads))
        for line in table:
            print("| " + " | ".join(line) + " |")
        return
    for line in table:
        print(f"{line[0]} {line[7]}: {line[1]}")
        print(f"    published {line[2]} ({line[3]})")
        print(f"    ours {line[4]}{'; distance ' + line[5] if line[5] else ''}; criterion: {line[6]}")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chokepoint", default=built_or_installed(), help="the program")
    parser.add_argument("--only", default=",".join(CASES), help="cases, separated by commas")
    parser.add_argument("--keep", type=Path, help="folder for results and traces [default: temporary]")
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
    parser.add_argument("--courses", action="store_true", help="print who loses in an episode, when and how much")
    options = parser.parse_args(arguments)
    chosen = options.only.split(",")
    for case in chosen:
        if case not in CASES:
            parser.error(f"no case '{case}' (there are: {', '.join(CASES)})")
    if not Path(options.chokepoint).is_file():
        parser.error(f"no program '{options.chokepoint}' (build it, or name it with --chokepoint)")
    rows = []
    with tempfile.TemporaryDirectory(prefix="chokepoint-validate-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        runner = Runner(str(Path(options.chokepoint).resolve()), folder, options.courses)
        try:
            for case in chosen:
                rows += run_case(case, runner)
        except ValidationError as error:
            print(f"validate.py: {error}", file=sys.stderr)
            return 1
    print_rows(rows, options.markdown)
    met = sum(row.met for row in rows)
    print(f"\n{met} of {len(rows)} criteria met")
    return 0


if __name__ == "__main__":
    sys.exit(main())
