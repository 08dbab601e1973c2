"""Published input-output tables, read by pymrio, and square CSV files."""

from __future__ import annotations

import difflib
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import ChokepointError, InputError, known
from .table import Table, taken

# What each format is, and its reader in pymrio. Sector names in words are asked
# for where codes are those of an older classification (WIOD: NACE 1).
FORMATS = {
    "pymrio": ("a folder of pymrio", "load_all", {}),
    "oecd": ("OECD ICIO", "parse_oecd", {}),
    "wiod": ("WIOD 2013", "parse_wiod", {"names": ("full", "full")}),
    "exiobase1": ("EXIOBASE 1", "parse_exiobase1", {}),
    "exiobase2": ("EXIOBASE 2", "parse_exiobase2", {}),
    "exiobase3": ("EXIOBASE 3", "parse_exiobase3", {}),
    "eora26": ("Eora26", "parse_eora26", {}),
    "csv": ("a square table", "", {}),
}
DATED = ("oecd", "wiod", "eora26")
# Million USD in one unit, by the letters and digits of its name.
UNITS = {
    **dict.fromkeys(("musd", "millusd", "milusd", "millionusd"), 1.0),
    **dict.fromkeys(("kusd", "000usd", "1000usd", "thousandusd"), 1e-3),
    "usd": 1e-6,
}


@dataclass(frozen=True)
class Source:
    """A table as read: its `name` for people, million USD in its unit."""

    table: Table
    name: str
    usd: float


def read(
    table: Any, format: str, year: int | None, usd: float | None
) -> Source:
    """Read a table; see `import_table` for the arguments.

    Raises UnknownName for a format, InputError for a file that is missing or
    not of the format, and for a currency without its value in USD;
    ChokepointError if pymrio is missing.
    """
    if isinstance(table, str | Path):
        path = Path(table)
        known(format, FORMATS, "format", "chokepoint-import")
        _there(path)
        if year is not None and format not in DATED:
            raise InputError(
                f"year {year}: a table of the format {format!r} is a file of "
                f"one year (years are for: {', '.join(DATED)})"
            )
        what = FORMATS[format][0]
        name = f"{what}, {path.name}" + (f", {year}" if year else "")
        where = str(path)
        system = (
            _read_csv(path)
            if format == "csv"
            else _by_pymrio(path, format, year)
        )
    else:
        system, where = table, "the table"
        name = str(getattr(getattr(table, "meta", None), "name", "a table"))
    uses, demand = getattr(system, "Z", None), getattr(system, "Y", None)
    if uses is None and hasattr(system, "calc_all"):
        system.calc_all()
        uses = system.Z
    for frame, letter in ((uses, "Z"), (demand, "Y")):
        if not isinstance(frame, pd.DataFrame):
            raise InputError(
                f"{where}: has no frame {letter} (an input-output table has Z, "
                "industries by industries, and Y, final demand)"
            )
    read_in = taken(uses, demand, where)
    value, told = _usd(getattr(system, "unit", None), usd, where)
    return Source(read_in.tell(*told), name, value)


def _there(path: Path) -> None:
    if path.exists():
        return
    beside = path.parent.iterdir() if path.parent.is_dir() else ()
    near = difflib.get_close_matches(path.name, [p.name for p in beside], 1)
    more = f" (nearest: {near[0]!r})" if near else ""
    raise InputError(f"{path}: no such file or folder{more}")


def _by_pymrio(path: Path, format: str, year: int | None) -> Any:
    try:
        import pymrio
    except ImportError as error:
        raise ChokepointError(
            f"{error.name} is missing: reading {FORMATS[format][0]} needs "
            "pymrio (pip install 'chokepoint[tables]')"
        ) from error
    what, reader, options = FORMATS[format]
    if format in DATED:
        options = {**options, "year": year}
    try:
        with warnings.catch_warnings():  # of pandas, about pymrio's own code
            warnings.simplefilter("ignore")
            return getattr(pymrio, reader)(path, **options)
    except Exception as error:  # whatever a foreign file makes of its reader
        text = f"{type(error).__name__}: {error}".splitlines()[0]
        raise InputError(
            f"{path}: pymrio cannot read this as {what} ({text}; formats: "
            f"{', '.join(FORMATS)})"
        ) from error


@dataclass(frozen=True)
class _Square:
    Z: pd.DataFrame
    Y: pd.DataFrame


def _read_csv(path: Path) -> _Square:
    """Two header rows and two first columns: region, sector; sales in rows.

    Columns that are no row are final demand of their region.
    """
    try:
        frame = pd.read_csv(path, header=[0, 1], index_col=[0, 1])
    except (OSError, ValueError, IndexError) as error:
        raise InputError(
            f"{path}: is no square table ({error}; its first two lines and its "
            "first two columns are region and sector)"
        ) from error
    industry = frame.columns.isin(frame.index)
    return _Square(frame.loc[:, industry], frame.loc[:, ~industry])


def _usd(
    unit: Any, usd: float | None, where: str
) -> tuple[float, tuple[str, ...]]:
    if usd is not None:
        if not 0 < usd < float("inf"):
            raise InputError(f"usd {usd}: has to be above 0")
        return float(usd), ()
    if not isinstance(unit, pd.DataFrame):
        told = "the table names no unit: its money is taken as million USD"
        return 1.0, (told,)
    names = {str(u) for u in unit.to_numpy().ravel()}
    values = {UNITS.get(re.sub("[^a-z0-9]", "", n.lower())) for n in names}
    value = values.pop() if len(values) == 1 else None
    if value is None:
        raise InputError(
            f"{where}: its unit is {', '.join(sorted(names))}; say how many "
            "million USD one is worth (usd=, --usd; EXIOBASE: the rate of the "
            "euro in the table's year)"
        )
    return value, ()
