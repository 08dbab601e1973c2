"""Countries as tiles, roughly where they lie, shaded by what they lose."""

from __future__ import annotations

from dataclasses import dataclass

from .facts import Facts
from .numbers import TIED, money, percent

# A tile map by hand: rows from north to south, columns from west to east.
ROWS = """
.   .   .   .   .   .   NOR SWE FIN .   RUS .   .   .   .   .
CAN .   .   .   IRL GBR NLD DNK POL UKR KAZ .   .   .   .   .
USA .   .   .   .   BEL DEU CZE AUT HUN .   .   CHN KOR JPN .
MEX .   .   .   ESP FRA CHE ITA GRC TUR ISR IND MMR TWN .   .
.   .   .   .   PRT .   MAR DZA EGY SAU QAT .   THA VNM PHL .
.   COL .   .   .   .   .   NGA .   ARE .   .   MYS SGP .   .
PER BRA .   .   .   .   .   COD .   .   .   .   IDN .   .   .
CHL ARG .   .   .   .   .   ZAF .   .   .   .   .   AUS NZL .
"""
PLACE = {
    code: (row + 1, column + 1)
    for row, line in enumerate(ROWS.strip().splitlines())
    for column, code in enumerate(line.split())
    if code != "."
}
STEPS = 6  # shades


@dataclass(frozen=True)
class Tile:
    """`shade` 0 (nothing) to 6; `row`, `column` from 1; `label` says it all."""

    code: str
    text: str
    label: str
    shade: int
    row: int
    column: int


def tiles(facts: Facts, package: str, unit: str, scale: float) -> list[Tile]:
    """A tile for each country, largest loss first.

    Shades are steps of the largest share of value added that any country loses
    under any package, so that packages can be compared. Countries without a
    place on the map stand in a row below.
    """
    by_country = facts.losses[facts.losses["country"] != "All countries"]
    most = by_country["share"].max()
    below = max(row for row, _ in PLACE.values()) + 1
    found, others = [], 0
    for line in facts.countries(package).itertuples():
        share = line.share if line.share == line.share else 0.0
        if line.country in PLACE:
            row, column = PLACE[line.country]
        else:
            row, column = below + others // 16, 1 + others % 16
            others += 1
        # Roots: between countries that lose little there is a difference too.
        shade = 0
        if share > 0 and most > 0:
            shade = 1 + min(STEPS - 1, int(STEPS * (share / most) ** 0.5))
        label = (
            f"{facts.names.country(line.country)}: {money(line.expected)}, "
            f"{percent(share)} of its value added"
        )
        found.append(
            Tile(line.country, short(share), label, shade, row, column)
        )
    return found


def short(share: float) -> str:
    """A share in few letters: 1.2 %, 0.1 %, <0.1 %."""
    return f"<0.1{TIED}%" if 0 < share < 0.0005 else percent(round(share, 3))


def limits(facts: Facts) -> list[str]:
    """What the shades mean, from 1 to 6: shares of value added lost."""
    by_country = facts.losses[facts.losses["country"] != "All countries"]
    most = by_country["share"].max()
    if not most > 0:
        return []
    return [
        f"to {percent(most * (k / STEPS) ** 2)}" for k in range(1, STEPS + 1)
    ]
