#!/usr/bin/env python3
"""What the mechanisms of the march do to a few episodes: before and after.

Runs episodes without chance on copies of configs/networks/chips-and-minerals
whose tables name one mechanism after another (kernels/model/production.md),
and prints what each world loses. *plain* is the network without the columns
of the mechanisms. The values were set once, before the first run, by
judgement; they are not fitted, and not those of the shipped network, which
comes last.

    scripts/mechanism_episodes.py --program build/release/chokepoint
    scripts/mechanism_episodes.py --before OLD --program NEW   # two programs

`--before` runs the plain network by another program, for comparison.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
NETWORK = ROOT / "configs/networks/chips-and-minerals"
EARLY = ["mine", "refine", "material"]
SAVING = ["share", "delay_weeks", "ramp_weeks"]
MECHANISMS = {  # columns of the shipped network that "plain" lacks
    "countries": ["hazard_regions"],
    "products": ["first_served_share"],
    "nodes": ["overtime_weeks", "cycle_weeks", "scrap_share", "sites"],
    "inputs": ["supply_line", "shift_share", "caution"]
    + [f"design_out_{column}" for column in SAVING]
    + ["specific_share", "specific_breadth"],
    "final_demand": ["shift_share"],
}


def read(folder):
    return {
        path.stem: pd.read_csv(path, dtype=str, keep_default_na=False)
        for path in folder.glob("*.csv")
    }


class Edits:
    """Tables of a network, and the edits that name a mechanism each."""

    def __init__(self):
        self.tables = read(NETWORK)
        products = self.tables["products"]
        self.stage = dict(zip(products["product"], products["stage"]))
        nodes = self.tables["nodes"]
        nodes.loc[nodes["overtime_weeks"] != "", "overtime_max"] = "1.25"
        for name, columns in MECHANISMS.items():
            self.tables[name] = self.tables[name].drop(columns=columns)

    def input_stage(self):
        return self.tables["inputs"]["input"].map(self.stage)

    def cycle(self):
        """W: a wafer is eleven weeks in a fab."""
        nodes = self.tables["nodes"]
        weeks = {"atp_service": 3, "silicon_wafer": 4, "display_panel": 2}
        of_stage = {"fab": 11, "tool": 12}
        nodes["cycle_weeks"] = [
            str(weeks.get(product, of_stage.get(self.stage[product], 0)))
            for product in nodes["product"]
        ]

    def line(self):
        """L: orders know what is under way."""
        self.tables["inputs"]["supply_line"] = "1"

    def shift(self):
        """K: orders follow who delivers; wafers of a fab are not another's."""
        share = {stage: ".9" for stage in EARLY} | {"fab": ".2"}
        self.tables["inputs"]["shift_share"] = self.input_stage().map(
            lambda stage: share.get(stage, ".5")
        )
        sinks = self.tables["final_demand"]
        sinks["shift_share"] = sinks["product"].map(
            lambda product: share.get(self.stage[product], ".5")
        )

    def save(self):
        """D: up to .6 of a metal or gas is saved or designed out in a year."""
        inputs = self.tables["inputs"]
        can = self.input_stage().isin(EARLY)
        can &= inputs["class"].isin(["CRITICAL", "IMPORTANT"])
        inputs["design_out_share"] = can.map({True: ".6", False: ""})
        inputs["design_out_delay_weeks"] = can.map({True: "13", False: ""})
        inputs["design_out_ramp_weeks"] = can.map({True: "39", False: ""})

    def idle(self):
        """I: 120 t a year of gallium could be made again abroad (USGS)."""
        nodes = self.tables["nodes"]
        gallium = nodes["product"] == "gallium_primary"
        abroad = gallium & (nodes["country"] != "CHN")
        sales = pd.to_numeric(nodes["sales"])
        share = sales[abroad].sum() / sales[gallium].sum()
        nodes.loc[abroad, "overtime_max"] = f"{min(50, 1 + 0.14 / share):.3f}"
        nodes["overtime_weeks"] = abroad.map({True: "26", False: ""})

    def first(self):
        """R: the first fifth of every chip goes to its small users."""
        products = self.tables["products"]
        chip = products["product"].str.startswith("chip")
        products["first_served_share"] = chip.map({True: ".2", False: ""})

    def specific(self):
        """S: four fifths of car chips are parts of one maker only."""
        inputs = self.tables["inputs"]
        part = inputs["buyer"].str.contains("auto_electronics")
        part &= inputs["input"].str.startswith("chip_car_")
        inputs["specific_share"] = part.map({True: ".8", False: ""})
        inputs["specific_breadth"] = part.map({True: "3", False: ""})

    def spread(self):
        """C: makers of cars and phones are many firms with unequal stocks."""
        inputs = self.tables["inputs"]
        many = inputs["buyer"].str.contains("car_ice|car_ev|smartphone")
        many &= inputs["class"] == "CRITICAL"
        inputs["caution"] = many.map({True: "0.33", False: ""})

    def lean(self):
        """Stocks of 2021: less than a week of car chips."""
        inputs = self.tables["inputs"]
        chips = inputs["input"].str.startswith("chip_car_")
        chips |= inputs["input"] == "auto_electronics"
        inputs.loc[chips, "cover_weeks"] = ".7"

    def write(self, folder):
        folder.mkdir()
        for name, table in self.tables.items():
            table.to_csv(folder / f"{name}.csv", index=False)


CHIPS = '["fab_logic_leading", "fab_logic_mid", "fab_logic_mature"]'
MAGNETS = '["reo_heavy", "ree_metal_alloy", "magnet_ndfeb", "magnet_smco"]'
GONE = "hold_weeks = 5000\nrecovery_weeks = 0\nseverity = 1.0\n"
NEON = (
    '[[event]]\nname = "neon"\ntype = "capacity"\ncountries = ["CHN"]\n'
    'products = ["neon"]\nstart_week = 10\n' + GONE
)
MARKET = (
    '[prices]\n[[market]]\nname = "gases"\nproducts = ["neon"]\n'
)
RENESAS = (
    '[[event]]\nname = "renesas"\ntype = "capacity"\nfirms = ["RENESAS"]\n'
    'products = ["chip_car_mcu"]\nstart_week = 10\nhold_weeks = 8\n'
    "recovery_weeks = 8\nseverity = 1.0\n"
)


def foundries(hold):
    return (
        '[[event]]\nname = "foundries"\ntype = "capacity"\n'
        f'countries = ["TWN"]\nproducts = {CHIPS}\nstart_week = 10\n'
        f"hold_weeks = {hold}\nrecovery_weeks = 13\nseverity = 1.0\n"
    )


def licence(record):
    return (
        '[[measure]]\nname = "licence"\ntype = "licence"\n'
        f'exporters = ["CHN"]\nimporters = ["!CHN"]\nproducts = {MAGNETS}\n'
        f'start_week = 13\n{record}[[package]]\nname = "licence"\n'
        'measures = ["licence"]\n'
    )


SUPPLY = (  # record = "supply", in keys that older programs know
    "approval_small = 0.95\napproval_large = 0.9\nutilisation = 1\n"
    "wait_weeks = { distribution = 'lognormal', median = 9, log_sd = 0.383 }\n"
)
# name: weeks, text of the campaign
EPISODES = {
    "Taiwan's foundries stop, 13 weeks": (156, foundries(13)),
    "the same, 26 weeks": (156, foundries(26)),
    "half of the world's neon gone": (156, NEON),
    "the same, with a market": (156, MARKET + NEON),
    "magnet licences, security record": (104, licence("")),
    "magnet licences, supply record": (104, licence(SUPPLY)),
    "China's gallium gone, 3 years": (
        156,
        NEON.replace("neon", "gallium_primary"),
    ),
    "Renesas MCUs stop, 8 weeks": (80, RENESAS),
}
STEPS = [
    ("plain", []),
    ("+ W L", ["cycle", "line"]),
    ("+ K D", ["shift", "save"]),
    ("+ I", ["idle"]),
    ("+ R", ["first"]),
    ("+ S", ["specific"]),
    ("+ C", ["spread"]),
    ("lean stocks", ["lean"]),
]


WATCHED = {
    "phones": ["smartphone"],
    "PCs": ["pc"],
    "servers": ["server"],
    "cars": ["car_ice", "car_ev"],
    "aircraft": ["aerospace_civil"],
    "medicine": ["medical_device"],
}


def call(*arguments):
    done = subprocess.run(
        [str(a) for a in arguments], capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(done.stderr.strip())


def course(program, network, episode, scratch):
    """Loss in billion USD; of each watched good its worst week and onset."""
    weeks, text = EPISODES[episode]
    campaign = scratch / "campaign.toml"
    results, trace = scratch / "losses.h5", scratch / "trace.h5"
    campaign.write_text(
        f'[campaign]\nname = "episode"\nnetwork = "{network}"\n'
        f"scenarios = 1\nweeks = {weeks}\n[model]\ndemand_destruction = 0\n"
        f"[metrics]\nhorizons = [{weeks}]\n{text}"
    )
    call(program, "run", campaign, "-o", results, "--overwrite", "--quiet")
    package = ["--package", "licence"] if "[[package]]" in text else []
    trace.unlink(missing_ok=True)
    shutil.rmtree(scratch / "trace", ignore_errors=True)
    call(program, "replay", results, "--scenario", 0, "-o", trace, *package)
    with h5py.File(results) as file:
        world = file["losses/value_added"][-1, 0, :, -1].sum() / 1000
    nodes = pd.read_csv(network / "nodes.csv")
    with h5py.File(trace) as file:
        names = [name.decode() for name in file["node"][:]]
        output = file["weeks/output"][:]
    place = pd.Series(range(len(names)), names)
    goods = {}
    for good, products in WATCHED.items():
        rows = nodes[nodes["product"].isin(products)]
        weight = rows["value_added"].to_numpy()
        path = output[:, place[rows["node"]]] @ weight / weight.sum()
        short = (path < 0.98).nonzero()[0]
        if short.size:
            goods[good] = f"{path.min():.2f} @{short[0]}"
    return world, goods


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    default = ROOT / "build/release/chokepoint"
    parser.add_argument("--program", type=Path, default=default)
    parser.add_argument("--before", type=Path, help="another program")
    parser.add_argument("--episode", help="part of a name")
    options = parser.parse_args()
    for episode in EPISODES:
        if options.episode and options.episode not in episode:
            continue
        print(f"\n{episode}: billion USD lost; worst week of a good @onset")
        with tempfile.TemporaryDirectory() as folder:
            scratch = Path(folder)
            edits = Edits()
            for step, (name, mechanisms) in enumerate(STEPS):
                for mechanism in mechanisms:
                    getattr(edits, mechanism)()
                network = scratch / f"network-{step}"
                edits.write(network)
                if options.before and not mechanisms:
                    show("before", options.before, network, episode, scratch)
                show(name, options.program, network, episode, scratch)
            show("as shipped", options.program, NETWORK, episode, scratch)


def show(name, program, network, episode, scratch):
    world, goods = course(program, network, episode, scratch)
    text = ", ".join(f"{good} {path}" for good, path in goods.items())
    print(f"  {name:20s} {world:8.1f}  {text}", flush=True)


if __name__ == "__main__":
    main()
