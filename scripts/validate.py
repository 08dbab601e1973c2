#!/usr/bin/env python3
"""Run the validation campaigns and compare with what was published.

    scripts/validate.py [--chokepoint PATH] [--only V1,V6] [--keep FOLDER] [--markdown]

Runs configs/validation/*.toml into a temporary folder (or into FOLDER), reads the results and prints one line for each
published number: ours, the distance, and whether the criterion is met. A missed criterion is a finding, not a failure:
the exit status is 0 if everything ran. configs/validation/README.md says what the distances mean.

Under a minute on one core. Needs h5py and numpy.
"""

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from validation_cases import (  # noqa: E402
    Nodes, Results, ValidationError, gallium_germanium, korea_2019, oil_shock, oil_variants, shape, us_chips)

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


def built_or_installed():
    """The program beside these scripts: of the sources, or of an installation (PREFIX/share/chokepoint/scripts)."""
    installed = ROOT.parents[1] / "bin" / "chokepoint"
    return installed if installed.is_file() else ROOT / "build" / "release" / "chokepoint"


class Runner:
    """Runs campaigns into a folder."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def call(self, *arguments):
        done = subprocess.run([self.program, *map(str, arguments)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise ValidationError(f"{self.program} {' '.join(map(str, arguments))}: {done.stderr.strip()}")

    def run(self, campaign, name=None):
        output = self.folder / f"{name or campaign.stem}.h5"
        engine = ("--set", "engine.threads=1", "--set", "engine.backend=cpu")
        self.call("run", campaign, "-o", output, "--overwrite", *engine)  # of an earlier version of the case
        return output

    def trace(self, results, package):
        """Trace of world 0 as a dictionary of arrays."""
        output = self.folder / f"{results.stem}-{package}-trace.h5"
        self.call("replay", results, "--scenario", 0, "--package", package, "-o", output)
        return Results(output).data


def write_oil_network(source, folder, input_class, importance):
    """The network of `source` in which every input has this class.

    A bundle loses in proportion to cost shares: the floor of its buyer is what it sells less what it buys.
    """
    shutil.copytree(source, folder)
    table = folder / "inputs.csv"
    with open(table, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["class"] = input_class
        row["importance"] = "" if importance is None else importance
    write_table(table, rows)
    if input_class == "BUNDLE":
        table = folder / "nodes.csv"
        with open(table, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row["bundle_floor"] = f"{float(row['value_added']) / float(row['sales']):.9g}"
        write_table(table, rows)


def write_table(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def baselines(folder, flows):
    """Weekly baseline trade of "FIRM-OR-COUNTRY>COUNTRY" flows, and value added by country, from network tables."""
    def table(name):
        with open(folder / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    nodes = {row["node"]: row for row in table("nodes.csv")}
    weekly = dict.fromkeys(flows, 0.0)
    for link in table("links.csv"):
        supplier, buyer = nodes[link["supplier"]], link["buyer"]
        country = buyer[6:] if buyer.startswith("final:") else nodes[buyer]["country"]
        for flow in flows:
            party, target = flow.split(">")
            if target == country and party in (supplier["firm"], supplier["country"]):
                weekly[flow] += float(link["flow"])
    value_added = {}
    for row in nodes.values():
        value_added[row["country"]] = value_added.get(row["country"], 0) + float(row["value_added"])
    return weekly, value_added


def received(folder, country, product):
    """Weekly baseline receipts of a product by a country's producers and households, million USD."""
    with open(folder / "nodes.csv", encoding="utf-8", newline="") as file:
        nodes = {row["node"]: row for row in csv.DictReader(file)}
    with open(folder / "links.csv", encoding="utf-8", newline="") as file:
        return sum(float(link["flow"]) for link in csv.DictReader(file)
                   if nodes[link["supplier"]]["product"] == product
                   and (link["buyer"] == f"final:{country}"
                        or nodes.get(link["buyer"], {}).get("country") == country))


def run_case(case, runner):
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
        print(f"{line[0]:4} {line[7]:7} {line[1]}")
        print(f"     published {line[2]} ({line[3]})")
        print(f"     ours {line[4]}{'; distance ' + line[5] if line[5] else ''}; criterion: {line[6]}")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chokepoint", default=built_or_installed(), help="the program")
    parser.add_argument("--only", default=",".join(CASES), help="cases, separated by commas")
    parser.add_argument("--keep", type=Path, help="folder for results and traces [default: temporary]")
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
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
        runner = Runner(str(Path(options.chokepoint).resolve()), folder)
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
