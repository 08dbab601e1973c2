"""Files of the user: which regions and sectors become one, and what they are.

A map of regions has the columns region, country and name (optional); one of
sectors sector, product, and optional: name, kind, stage, group, dual_use and
any column of inputs.csv (for the product as an input) or nodes.csv. The row of
`*` stands for all that are not listed; else these stay as they are.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Sequence
from pathlib import Path

from ..errors import InputError, known
from .classify import KINDS, STAGES, Sector, judged, rated_class

# Columns that a map or a setting may give; configs/networks/README.md.
NODES = (
    "spare_capacity",
    "overtime_max",
    "overtime_weeks",
    "cycle_weeks",
    "scrap_share",
    "bundle_floor",
    "priority_share",
    "sites",
)
SOURCING = (
    "qualification_delay_weeks",
    "qualification_ramp_weeks",
    "resourcing_ceiling",
    "shift_share",
)
INPUTS = (
    "class",
    "importance",
    "bundle_weight",
    "cover_weeks",
    "adjustment_weeks",
    "caution",
    "lead_time_weeks",
    *SOURCING,
    "supply_line",
    "design_out_share",
    "design_out_delay_weeks",
    "design_out_ramp_weeks",
    "specific_share",
    "specific_breadth",
)
COLUMNS = {
    "nodes": NODES,
    "inputs": INPUTS,
    "final_demand": ("postponed_share", *SOURCING),
}
PRODUCTS = ("group", "dual_use", "tariff_elasticity", "first_served_share")
CLASSES = ("CRITICAL", "IMPORTANT", "BUNDLE", "CAPITAL", "NONE")


def identifier(name: str) -> str:
    """A name as tables of a network take it: no blank, comma, colon."""
    return re.sub(r"_*[^\w.&+()-]+_*", "_", name, flags=re.ASCII).strip("_")


# Where a row stands, and its cells that are not empty.
Row = tuple[str, dict[str, str]]


def _rows(path: Path, need: Sequence[str], may: Sequence[str]) -> list[Row]:
    """The rows of a map; empty ones are left out."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: cannot be read ({reason})") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    header = reader.fieldnames or []
    for column in need:
        if column not in header:
            raise InputError(
                f"{path}, line 1: the column {column!r} is missing "
                f"(it has: {', '.join(header) or 'none'})"
            )
    for column in header:
        known(column, [*need, *may], "column", f"{path}, line 1: a map")
    rows = []
    for row in reader:
        where = f"{path}, line {reader.line_num}"
        cells = {k: v.strip() for k, v in row.items() if k and v and v.strip()}
        if None in row:
            raise InputError(f"{where}: has more cells than the header")
        if not cells:
            continue
        for column in need:
            if column not in cells:
                raise InputError(f"{where}: the cell of {column!r} is empty")
        rows.append((where, cells))
    return rows


def _targets(
    path: Path | None, old: Sequence[str], of: str, to: str, may: Sequence[str]
) -> tuple[dict[str, str], dict[str, Row]]:
    """New name of every old one; the first cells given for each new name."""
    new: dict[str, str] = {}
    cells: dict[str, Row] = {}
    rest: str | None = None
    for where, row in _rows(path, (of, to), may) if path else []:
        name, target = row.pop(of), row.pop(to)
        if identifier(target) != target:
            raise InputError(
                f"{where}, column {to!r}: {target!r} is no identifier "
                f"(no blanks, commas, colons; nearest: {identifier(target)!r})"
            )
        if name == "*":
            if rest is not None:
                raise InputError(f"{where}: a second row of '*'")
            rest = target
        else:
            if name not in old:
                near = difflib.get_close_matches(name, old, 1, 0.3)
                more = f"; nearest: {near[0]!r}" if near else ""
                raise InputError(
                    f"{where}: the table has no {of} {name!r} (it has "
                    f"{len(old)}: {', '.join(old[:8])}, ...{more})"
                )
            if name in new:
                raise InputError(f"{where}: the {of} {name!r} is there twice")
            new[name] = target
        before = cells.setdefault(target, (where, {}))[1]
        for column, value in row.items():
            if before.setdefault(column, value) != value:
                raise InputError(
                    f"{where}, column {column!r}: {value!r}, but {target!r} "
                    f"has {before[column]!r} in a row above"
                )
    for name in old:
        new.setdefault(name, identifier(name) if rest is None else rest)
    listed = set(cells)
    own: dict[str, str] = {}
    for name in old:
        if new[name] in listed:
            continue
        if own.setdefault(new[name], name) != name:
            raise InputError(
                f"{of} {name!r} and {own[new[name]]!r} would both be "
                f"{new[name]!r} (name them apart in a map of {of}s)"
            )
    return new, cells


def region_map(
    path: Path | None, regions: Sequence[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Country of every region of the table; name of every country.

    Raises InputError (file, line, reason, nearest) for a file that cannot be
    read, an unknown column or region, a region listed twice, two names for one
    country.
    """
    new, cells = _targets(path, regions, "region", "country", ("name",))
    return new, {
        country: cells.get(country, ("", {}))[1].get("name", country)
        for country in new.values()
    }


def sector_map(
    path: Path | None, sectors: Sequence[str]
) -> tuple[dict[str, str], dict[str, Sector]]:
    """Product of every sector of the table; what each product is.

    What the file leaves open is judged by the name of the first sector that
    becomes the product, or by the product's name where that says more.

    Raises InputError as `region_map`, and for an unknown kind, stage or class.
    """
    may = ("name", "kind", "stage", *PRODUCTS, *NODES, *INPUTS)
    new, cells = _targets(path, sectors, "sector", "product", may)
    found: dict[str, Sector] = {}
    for sector, product in new.items():
        if product in found and found[product].known:
            continue
        guess = judged(sector)
        if product in cells and not guess.known:
            guess = judged(product)
        found[product] = guess
        guess.product = product
        where, given = cells.get(product, ("", {}))
        guess.name = given.get("name", product if given else sector)
        for column, choices in (
            ("kind", KINDS),
            ("stage", STAGES),
            ("class", CLASSES),
        ):
            if column in given:
                known(given[column], choices, column, where)
        guess.kind = given.get("kind", guess.kind)
        guess.stage = given.get("stage", guess.stage)
        guess.known |= "kind" in given and "stage" in given
        said = ("name", "kind", "stage")
        guess.columns.update(
            {k: v for k, v in given.items() if k not in said}
        )
    return new, found


def read_ratings(path: Path, products: Sequence[str]) -> list[list[str]]:
    """Classes [input][buyer] from a table of ratings.

    A CSV file with products as its header (buyers) and first column (inputs),
    cells 1, 0.5 or 0 as in Pichler et al. (2022).

    Raises InputError for a product without row or column, and other cells.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from error
    header = lines[0][1:] if lines else []
    at = {row[0]: (k + 2, row[1:]) for k, row in enumerate(lines[1:]) if row}
    out = []
    for product in products:
        known(product, list(at), "input", f"{path}: its first column")
        line, row = at[product]
        classes = []
        for buyer in products:
            known(buyer, header, "buyer", f"{path}: its header")
            try:
                cell = float(row[header.index(buyer)])
                classes.append(rated_class(cell))
            except (ValueError, KeyError, IndexError):
                raise InputError(
                    f"{path}, line {line}, column {buyer!r}: a rating is "
                    "1 (critical), 0.5 (important) or 0 (not critical)"
                ) from None
        out.append(classes)
    return out
