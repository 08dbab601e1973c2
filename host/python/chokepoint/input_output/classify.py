"""What an input-output table does not know: stages, stocks, critical inputs.

`sectors.csv` has a kind, a stage and a stock for each section and division of
ISIC Rev. 4, found by the code a sector's name begins with, or by words in it.
All of it is judgement: stocks of 4 weeks are the default of a network's tables,
and what cannot be stored (electricity, services) has none.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .table import Array

DEFAULTS = Path(__file__).with_name("sectors.csv")
JUDGEMENT = "judgement: sector defaults of chokepoint"
KINDS = ("goods", "energy", "transport", "service", "other")
# From ore to product, as the tables of a network name them.
STAGES = (
    "mine",
    "refine",
    "material",
    "tool",
    "software",
    "fab",
    "assembly",
    "final",
)
# Share of a buyer's purchases from which a missing input stops it.
CRITICAL_SHARE = 0.01


@dataclass
class Sector:
    """A product of the network: what is known or judged of it.

    `kind`: one of KINDS; `stage`: one of STAGES; `columns`: cells of its rows
    as an input (inputs.csv) and as a producer (nodes.csv); `known`: false if
    neither its code nor a word of its name is in sectors.csv.
    """

    product: str
    name: str
    kind: str
    stage: str
    columns: dict[str, str]
    known: bool = True


def judged(name: str) -> Sector:
    """A sector by its name alone, `name` as it stands in the table.

    A code of ISIC Rev. 4 is a letter alone or with two digits behind it, as C26
    in "C26" or "C26_27"; where there is none, the first row of sectors.csv with
    a word of the name counts. A sector of no row is of the kind "other".
    """
    found = re.match(r"([A-U])(?:$|\d\d)", name)
    codes = [found[0], found[1]] if found else []
    lower = name.lower()
    with DEFAULTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for code in codes:
        for row in rows:
            if code in row["isic"].split():
                return _sector(name, row)
    for row in rows:
        if any(word in lower for word in row["words"].split("|")):
            return _sector(name, row)
    return Sector("", name, "other", "final", {"cover_weeks": "4"}, False)


def _sector(name: str, row: dict[str, str]) -> Sector:
    stock = {"cover_weeks": row["cover_weeks"]}
    return Sector("", name, row["kind"], row["stage"], stock)


def input_class(buyer: Sector, bought: Sector, share: float) -> str:
    """The class of an input, by the rule of this package.

    A service is NONE: a producer goes on without. Goods and energy are CRITICAL
    for a producer of goods or energy at a later stage than theirs if it spends
    at least 1 % of its purchases on them (`share`): what goes into a product
    comes from before it, so no loop of critical inputs can arise. All else is
    IMPORTANT, transport too.
    """
    if bought.kind == "service":
        return "NONE"
    made = ("goods", "energy")
    earlier = STAGES.index(bought.stage) < STAGES.index(buyer.stage)
    if buyer.kind in made and bought.kind in made and earlier:
        return "CRITICAL" if share >= CRITICAL_SHARE else "IMPORTANT"
    return "IMPORTANT"


def rated_class(rating: float) -> str:
    """The class of an input by the ratings of Pichler et al. (2022).

    Journal of Economic Dynamics and Control 144: 1 critical, 0.5 important,
    0 not critical.
    """
    return {1.0: "CRITICAL", 0.5: "IMPORTANT", 0.0: "NONE"}[rating]


def classes(sectors: Sequence[Sector], bought: Array) -> list[list[str]]:
    """[input][buyer] by `input_class`; `bought` [input, buyer] is money."""
    total = bought.sum(axis=0)
    share = np.divide(
        bought, total, out=np.zeros_like(bought), where=total > 0
    )
    return [
        [
            input_class(buyer, sold, share[i, j])
            for j, buyer in enumerate(sectors)
        ]
        for i, sold in enumerate(sectors)
    ]
