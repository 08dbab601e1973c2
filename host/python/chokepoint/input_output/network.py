"""A table as the tables of a network (configs/networks/README.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from .classify import Sector
from .maps import COLUMNS, INPUTS, NODES, PRODUCTS
from .table import Table

WEEKS_A_YEAR = 52
DIGITS = "%.9g"


@dataclass(frozen=True)
class Words:
    """Names of countries, what products are, and where rows come from.

    `classes` [input][buyer]; `set`: table -> column -> value of all its rows;
    `judged`: the source of what the table does not know.
    """

    countries: Mapping[str, str]
    sectors: Sequence[Sector]
    classes: Sequence[Sequence[str]]
    set: Mapping[str, Mapping[str, str]]
    source: str
    judged: str


def network_tables(
    table: Table, usd: float, words: Words
) -> dict[str, pd.DataFrame]:
    """The six tables; million USD a week, `usd` million USD a unit of money."""
    money = usd / WEEKS_A_YEAR
    regions, products = table.regions, [s.product for s in words.sectors]
    size = len(regions) * len(products)
    node = np.array([f"{r}:{p}" for r in regions for p in products])
    flows = table.flows.reshape(size, size) * money
    final = table.final.reshape(size, -1) * money
    sales = flows.sum(axis=1) + final.sum(axis=1)
    added = np.maximum(sales - flows.sum(axis=0), 0)
    sells = np.flatnonzero(sales > 0)
    uses = np.concatenate([flows, final], axis=1)
    buyers = np.concatenate([node, [f"final:{r}" for r in regions]])
    seller, buyer = np.nonzero(uses)
    region, sector = np.divmod(sells, len(products))
    by_product = table.flows.sum(axis=(0, 2))
    wanted = table.final.sum(axis=0)
    made = {
        "countries": pd.DataFrame(
            {"country": regions, "name": [words.countries[r] for r in regions]}
        ),
        "products": pd.DataFrame(
            {
                "product": products,
                "name": [s.name for s in words.sectors],
                "stage": [s.stage for s in words.sectors],
                **_columns(words.sectors, PRODUCTS),
            }
        ),
        "nodes": pd.DataFrame(
            {
                "node": node[sells],
                "country": np.array(regions)[region],
                "product": np.array(products)[sector],
                "value_added": added[sells],
                **_columns([words.sectors[s] for s in sector], NODES),
            }
        ),
        "inputs": _inputs(by_product, words),
        "final_demand": pd.DataFrame(
            [
                (r, p)
                for k, r in enumerate(regions)
                for i, p in enumerate(products)
                if wanted[i, k] > 0
            ],
            columns=["country", "product"],
        ),
        "links": pd.DataFrame(
            {
                "supplier": pd.Categorical.from_codes(seller, node),
                "buyer": pd.Categorical.from_codes(buyer, buyers),
                "flow": uses[seller, buyer],
            }
        ),
    }
    for name in COLUMNS:
        for column, value in words.set.get(name, {}).items():
            made[name][column] = value
    for name, frame in made.items():
        frame["source"] = words.source
    for name in ("products", "inputs"):
        made[name]["source"] = f"{words.source}; {words.judged}"
    return made


def _inputs(bought: np.ndarray, words: Words) -> pd.DataFrame:
    pairs = np.argwhere(bought.T > 0)  # buyer, input
    sold = [words.sectors[i] for _, i in pairs]
    columns = _columns(sold, INPUTS)
    classes = [words.classes[i][j] for j, i in pairs]
    given = columns.pop("class", [""] * len(classes))
    return pd.DataFrame(
        {
            "buyer": [words.sectors[j].product for j, _ in pairs],
            "input": [s.product for s in sold],
            "class": [g or c for g, c in zip(given, classes)],
            **columns,
        }
    )


def _columns(
    sectors: Sequence[Sector], names: Sequence[str]
) -> dict[str, list[str]]:
    """Cells of the columns that any sector has, empty where one has none."""
    return {
        n: [s.columns.get(n, "") for s in sectors]
        for n in names
        if any(n in s.columns for s in sectors)
    }


def write_tables(folder: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """NAME.csv of each table; amounts in nine digits."""
    for name, frame in tables.items():
        frame.to_csv(
            folder / f"{name}.csv",
            index=False,
            float_format=DIGITS,
            lineterminator="\n",
        )
