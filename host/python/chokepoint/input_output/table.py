"""An input-output table: who buys how much from whom in a year, and its care.

Regions sell to regions, sectors to sectors. A flow that a network cannot have
(below zero, or of an industry that sells nothing) is taken out and told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ..errors import InputError

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Table:
    """A table on a full grid of regions and sectors.

    `regions` (R names), `sectors` (S names), `flows` [R, S, R, S]: the industry
    of the first two sells to that of the last two; `final` [R, S, R]: to final
    demand of the last one; both in one unit of money a year, at least 0 once
    `cleaned`. `told`: what was left out so far, a sentence each.
    """

    regions: list[str]
    sectors: list[str]
    flows: Array
    final: Array
    told: tuple[str, ...] = ()

    @property
    def sales(self) -> Array:
        """[R, S]: to industries and final demand."""
        sales: Array = self.flows.sum(axis=(2, 3)) + self.final.sum(axis=2)
        return sales

    @property
    def purchases(self) -> Array:
        """[R, S]: from all industries."""
        purchases: Array = self.flows.sum(axis=(0, 1))
        return purchases

    def tell(self, *sentences: str) -> Table:
        """The same table with more to tell."""
        return replace(self, told=(*self.told, *sentences))

    def name(self, industry: int) -> str:
        """An industry by its number, regions first, for people."""
        region, sector = divmod(industry, len(self.sectors))
        return f"{self.regions[region]} {self.sectors[sector]!r}"


def taken(uses: pd.DataFrame, demand: pd.DataFrame, where: str) -> Table:
    """A table from the frames Z and Y as pymrio has them.

    `uses`: rows and columns are (region, sector); `demand`: the same rows,
    columns (region, category), of which all categories add up. Final demand of
    regions without industries (a column of totals, a discrepancy) is left out.

    Raises InputError for other axes, an industry named twice, rows that are not
    the columns, and what is no number; `where` is the file in its message.
    """
    for frame, axis, what in (
        (uses, uses.index, "rows of Z"),
        (uses, uses.columns, "columns of Z"),
        (demand, demand.columns, "columns of Y"),
    ):
        if axis.nlevels != 2:
            raise InputError(
                f"{where}: {what} have {axis.nlevels} levels of names "
                "(a region and a sector or category: 2)"
            )
        if frame is uses and axis.has_duplicates:
            twice = axis[axis.duplicated()][0]
            raise InputError(f"{where}: {what}: {twice} is there twice")
    for axis, what in (
        (uses.columns, "column of Z"),
        (demand.index, "row of Y"),
    ):
        other = uses.index.symmetric_difference(axis)
        if len(other) or len(axis) != len(uses.index):
            one = f" {other[0]}" if len(other) else ""
            raise InputError(
                f"{where}: industry{one} is not a row of Z and a {what} "
                "(a table of industries by industries: every one is both)"
            )
    for frame, what in ((uses, "Z"), (demand, "Y")):
        _numbers(frame, f"{where}: {what}")
    regions = list(dict.fromkeys(str(r) for r, _ in uses.index))
    sectors = list(dict.fromkeys(str(s) for _, s in uses.index))
    at = [
        regions.index(str(r)) * len(sectors) + sectors.index(str(s))
        for r, s in uses.index
    ]
    size = len(regions) * len(sectors)
    flows = np.zeros((size, size))
    flows[np.ix_(at, at)] = uses.reindex(columns=uses.index).to_numpy(float)
    final = np.zeros((size, len(regions)))
    values = demand.reindex(index=uses.index).to_numpy(float)
    nobody: dict[str, float] = {}
    for k, column in enumerate(demand.columns):
        region = str(column[0])
        if region in regions:
            final[at, regions.index(region)] += values[:, k]
        else:
            nobody[region] = nobody.get(region, 0.0) + values[:, k].sum()
    if not nobody or len(nobody) < len(set(demand.columns.droplevel(1))):
        shape = (len(regions), len(sectors))
        table = Table(
            regions,
            sectors,
            flows.reshape(shape * 2),
            final.reshape(*shape, len(regions)),
        )
        return table.tell(
            *(
                f"final demand of {region!r}, a region without industries, "
                f"is left out: {value:.4g}"
                for region, value in nobody.items()
            )
        )
    raise InputError(
        f"{where}: no region of Y has industries (Y has {min(nobody)!r}, "
        f"Z {regions[0]!r})"
    )


def _numbers(frame: pd.DataFrame, where: str) -> None:
    for kind, column in zip(frame.dtypes, frame.columns):
        if kind.kind not in "fiu":
            raise InputError(f"{where}, column {column}: is no number")
    bad = ~np.isfinite(frame.to_numpy(float))
    if bad.any():
        row, column = np.argwhere(bad)[0]
        raise InputError(
            f"{where}, row {frame.index[row]}, column {frame.columns[column]}: "
            f"{frame.iat[row, column]} is no number ({bad.sum()} such cells; "
            "what is not known has to be 0)"
        )


def aggregated(
    table: Table, regions: dict[str, str], sectors: dict[str, str]
) -> Table:
    """The table of coarser regions and sectors, their flows added up.

    Each dictionary has the new name of every old one; new names come in the
    order in which they are first given.
    """
    new_regions = list(dict.fromkeys(regions[r] for r in table.regions))
    new_sectors = list(dict.fromkeys(sectors[s] for s in table.sectors))
    by_region = np.array(
        [[regions[r] == n for r in table.regions] for n in new_regions], float
    )
    by_sector = np.array(
        [[sectors[s] == n for s in table.sectors] for n in new_sectors], float
    )
    flows, final = table.flows, table.final
    for axis, groups in enumerate((by_region, by_sector, by_region, by_sector)):
        flows = np.moveaxis(np.tensordot(groups, flows, (1, axis)), 0, axis)
        if axis < final.ndim:
            final = np.moveaxis(np.tensordot(groups, final, (1, axis)), 0, axis)
    return Table(
        new_regions,
        new_sectors,
        np.ascontiguousarray(flows),
        np.ascontiguousarray(final),
        table.told,
    )


def cleaned(table: Table) -> Table:
    """The table without flows below zero and industries that sell nothing.

    Sales to stocks (changes of inventories) may be below zero; they count with
    the rest of a region's final demand, and only a sum below zero becomes 0.
    What an industry buys that sells nothing goes with it, again until every
    industry that buys sells too.

    Raises InputError if nothing is left.
    """
    flows, final = table.flows.copy(), table.final.copy()
    told: list[str] = []
    whole = np.abs(flows).sum() + np.abs(final).sum()
    for values, what in (
        (flows, "sales between industries"),
        (final, "sales to final demand of a region"),
    ):
        below = values < 0
        if below.any():
            lost = -values[below].sum()
            told.append(
                f"{below.sum():,} {what} below zero count as 0: "
                f"{lost:.4g}, {100 * lost / whole:.2g} % of all flows"
            )
            values[below] = 0
    size = len(table.regions) * len(table.sectors)
    square, wide = flows.reshape(size, size), final.reshape(size, -1)
    gone = np.zeros(size, bool)
    bought = 0.0
    while True:
        sells = square.sum(axis=1) + wide.sum(axis=1) > 0
        new = ~sells & ~gone
        if not new.any():
            break
        bought += square[:, new].sum()
        square[:, new] = 0
        gone |= new
    if gone.all():
        raise InputError("the table has no industry that sells anything")
    if gone.any():
        some = ", ".join(table.name(i) for i in np.flatnonzero(gone)[:5])
        more = ", ..." if gone.sum() > 5 else ""
        told.append(
            f"{gone.sum():,} industries sell nothing and are no producers "
            f"({some}{more}); what they bought goes with them: {bought:.4g}, "
            f"{100 * bought / whole:.2g} % of all flows"
        )
    return replace(table, flows=flows, final=final).tell(*told)
