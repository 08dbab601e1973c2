#!/usr/bin/env python3
"""Plots of a results file, and of one replayed world.

    scripts/plot_results.py FILE.h5 [--trace TRACE.h5] [-o FOLDER]

Writes, as PNG and SVG, what the file has anything to show of:

    exceedance   loss that one world in so many exceeds, by policy package, for
                 all countries together and for those that lose most
    countries    expected loss and the loss of the worst worlds, by country
    course       weekly loss of packages under which every world is the same
    trace        weekly output of the countries that one world hits hardest,
                 with its regimes and events

What is in the files: outputs/README.md.
"""

import argparse
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from plot_course import plot_course
from plot_style import (
    ESTIMATE,
    PANELS,
    PlotError,
    bare,
    bounds,
    certain,
    hardest_hit,
    money,
    names,
    open_file,
    save,
    style,
    table,
)

REGIMES = ["calm", "competition", "crisis", "conflict"]
REGIME_COLOURS = ["#ffffff", "#f7f4ea", "#f5e0c8", "#edbdb2"]
BARS = 15  # countries in the bar plot
PATHS = 7  # countries in the plot of one world
EVENTS = 12  # lines of events under it


def plot_exceedance(file, folder):
    packages = names(file, "/package")
    countries = names(file, "/country")
    weeks = int(file["/horizon"][-1])
    period = file["/return_period"][:]
    same = certain(file)
    by_country = table(file, "/summary/exceedance/aggregate")[:, :, -1]
    world = table(file, "/summary/exceedance/world")[:, -1]
    # A return period needs ten worlds beyond it to be worth a line.
    shown = period <= max(file.attrs["scenarios"] / 10, period[0])
    panels = [("all countries", world)]
    panels += [(countries[c], by_country[:, c]) for c in hardest_hit(file, PANELS - 1)]

    rows = (len(panels) + 2) // 3
    figure, axes = plt.subplots(
        rows, min(3, len(panels)), figsize=(11, 1 + 3.2 * rows), squeeze=False
    )
    for axis in axes.flat[len(panels) :]:
        axis.set_visible(False)
    for axis, (title, curves) in zip(axes.flat, panels):
        curves = curves[:, shown]
        factor, unit = money(curves[..., ESTIMATE])
        for p, package in enumerate(packages):
            if same[p]:
                continue
            value, lower, upper = bounds(curves[p] * factor)
            axis.fill_between(
                period[shown], lower, upper, color=style(p)["color"], alpha=0.18, lw=0
            )
            point = {"marker": "o"} if shown.sum() == 1 else {}
            axis.plot(period[shown], value, label=package, lw=1.6, **style(p), **point)
        axis.set_xscale("log")
        axis.xaxis.set_major_formatter("{x:,.0f}")
        axis.set_ylim(bottom=0)
        axis.set_title(title, fontsize=10, loc="left")
        axis.set_ylabel(unit)
        bare(axis)
    for column in range(axes.shape[1]):
        lowest = [a for a in axes[:, column] if a.get_visible()][-1]
        lowest.set_xlabel("exceeded by one world in …")
    handles, labels = axes.flat[0].get_legend_handles_labels()
    figure.suptitle(
        f"Lost value added in {weeks} weeks (bands: 95 % intervals)",
        x=0.01,
        ha="left",
        fontsize=12,
    )
    figure.legend(
        handles, labels, loc="upper right", ncol=min(4, len(labels)), frameon=False
    )
    figure.tight_layout(rect=(0, 0, 1, 0.95 if len(labels) <= 4 else 0.9))
    return save(figure, folder, "exceedance")


def plot_countries(file, folder):
    packages = names(file, "/package")
    countries = names(file, "/country")
    weeks = int(file["/horizon"][-1])
    level = file["/level"][:]
    order = hardest_hit(file, BARS)[::-1]
    if not order:
        raise PlotError(f"{file.filename}: no country loses anything; nothing to plot")
    mean = table(file, "/summary/risk/mean")[:, :, -1]
    worst = table(file, "/summary/risk/value_at_risk")[:, :, -1]
    odds = round(1 / (1 - level[0]))
    if certain(file).all():
        panels, lines = [("", mean)], ""
    else:
        panels = [
            ("expected loss", mean),
            (f"loss exceeded by one world in {odds:,}", worst[:, :, 0]),
        ]
        lines = " (lines: 95 % intervals)"
    height = 1.6 + 0.14 * len(order) * (len(packages) + 1)
    width = 11 if len(panels) > 1 else 7
    figure, axes = plt.subplots(
        1, len(panels), figsize=(width, height), sharey=True, squeeze=False
    )
    axes = axes[0]
    place = np.arange(len(order))
    thickness = 0.8 / len(packages)
    for axis, (title, estimates) in zip(axes, panels):
        estimates = estimates[:, order]
        factor, unit = money(estimates[..., ESTIMATE])
        for p, package in enumerate(packages):
            value, lower, upper = bounds(estimates[p] * factor)
            offset = ((len(packages) - 1) / 2 - p) * thickness
            axis.barh(
                place + offset,
                value,
                thickness,
                xerr=[value - lower, upper - value] if lines else None,
                error_kw={"elinewidth": 0.8, "ecolor": "#333333"},
                color=style(p)["color"],
                label=package,
            )
        axis.set_yticks(place, [countries[c] for c in order])
        axis.set_title(title, fontsize=10, loc="left")
        axis.set_xlabel(unit)
        axis.set_xlim(left=0)
        axis.set_ylim(-0.6, len(order) - 0.4)
        bare(axis)
        axis.grid(False, axis="y")
    handles, labels = axes[0].get_legend_handles_labels()
    figure.suptitle(
        f"Lost value added in {weeks} weeks{lines}",
        x=0.01,
        ha="left",
        fontsize=12,
    )
    figure.legend(
        handles, labels, loc="upper right", ncol=min(4, len(labels)), frameon=False
    )
    figure.tight_layout(rect=(0, 0, 1, 1 - 0.35 / height))
    return save(figure, folder, "countries")


def shade_regimes(axis, edge, regime):
    """Shade each run of weeks in one regime, from its first edge to its last."""
    labelled = set()
    begin = 0
    for end in range(1, len(regime) + 1):
        if end < len(regime) and regime[end] == regime[begin]:
            continue
        r = int(regime[begin])
        if r > 0:
            axis.axvspan(
                edge[begin],
                edge[end],
                color=REGIME_COLOURS[r],
                label=None if r in labelled else REGIMES[r],
                lw=0,
                zorder=0,
            )
        labelled.add(r)
        begin = end


def event_label(file, event):
    """Name of an event of a trace: sampled (its family and entity), scheduled, or a measure that begins or ends."""
    kind = event.get("kind", 0)
    if kind:
        column, scale = ("scheduled", "/scheduled") if kind == 1 else ("measure", "/measure")
        known = names(file, scale)
        label = known[event[column]] if event[column] < len(known) else column
        return f"{label} ends" if kind == 4 else label
    family, entity = event["family"], event["entity"]
    families, entities = names(file, "/family"), names(file, "/entity")
    label = families[family] if family < len(families) else str(family)
    if entity < len(entities):
        name = entities[entity]  # often begins with its family
        label = name if name.startswith(label) else f"{label} {name}"
    return label


def events_that_happened(file):
    """[(start, end, label)] of events that took effect, earliest first."""
    if "/events" not in file:
        return []
    events = {name: values[:] for name, values in file["/events"].items()}
    rows = []
    happened = np.flatnonzero(events["took_effect"])
    if "number" in events:  # an event has a line for each node that it damages
        line = np.stack([events["number"], events["measure"]])[:, happened]
        happened = happened[np.unique(line, axis=1, return_index=True)[1]]
    for i in happened:
        label = event_label(file, {name: int(values[i]) for name, values in events.items() if values.dtype.kind in "iu"})
        start = int(events["start"][i])
        length = events["hold"][i] + events["recovery"][i]
        rows.append((start, start + max(1.0, float(length)), label))
    return sorted(rows)


def plot_trace(file, folder):
    week = file["/week"][:]
    output = 100 * table(file, "/weeks/national_output")
    regime = table(file, "/weeks/regime")
    countries = names(file, "/country")
    events = events_that_happened(file)
    lowest = output.min(axis=0)
    order = [c for c in np.argsort(lowest, kind="stable") if lowest[c] < 99.95][:PATHS]

    lines = min(len(events), EVENTS)
    figure, (axis, below) = plt.subplots(
        2,
        1,
        figsize=(11, 5 + 0.22 * lines),
        sharex=True,
        gridspec_kw={"height_ratios": [4.2, 0.3 + 0.22 * max(lines, 1)]},
    )
    # A week's value holds until the next one begins.
    edge = np.append(week, week[-1] + 1)
    shade_regimes(axis, edge, regime)
    for i, c in enumerate(order):
        axis.step(
            edge,
            np.append(output[:, c], output[-1, c]),
            where="post",
            label=countries[c],
            lw=1.5,
            **style(i),
        )
    axis.axhline(100, color="#333333", lw=0.8)
    if not order:
        axis.text(0.5, 0.5, "no country loses output", transform=axis.transAxes)
    axis.set_ylabel("output, % of baseline")
    axis.set_title(
        f"World {file.attrs['scenario']} under '{file.attrs['package']}'", loc="left"
    )
    axis.legend(loc="center left", bbox_to_anchor=(1.01, 0.5), frameon=False)
    bare(axis)

    # The longest ones, in the order in which they begin.
    longest = sorted(events, key=lambda e: e[0] - e[1])[:EVENTS]
    for row, (start, end, label) in enumerate(sorted(longest)):
        end = min(end, edge[-1])
        below.barh(row, end - start, 0.6, left=start, color="#8a8a8a")
        late = start > edge[0] + 0.6 * (edge[-1] - edge[0])
        below.annotate(
            label,
            (start if late else end, row),
            xytext=(-4 if late else 4, 0),
            textcoords="offset points",
            ha="right" if late else "left",
            va="center",
            fontsize=8,
        )
    below.set_ylim(max(lines, 1) - 0.4, -0.6)
    below.set_yticks([])
    more = f" ({lines} longest of {len(events)})" if len(events) > lines else ""
    below.set_ylabel("events" + more if events else "no events", fontsize=8)
    below.set_xlabel("week")
    below.set_xlim(edge[0], edge[-1])
    bare(below)
    figure.tight_layout()
    return save(figure, folder, "trace")


def main(arguments=None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", metavar="FILE.h5", help="results of chokepoint run")
    parser.add_argument("--trace", metavar="TRACE.h5", help="of chokepoint replay")
    parser.add_argument(
        "-o", metavar="FOLDER", help="where plots go (default: FILE-plots beside FILE)"
    )
    options = parser.parse_args(arguments)
    # The same bytes in every run.
    plt.rcParams.update({"svg.hashsalt": "chokepoint", "font.size": 9})
    try:
        with open_file(options.file, "chokepoint-results") as results:
            path = Path(options.file)
            folder = Path(options.o or path.with_name(path.stem + "-plots"))
            folder.mkdir(parents=True, exist_ok=True)
            same = certain(results)
            written = [] if same.all() else plot_exceedance(results, folder)
            written += plot_countries(results, folder)
            if same.any() and "/course/lost_value_added" in results:
                written += plot_course(results, folder)
        if options.trace:
            with open_file(options.trace, "chokepoint-trace") as trace:
                written += plot_trace(trace, folder)
    except (PlotError, OSError) as error:
        print(f"plot_results.py: {error}", file=sys.stderr)
        return 2
    for path in written:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
