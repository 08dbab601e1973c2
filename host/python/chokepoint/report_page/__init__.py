"""One self-contained page about a results file.

Needs plotly (for plotly.js, which goes into the page) and jinja2. The page asks
nothing of other machines: a policy in its head forbids the browser to.
"""

from __future__ import annotations

import base64
import functools
import gzip
import json
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..results import Results, open
from . import figures, tables, tiles, words
from .facts import Facts, facts, first_stops
from .names import Names
from .numbers import money, percent, span
from .paths import Paths, course, replayed
from .picture import picture

HERE = Path(__file__).parent


def write(
    file: str | Path | Results,
    output: str | Path | None = None,
    *,
    horizon: int | None = None,
    paths: int = 0,
) -> Path:
    """Write a page about a results file and return where it is.

    `output`: default FILE.html beside FILE.h5; an earlier page is replaced,
    nothing else. `horizon`: weeks, default the
    longest. `paths`: replay so many worlds of the first package (at least 10)
    and draw their weekly losses as a fan; calls the program.

    Raises InputError for a bad file, UnknownName for an unknown horizon,
    ProgramError if a world could not be replayed, ImportError without plotly
    or jinja2.
    """
    results = file if isinstance(file, Results) else open(file)
    path = Path(output) if output else results.path.with_suffix(".html")
    if path.is_dir():
        raise InputError(f"{path}: is a folder (name a file, as report.html)")
    if not path.parent.is_dir():
        raise InputError(f"{path}: its folder does not exist")
    if path.exists() and not _is_ours(path):
        raise InputError(
            f"{path}: is there already and is no such page "
            "(it is not replaced)"
        )
    if paths and paths < 10:
        raise InputError(f"paths {paths}: at least 10 worlds make a fan")
    text = page(results, horizon, paths)
    path.write_text(text, "utf-8")
    return path


@functools.cache
def packed_plotly() -> str:
    """plotly.js, gzip in base64: always the same bytes for one version."""
    from plotly.offline import get_plotlyjs

    script = get_plotlyjs().encode("utf-8")
    return base64.b64encode(gzip.compress(script, 6, mtime=0)).decode("ascii")


def _is_ours(path: Path) -> bool:
    return b'name="generator" content="chokepoint' in path.read_bytes()[:2000]


def page(results: Results, horizon: int | None = None, paths: int = 0) -> str:
    """The page as text; see `write`."""
    import jinja2

    about = facts(results, horizon)
    largest = about.losses["expected"].max()
    unit, scale = ("bn USD", 1e-3) if largest >= 1000 else ("million USD", 1.0)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "page"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"money": money, "percent": percent, "span": span}
    environment.globals |= {"look": figures.look}
    drawn = _figures(about, unit, scale)
    weekly = _paths(about, paths)
    if weekly:
        drawn["paths"] = figures.fan(weekly)
    return environment.get_template("page.html.j2").render(
        facts=about,
        results=results,
        title=words.title(about),
        summary=words.summary(about),
        answers=words.answers(about),
        unit=unit,
        packages=_packages(about, unit, scale),
        differences=(
            tables.differences(about) if len(about.differences) else None
        ),
        shades=tiles.limits(about),
        paths=weekly,
        figures=drawn,
        data=json.dumps(drawn, allow_nan=False).replace("</", "<\\/"),
        style=(HERE / "page" / "page.css").read_text("utf-8"),
        script=(HERE / "page" / "page.js").read_text("utf-8"),
        plotly=packed_plotly(),
    )


def _figures(about: Facts, unit: str, scale: float) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if len(about.results.packages) > 1 or about.random:
        found["packages"] = figures.packages(about, unit, scale)
    if len(about.differences):
        found["differences"] = figures.differences(about, unit, scale)
    if about.random and "summary/exceedance/world" in about.results:
        found["curves"] = figures.curves(about, None, unit, scale)
    for number, package in enumerate(about.results.packages):
        if len(about.causes.get(package, ())):
            found[f"causes-{number}"] = figures.causes(about, package)
    return found


def _paths(about: Facts, count: int) -> Paths | None:
    if count and about.base in about.random:
        return replayed(about.results, about.base, count)
    return course(about.results, about.certain)


def _packages(about: Facts, unit: str, scale: float) -> list[dict[str, Any]]:
    """For each package: its name, text, tiles, tables and picture."""
    described = {
        p["name"]: p.get("description", "")
        for p in about.results.campaign.get("package", [])
    }
    found = []
    for package in about.results.packages:
        one: dict[str, Any] = {
            "name": package,
            "description": described.get(package, ""),
            "line": about.of(package),
            "tiles": tiles.tiles(about, package, unit, scale),
            "losses": tables.losses(about, package),
            "picture": "",
            "chokepoints": None,
            "causes": None,
        }
        points = about.chokepoints.get(package)
        if points is not None and len(points):
            one["picture"] = picture(points, about.names, unit, scale)
            one["chokepoints"] = tables.chokepoints(about, package)
        elif package in about.certain:
            stopped = first_stops(about.results, package)
            if len(stopped):
                one["chokepoints"] = tables.stops(stopped, about, package)
        if len(about.causes.get(package, ())):
            one["causes"] = tables.causes(about, package)
        found.append(one)
    return found


__all__ = ["Names", "page", "write"]
