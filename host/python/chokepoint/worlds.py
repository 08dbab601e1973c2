"""Tables of worlds: expected losses, the worst worlds, a row for each world."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import xarray as xr

from .errors import InputError
from .labels import Array

if TYPE_CHECKING:
    from .results import Results

ALL = "All countries"
# Metrics that add up over countries.
ADD_UP = (
    "value_added",
    "value_added_net",
    "final_demand",
    "duties",
    "switching_cost",
)


def one_in(level: float) -> str:
    """.95 is "1 in 20"."""
    return f"1 in {round(1 / (1 - level))}"


def expected(
    results: Results, package: str | None, horizon: int
) -> pd.DataFrame:
    """See Results.expected."""
    packages = results.packages if package is None else [package]
    frames = []
    for name in packages:
        at = {"package": name, "horizon": horizon}
        rows = pd.concat(
            [
                _columns(results.group("summary/world").sel(at), [ALL]),
                _columns(
                    results.group("summary/risk").sel(at), results.countries
                ).sort_values("expected", ascending=False, kind="stable"),
            ]
        )
        rows.insert(0, "package", name)
        frames.append(rows)
    table = pd.concat(frames).rename_axis("country").reset_index()
    return table[["package", "country", *table.columns[2:]]]


def _columns(data: xr.Dataset, names: Sequence[str]) -> pd.DataFrame:
    data = data.load()
    columns: dict[str, Array] = {}
    for label, values in [("expected", data["mean"])] + [
        (one_in(float(level)), data["value_at_risk"].sel(level=level))
        for level in data["level"].values
    ]:
        for bound in ("estimate", "lower", "upper"):
            key = label if bound == "estimate" else f"{label}_{bound}"
            columns[key] = np.atleast_1d(values.sel(bound=bound).values)
    return pd.DataFrame(columns, index=list(names))


def worst(
    results: Results,
    count: int,
    package: str,
    country: str | None,
    horizon: int,
) -> pd.DataFrame:
    """See Results.worst. Equal losses: the lower number first."""
    if country is None:
        loss = results.value_added(package, horizon).values
    else:
        loss = (
            results.losses["value_added"]
            .sel(package=package, country=country, horizon=horizon)
            .values
        )
    order = np.argsort(-loss.astype("float64"), kind="stable")[:count]
    world = results.world.sel(package=package).isel(scenario=order).load()
    table = pd.DataFrame(
        {"scenario": results.axes["scenario"][order], "loss": loss[order]}
    )
    if "event_count" in world:
        happened = world["event_count"].transpose("scenario", "family") > 0
        families = world["family"].values
        table["events"] = [", ".join(families[row]) for row in happened.values]
    if "first_lack_node" in world:
        first = world.sel(shortage=world["shortage"][0])
        for column, data, axis in (
            ("first_short", "first_lack_node", "node"),
            ("lacks", "first_lack_input", "product"),
        ):
            table[column] = _names(first[data].values, results.axes[axis])
        week = pd.array(first["first_lack_week"].values, dtype="Int64")
        table["week"] = pd.Series(week).where(lambda w: w >= 0)
    return table


def _names(index: Array, names: Array) -> list[str | None]:
    return [str(names[i]) if i >= 0 else None for i in index.astype(int)]


def table(
    results: Results,
    metric: str,
    countries: Sequence[str] | None,
    horizon: int,
) -> pd.DataFrame:
    """See Results.to_pandas."""
    values = results.losses[metric]
    if "horizon" in values.dims:
        values = values.sel(horizon=horizon)
    if countries is not None:
        if "country" not in values.dims:
            raise InputError(
                f"metric {metric!r}: is not by country (its axes: "
                f"{', '.join(map(str, values.dims))})"
            )
        values = values.sel(country=list(countries))
    further = values.dims[2:]
    flat = values.values.reshape(*values.shape[:2], -1)
    labels = (
        [
            " ".join(map(str, names))
            for names in pd.MultiIndex.from_product(
                [values[d].values.tolist() for d in further]
            )
        ]
        if further
        else [metric]
    )
    worlds, packages = results.scenarios, results.packages
    head: dict[str, Any] = {
        "package": pd.Categorical(
            np.repeat(packages, worlds), categories=packages
        ),
        "scenario": np.tile(results.axes["scenario"], len(packages)),
        "weight": np.tile(results.world["weight"].values, len(packages)),
    }
    rows = flat.reshape(-1, flat.shape[2])
    body = {label: rows[:, i] for i, label in enumerate(labels)}
    if further == ("country",) and countries is None and metric in ADD_UP:
        body[ALL] = rows.sum(axis=1, dtype="float64")
    return pd.DataFrame(head | body)


def write_parquet(
    results: Results, path: Path, options: dict[str, Any]
) -> Path:
    """See Results.to_parquet."""
    import pyarrow
    import pyarrow.parquet

    if path.exists():
        raise InputError(f"{path}: is there already (it is not replaced)")
    data = pyarrow.Table.from_pandas(
        results.to_pandas(**options), preserve_index=False
    )
    about = json.dumps({**results.attrs, "options": options}, default=str)
    metadata = {**(data.schema.metadata or {}), b"chokepoint": about.encode()}
    pyarrow.parquet.write_table(data.replace_schema_metadata(metadata), path)
    return path
