"""Tables of a page: rows for the eye, and the same as CSV to download."""

from __future__ import annotations

import base64
from dataclasses import dataclass

import pandas as pd

from .facts import ALL, Facts
from .numbers import NONE, money, percent, plain


@dataclass(frozen=True)
class Table:
    """`rows` of text; the first column heads a row. `csv`: a data: address."""

    name: str
    caption: str
    head: list[str]
    rows: list[list[str]]
    csv: str


def address(data: pd.DataFrame) -> str:
    """A data: address that holds the table as CSV."""
    text = data.to_csv(index=False).encode("utf-8")
    return (
        "data:text/csv;charset=utf-8;base64," + base64.b64encode(text).decode()
    )


def losses(facts: Facts, package: str) -> Table:
    """By country: expected loss, share, losses of the worst worlds."""
    levels = [c for c in facts.losses.columns if c.startswith("1 in ")]
    levels = [c for c in levels if "_" not in c]
    shown = [] if package in facts.certain else levels
    table = facts.losses[facts.losses["package"] == package]
    rows = []
    for line in table[table["expected"] > 0].to_dict("records"):
        name = line["country"]
        name = name if name == ALL else facts.names.country(name)
        cells = [name, interval(line, "expected"), percent(line["share"])]
        rows.append(cells + [interval(line, level) for level in shown])
    first = "loss" if package in facts.certain else "average"
    head = ["country", first, "of value added", *shown]
    caption = f"Lost value added within {facts.horizon} weeks under ‘{package}’"
    whole = table.rename(columns={"expected": "expected_million_usd"})
    return Table(f"losses-{package}", caption, head, rows, address(whole))


def interval(line: dict[str, float], column: str) -> str:
    """ "31.5 bn USD (27.5 to 35.5)"; no brackets without an interval."""
    value, low, high = (line[column + e] for e in ("", "_lower", "_upper"))
    if value != value:
        return NONE
    text = money(value)
    if not abs(low) < float("inf") or low == high:
        return text
    unit = 1000 if abs(value) >= 999.5 else 1
    end = plain(high / unit) if high < float("inf") else "?"
    return f"{text} ({plain(low / unit)} to {end})"


def differences(facts: Facts) -> Table:
    """Each package against the base, in the same worlds."""
    table = facts.differences
    rows = []
    for line in table.to_dict("records"):
        same = line["package"] in facts.certain and facts.base in facts.certain
        by = [(c, v) for c, v in line["by_country"].items() if v][:3]
        rows.append(
            [
                line["package"],
                interval(
                    {
                        "d": line["difference"],
                        "d_lower": line["lower"],
                        "d_upper": line["upper"],
                    },
                    "d",
                ),
                (
                    percent(line["ratio"] - 1)
                    if line["ratio"] == line["ratio"]
                    else NONE
                ),
                NONE if same else percent(line["worse"]),
                ", ".join(
                    f"{facts.names.country(c)} {money(v)}" for c, v in by
                ),
            ]
        )
    head = [
        "package",
        "costs more by",
        "change",
        "worlds that lose more",
        "above all",
    ]
    caption = (
        f"Each package against ‘{facts.base}’, in the same worlds (negative: "
        "loses less)"
    )
    flat = table.drop(columns="by_country")
    return Table("differences", caption, head, rows, address(flat))


def causes(facts: Facts, package: str) -> Table:
    table = facts.causes[package]
    rows = [
        [
            line["family"],
            f"{percent(line['tail'])} ({percent(line['tail_lower'])} to "
            f"{percent(line['tail_upper'])})",
            percent(line["all"]),
            (
                NONE
                if line["lift"] != line["lift"]
                else f"× {plain(line['lift'])}"
            ),
        ]
        for line in table.to_dict("records")
    ]
    head = ["kind of event", "of the worst worlds", "of all worlds", "as often"]
    caption = f"Worlds with an event of each kind, under ‘{package}’"
    return Table(f"causes-{package}", caption, head, rows, address(table))


def chokepoints(facts: Facts, package: str) -> Table:
    table, names = facts.chokepoints[package], facts.names
    rows = [
        [
            names.node(line["node"]),
            names.product(line["lacks"]),
            f"{names.country(line['source'])} "
            f"({percent(line['source_share'])})",
            f"{money(line['loss'])} ({percent(line['share'])})",
            percent(line["tail"]),
            f"× {plain(line['lift'])}",
        ]
        for line in table.to_dict("records")
    ]
    head = [
        "who stops",
        "what is missing",
        "who usually sells it",
        "loss so begun",
        "of the worst worlds",
        "as often as in all",
    ]
    caption = f"First to lack an input in the worst 1 in 20 worlds, ‘{package}’"
    return Table(f"chokepoints-{package}", caption, head, rows, address(table))


def stops(table: pd.DataFrame, facts: Facts, package: str) -> Table:
    """Of a package without chance: see facts.first_stops."""
    rows = [
        [facts.names.node(r.node), facts.names.product(r.lacks), str(r.week)]
        for r in table.itertuples()
    ]
    head = ["who stops", "what is missing", "week"]
    caption = f"First to lack an input under ‘{package}’"
    return Table(f"stops-{package}", caption, head, rows, address(table))
