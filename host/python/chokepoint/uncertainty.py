"""What is not known of the parameters: how much it matters, and which of them.

Needs scipy and SALib (`pip install "chokepoint[uncertainty]"`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from tqdm.auto import tqdm

from .campaign import Campaign, loaded
from .errors import InputError, known
from .running import run

DISTRIBUTIONS = ("uniform", "lognormal", "triangular", "normal")
DESIGNS = ("points", "saltelli", "morris")
# Screening goes to the ends of a range; these have one.
INNER = 0.05
# RBD-FAST takes out a bias of 2 M / draws with M = 10 harmonics.
FEWEST_POINTS = 32
BOOTSTRAPS = 400


@dataclass(frozen=True)
class Parameter:
    """A number that is not known: a key of the campaign, or a column.

    `key`: as `--set` takes it ("dynamics.erosion"). Or `column`: of the network
    (`configs/README.md`, [[adjust]]), multiplied by the draw, or where `add`
    is true increased by it; `where` selects rows ({"stages": ["fab"]}).

    `distribution`: {"uniform": [low, high]}, {"lognormal": [median, log_sd]},
    {"triangular": [low, mode, high]} or {"normal": [mean, sd]}.
    """

    name: str
    distribution: Mapping[str, Sequence[float]]
    key: str | None = None
    column: str | None = None
    add: bool = False
    where: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        place = f"parameter {self.name!r}"
        if (self.key is None) == (self.column is None):
            raise InputError(f"{place}: needs a key or a column, one of them")
        if self.key is not None and (self.where or self.add):
            raise InputError(f"{place}: where and add belong to a column")
        if len(self.distribution) != 1:
            raise InputError(
                f"{place}: needs one distribution "
                f"(one of: {', '.join(DISTRIBUTIONS)})"
            )
        self.quantile(np.array([0.5]))

    def quantile(self, u: np.ndarray) -> np.ndarray:
        """Values at probabilities 0 to 1."""
        from scipy import stats

        (kind, numbers), *_ = self.distribution.items()
        place = f"parameter {self.name!r}"
        known(kind, DISTRIBUTIONS, "distribution", place)
        needed = 3 if kind == "triangular" else 2
        a = np.asarray(numbers, float)
        if a.shape != (needed,) or not np.isfinite(a).all():
            raise InputError(f"{place}: {kind} takes {needed} numbers")
        rising = (np.diff(a) >= 0).all() and a[0] < a[-1]
        if kind == "uniform" and rising:
            return stats.uniform.ppf(u, a[0], a[1] - a[0])
        if kind == "triangular" and rising:
            width = a[2] - a[0]
            return stats.triang.ppf(u, (a[1] - a[0]) / width, a[0], width)
        if kind == "lognormal" and (a > 0).all():
            return stats.lognorm.ppf(u, a[1], scale=a[0])
        if kind == "normal" and a[1] > 0:
            return stats.norm.ppf(u, a[0], a[1])
        rule = {
            "uniform": "low < high",
            "triangular": "low <= mode <= high, low < high",
            "lognormal": "a median and a log-sd above 0",
            "normal": "a mean and an sd above 0",
        }[kind]
        raise InputError(f"{place}: {kind} {list(a)} (needed: {rule})")


@dataclass
class Uncertain:
    """Losses of the same worlds under many values of the parameters.

    `values`: the draws, a column a parameter. `losses`: million USD, with the
    axes draw, package, scenario. `design`: how the draws were made.
    """

    values: pd.DataFrame
    losses: xr.DataArray
    design: str
    _unit: np.ndarray

    def parts(self, package: str = "none", seed: int = 1) -> pd.DataFrame:
        """Where the variance of a world's loss comes from.

        Rows: luck (the same world under all draws), judgement (the same draw
        in all worlds), both (what neither explains alone); columns: variance
        (million USD squared), share, low, high (of the share; 95 %, bootstrap
        over draws and worlds). More worlds remove luck from an average;
        judgement stays. Two-way analysis of variance, one world a cell.

        Raises InputError for draws of another design than "points".
        """
        self._need("points")
        y = self._of(package)
        rng = np.random.default_rng(seed)
        again = np.empty((BOOTSTRAPS, 3))
        for i in range(BOOTSTRAPS):
            draws = rng.integers(0, y.shape[0], y.shape[0])
            worlds = rng.integers(0, y.shape[1], y.shape[1])
            again[i] = _shares(_components(y[draws][:, worlds]))
        variance = _components(y)
        low, high = np.nanquantile(again, [0.025, 0.975], axis=0)
        return pd.DataFrame(
            {
                "variance": variance,
                "share": _shares(variance),
                "low": low,
                "high": high,
            },
            index=pd.Index(["judgement", "luck", "both"], name="part"),
        )

    def summary(self, measure: str | float = "mean") -> pd.DataFrame:
        """A package a row: the measure over draws.

        `measure`: "mean" (expected loss), a probability below 1 (mean of the
        worst worlds beyond it: .95) or a loss (million USD; the share of worlds
        above it). Columns: middle (median of draws), low, high (5 % and 95 % of
        draws: judgement), luck (half-width of the 95 % interval that the number
        of worlds leaves in one draw, for "mean" only).
        """
        rows = {}
        for package in self.losses["package"].values:
            y = self._of(package)
            m = _measure(y, measure)
            low, middle, high = np.quantile(m, [0.05, 0.5, 0.95])
            luck = 1.96 * np.median(y.std(1, ddof=1)) / np.sqrt(y.shape[1])
            rows[package] = {
                "middle": middle,
                "low": low,
                "high": high,
                "luck": luck if measure == "mean" else np.nan,
            }
        return pd.DataFrame.from_dict(rows, orient="index")

    def indices(
        self,
        package: str = "none",
        measure: str | float = "mean",
        seed: int = 1,
    ) -> pd.DataFrame:
        """Which parameters move the measure, the strongest first.

        Of "points": `first`, the first-order index (share of the variance over
        draws that goes with the parameter alone; RBD-FAST on given data,
        Plischke 2010). Of "saltelli": `first` and `total` (Saltelli et al.
        2010). Of "morris": `effect`, mean of absolute elementary effects, in
        the measure's unit from the 5 % to the 95 % quantile of the parameter,
        and `spread`, their standard deviation: curved, or with others (Morris
        1991, Campolongo et al. 2007). `*_conf`: half-widths of 95 % bootstrap
        intervals. `measure` as in `summary`.
        """
        from SALib.analyze import morris, rbd_fast, sobol

        if self.design == "points" and len(self.values) < FEWEST_POINTS:
            raise InputError(
                f"indices: {len(self.values)} draws are too few "
                f"(at least {FEWEST_POINTS})"
            )
        problem = _problem(self.values.columns)
        y = _measure(self._of(package), measure)
        if y.std() == 0:
            raise InputError("indices: the measure is the same in all draws")
        state = np.random.get_state()
        np.random.seed(seed)  # SALib draws bootstraps from numpy's own
        try:
            if self.design == "points":
                got = rbd_fast.analyze(problem, self._unit, y, seed=seed)
                columns = {"first": "S1", "first_conf": "S1_conf"}
            elif self.design == "saltelli":
                got = sobol.analyze(
                    problem, y, calc_second_order=False, seed=seed
                )
                columns = {
                    "first": "S1",
                    "first_conf": "S1_conf",
                    "total": "ST",
                    "total_conf": "ST_conf",
                }
            else:
                got = morris.analyze(problem, self._unit, y, seed=seed)
                columns = {
                    "effect": "mu_star",
                    "effect_conf": "mu_star_conf",
                    "spread": "sigma",
                }
        finally:
            np.random.set_state(state)
        table = pd.DataFrame(
            {c: np.asarray(got[s], float) for c, s in columns.items()},
            index=pd.Index(self.values.columns, name="parameter"),
        )
        by = "total" if "total" in table else table.columns[0]
        return table.sort_values(by, ascending=False)

    def _of(self, package: str) -> np.ndarray:
        """Losses of a package, draw x world."""
        packages = list(self.losses["package"].values)
        known(package, packages, "package", "the campaign")
        return self.losses.sel(package=package).values.astype(float)

    def _need(self, design: str) -> None:
        if self.design != design:
            raise InputError(
                f'needs draws of design="{design}", these are "{self.design}"'
            )


def uncertain(
    campaign: Campaign,
    parameters: Iterable[Parameter],
    *,
    draws: int = 64,
    scenarios: int = 256,
    packages: Iterable[str] | None = None,
    design: str = "points",
    country: str | None = None,
    horizon: int | None = None,
    seed: int = 1,
    threads: int | None = None,
    progress: bool = True,
) -> Uncertain:
    """March a campaign under many values of parameters that are not known.

    Every draw marches the same worlds, so that draws differ by their parameters
    alone. `design`: "points", `draws` Sobol' points (a power of two is best);
    "saltelli", `draws` x (parameters + 2) runs for total indices; "morris",
    `draws` trajectories of parameters + 1 runs, to screen many. Losses of all
    countries or of `country`, up to `horizon` (weeks; default: the longest).

    A draw that the program refuses (a column pushed out of its range) ends all
    with BadInput, which names the draw.
    """
    wanted = list(parameters)
    names = [p.name for p in wanted]
    known(design, DESIGNS, "design", "ck.uncertain")
    if not wanted:
        raise InputError("uncertain: needs at least one parameter")
    if design == "morris" and len(wanted) < 2:
        raise InputError("uncertain: screening needs at least two parameters")
    if len(set(names)) != len(names):
        raise InputError("uncertain: two parameters have one name")
    if draws < 2 or scenarios < 2:
        raise InputError("uncertain: needs at least 2 draws and 2 scenarios")
    unit = _sample(design, names, draws, seed)
    inner = INNER + (1 - 2 * INNER) * unit if design == "morris" else unit
    values = pd.DataFrame(
        {p.name: p.quantile(inner[:, i]) for i, p in enumerate(wanted)},
        index=pd.RangeIndex(len(unit), name="draw"),
    )
    content = loaded(campaign)
    losses = []
    with tempfile.TemporaryDirectory(prefix="chokepoint-") as folder:
        for draw in tqdm(values.index, unit=" draws", disable=not progress):
            numbers = values.loc[draw]
            try:
                done = run(
                    _changed(content, wanted, numbers),
                    Path(folder, f"{draw}.h5"),
                    scenarios=scenarios,
                    packages=packages,
                    threads=threads,
                    set={p.key: float(numbers[p.name]) for p in wanted if p.key},
                    progress=False,
                )
            except InputError as error:
                told = ", ".join(f"{n} = {v:.6g}" for n, v in numbers.items())
                error.args = (f"draw {draw} ({told}): {error.args[0]}",)
                raise
            with done:
                losses.append(_losses(done, country, horizon))
            done.path.unlink()
    return Uncertain(values, xr.concat(losses, "draw"), design, unit)


def _losses(results: Any, country: str | None, horizon: int | None) -> Any:
    """Package x scenario, million USD."""
    weeks = horizon or max(results.horizons)
    known(weeks, results.horizons, "horizon")
    found = results["losses/value_added"].sel(horizon=weeks, drop=True)
    if country is None:
        return found.sum("country").load()
    known(country, results.countries, "country")
    return found.sel(country=country, drop=True).load()


def _changed(
    content: Mapping[str, Any],
    parameters: Sequence[Parameter],
    numbers: Mapping[str, float],
) -> dict[str, Any]:
    """The campaign with columns adjusted."""
    adjust = list(content.get("adjust", []))
    for i, p in enumerate(parameters):
        if p.column is not None:
            number = float(numbers[p.name])
            adjust.append(
                {
                    "name": f"uncertain-{i}",
                    "column": p.column,
                    "add" if p.add else "scale": number,
                    **p.where,
                }
            )
    return {**content, "adjust": adjust} if adjust else dict(content)


def _problem(names: Iterable[str]) -> dict[str, Any]:
    listed = list(names)
    return {
        "num_vars": len(listed),
        "names": listed,
        "bounds": [[0.0, 1.0]] * len(listed),
    }


def _sample(
    design: str, names: Sequence[str], draws: int, seed: int
) -> np.ndarray:
    """Probabilities 0 to 1, run x parameter."""
    from SALib.sample import morris, sobol
    from scipy.stats import qmc

    if design == "points":
        return qmc.Sobol(len(names), seed=seed).random(draws)
    if design == "saltelli":
        return sobol.sample(
            _problem(names), draws, calc_second_order=False, seed=seed
        )
    return morris.sample(_problem(names), draws, seed=seed)


def _components(y: np.ndarray) -> np.ndarray:
    """Variance components of draw x world: judgement, luck, both.

    Unbiased where draws and worlds are random: expected mean squares of the
    two-way layout with one observation a cell (Searle 1971).
    """
    draws, worlds = y.shape
    rest = y - y.mean(1, keepdims=True) - y.mean(0) + y.mean()
    both = (rest**2).sum() / ((draws - 1) * (worlds - 1))
    judgement = y.mean(1).var(ddof=1) - both / worlds
    luck = y.mean(0).var(ddof=1) - both / draws
    return np.array([judgement, luck, both])


def _shares(components: np.ndarray) -> np.ndarray:
    kept = np.maximum(0, components)
    return kept / kept.sum() if kept.sum() > 0 else np.full(3, np.nan)


def _measure(y: np.ndarray, measure: str | float) -> np.ndarray:
    """A number a draw, of draw x world."""
    if measure == "mean":
        return y.mean(1)
    if isinstance(measure, str) or measure < 0:
        raise InputError(
            f"measure {measure!r}: is none (mean, a probability below 1, or "
            "a loss in million USD)"
        )
    if measure < 1:
        worst = max(1, round((1 - measure) * y.shape[1]))
        return np.sort(y, 1)[:, -worst:].mean(1)
    return (y > measure).mean(1)
