"""Input-output tables become networks.

Read (`read.py`), made coarser by maps of the user (`maps.py`, `table.py`),
cleaned and pruned (`table.py`, `prune.py`), given stages, stocks and classes
(`classify.py`), written and checked by the program (`network.py`).
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import InputError, ProgramError, known
from ..program import program, reason
from .build_report import FIRST_LINE, NAME, build_report
from .classify import JUDGEMENT, classes
from .maps import CLASSES, COLUMNS, read_ratings, region_map, sector_map
from .network import Words, network_tables, write_tables
from .prune import pruned
from .read import read
from .table import aggregated, cleaned

__all__ = ["Imported", "import_table"]


@dataclass(frozen=True)
class Imported:
    """A network that was written: its folder, and what was told on the way.

    `told`: what was left out, changed or not known, a sentence each; `check`:
    what `chokepoint network check` says of it; `warnings`: what it warns of.
    """

    folder: Path
    told: list[str]
    check: str
    warnings: list[str]


def import_table(
    table: Any,
    folder: str | Path,
    *,
    format: str = "pymrio",
    year: int | None = None,
    regions: str | Path | None = None,
    sectors: str | Path | None = None,
    keep: float = 0.99,
    usd: float | None = None,
    ratings: str | Path | None = None,
    set: Mapping[str, Any] | None = None,
    source: str | None = None,
    overwrite: bool = False,
) -> Imported:
    """Make a network of an input-output table and write it to `folder`.

    `table`: the file or folder that was downloaded, of a `format` ("oecd",
    "wiod", "exiobase3", "eora26", "pymrio", "csv" ...), or anything with frames
    Z and Y as pymrio has them; `year`: where a folder has several. `regions`,
    `sectors`: CSV files that say what becomes one country or product, and what
    products are (`maps.py`). `keep` (above 0, at most 1): share of each input
    of each buyer whose links stay; 1: all. `usd`: million USD in one unit of
    the table, by default what its unit says. `ratings`: classes of inputs from
    a table of ratings 1, 0.5, 0. `set`: columns of all rows, as
    {"inputs.cover_weeks": 12, "nodes.spare_capacity": 0}. `source`: for the
    column of that name, by default what was read. `overwrite` replaces an
    earlier import, nothing else.

    Flows are a year's over 52. Value added is what an industry sells less what
    it buys from industries: taxes and margins outside the table are in it.

    Raises InputError (UnknownName, BadInput of the check) with file, row and
    nearest valid choice; then nothing is written. ChokepointError if pymrio or
    the program is missing.
    """
    place = Path(folder)
    _free(place, overwrite)
    if not 0 < keep <= 1:
        raise InputError(
            f"keep {keep}: a share above 0, at most 1 (nearest: "
            f"{0.99 if keep <= 0 else 1})"
        )
    rows = _settings(set or {})
    program()  # is it there? better told before a large table is read
    given = read(table, format, year, usd)
    countries, country_names = region_map(_path(regions), given.table.regions)
    products, known_of = sector_map(_path(sectors), given.table.sectors)
    coarse = cleaned(aggregated(given.table, countries, products))
    kinds = [known_of[p] for p in coarse.sectors]
    cut = pruned(coarse, keep)
    bought = cut.table.flows.sum(axis=(0, 2))
    words = Words(
        country_names,
        kinds,
        read_ratings(Path(ratings), coarse.sectors)
        if ratings
        else classes(kinds, bought),
        rows,
        (source or given.name).strip() or given.name,
        f"classes: {Path(ratings).name}; {JUDGEMENT}" if ratings else JUDGEMENT,
    )
    tables = network_tables(cut.table, given.usd, words)
    with tempfile.TemporaryDirectory(
        prefix=".chokepoint-import-", dir=_parent(place)
    ) as made:
        write_tables(Path(made), tables)
        check, warned = _checked(Path(made), place)
        told, report = build_report(cut, tables, words, keep, warned)
        Path(made, NAME).write_text(report, "utf-8")
        place.mkdir(parents=True, exist_ok=True)
        for file in Path(made).iterdir():
            os.replace(file, place / file.name)
    return Imported(place, told, check, warned)


def _path(path: str | Path | None) -> Path | None:
    return None if path is None else Path(path)


def _parent(folder: Path) -> Path:
    """Where a folder beside it can be made: its first parent that is there."""
    parent = folder.absolute().parent
    while not parent.is_dir():
        parent = parent.parent
    return parent


def _free(folder: Path, overwrite: bool) -> None:
    """Raise InputError unless the folder is new, empty or ours to replace."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: is a file (name a folder)")
    there = sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []
    if not there:
        return
    tables = ("countries", "products", "nodes", "links", "final_demand")
    ours = {NAME, "inputs.csv", *(f"{t}.csv" for t in tables)}
    report = folder / NAME
    if not report.is_file() or not report.read_text(
        "utf-8", errors="replace"
    ).startswith(FIRST_LINE):
        raise InputError(
            f"{folder}: is there already and no import (it is not replaced; "
            "name a new folder)"
        )
    if other := [name for name in there if name not in ours]:
        raise InputError(
            f"{folder}: has {other[0]!r}, which no import made (it is not "
            "replaced; name a new folder)"
        )
    if not overwrite:
        raise InputError(
            f"{folder}: is there already (overwrite=True, --overwrite replaces "
            "an earlier import)"
        )


def _settings(given: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Table -> column -> value; raises UnknownName for others."""
    rows: dict[str, dict[str, str]] = {}
    choices = [f"{t}.{c}" for t, columns in COLUMNS.items() for c in columns]
    for key, value in given.items():
        known(key, choices, "column", "a setting")
        if key == "inputs.class":
            known(value, CLASSES, "class", key)
        table, column = key.split(".")
        rows.setdefault(table, {})[column] = str(value)
    return rows


def _checked(made: Path, place: Path) -> tuple[str, list[str]]:
    """What the program says of a network and warns of; raises as it does."""
    done = subprocess.run(
        [program(), "network", "check", made],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    said, errors = (
        text.replace(str(made), str(place))
        for text in (done.stdout, done.stderr)
    )
    if done.returncode == 2:  # its first line: the others are rows alike
        first = reason(errors).partition("\n")[0]
        raise InputError(f"{first} (as set, or in a map)")
    if done.returncode:
        raise ProgramError(reason(errors), done.returncode, errors)
    mark = "chokepoint: warning: "
    return said, [
        line.removeprefix(mark)
        for line in errors.splitlines()
        if line.startswith(mark)
    ]
