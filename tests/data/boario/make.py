#!/usr/bin/env python3
"""Runs BoARIO and writes what tests/oracles/boario_test.cpp compares with.

    python3 -m venv /tmp/boario
    /tmp/boario/bin/pip install boario==0.7.2 pymrio==0.7.0 progressbar2
    /tmp/boario/bin/python make.py              # this folder, our own table
    /tmp/boario/bin/python make.py --pymrio DIR # pymrio's test table, in DIR

CHOKEPOINT_BOARIO_DATA=DIR makes the test read DIR instead of this folder.
README.md here says what the files hold and which settings make both programs
the same model.
"""

import argparse
import csv
import logging
import pathlib
import warnings

warnings.filterwarnings("ignore")

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import pymrio  # noqa: E402
from boario.event import EventArbitraryProd  # noqa: E402
from boario.extended_models import ARIOPsiModel  # noqa: E402
from boario.simulation import Simulation  # noqa: E402

WEEKS = 78
WEEKS_A_YEAR = 52
PSI = 0.8
OVERTIME_MAX = 1.25
OVERTIME_WEEKS = 52
# Two regions, four sectors, million USD a year; rows sell to columns, the last
# two columns are final demand of NOR and of SUD. Devices of NOR sell to final demand
# alone: BoARIO ends overtime only where demand stays the same. Invented.
OWN_SECTORS = ["chips", "devices", "ore", "power"]
OWN_REGIONS = ["NOR", "SUD"]
OWN_FLOWS = [
    [120, 900, 10, 15, 60, 380, 5, 10, 420, 180],
    [0, 0, 0, 0, 0, 0, 0, 0, 2300, 1250],
    [90, 60, 40, 130, 45, 30, 20, 40, 25, 30],
    [110, 160, 70, 90, 5, 10, 5, 20, 310, 40],
    [80, 260, 5, 5, 70, 420, 10, 5, 90, 130],
    [15, 60, 20, 10, 30, 90, 25, 20, 700, 1050],
    [160, 75, 90, 120, 110, 50, 60, 170, 20, 45],
    [5, 15, 10, 20, 80, 130, 60, 75, 30, 260],
]
# Stocks at baseline (n + 1) and time to restore them, weeks, by sector of the
# input, in the order of the sectors.
OWN_STOCKS = [13, 9, 17, 4]
OWN_RESTORE = [9, 8, 12, 6]
SOURCE = "tests/data/boario/make.py"


def name(sector):
    """Of a product: names of Chokepoint have no blanks or commas."""
    return "".join(c if c.isalnum() else "_" for c in sector)


def node(industry):
    """Name of a (region, sector)."""
    return f"{industry[0]}:{name(industry[1])}"


def own_table():
    """Our own table as pymrio holds it."""
    industries = pd.MultiIndex.from_product(
        [OWN_REGIONS, OWN_SECTORS], names=["region", "sector"]
    )
    demand = pd.MultiIndex.from_product(
        [OWN_REGIONS, ["Final demand"]], names=["region", "category"]
    )
    flows = np.array(OWN_FLOWS, dtype=float)
    size = len(industries)
    table = pymrio.IOSystem(
        Z=pd.DataFrame(flows[:, :size], index=industries, columns=industries),
        Y=pd.DataFrame(flows[:, size:], index=industries, columns=demand),
    )
    table.calc_all()
    return table


def shocks(industries):
    """(shock, industry, first week, weeks, share of capacity lost).

    Small and short to total and long; one plant, a region, a sector, two
    plants one after the other.
    """
    region, sector = industries[0]
    here = [i for i in industries if i[0] == region]
    there = [i for i in industries if i[0] != region]
    alike = [i for i in industries if i[1] == sector]
    rows = [(1, there[1], 2, 4, 0.3), (2, here[0], 3, 2, 1.0)]
    rows += [(3, i, 5, 8, 0.5) for i in here]
    rows += [(4, i, 2, 26, 0.15) for i in alike]
    return rows + [(5, here[2], 2, 5, 0.6), (5, here[3], 10, 3, 0.8)]


def all_at_once(elapsed_temporal_unit, init_impact_stock, recovery_tau):
    """A recovery function of BoARIO: nothing is left of the shock."""
    return 0.0 * init_impact_stock


def run(table, stocks, restore, rule, rows):
    """Output of every industry, share of baseline, week by week."""
    sectors = sorted(table.get_sectors())
    model = ARIOPsiModel(
        table,
        order_type=rule,
        alpha_max=OVERTIME_MAX,
        alpha_tau=OVERTIME_WEEKS,
        psi_param=PSI,
        inventory_dict=dict(zip(sectors, stocks)),
        inventory_restoration_tau=dict(zip(sectors, restore)),
        iotable_year_to_temporal_unit_factor=WEEKS_A_YEAR,
    )
    world = Simulation(model, n_temporal_units_to_sim=WEEKS)
    # One event each time: 0.7.2 fails where two are under way at once.
    for start, weeks in sorted({row[2:4] for row in rows}):
        hit = {row[1]: row[4] for row in rows if row[2:4] == (start, weeks)}
        industries = pd.MultiIndex.from_tuples(hit, names=["region", "sector"])
        # BoARIO lowers capacity a step after `occurrence`, and for one more
        # step than `duration`.
        world.add_event(
            EventArbitraryProd(
                impact=pd.Series(list(hit.values()), index=industries),
                occurrence=start - 1,
                duration=weeks - 1,
                recovery_tau=1,
                recovery_function=all_at_once,
            )
        )
    world.loop()
    capacity = world.production_capacity.to_numpy() / model.X_0
    for _, industry, start, weeks, _ in rows:
        hit = capacity[:, model.industries.get_loc(industry)] < 1
        expected = [start <= week < start + weeks for week in range(WEEKS)]
        assert hit.tolist() == expected, (industry, start, weeks)
    return world.production_realised.to_numpy() / model.X_0


def write(path, header, rows):
    """A CSV file with Unix line ends."""
    with path.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def write_network(folder, table, stocks, restore):
    """The table as a network of Chokepoint, million USD a week."""
    folder.mkdir(parents=True, exist_ok=True)
    regions, sectors = sorted(table.get_regions()), sorted(table.get_sectors())
    flow = table.Z / WEEKS_A_YEAR
    final = table.Y.T.groupby(level="region").sum().T / WEEKS_A_YEAR
    output = flow.sum(axis=1) + final.sum(axis=1)
    added = (output - flow.sum(axis=0)).clip(lower=0)
    write(
        folder / "countries.csv",
        ["country", "name", "source"],
        [[r, r, SOURCE] for r in regions],
    )
    write(
        folder / "products.csv",
        ["product", "name", "stage", "source"],
        [[name(s), s, "final", SOURCE] for s in sectors],
    )
    write(
        folder / "nodes.csv",
        ["node", "country", "product", "value_added", "spare_capacity",
         "overtime_max", "source"],
        [[node(i), i[0], name(i[1]), f"{added[i]:.9g}", 0, OVERTIME_MAX,
          SOURCE] for i in sorted(output.index)],
    )
    bought = flow.groupby(level="sector").sum().T.groupby(level="sector").sum()
    write(
        folder / "inputs.csv",
        ["buyer", "input", "class", "cover_weeks", "adjustment_weeks",
         "caution", "resourcing_ceiling", "source"],
        [[name(b), name(s), "CRITICAL", stock - 1, tau, PSI, 0, SOURCE]
         for b in sectors for s, stock, tau in zip(sectors, stocks, restore)
         if bought.loc[b, s] > 0],
    )
    wanted = final.groupby(level="sector").sum()
    write(
        folder / "final_demand.csv",
        ["country", "product", "resourcing_ceiling", "source"],
        [[r, name(s), 0, SOURCE] for r in regions for s in sectors
         if wanted.loc[s, r] > 0],
    )
    links = [[node(i), node(j), flow.loc[i, j]]
             for i in flow.index for j in flow.columns]
    links += [[node(i), f"final:{r}", final.loc[i, r]]
              for i in flow.index for r in regions]
    write(
        folder / "links.csv",
        ["supplier", "buyer", "flow", "alternate_weight", "source"],
        [[a, b, f"{size:.9g}", 0, SOURCE] for a, b, size in links if size > 0],
    )


def write_trajectories(path, table, stocks, restore, rule, hits):
    """Output of every node under every shock, a row a week."""
    nodes = [node(i) for i in sorted(table.Z.index)]
    rows = []
    for shock in sorted({hit[0] for hit in hits}):
        output = run(table, stocks, restore, rule,
                     [hit for hit in hits if hit[0] == shock])
        rows += [[shock, week, *(f"{x:.9g}" for x in output[week])]
                 for week in range(WEEKS)]
    write(path, ["shock", "week", *nodes], rows)


def main():
    """Write the network, the shocks and what BoARIO makes of them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pymrio", metavar="DIR", type=pathlib.Path)
    arguments = parser.parse_args()
    logging.getLogger("boario").setLevel(logging.ERROR)
    folder = arguments.pymrio or pathlib.Path(__file__).parent
    if arguments.pymrio:
        table = pymrio.load_test().calc_all()
        size = len(table.get_sectors())
        stocks = [OWN_STOCKS[k % len(OWN_STOCKS)] for k in range(size)]
        restore = [OWN_RESTORE[k % len(OWN_RESTORE)] for k in range(size)]
    else:
        table, stocks, restore = own_table(), OWN_STOCKS, OWN_RESTORE
    hits = shocks(sorted(table.Z.index))
    write_network(folder / "network", table, stocks, restore)
    write(
        folder / "shocks.csv",
        ["shock", "node", "start_week", "weeks", "severity"],
        [[shock, node(i), *rest] for shock, i, *rest in hits],
    )
    for file, rule in (("fixed.csv", "noalt"), ("capacity.csv", "alt")):
        write_trajectories(folder / file, table, stocks, restore, rule, hits)


if __name__ == "__main__":
    main()
