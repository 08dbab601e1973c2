"""The tables of a network folder as arrays, and a copy of them without the mechanisms that the baselines leave out.

Reads configs/networks/README.md's tables directly, so that the baselines share no code with the engine.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

CLASSES = ["CRITICAL", "IMPORTANT", "BUNDLE", "CAPITAL", "NONE"]
CRITICAL, IMPORTANT, BUNDLE, CAPITAL, NONE = range(5)
DEFAULTS = {"importance": 0.5, "cover_weeks": 4, "adjustment_weeks": 5, "caution": 0, "lead_time_weeks": 0}
# Columns that the core week does not know, and the value that switches each off.
SWITCHED_OFF = {
    "products": {"first_served_share": "0"},
    "nodes": {"overtime_max": "1", "overtime_weeks": "", "priority_share": "0", "cycle_weeks": "0", "scrap_share": ""},
    "inputs": {"resourcing_ceiling": "0", "supply_line": "0", "shift_share": "0", "design_out_share": "0",
               "design_out_delay_weeks": "", "design_out_ramp_weeks": "", "specific_share": "0", "specific_breadth": ""},
    "final_demand": {"resourcing_ceiling": "0", "shift_share": "0"},
    "links": {"alternate_weight": "0"},
}


class NetworkError(Exception):
    """A folder that cannot be read; the message says why."""


def read_table(folder, table):
    """Rows of a table as dictionaries, [] if there is no such file."""
    path = Path(folder) / f"{table}.csv"
    if not path.is_file():
        return []
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def write_core_copy(folder, copy):
    """Copy a network's tables; what the core week does not know is switched off in the copy."""
    if not (Path(folder) / "links.csv").is_file():
        raise NetworkError(f"{folder}: has no links.csv (is it the folder of a network?)")
    Path(copy).mkdir(parents=True, exist_ok=True)
    for path in sorted(Path(folder).glob("*.csv")):
        rows = read_table(folder, path.stem)
        for row in rows:
            row.update(SWITCHED_OFF.get(path.stem, {}))
        columns = list(rows[0]) if rows else path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        with open(Path(copy) / path.name, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)


@dataclass
class CoreNetwork:
    """Flat arrays. Groups are (buyer, product) pairs: by node, then by class; sinks follow from `first_sink`."""

    node: list  # names
    group: list  # names as in a trace: "BUYER <- PRODUCT"
    first_sink: int
    # nodes
    country: np.ndarray
    capacity: np.ndarray  # 1 + sigma
    bundle_floor: np.ndarray
    value_added: np.ndarray
    demand: np.ndarray  # baseline, million USD/week
    # groups
    owner: np.ndarray  # node that buys; -1 for sinks
    kind: np.ndarray  # class; -1 for sinks
    importance: np.ndarray
    bundle_weight: np.ndarray
    target: np.ndarray  # 1 + n weeks
    throttle: np.ndarray  # max(1, psi (1 + n))
    adjustment: np.ndarray
    lead_time: np.ndarray
    receipts: np.ndarray  # baseline, million USD/week
    postponed: np.ndarray  # [sinks]
    # links in two orders: by group (in) and by supplier (out)
    in_first: np.ndarray
    in_supplier: np.ndarray
    in_flow: np.ndarray
    out_first: np.ndarray
    out_group: np.ndarray
    out_flow: np.ndarray

    @property
    def links(self):
        return len(self.in_flow)


def number(row, column, default):
    text = row.get(column) or ""
    return float(text) if text else float(default)


def column(rows, name, default):
    return np.array([number(row, name, default) for row in rows])


def firsts(owner, count):
    """Where each owner's run begins in a sorted list of owners; one more for the end."""
    return np.searchsorted(owner, np.arange(count + 1)).astype(np.int32)


def group_rows(nodes, inputs, sinks, links):
    """(name, owner, class, row of the table) of each group, in the order of CoreNetwork; and the group of each link."""
    place = {row["node"]: i for i, row in enumerate(nodes)}
    use = {(row["buyer"], row["input"]): row for row in inputs}
    found = {}
    for link in links:
        product = nodes[place[link["supplier"]]]["product"]
        buyer = link["buyer"]
        if not buyer.startswith("final:") and (buyer, product) not in found:
            row = use.get((buyer, product)) or use.get((nodes[place[buyer]]["product"], product))
            if row is None:
                raise NetworkError(f"inputs.csv: '{buyer}' buys '{product}' without a row")
            found[buyer, product] = (place[buyer], CLASSES.index(row["class"]), row)
    order = sorted(found, key=lambda key: found[key][:2])
    groups = [(f"{buyer} <- {product}", *found[buyer, product]) for buyer, product in order]
    groups += [(f"{row['country']} <- {row['product']}", -1, -1, row) for row in sinks]
    number_of = {key: g for g, key in enumerate(order)}
    for s, row in enumerate(sinks):
        number_of["final:" + row["country"], row["product"]] = len(order) + s
    of_link = [number_of[link["buyer"], nodes[place[link["supplier"]]]["product"]] for link in links]
    return groups, np.array(of_link), np.array([place[link["supplier"]] for link in links])


def bundle_weights(rows, owner, kind, receipts):
    """Weights of BUNDLE inputs, given or by flow, with sum 1 over a node's bundle."""
    given = np.array([number(row, "bundle_weight", -1) for row in rows])
    weight = np.where(kind == BUNDLE, np.where(given < 0, receipts, given), 0.0)
    total = np.zeros(owner.max(initial=0) + 1)
    bundled = kind == BUNDLE
    np.add.at(total, owner[bundled], weight[bundled])
    return np.where(bundled, weight / np.where(bundled, total[owner], 1), 0.0)


def load_core_network(folder):
    """Arrays of a network folder whose other mechanisms are off (write_core_copy)."""
    nodes, links = read_table(folder, "nodes"), read_table(folder, "links")
    sinks = read_table(folder, "final_demand")
    if not nodes or not links:
        raise NetworkError(f"{folder}: nodes.csv or links.csv is missing or empty")
    groups, group, supplier = group_rows(nodes, read_table(folder, "inputs"), sinks, links)
    rows = [row for _, _, _, row in groups]
    owner = np.array([o for _, o, _, _ in groups], dtype=np.int32)
    kind = np.array([k for _, _, k, _ in groups], dtype=np.int32)
    first_sink = len(groups) - len(sinks)
    flow = column(links, "flow", 0)
    by_group, by_supplier = np.argsort(group, kind="stable"), np.argsort(supplier, kind="stable")
    receipts = np.bincount(group, flow, len(groups))
    target = 1 + column(rows, "cover_weeks", DEFAULTS["cover_weeks"])
    countries = {row["country"]: c for c, row in enumerate(read_table(folder, "countries"))}
    return CoreNetwork(
        node=[row["node"] for row in nodes],
        group=[name for name, _, _, _ in groups],
        first_sink=first_sink,
        country=np.array([countries[row["country"]] for row in nodes]),
        capacity=1 + column(nodes, "spare_capacity", 0.25),
        bundle_floor=column(nodes, "bundle_floor", 0),
        value_added=column(nodes, "value_added", 0),
        demand=np.bincount(supplier, flow, len(nodes)),
        owner=owner,
        kind=kind,
        importance=column(rows, "importance", DEFAULTS["importance"]),
        bundle_weight=bundle_weights(rows, owner, kind, receipts),
        target=target,
        throttle=np.maximum(1, column(rows, "caution", 0) * target),
        adjustment=column(rows, "adjustment_weeks", DEFAULTS["adjustment_weeks"]),
        lead_time=column(rows, "lead_time_weeks", 0),
        receipts=receipts,
        postponed=column(sinks, "postponed_share", 0),
        in_first=firsts(group[by_group], len(groups)),
        in_supplier=supplier[by_group].astype(np.int32),
        in_flow=flow[by_group],
        out_first=firsts(supplier[by_supplier], len(nodes)),
        out_group=group[by_supplier].astype(np.int32),
        out_flow=flow[by_supplier],
    )


@dataclass
class Outage:
    """A capacity event: the nodes it hits, and the share it takes of their capacity."""

    nodes: np.ndarray
    start: int
    hold: float
    recovery: float

    def depth(self, week):
        """Share of the severity that lasts in a week: 1 during the hold, then the square of the time that remains."""
        age = week - self.start
        if age < 0:
            return 0.0
        if age < self.hold:
            return 1.0
        return max(0.0, (self.hold + self.recovery - age) / self.recovery) ** 2 if self.recovery else 0.0
