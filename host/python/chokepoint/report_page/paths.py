"""Weekly paths of a page: of packages without chance, or of replayed worlds."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from ..results import Results
from ..trace import Trace

Array = npt.NDArray[np.float64]
Line = list[float]


@dataclass(frozen=True)
class Paths:
    """Lost value added of all countries by week, % of a normal week.

    `bands`: (low, high, label), widest first; `lines`: (label, values).
    """

    weeks: list[int]
    lines: list[tuple[str, Line]]
    bands: list[tuple[Line, Line, str]] = field(default_factory=list)
    note: str = ""


def course(results: Results, packages: list[str]) -> Paths | None:
    """Of packages under which every world is the same; None if none is."""
    if not packages or "course/lost_value_added" not in results:
        return None
    lost = results["course/lost_value_added"].sel(package=packages).load()
    normal = float(results["baseline/value_added"].sum())
    share = 100 * lost.sum("country") / normal
    lines = [(p, share.sel(package=p).values.tolist()) for p in packages]
    return Paths(
        list(range(share.sizes["week"])),
        lines,
        note="Each line is the one course that a package has.",
    )


def replayed(results: Results, package: str, count: int) -> Paths:
    """Of `count` worlds replayed under a package.

    Worlds are taken at even distances in the order of their losses, so that
    each stands for as many others; bands hold the middle half and nine tenths
    of them, week by week. Raises InputError if worlds have different weights.
    """
    weight = results.world["weight"].values
    if (weight != weight[0]).any():
        raise InputError(
            "paths: the worlds of this file have different weights; a fan of "
            "worlds at even distances would not show their distribution"
        )
    loss = results.value_added(package).values
    order = np.argsort(loss, kind="stable")
    at = np.floor((np.arange(count) + 0.5) / count * len(order)).astype(int)
    picked = sorted(set(order[at].tolist()))
    traces = [results.replay(world, package) for world in picked]
    lost = np.array([weekly_loss(results, trace) for trace in traces])
    weeks = list(range(lost.shape[1]))
    low, quarter, middle, three, high = np.quantile(
        lost, [0.05, 0.25, 0.5, 0.75, 0.95], axis=0
    ).tolist()
    return Paths(
        weeks,
        [("median", middle), ("mean", lost.mean(axis=0).tolist())],
        [
            (low, high, "nine worlds in ten"),
            (quarter, three, "the middle half"),
        ],
        f"{len(picked)} of {results.scenarios:,} worlds under ‘{package}’, "
        "taken at even distances from the mildest to the worst, and marched "
        "again week by week; what a country makes above normal makes up for "
        "nothing elsewhere. The bands are quantiles of these in each week.",
    )


def weekly_loss(results: Results, trace: Trace) -> Array:
    """Lost value added of all countries, % of a normal week, [week].

    What a country makes above normal makes up for nothing elsewhere. Within a
    country it does, as a trace knows value added by country only: summed over
    weeks this lies between /losses/value_added_net and /losses/value_added.
    """
    normal = results["baseline/value_added"]
    output = trace.weeks["national_output"].astype("float64")
    lost = ((1 - output).clip(min=0) * normal).sum("country")
    return np.asarray(100 * lost / float(normal.sum()))
