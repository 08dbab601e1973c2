#!/usr/bin/env python3
"""Build a network folder from its source tables; the same sources give the same bytes.

    python3 scripts/network/build_network.py             write the tables and BUILD_REPORT.md
    python3 scripts/network/build_network.py --check     build elsewhere and compare byte for byte

Steps: producers.py (nodes, weekly sales and needs), gravity.py and balance.py (trade between countries, known shares
first), flows.py (links between nodes, pruned and balanced), tables.py (CSV) with plants.py, shipping.py and habits.py (rules by
stage and product), report.py.
"""

import argparse
import pathlib
import sys
import tempfile

import pandas as pd

import flows
from producers import make_nodes, weekly_needs
from report import write_report
from sources import read_sources
from tables import make_tables

DEFAULT_FOLDER = pathlib.Path(__file__).resolve().parents[2] / "configs/networks/chips-and-minerals"


def build(source_folder: pathlib.Path, out_folder: pathlib.Path) -> None:
    """Read `source_folder` and write the tables of the network into `out_folder`."""
    sources = read_sources(source_folder)
    nodes = make_nodes(sources)
    needs = weekly_needs(sources, nodes)
    fill = flows.FlowFiller(sources)
    filled = [fill(product, nodes[nodes["product"] == product], needs[needs.input == product])
              for product in sources.products["product"]]
    pruned = {f.product: flows.prune_and_balance(f) for f in filled}
    links = pd.concat([flows.list_links(f, pruned[f.product][0]).assign(product=f.product) for f in filled],
                      ignore_index=True)
    tables = make_tables(sources, nodes, links)
    for name, table in tables.items():
        table.to_csv(out_folder / f"{name}.csv", index=False, lineterminator="\n")
    (out_folder / "BUILD_REPORT.md").write_text(write_report(sources, nodes, tables, filled, pruned))


def differing_files(built: pathlib.Path, committed: pathlib.Path) -> list:
    """Names of files in `built` that `committed` lacks or holds with other bytes."""
    return [path.name for path in sorted(built.iterdir())
            if not (committed / path.name).exists() or (committed / path.name).read_bytes() != path.read_bytes()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=pathlib.Path, default=DEFAULT_FOLDER,
                        help="network folder with sources/ in it (default: configs/networks/chips-and-minerals)")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if the tables are out of date")
    arguments = parser.parse_args()
    if not arguments.check:
        build(arguments.folder / "sources", arguments.folder)
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        build(arguments.folder / "sources", pathlib.Path(temporary))
        different = differing_files(pathlib.Path(temporary), arguments.folder)
    for name in different:
        print(f"{name} differs from what the sources give; run build_network.py", file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
