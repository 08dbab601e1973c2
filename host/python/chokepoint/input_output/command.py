"""The command chokepoint-import."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from ..errors import ChokepointError, InputError
from . import import_table
from .read import FORMATS


def main(words: Sequence[str] | None = None) -> int:
    """Import a table; the exit code is 0, 1 (could not) or 2 (bad input)."""
    parser = argparse.ArgumentParser(
        prog="chokepoint-import",
        description="Make a network of an input-output table.",
        epilog="formats: "
        + "; ".join(f"{name}: {what[0]}" for name, what in FORMATS.items()),
    )
    parser.add_argument("table", metavar="TABLE", help="file or folder")
    parser.add_argument("folder", metavar="FOLDER", help="of the new network")
    parser.add_argument(
        "--format",
        default="pymrio",
        metavar="NAME",
        help="of the table (default: pymrio)",
    )
    parser.add_argument(
        "--year", type=int, help="of a folder with tables of several years"
    )
    parser.add_argument(
        "--regions",
        metavar="MAP.csv",
        help="region,country[,name]: which regions become one country",
    )
    parser.add_argument(
        "--sectors",
        metavar="MAP.csv",
        help="sector,product[,name,kind,stage,cover_weeks...]: likewise",
    )
    parser.add_argument(
        "--keep",
        type=float,
        default=0.99,
        metavar="SHARE",
        help="of each input of each buyer (default: 0.99; 1: every link)",
    )
    parser.add_argument(
        "--usd",
        type=float,
        metavar="X",
        help="million USD in one unit of the table (default: as it says)",
    )
    parser.add_argument(
        "--ratings",
        metavar="FILE.csv",
        help="inputs by buyers: 1 critical, 0.5 important, 0 not",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="TABLE.COLUMN=VALUE",
        help="in all rows, as inputs.cover_weeks=12",
    )
    parser.add_argument("--source", help="for the column of that name")
    parser.add_argument(
        "--overwrite", action="store_true", help="an earlier import"
    )
    given = vars(parser.parse_args(words))
    try:
        given["set"] = _pairs(given["set"])
        done = import_table(given.pop("table"), given.pop("folder"), **given)
    except (ChokepointError, OSError) as error:
        print(f"chokepoint-import: error: {error}", file=sys.stderr)
        return 2 if isinstance(error, InputError) else 1
    for sentence in [*done.told, *done.warnings]:
        print(f"chokepoint-import: note: {sentence}", file=sys.stderr)
    print(done.check, end="")
    return 0


def _pairs(settings: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for text in settings:
        key, found, value = text.partition("=")
        if not found or not value:
            raise InputError(
                f"--set {text}: not of the form TABLE.COLUMN=VALUE"
            )
        pairs[key.strip()] = value.strip()
    return pairs


if __name__ == "__main__":
    sys.exit(main())
