"""BUILD_REPORT.md: what an import did, in the folder of the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from .network import WEEKS_A_YEAR, Words
from .prune import Pruned

NAME = "BUILD_REPORT.md"
FIRST_LINE = "# A network from an input-output table\n"


def build_report(
    cut: Pruned,
    tables: Mapping[str, pd.DataFrame],
    words: Words,
    keep: float,
    warned: Sequence[str],
) -> tuple[list[str], str]:
    """What has to be told, a sentence each; and the page."""
    told = [*cut.table.told, *_told(cut, words, tables)]
    pruning = (
        f"{cut.links:,} of {cut.links_before:,} flows are links: the largest "
        f"that make up {100 * keep:.4g} % of each input of each buyer, or of "
        f"what each seller sells. They carry {100 * cut.value_kept:.2f} % of "
        "all value; scaled (RAS), they keep what each buyer buys of each "
        "product, and each seller's sales within "
        f"{100 * cut.sales_moved:.2g} %."
        if keep < 1
        else f"All {cut.links:,} flows are links."
    )
    nodes = tables["nodes"]
    lines = [
        FIRST_LINE,
        f"Source: {words.source}. Made by `chokepoint-import`; to change it, "
        "change the maps and settings and import again.\n",
        f"{len(tables['countries'])} countries, {len(tables['products'])} "
        f"products, {len(nodes):,} producers, {len(tables['links']):,} links; "
        f"value added {nodes['value_added'].sum():,.6g} million USD a week "
        f"(a year's over {WEEKS_A_YEAR}).\n",
        "## Links\n",
        pruning + "\n",
        "## What was left out, changed or is not known\n",
        *(f"- {sentence}" for sentence in told or ["nothing"]),
        "",
        "## What the program warns of\n",
        *(f"- {sentence}" for sentence in warned or ["nothing"]),
        "",
        "## Products\n",
        f"Kind, stage and stock: {words.judged}, or the map of sectors. An "
        "input-output table knows none of them.\n",
        "| product | kind | stage | stock of it, weeks | buyers it stops |",
        "|---|---|---|---|---|",
        *_products(tables["inputs"], words),
        "",
        "Classes of inputs: "
        + ", ".join(
            f"{n} {c}" for c, n in Counter(tables["inputs"]["class"]).items()
        )
        + ". A table of one product for a whole industry has many makers of "
        "what in truth has one: losses from a stop of a single maker are too "
        "small in it.\n",
    ]
    if words.set:
        lines.insert(
            -1,
            "Set for all rows: "
            + ", ".join(
                f"{table}.{column} = {value}"
                for table, columns in words.set.items()
                for column, value in columns.items()
            )
            + ".\n",
        )
    return told, "\n".join(lines)


def _told(
    cut: Pruned, words: Words, tables: Mapping[str, pd.DataFrame]
) -> list[str]:
    told = []
    gap = (cut.table.sales - cut.table.purchases).ravel()
    below = np.flatnonzero(gap < 0)
    if len(below):
        worst = below[np.argsort(gap[below])][:5]
        some = ", ".join(cut.table.name(i) for i in worst)
        told.append(
            f"{len(below):,} industries buy more than they sell; their value "
            f"added is 0 ({some}{', ...' if len(below) > 5 else ''})"
        )
    unknown = [s.product for s in words.sectors if not s.known]
    if unknown:
        some = ", ".join(unknown[:8]) + (", ..." if len(unknown) > 8 else "")
        told.append(
            f"of no known kind, so of the stage final and IMPORTANT to every "
            f"buyer: {some} ({len(unknown)} of {len(words.sectors)} products; "
            "a map of sectors gives kind and stage)"
        )
    if cut.sales_moved > 1e-3:
        told.append(
            "pruning moved the sales of an industry by "
            f"{100 * cut.sales_moved:.2g} %: keep more"
        )
    return told


def _products(inputs: pd.DataFrame, words: Words) -> list[str]:
    critical = inputs[inputs["class"] == "CRITICAL"].groupby("input").size()
    return [
        f"| {s.product} | {s.kind} | {s.stage} "
        f"| {s.columns.get('cover_weeks', '')} "
        f"| {critical.get(s.product, 0)} |"
        for s in words.sectors
    ]
