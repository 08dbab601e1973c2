"""Plotly figures as dictionaries; colours are names of the page's style.

A text that begins with "--" is a CSS variable: the page puts in its value,
light or dark. Package number n has --c0 ... --c6 and bands --b0 ... --b6.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .facts import Facts
from .numbers import money
from .paths import Paths

COLOURS = 7
DASHES = ["solid", "dash", "dot", "dashdot"]
SYMBOLS = ["circle", "square", "diamond", "triangle-up", "x", "cross", "star"]
Figure = dict[str, Any]


def look(package: int) -> dict[str, str]:
    """Colour, band, dash and symbol of a package; together they tell it."""
    turn, colour = divmod(package, COLOURS)
    return {
        "colour": f"--c{colour}",
        "band": f"--b{colour}",
        "dash": DASHES[(colour + turn) % len(DASHES)],
        "symbol": SYMBOLS[colour] + ("-open" if turn % 2 else ""),
    }


def layout(x: str, y: str, height: int, **more: Any) -> Figure:
    axis = {
        "gridcolor": "--grid",
        "zerolinecolor": "--line",
        "automargin": True,
        "title": {"standoff": 8},
    }
    return {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "font": {"family": "inherit", "size": 13, "color": "--ink"},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hoverlabel": {"font": {"family": "inherit"}},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        "dragmode": False,
        "xaxis": {**axis, "title": {"text": x, "standoff": 8}},
        "yaxis": {**axis, "title": {"text": y, "standoff": 8}},
        **more,
    }


def curves(
    facts: Facts, country: str | None, unit: str, scale: float
) -> Figure:
    """Loss that one world in so many exceeds, by package, with 95 % bands.

    As in plot_results.py, a return period needs ten worlds beyond it.
    """
    results = facts.results
    curve = results.exceedance(country, facts.horizon).load()
    period = curve["return_period"].values
    shown = period <= max(results.scenarios / 10, period[0])
    traces = []
    for number, package in enumerate(results.packages):
        if package in facts.certain:
            continue
        style = look(number)
        value, lower, upper = (
            curve.sel(package=package, bound=b).values[shown] * scale
            for b in ("estimate", "lower", "upper")
        )
        lower = np.where(np.isfinite(lower), lower, value)
        upper = np.where(np.isfinite(upper), upper, value)
        x = period[shown]
        traces.append(
            {
                "x": [*x.tolist(), *x[::-1].tolist()],
                "y": [*upper.tolist(), *lower[::-1].tolist()],
                "fill": "toself",
                "fillcolor": style["band"],
                "line": {"width": 0},
                "mode": "lines",
                "hoverinfo": "skip",
                "showlegend": False,
                "legendgroup": package,
            }
        )
        traces.append(
            {
                "x": x.tolist(),
                "y": value.tolist(),
                "name": package,
                "legendgroup": package,
                "mode": "lines+markers",
                "line": {"color": style["colour"], "dash": style["dash"]},
                "marker": {"symbol": style["symbol"], "size": 7},
                "customdata": [
                    f"{money(a / scale)} to {money(b / scale)}"
                    for a, b in zip(lower, upper)
                ],
                "hovertemplate": f"{package}<br>one world in %{{x:,}}: more "
                f"than %{{y:,.3~g}} {unit}<br>95 %: %{{customdata}}<extra></extra>",
            }
        )
    figure = layout("one world in … loses more", unit, 400)
    figure["xaxis"] |= {
        "type": "log",
        "tickvals": period[shown].tolist(),
        "ticktext": [f"{p:,.0f}" for p in period[shown]],
    }
    figure["yaxis"]["rangemode"] = "tozero"
    return {"data": traces, "layout": figure}


def packages(facts: Facts, unit: str, scale: float) -> Figure:
    """Expected loss and that of one world in 20, by package, with intervals."""
    shown = [("expected", "average", "--ink", "circle")]
    if facts.random and "1 in 20" in facts.losses:
        shown.append(
            ("1 in 20", "exceeded by one world in 20", "--c3", "diamond")
        )
    names = facts.results.packages
    traces = []
    for column, label, colour, symbol in shown:
        lines = [facts.of(p) for p in names]
        value = np.array([r[column] for r in lines]) * scale
        ends = (
            np.array(
                [
                    [r[f"{column}_{e}"] for r in lines]
                    for e in ("lower", "upper")
                ]
            )
            * scale
        )
        ends = np.where(np.isfinite(ends), ends, value)
        traces.append(
            {
                "x": value.tolist(),
                "y": names,
                "name": label,
                "mode": "markers",
                "marker": {"color": colour, "symbol": symbol, "size": 12},
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": (ends[1] - value).tolist(),
                    "arrayminus": (value - ends[0]).tolist(),
                    "color": colour,
                    "thickness": 2,
                },
                "hovertemplate": f"%{{y}}, {label}: %{{x:,.3~g}} {unit}"
                "<extra></extra>",
            }
        )
    figure = layout(f"lost value added, {unit}", "", 130 + 42 * len(names))
    figure["yaxis"] |= {"autorange": "reversed", "type": "category"}
    figure["xaxis"]["rangemode"] = "tozero"
    return {"data": traces, "layout": figure}


def differences(facts: Facts, unit: str, scale: float) -> Figure:
    """What each package adds to the base's loss, in the same worlds."""
    table = facts.differences
    value = table["difference"].to_numpy() * scale
    ends = [
        np.where(np.isfinite(table[e]), table[e] * scale, value)
        for e in ("lower", "upper")
    ]
    trace = {
        "x": value.tolist(),
        "y": table["package"].tolist(),
        "mode": "markers",
        "marker": {"color": "--c2", "symbol": "square", "size": 11},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": (ends[1] - value).tolist(),
            "arrayminus": (value - ends[0]).tolist(),
            "color": "--c2",
            "thickness": 2,
        },
        "hovertemplate": f"%{{y}}: %{{x:+,.3~g}} {unit}<extra></extra>",
    }
    x = f"difference to ‘{facts.base}’, {unit}"
    figure = layout(x, "", 90 + 42 * len(table))
    figure["yaxis"] |= {"autorange": "reversed", "type": "category"}
    figure["xaxis"] |= {"rangemode": "tozero", "zerolinewidth": 2}
    return {"data": [trace], "layout": figure}


def causes(facts: Facts, package: str) -> Figure:
    """Kinds of events: share of the worst worlds with one, and of all."""
    table = facts.causes[package].iloc[::-1]
    names = table["family"].tolist()
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "y": names,
            "x": (100 * table[column]).tolist(),
            "name": label,
            "marker": {"color": colour},
            "hovertemplate": f"%{{y}}: %{{x:.3~g}} % of {label}<extra></extra>",
        }
        for column, label, colour in (
            ("all", "all worlds", "--grey"),
            ("tail", "the worst 1 in 20", "--c1"),
        )
    ]
    figure = layout("% of worlds with such an event", "", 120 + 34 * len(names))
    figure |= {"barmode": "group", "bargap": 0.3}
    figure["legend"]["traceorder"] = "reversed"
    figure["yaxis"]["type"] = "category"
    return {"data": traces, "layout": figure}


def fan(paths: Paths) -> Figure:
    """Weekly losses in % of a normal week: bands of worlds and their median."""
    traces = []
    weeks = paths.weeks
    for shade, (low, high, label) in zip(("--b0", "--m0"), paths.bands):
        traces.append(
            {
                "x": [*weeks, *weeks[::-1]],
                "y": [*high, *low[::-1]],
                "fill": "toself",
                "fillcolor": shade,
                "line": {"width": 0},
                "mode": "lines",
                "name": label,
                "hoverinfo": "skip",
            }
        )
    for number, (name, values) in enumerate(paths.lines):
        style = look(number)
        traces.append(
            {
                "x": weeks,
                "y": values,
                "name": name,
                "mode": "lines",
                "line": {"color": style["colour"], "dash": style["dash"]},
                "hovertemplate": f"{name}, week %{{x}}: %{{y:.3~g}} % lost"
                "<extra></extra>",
            }
        )
    figure = layout("week", "lost, % of a normal week", 380)
    figure["yaxis"]["rangemode"] = "tozero"
    return {"data": traces, "layout": figure}
