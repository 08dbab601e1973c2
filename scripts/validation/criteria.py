"""What scripts/validate.py reads and compares: the arithmetic, results, courses of one world.

Nothing here runs the program: functions take results, traces and tables that were read before.
"""

import csv
from dataclasses import dataclass

import h5py
import numpy as np

YEAR = 52


class ValidationError(Exception):
    """Something that stops the validation; the message says what."""


@dataclass(frozen=True)
class Row:
    """One published number and ours."""

    case: str
    what: str
    published: str
    source: str
    ours: str
    distance: str
    criterion: str
    met: bool


# --- the arithmetic ---------------------------------------------------------------------------------------------------


def shipped(weekly, lost_before, lost_after, weeks):
    """What was shipped in `weeks` weeks, from what was lost until their start and until their end."""
    return weekly * weeks - (lost_after - lost_before)


def hulten_loss(domar_weight, share_lost, gdp):
    """First-order loss of GDP when a share of a sector is lost: its Domar weight times the share."""
    return domar_weight * share_lost * gdp


def slopes(x, y):
    """Increase of y for each unit of x, between neighbours."""
    return np.diff(y) / np.diff(x)


def s_shape(x, y):
    """Slope at the start, the largest one, and that at the end."""
    steps = slopes(np.concatenate([[0.0], x]), np.concatenate([[0.0], y]))
    return steps[0], steps.max(), steps[-1]


def largest_dent(x, y):
    """How far y(x) is from convex: the largest fall of its slope, as a share of the mean slope; 0 if it is convex."""
    steps = slopes(np.concatenate([[0.0], x]), np.concatenate([[0.0], y]))
    fall = np.max(-np.diff(steps))
    return max(0.0, fall) / steps.mean()


def market_share(output, sales, ours):
    """Share of all sales that is ours, and our revenue as a share of the baseline; [week].

    output: [week, node] share of baseline; sales: [node]; ours: [node] true or false.
    """
    revenue = output * sales
    mine = revenue[:, ours].sum(axis=1)
    return mine / revenue.sum(axis=1), mine / sales[ours].sum()


def factor(ours, published):
    """How many times too large or too small; infinite if the sign is wrong."""
    if ours == 0 or published == 0 or (ours < 0) != (published < 0):
        return float("inf")
    return max(ours / published, published / ours)


# --- what the program wrote -------------------------------------------------------------------------------------------


class Results:
    """A results file: means over its worlds."""

    def __init__(self, path):
        with h5py.File(path) as file:
            self.data = {}
            file.visititems(lambda name, entry: self._keep(name, entry))

    def _keep(self, name, entry):
        if isinstance(entry, h5py.Dataset):
            text = entry.dtype.kind in "SO"
            self.data[name] = [v.decode() if isinstance(v, bytes) else v for v in entry[:]] if text else entry[()]

    def index(self, axis, name):
        names = list(self.data[axis])
        if name not in names:
            raise ValidationError(f"no {axis} '{name}' in the results (there are: {', '.join(map(str, names))})")
        return names.index(name)

    def mean(self, dataset, package, column, horizon):
        """Mean over worlds of /losses/DATASET; `column` is (axis, name)."""
        table = self.data[f"losses/{dataset}"][self.index("package", package)]
        return float(table[:, self.index(*column), self.index("horizon", horizon)].mean())

    def first_shortage(self, package):
        """Earliest week in which an input ran short, or None."""
        weeks = self.data["world/first_shortage_week"][self.index("package", package)]
        weeks = weeks[weeks >= 0]
        return int(weeks.min()) if weeks.size else None


class Nodes:
    """Columns of nodes.csv in the order of a trace."""

    def __init__(self, folder, order):
        with open(folder / "nodes.csv", encoding="utf-8", newline="") as file:
            rows = {row["node"]: row for row in csv.DictReader(file)}
        rows = [rows[name] for name in order]
        self.sales = np.array([float(row["sales"]) for row in rows])
        self.value_added = np.array([float(row["value_added"]) for row in rows])
        self.country = np.array([row["country"] for row in rows])
        self.product = np.array([row["product"] for row in rows])
        self.firm = np.array([row["firm"] for row in rows])

    def chips(self):
        """Finished semiconductor devices: what the statistics of the industry count."""
        return np.array([name.startswith("chip_") and name != "chip_ip" for name in self.product])


# --- hindcasts: the course of one world against a band ---------------------


def band(case, what, published, source, ours, limits, unit="", digits=2):
    """A row whose criterion is an interval; `ours` may be None (never)."""
    low, high = limits
    met = ours is not None and low <= ours <= high
    told = "never" if ours is None else f"{ours:.{digits}f}{unit}"
    if high == np.inf:
        criterion = f"at least {low:g}{unit}"
    elif low == -np.inf:
        criterion = f"at most {high:g}{unit}"
    else:
        criterion = f"{low:g} to {high:g}{unit}"
    distance = ""
    if ours is not None and not met:
        distance = f"{ours - (low if ours < low else high):+.{digits}f}{unit}"
    return Row(case, what, published, source, told, distance, criterion, met)


class Course:
    """One world, week by week: output by groups of nodes, passes, prices.

    Weeks count from `start`, the first week of the episode.
    """

    def __init__(self, trace, nodes, start):
        self.trace, self.nodes, self.start = trace, nodes, start

    def output(self, chosen):
        """Output of the nodes that `chosen` marks, by value added."""
        if not chosen.any():
            raise ValidationError("no node of the network is meant")
        weight = self.nodes.value_added * chosen
        path = self.trace["weeks/output"] @ weight / weight.sum()
        return path[self.start:]

    def making(self, *products, but=(), only=None):
        """Marks nodes that make these, outside `but` or only in `only`."""
        nodes = self.nodes
        chosen = np.isin(nodes.product, products)
        chosen &= ~np.isin(nodes.country, list(but))
        return chosen if only is None else chosen & (nodes.country == only)

    def passing(self, measure, begin, end):
        """Share of baseline trade that passes, mean of weeks [begin, end)."""
        column = list(self.trace["measure"]).index(measure)
        share = self.trace["flows/share"][self.start:, column]
        return 100 * share[begin:end].mean()

    def price(self, market, begin=0, end=None):
        """Prices of a market, [begin, end); 1 is the baseline."""
        column = list(self.trace["market"]).index(market)
        return self.trace["weeks/price"][self.start:, column][begin:end]

    def sales_lost(self, chosen):
        """Sales lost by the nodes until the end, million USD."""
        short = 1 - self.trace["weeks/output"][self.start:, chosen]
        return (short * self.nodes.sales[chosen]).sum()


def worst(path, weeks=1):
    """Lowest mean of so many weeks in a row."""
    return np.convolve(path, np.ones(weeks) / weeks, "valid").min()


def onset(path, below):
    """First week of the path below a level, or None."""
    short = np.flatnonzero(path < below)
    return int(short[0]) if short.size else None


def share_lost(path, weeks=YEAR):
    """Share of so many weeks' output that is lost in them."""
    return (1 - path[:weeks]).clip(min=0).mean()
