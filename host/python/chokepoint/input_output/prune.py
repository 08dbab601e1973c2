"""Small flows left out, input by input, with every total kept.

A table of countries has a flow between almost any two industries, most of them
next to nothing. What is left out must be small for each buyer and input: 99 %
of all flows together would leave some buyers without most of an input.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .table import Array, Table

Marks = np.ndarray[Any, np.dtype[np.bool_]]

# Passes of biproportional fitting (RAS), and the largest relative difference of
# an industry's sales at which it ends.
PASSES = 100
CLOSE = 1e-6


@dataclass(frozen=True)
class Pruned:
    """A pruned table and what that did.

    `links_before`, `links`: flows above zero; `value_kept`: share of the value
    of all flows on links that stay, before they are fitted; `sales_moved`:
    largest relative change of an industry's sales.
    """

    table: Table
    links_before: int
    links: int
    value_kept: float
    sales_moved: float


def largest(values: Array, keep: float) -> Marks:
    """Marks the fewest values of each column that make up `keep` of its sum.

    `values` [n, columns], at least 0. What is 0 is never marked.
    """
    order = np.argsort(-values, axis=0, kind="stable")
    ranked = np.take_along_axis(values, order, axis=0)
    before = np.cumsum(ranked, axis=0) - ranked
    wanted = (before < keep * values.sum(axis=0)) & (ranked > 0)
    marked = np.zeros(values.shape, bool)
    np.put_along_axis(marked, order, wanted, axis=0)
    return marked


def fitted(kept: Array, sales: Array, bought: Array) -> Array:
    """`kept` [sellers, buyers] scaled to its old sums of rows and columns.

    Rows and columns are scaled in turns (RAS; Stone 1961); the last turn is the
    columns', so what a buyer buys is kept to rounding, while a seller's sales
    may stay off where its remaining buyers cannot take them.
    """
    kept = kept.copy()
    for _ in range(PASSES):
        rows = kept.sum(axis=1)
        ratio = np.divide(sales, rows, out=np.ones_like(rows), where=rows > 0)
        kept *= ratio[:, None]
        columns = kept.sum(axis=0)
        kept *= np.divide(
            bought, columns, out=np.ones_like(columns), where=columns > 0
        )
        if np.abs(ratio - 1).max() < CLOSE:
            break
    return kept


def pruned(table: Table, keep: float) -> Pruned:
    """The table with the links that carry `keep` (0 to 1) of each input.

    A link stays if it is among the largest that make up `keep` of what its
    buyer (an industry, or a country's final demand) buys of that product, or
    `keep` of what its seller sells, so that small exporters keep their markets
    and totals can be kept. Then flows of each product are fitted to their sums.
    """
    regions, sectors = len(table.regions), len(table.sectors)
    size = regions * sectors
    flows = table.flows.reshape(regions, sectors, size)
    uses = np.concatenate([flows, table.final], axis=2)
    before = int((uses > 0).sum())
    if keep >= 1:
        return Pruned(table, before, before, 1.0, 0.0)
    sales = table.sales
    whole, stays = uses.sum(), 0.0
    for sector in range(sectors):
        product = uses[:, sector, :]
        marked = largest(product, keep) | largest(product.T, keep).T
        stays += product[marked].sum()
        uses[:, sector, :] = fitted(
            np.where(marked, product, 0.0),
            sales[:, sector],
            product.sum(axis=0),
        )
    new = replace(
        table,
        flows=uses[:, :, :size].reshape(table.flows.shape),
        final=uses[:, :, size:].copy(),
    )
    moved = np.abs(new.sales - sales)[sales > 0] / sales[sales > 0]
    return Pruned(
        new,
        before,
        int((uses > 0).sum()),
        float(stays / whole),
        float(moved.max()),
    )
