"""One world again, week by week."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import xarray as xr

from .labels import axes, check_file, open_group
from .program import call


@dataclass(frozen=True)
class Trace:
    """A world as `chokepoint replay` marched it.

    `weeks`: dataset by week (national_output, output of nodes, stocks, tension,
    regime ...), shares of baseline. `events`: one row for each line of its
    events, with names. `said`: what the program printed, e.g. that the world is
    equal to the bit. `attrs`: scenario, package, seed ...
    """

    weeks: xr.Dataset
    events: pd.DataFrame
    attrs: dict[str, Any]
    said: str

    def __repr__(self) -> str:
        happened = self.events[self.events["took_effect"] == 1]
        return (
            f"<Trace of world {self.attrs['scenario']} under "
            f"{self.attrs['package']!r}: {self.weeks.sizes['week']} weeks, "
            f"{happened['event'].nunique()} events took effect>"
        )


def read_trace(path: Path, tables: Path, said: str = "") -> Trace:
    """A trace file and the folder of its tables, read into memory."""
    attrs = check_file(path, "chokepoint-trace")
    with open_group(path, "weeks", axes(path)) as weeks:
        events = pd.read_csv(tables / "events.csv")
        return Trace(weeks.load(), events, attrs, said)


def replay(
    results: Path, scenario: int, package: str, network: str | None
) -> Trace:
    """See Results.replay. The files of the program are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="chokepoint-") as folder:
        path, tables = Path(folder, "trace.h5"), Path(folder, "tables")
        words: list[object] = [
            "replay",
            results.resolve(),
            "--scenario",
            scenario,
            "--package",
            package,
            "-o",
            path,
            "--csv",
            tables,
        ]
        if network is not None:
            words += ["--network", Path(network).resolve()]
        # Its last lines name files that are gone when somebody reads them.
        said = call(*words).partition("\ntrace: ")[0]
        return read_trace(path, tables, said)
