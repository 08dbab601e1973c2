"""The command chokepoint-report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from ..errors import ChokepointError
from . import write


def main(words: Sequence[str] | None = None) -> int:
    """Write a page; the exit code is 0, 1 (could not) or 2 (bad input)."""
    parser = argparse.ArgumentParser(
        prog="chokepoint-report",
        description="Write one self-contained page about a results file.",
    )
    parser.add_argument("file", metavar="FILE.h5", help="of chokepoint run")
    parser.add_argument(
        "-o",
        "--output",
        metavar="PAGE.html",
        help="the page (default: FILE.html beside FILE.h5)",
    )
    parser.add_argument(
        "--horizon",
        type=int,
        metavar="WEEKS",
        help="over which losses add up (default: the longest in the file)",
    )
    parser.add_argument(
        "--paths",
        type=int,
        default=0,
        metavar="N",
        help="replay N worlds, and draw their weekly losses as a fan",
    )
    given = parser.parse_args(words)
    try:
        path = write(
            given.file, given.output, horizon=given.horizon, paths=given.paths
        )
    except ImportError as error:
        print(
            f"chokepoint-report: error: {error.name} is missing: install "
            "plotly and jinja2 (Debian: python3-plotly python3-jinja2)",
            file=sys.stderr,
        )
        return 1
    except (ChokepointError, OSError) as error:
        print(f"chokepoint-report: error: {error}", file=sys.stderr)
        known = isinstance(error, ChokepointError)
        return 2 if known and getattr(error, "code", 2) == 2 else 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
