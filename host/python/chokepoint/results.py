"""A results file of `chokepoint run`, opened for reading."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from . import worlds
from .comparison import Comparison, compare
from .errors import InputError, UnknownName, known
from .labels import axes, check_file, open_group
from .trace import Trace, replay

ALL = "All countries"


def open(path: str | Path) -> Results:
    """Open a results file.

    Its checksum is compared, which reads it to its end. Raises InputError if it
    is missing, no HDF5 file, damaged, not of `chokepoint run`, or of a format
    newer than 1.x.
    """
    return Results(path)


class Results:
    """What a campaign answered, with names on every axis.

    Groups of the file are xarray datasets (`losses`, `world`, or `group(PATH)`
    for any other); they read from the file what is used of them. Money is in
    million USD, times are weeks. Datasets: outputs/README.md of the sources.

    Attributes: `path`, `attrs` (root attributes of the file), `packages`,
    `countries`, `horizons` (weeks, ascending), `scenarios` (worlds for each
    package), `weeks`, `seed`.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.attrs = check_file(self.path, "chokepoint-results")
        self.axes = axes(self.path)
        self.packages: list[str] = self.axes["package"].tolist()
        self.countries: list[str] = self.axes["country"].tolist()
        self.horizons: list[int] = self.axes["horizon"].tolist()
        self.scenarios: int = self.attrs["scenarios"]
        self.weeks: int = self.attrs["weeks"]
        self.seed: int = self.attrs["seed"]
        self._groups: dict[str, xr.Dataset] = {}

    def __repr__(self) -> str:
        return (
            f"<Results {self.path}: '{self.name}', {self.scenarios:,} worlds x "
            f"{len(self.packages)} packages ({', '.join(self.packages)}) x "
            f"{self.weeks} weeks, {len(self.countries)} countries, "
            f"horizons {self.horizons}>"
        )

    def __enter__(self) -> Results:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was not read can no longer be."""
        for group in self._groups.values():
            group.close()
        self._groups.clear()

    @property
    def campaign(self) -> dict[str, Any]:
        """The campaign as it ran, with every default."""
        return tomllib.loads(self.attrs["campaign"])

    @property
    def name(self) -> str:
        """Of the campaign."""
        return str(self.campaign.get("campaign", {}).get("name", "unnamed"))

    def group(self, path: str) -> xr.Dataset:
        """The datasets of one group, e.g. "losses" or "summary/risk".

        Raises UnknownName if the file has no such group or nothing in it.
        """
        key = path.strip("/")
        if key not in self._groups:
            known(key, self.groups(), "group")
            self._groups[key] = open_group(self.path, key, self.axes)
        return self._groups[key]

    def groups(self) -> list[str]:
        """Paths of all groups that hold datasets."""
        import h5py

        found: set[str] = set()

        def note(path: str, item: object) -> None:
            if isinstance(item, h5py.Dataset) and "/" in path:
                found.add(path.rpartition("/")[0])

        with h5py.File(self.path, "r") as file:
            file.visititems(note)
        return sorted(found)

    def __contains__(self, path: str) -> bool:
        group, _, name = path.strip("/").rpartition("/")
        return group in self.groups() and name in self.group(group)

    def __getitem__(self, path: str) -> xr.DataArray:
        """One dataset by its path, e.g. results["losses/value_added"]."""
        group, _, name = path.strip("/").rpartition("/")
        if not group:
            raise UnknownName(
                f"{path!r}: is no path of a dataset (as: 'losses/value_added')"
            )
        data = self.group(group)
        known(name, data.data_vars, "dataset")
        return data[name]

    @property
    def losses(self) -> xr.Dataset:
        """Losses of every world: package x scenario x country, cell ..."""
        return self.group("losses")

    @property
    def world(self) -> xr.Dataset:
        """What happened in every world: events, tension, first shortages."""
        return self.group("world")

    def to_datatree(self) -> Any:
        """All groups as one xarray.DataTree (needs xarray 2024.10 or newer)."""
        if not hasattr(xr, "DataTree"):
            raise ImportError(
                f"to_datatree needs xarray 2024.10 or newer (here: "
                f"{xr.__version__}); group(PATH) works with any"
            )
        return xr.DataTree.from_dict(
            {f"/{path}": self.group(path) for path in self.groups()}
        )

    def sel(self, **labels: Any) -> xr.Dataset:
        """Losses at these labels: `sel(package="none", country=["TWN"])`.

        Datasets without one of the axes stay whole. Raises UnknownName for a
        label that the file does not have.
        """
        for axis, wanted in labels.items():
            known(axis, self.losses.dims, "axis")
            if isinstance(wanted, slice):
                continue
            single = np.ndim(wanted) == 0
            for label in [wanted] if single else wanted:
                known(label, self.losses[axis].values.tolist(), axis)
        return self.losses.sel(labels)

    def horizon(self, weeks: int | None = None) -> int:
        """That horizon of the file; the longest if none is asked for."""
        if weeks is None:
            return self.horizons[-1]
        known(weeks, self.horizons, "horizon")
        return weeks

    def value_added(
        self, package: str | None = None, horizon: int | None = None
    ) -> xr.DataArray:
        """Lost value added of all countries together, million USD.

        scenario, or package x scenario; float64; the sum is over countries.
        Raises UnknownName.
        """
        loss = self.losses["value_added"].sel(horizon=self.horizon(horizon))
        if package is not None:
            known(package, self.packages, "package")
            loss = loss.sel(package=package)
        total = loss.sum("country", skipna=False, dtype="float64")
        return total.assign_attrs(
            units="million USD", long_name="lost value added, all countries"
        )

    def expected(
        self, package: str | None = None, horizon: int | None = None
    ) -> pd.DataFrame:
        """Expected loss and the loss of the worst worlds, as the file has them.

        Rows: all countries together, then the countries, largest first; of one
        package, or of each. Columns: `expected`, `expected_lower`,
        `expected_upper`, then the same of "1 in 20", "1 in 100", "1 in 200".
        Million USD, 95 % intervals; NaN: not enough worlds.
        """
        if package is not None:
            known(package, self.packages, "package")
        return worlds.expected(self, package, self.horizon(horizon))

    def exceedance(
        self,
        country: str | None = None,
        horizon: int | None = None,
    ) -> xr.DataArray:
        """Loss that one world in so many exceeds, as the file has it.

        package x return_period x bound (estimate, lower, upper: 95 %), million
        USD; of a country, or of all together. Raises UnknownName.
        """
        weeks = self.horizon(horizon)
        group = self.group("summary/exceedance")
        if country is None:
            return group["world"].sel(horizon=weeks)
        known(country, self.countries, "country")
        return group["aggregate"].sel(horizon=weeks, country=country)

    def compare(self, a: str, b: str, horizon: int | None = None) -> Comparison:
        """Package `a` less package `b`, world by world under the same luck.

        The table is the file's own, with 95 % intervals. Raises UnknownName,
        InputError if both are the same.
        """
        for package in (a, b):
            known(package, self.packages, "package")
        if a == b:
            raise InputError(
                f"compare: {a!r} twice (two different packages are compared; "
                f"the file has: {', '.join(self.packages)})"
            )
        return compare(self, a, b, self.horizon(horizon))

    def worst(
        self,
        count: int = 10,
        package: str | None = None,
        country: str | None = None,
        horizon: int | None = None,
    ) -> pd.DataFrame:
        """The worlds that lose most, worst first, and what happened in them.

        Columns: `scenario` (for `replay`), `loss` (million USD, of a country or
        of all), `events` (families that took effect), `first_short`, `lacks`,
        `week` (first node that an input held back; absent where shortages were
        not counted). Package: the first, `none`, unless named.
        """
        package = self.packages[0] if package is None else package
        known(package, self.packages, "package")
        if country is not None:
            known(country, self.countries, "country")
        if count < 1:
            raise InputError(f"worst: {count} worlds (at least 1)")
        return worlds.worst(
            self, count, package, country, self.horizon(horizon)
        )

    def replay(
        self,
        scenario: int,
        package: str | None = None,
        network: str | None = None,
    ) -> Trace:
        """March one world again, week by week (calls the program).

        `network`: its folder, where it has moved since the run. Raises
        InputError or ProgramError with what the program said.
        """
        numbers = self.axes["scenario"]
        if not (numbers == scenario).any():
            screened = int(numbers[-1]) != self.scenarios - 1
            raise InputError(
                f"scenario {scenario}: "
                + (
                    "was not among the worlds that the screening chose "
                    f"(nearest: {numbers[abs(numbers - scenario).argmin()]})"
                    if screened
                    else f"the file has worlds 0 to {self.scenarios - 1}"
                )
            )
        package = self.packages[0] if package is None else package
        known(package, self.packages, "package")
        return replay(self.path, int(scenario), package, network)

    def to_pandas(
        self,
        metric: str = "value_added",
        countries: Sequence[str] | None = None,
        horizon: int | None = None,
    ) -> pd.DataFrame:
        """One row for each package and world: losses of each country.

        Columns: `package`, `scenario`, `weight`, one for each country (or cell,
        reserve ... of the metric), and, where these are all countries'
        losses in money that add up, "All countries". Units: as
        `losses[metric].attrs["units"]`.
        """
        known(metric, self.losses.data_vars, "metric")
        for country in countries or []:
            known(country, self.countries, "country")
        return worlds.table(self, metric, countries, self.horizon(horizon))

    def to_parquet(self, path: str | Path, **options: Any) -> Path:
        """Write `to_pandas(**options)` as Parquet (needs pyarrow).

        The file carries seed, network and campaign under "chokepoint".
        Raises InputError if the file exists; ImportError without pyarrow.
        """
        return worlds.write_parquet(self, Path(path), options)
