"""Two packages world by world, under the same luck."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import xarray as xr

from .errors import InputError

if TYPE_CHECKING:
    from .results import Results

ALL = "All countries"


@dataclass
class Comparison:
    """Loss under package `a` less that under `b`; positive: `a` loses more.

    `table`: a row for all countries together, then the countries, largest
    difference (either way) first. Columns, million USD with 95 % intervals:
    `mean_a`, `mean_b`, `difference`, `lower`, `upper`, then the share of worlds
    in which `a` loses more (`a_worse`, `_lower`, `_upper`) and `b` (`b_worse`
    ...), and `ratio` of the means. Taken from the file (/summary, /policy).

    `worlds`: the differences of single worlds, scenario x country; read from the
    file when first asked for.
    """

    a: str
    b: str
    horizon: int
    table: pd.DataFrame
    results: Results

    @functools.cached_property
    def worlds(self) -> xr.DataArray:
        losses = self.results.losses["value_added"].sel(horizon=self.horizon)
        a, b = (losses.sel(package=p, drop=True) for p in (self.a, self.b))
        difference: xr.DataArray = a.astype("float64") - b
        difference.attrs = {
            "units": "million USD",
            "long_name": f"lost value added, {self.a} less {self.b}",
        }
        return difference

    def __repr__(self) -> str:
        shown = self.table.head(11).to_string(
            float_format=lambda v: f"{v:,.4g}"
        )
        return (
            f"Lost value added within {self.horizon} weeks, million USD: "
            f"{self.a!r} less {self.b!r} in the same "
            f"{self.results.scenarios:,} "
            f"worlds\n{shown}"
        )

    def _repr_html_(self) -> str:
        return str(self.table.to_html(float_format=lambda v: f"{v:,.4g}"))


def compare(results: Results, a: str, b: str, horizon: int) -> Comparison:
    """See Results.compare."""
    if results.scenarios < 2:
        raise InputError(
            f"{results.path}: holds one world only (a comparison with "
            "intervals needs at least 2)"
        )
    policy = results.group("policy").sel(horizon=horizon)
    pair = policy.sel(package=a, base=b).load()
    back = policy.sel(package=b, base=a).load()
    mean = results.group("summary/risk")["mean"].sel(horizon=horizon)
    world_mean = results.group("summary/world")["mean"].sel(horizon=horizon)

    def estimate(array: xr.DataArray, package: str) -> xr.DataArray:
        return array.sel(package=package, bound="estimate")

    def rows(
        prefix: str, means: xr.DataArray, names: list[str]
    ) -> pd.DataFrame:
        columns = {
            "mean_a": estimate(means, a),
            "mean_b": estimate(means, b),
        }
        for column, data in (
            ("difference", pair[prefix + "mean_difference"]),
            ("a_worse", pair[prefix + "probability_worse"]),
            ("b_worse", back[prefix + "probability_worse"]),
        ):
            start = "" if column == "difference" else f"{column}_"
            columns[column] = data.sel(bound="estimate")
            columns[start + "lower"] = data.sel(bound="lower")
            columns[start + "upper"] = data.sel(bound="upper")
        columns["ratio"] = pair[prefix + "mean_ratio"]
        flat = {k: v.values.reshape(-1) for k, v in columns.items()}
        return pd.DataFrame(flat, index=names)

    countries = rows("", mean, results.countries)
    order = (
        countries["difference"]
        .abs()
        .sort_values(ascending=False, kind="stable")
        .index
    )
    table = pd.concat([rows("world_", world_mean, [ALL]), countries.loc[order]])
    return Comparison(a, b, horizon, table.rename_axis("country"), results)
