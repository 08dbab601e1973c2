#!/usr/bin/env python3
"""Print what each random family of a campaign costs alone.

    scripts/losses_by_family.py [CAMPAIGN] [--chokepoint PATH] [--scenarios 1024] [--weeks W] [--markdown]

Runs the campaign (configs/quickstart.toml) without its measures, once with all
families and once with each alone, in the same worlds. Prints the mean loss of
value added in the world and its share of the sum, the same less what others
gain in the same worlds (net), and losses with return periods of 5, 10 and 20
runs. With --weeks 52 these are years.

A minute or two on one core. Needs h5py and numpy.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import h5py
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
RETURN_PERIODS = (5, 10, 20)


def alone(text, folder):
    """The campaign with packages of one family each instead of its own."""
    families = [entry["name"] for entry in tomllib.loads(text)["family"]]
    text = re.sub(r"^\[\[package\]\]\n(?:(?!\[).*\n)*", "", text,
                  flags=re.MULTILINE)
    text = re.sub(r'^network = "(.*)"', lambda found:
                  f'network = "{(folder / found[1]).resolve()}"', text,
                  flags=re.MULTILINE)
    packages = [("none", [])] + [(name, [name]) for name in families]
    packages += [("all-of-them", ["all"])]
    for name, chosen in packages:
        text += f'\n[[package]]\nname = "{name}"\nfamilies = {chosen}\n'
    return text.replace("'", '"'), families


def losses(program, text, folder, options):
    """World losses in billion USD, gross and net: package -> worlds."""
    campaign = folder / "alone.toml"
    campaign.write_text(text, encoding="utf-8")
    results = folder / "alone.h5"
    command = [program, "run", campaign, "-o", results, "--threads", "1",
               "--scenarios", options.scenarios, "--quiet"]
    if options.weeks:
        command += ["--weeks", options.weeks]
    done = subprocess.run([str(word) for word in command], check=False,
                          capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    with h5py.File(results) as file:
        gross, net = (file[f"losses/{name}"][..., -1].sum(axis=2) / 1000
                      for name in ("value_added", "value_added_net"))
        names = [name.decode() for name in file["package"]]
        counts = file["world/event_count"][:].mean(axis=1)
    return dict(zip(names, gross)), dict(zip(names, net)), counts[-1]


def lines(worlds, net, families, counts):
    """Rows of the table: events, means and shares, three quantiles."""
    total = sum(worlds[name].mean() for name in families)
    for name, count in [*zip(families, counts), ("all-of-them", counts.sum())]:
        row = worlds[name]
        levels = [np.quantile(row, 1 - 1 / years) for years in RETURN_PERIODS]
        error = row.std() / len(row) ** 0.5
        yield [name.replace("-of-them", " of them"), f"{count:.2f}",
               f"{row.mean():.2f} +- {error:.2f}",
               f"{row.mean() / total:.0%}", f"{net[name].mean():.2f}",
               *(f"{x:.3g}" for x in levels)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("campaign", nargs="?", type=Path,
                        default=ROOT / "configs" / "quickstart.toml")
    parser.add_argument("--chokepoint", type=Path,
                        default=ROOT / "build" / "release" / "chokepoint")
    parser.add_argument("--scenarios", type=int, default=1024)
    parser.add_argument("--weeks", type=int)
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    text, families = alone(options.campaign.read_text(encoding="utf-8"),
                           options.campaign.resolve().parent)
    with tempfile.TemporaryDirectory() as folder:
        gross, net, counts = losses(options.chokepoint, text, Path(folder),
                                    options)
    head = ["family", "events", "mean, bn USD", "of the sum", "net",
            *(f"1 in {years}" for years in RETURN_PERIODS)]
    rows = [head, *lines(gross, net, families, counts)]
    if options.markdown:
        rows.insert(1, ["---"] * len(head))
        for row in rows:
            print("| " + " | ".join(row) + " |")
    else:
        for row in rows:
            print(f"{row[0]:24}" + "".join(f"{x:>15}" for x in row[1:]))


if __name__ == "__main__":
    main()
