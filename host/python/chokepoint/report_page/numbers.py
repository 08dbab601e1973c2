"""How numbers are written for people: as the program's reports do."""

from __future__ import annotations

import math

NONE = "–"
TIED = "\u00a0"  # no line ends between a number and its unit


def plain(value: float) -> str:
    """Three digits that count, thousands with commas; a dash for NaN."""
    if not math.isfinite(value):
        return NONE
    if value == 0:
        return "0"
    digits = 2 - math.floor(math.log10(abs(value)))
    rounded = round(value, digits)
    if abs(rounded) >= 10 ** (3 - digits) and digits > 0:
        digits = max(0, 2 - math.floor(math.log10(abs(rounded))))
    return f"{rounded:,.{max(0, digits)}f}"


def money(million: float) -> str:
    """31473 is "31.5 bn USD"."""
    if not math.isfinite(million):
        return NONE
    if abs(million) >= 999.5:
        return f"{plain(million / 1000)}{TIED}bn{TIED}USD"
    return f"{plain(million)}{TIED}million{TIED}USD"


def percent(share: float) -> str:
    """.404 is "40 %", .0216 is "2.2 %"."""
    if not math.isfinite(share):
        return NONE
    value = 100 * share
    if value == 0:
        return f"0{TIED}%"
    if abs(value) < 0.1:
        return f"{plain(value)}{TIED}%"
    if abs(value) >= 1000:
        return f"{plain(value)}{TIED}%"
    text = f"{value:.0f}" if abs(value) >= 10 else f"{value:.1f}"
    return f"{text}{TIED}%"


def span(weeks: int) -> str:
    """104 is "two years", 13 is "13 weeks"."""
    years = {52: "one year", 104: "two years", 156: "three years"}
    if weeks in years:
        return years[weeks]
    return f"{weeks // 52} years" if weeks % 52 == 0 else f"{weeks} weeks"


def times(ratio: float) -> str:
    """How often something is as frequent: 15.3 is "15 times"."""
    return f"{ratio:.0f} times" if ratio >= 10 else f"{ratio:.1f} times"


def listed(words: list[str]) -> str:
    """ "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
