"""The network picture: who sells, what is missing, who stops, as SVG."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup, escape

from .names import Names
from .numbers import plain

GAP = 12.0  # between boxes, units of the drawing
LEAST = 36.0  # a box must hold two lines


@dataclass
class Box:
    """A box of one column: `used` is how much of each side has links."""

    text: str
    loss: float
    y: float = 0
    height: float = 0
    left: float = 0
    right: float = 0


def picture(points: pd.DataFrame, names: Names, unit: str, scale: float) -> str:
    """Three columns joined by bands as wide as the loss of worst worlds.

    `points`: see facts.chokepoints; `scale`: from million USD to `unit`.
    Returns SVG, coloured by the page's style; a table must stand beside it.
    """
    columns: list[dict[str, Box]] = [{}, {}, {}]
    for row in points.itertuples():
        for column, key, text in (
            (columns[0], row.source, names.country(row.source)),
            (columns[1], row.lacks, names.product(row.lacks)),
            (columns[2], row.node, names.node(row.node)),
        ):
            box = column.setdefault(key, Box(text, 0))
            box.loss += row.loss
    tallest = max(len(c) for c in columns)
    height = max(tallest * (LEAST + GAP) * 1.15, 240.0)
    whole = float(points["loss"].sum())
    for column in columns:
        _stack(column, whole, height)
    top = 26
    parts = [_heads(("Who usually sells it", "What is missing", "Who stops"))]
    # Bands first, so that boxes lie upon them.
    pairs = points.groupby(["source", "lacks"], sort=False)["loss"].sum()
    for (source, lacks), loss in pairs.items():
        parts.append(
            _band(columns[0][source], columns[1][lacks], loss, (210, 350))
        )
    for row in points.itertuples():
        parts.append(
            _band(
                columns[1][row.lacks],
                columns[2][row.node],
                row.loss,
                (590, 650),
            )
        )
    for column, x, width in zip(columns, (0, 350, 650), (210, 240, 350)):
        # A world counts for each of its first three: losses of several rows
        # do not add up, so only the single ones on the right are told.
        last = column is columns[2]
        for box in column.values():
            loss = f"{plain(box.loss * scale)} {unit}" if last else ""
            parts.append(_box(box, x, width, loss))
    return Markup(
        f'<svg viewBox="0 0 1000 {height + top + 4:.0f}" aria-hidden="true" '
        f'class="network"><g transform="translate(0 {top})">'
        f'{"".join(parts)}</g></svg>'
    )


def _stack(column: dict[str, Box], whole: float, height: float) -> None:
    """Heights in proportion to losses, as far as the text lets them."""
    room = height - GAP * (len(column) - 1)
    extra = max(0.0, room - LEAST * len(column))
    for box in column.values():
        box.height = LEAST + extra * box.loss / whole
    y = (
        height
        - sum(b.height for b in column.values())
        - GAP * (len(column) - 1)
    ) / 2
    for box in column.values():
        box.y = y
        y += box.height + GAP


def _band(a: Box, b: Box, loss: float, x: tuple[int, int]) -> str:
    """A band that takes its part of the side of each box."""
    one, two = a.height * loss / a.loss, b.height * loss / b.loss
    top_a, top_b = a.y + a.right, b.y + b.left
    a.right += one
    b.left += two
    left, right = x
    middle = (left + right) / 2
    return (
        f'<path class="band" d="M{left} {top_a:.1f}'
        f"C{middle} {top_a:.1f} {middle} {top_b:.1f} {right} {top_b:.1f}"
        f"V{top_b + two:.1f}"
        f"C{middle} {top_b + two:.1f} {middle} {top_a + one:.1f} "
        f'{left} {top_a + one:.1f}Z"/>'
    )


def _box(box: Box, x: int, width: int, loss: str) -> str:
    y = box.y + box.height / 2
    letters = (width - 20) // 7
    text = box.text
    if len(text) > letters:
        text = text[: letters - 1] + "…"
    second = f'<text x="{x + 10}" y="{y + 13:.1f}" class="small">{loss}</text>'
    return (
        f'<rect x="{x}" y="{box.y:.1f}" width="{width}" '
        f'height="{box.height:.1f}" rx="4"/>'
        f'<text x="{x + 10}" y="{y - 3 if loss else y + 5:.1f}">{escape(text)}'
        f"<title>{escape(box.text)}</title></text>{second if loss else ''}"
    )


def _heads(heads: tuple[str, str, str]) -> str:
    return "".join(
        f'<text x="{x}" y="-10" class="head">{h}</text>'
        for x, h in zip((0, 350, 650), heads)
    )
