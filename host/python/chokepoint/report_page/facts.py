"""What a page shows, taken from a results file; nothing is estimated anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..results import Results
from .names import Names

ALL = "All countries"
MOST_CHOKEPOINTS = 12


@dataclass(frozen=True)
class Facts:
    """Tables of a page. Money in million USD, shares of 1.

    `certain`: packages under which every world is the same. `losses`: package,
    country (code; all together first), expected, 1 in 20 ... with bounds,
    `share` (of value added until the horizon). `differences`: by package other
    than the base: difference, lower, upper, worse, worse_lower, worse_upper,
    ratio, and `by_country`, a dictionary. `causes`, `chokepoints`: of the
    worst 1 in 20 worlds under each package, most telling first.
    """

    results: Results
    names: Names
    horizon: int
    base: str
    certain: list[str]
    losses: pd.DataFrame
    differences: pd.DataFrame
    causes: dict[str, pd.DataFrame]
    chokepoints: dict[str, pd.DataFrame]

    @property
    def random(self) -> list[str]:
        """Packages with chance."""
        return [p for p in self.results.packages if p not in self.certain]

    def of(self, package: str, country: str = ALL) -> pd.Series[Any]:
        """The line of a package and country in `losses`."""
        table = self.losses
        at = (table["package"] == package) & (table["country"] == country)
        return table[at].iloc[0]

    def countries(self, package: str) -> pd.DataFrame:
        """Lines of `losses` by country, largest loss first."""
        table = self.losses
        return table[(table["package"] == package) & (table["country"] != ALL)]


def facts(results: Results, horizon: int | None = None) -> Facts:
    """Gather what a page shows. Raises UnknownName for an unknown horizon."""
    weeks = results.horizon(horizon)
    base = results.packages[0]
    losses = results.expected(horizon=weeks)
    normal = dict(
        zip(results.countries, results["baseline/value_added"].values)
    )
    normal[ALL] = sum(normal.values())
    made = losses["country"].map(normal) * weeks
    losses["share"] = losses["expected"] / made.where(made > 0)
    last = weeks == results.horizons[-1]  # attribution: last horizon only
    random = [p for p in results.packages if p not in certain(results)]
    return Facts(
        results,
        Names(results),
        weeks,
        base,
        certain(results),
        losses,
        _differences(results, base, weeks),
        {p: _causes(results, p) for p in random if last},
        {p: _chokepoints(results, p) for p in random if last},
    )


def certain(results: Results) -> list[str]:
    """Packages under which every world is the same."""
    if results.scenarios == 1:
        return results.packages
    if "course/lost_value_added" not in results:
        return []
    course = results["course/lost_value_added"]
    same = np.isfinite(course.values).all(axis=(1, 2))
    return [p for p, yes in zip(results.packages, same) if yes]


def _differences(results: Results, base: str, weeks: int) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    if "policy" not in results.groups():
        return pd.DataFrame(rows)
    policy = results.group("policy").sel(base=base, horizon=weeks).load()
    for package in results.packages:
        if package == base:
            continue
        at = policy.sel(package=package)
        row: dict[str, Any] = {"package": package}
        for name, data in (
            ("", at["world_mean_difference"]),
            ("worse", at["world_probability_worse"]),
        ):
            row[name or "difference"] = float(data.sel(bound="estimate"))
            prefix = f"{name}_" if name else ""
            row[prefix + "lower"] = float(data.sel(bound="lower"))
            row[prefix + "upper"] = float(data.sel(bound="upper"))
        row["ratio"] = float(at["world_mean_ratio"])
        by = at["mean_difference"].sel(bound="estimate").values
        order = np.argsort(-np.abs(by), kind="stable")
        row["by_country"] = {results.countries[c]: float(by[c]) for c in order}
        rows.append(row)
    return pd.DataFrame(rows)


def _causes(results: Results, package: str) -> pd.DataFrame:
    """Families: share of the worst worlds that have one, and of all."""
    if "attribution/family_overall" not in results:
        return pd.DataFrame()
    data = results.group("attribution").sel(package=package)
    columns = {}
    for name, column in (
        ("tail", "family_in_world_tail"),
        ("all", "family_overall"),
    ):
        for bound, end in (
            ("estimate", ""),
            ("lower", "_lower"),
            ("upper", "_upper"),
        ):
            columns[name + end] = data[column].sel(bound=bound).values
    table = pd.DataFrame(columns, index=data["family"].values)
    table["lift"] = table["tail"] / table["all"].where(table["all"] > 0)
    table = table.rename_axis("family").reset_index()
    return table.sort_values("lift", ascending=False, kind="stable")


def _chokepoints(results: Results, package: str) -> pd.DataFrame:
    """First nodes that an input holds back, by the loss of these worlds.

    Columns: node, lacks (product), source (country that usually sells it),
    source_share, loss (million USD) and its share, and how many of the worst
    and of all worlds begin so (tail, all; lift: ratio). What the worst
    worlds have less often than others comes last, as in `rank`.
    """
    if "attribution/first_lack_contribution" not in results:
        return pd.DataFrame()
    data = results.group("attribution").sel(package=package).load()
    whole = float(data["country_contribution"].sum())
    tail, overall = data["first_lack_in_tail"], data["first_lack_overall"]
    table = pd.DataFrame(
        {
            "node": data["node"].values,
            "lacks": data["first_lack_input"].values,
            "source": data["first_lack_source"].values,
            "source_share": data["first_lack_source_share"].values,
            "loss": data["first_lack_contribution"].values,
            "tail": tail.sel(bound="estimate").values,
            "tail_upper": tail.sel(bound="upper").values,
            "all": overall.sel(bound="estimate").values,
        }
    )
    table = table[table["loss"] > 0].dropna(subset=["lacks", "source"])
    table["share"] = table["loss"] / whole
    table["lift"] = table["tail"] / table["all"]
    table["rarer"] = table["tail_upper"] < table["all"]
    table["lacks"] = _named(table["lacks"], results.axes["product"].tolist())
    table["source"] = _named(table["source"], results.countries)
    table = table.sort_values(
        ["rarer", "loss"], ascending=[True, False], kind="stable"
    )
    return table.head(MOST_CHOKEPOINTS).reset_index(drop=True)


def first_stops(results: Results, package: str) -> pd.DataFrame:
    """Of a package without chance: what stopped first, when, lacking what."""
    if "world/first_lack_node" not in results:
        return pd.DataFrame()
    world = results.world.sel(package=package).isel(scenario=0).load()
    nodes = world["first_lack_node"].values
    found = nodes >= 0
    columns = {
        "node": _named(nodes[found], results.axes["node"].tolist()),
        "lacks": _named(
            world["first_lack_input"].values[found],
            results.axes["product"].tolist(),
        ),
        "week": world["first_lack_week"].values[found],
    }
    return pd.DataFrame(columns)


def _named(index: Any, names: list[str]) -> list[str]:
    return [names[int(i)] for i in index]
