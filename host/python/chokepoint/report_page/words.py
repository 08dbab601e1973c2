"""The headline of a page: what the file answers, in sentences."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from .facts import Facts, first_stops
from .numbers import listed, money, percent, span, times

# Policies belong in the title if they change the loss by as much as that: a
# quarter, by judgement.
MATTERS = 0.25


def title(facts: Facts) -> str:
    """The one sentence that must be read."""
    line = facts.of(facts.base)
    loss, weeks = money(line["expected"]), span(facts.horizon)
    without = (
        "Without measures the"
        if facts.base == "none" and len(facts.results.packages) > 1
        else "The"
    )
    mean = "" if facts.base in facts.certain else " on average"
    start = f"{without} supply chain loses {loss}{mean} within {weeks}"
    table = facts.differences
    if len(table):
        sizes = table["difference"].abs()
        most = table.loc[sizes.idxmax()]
        told = most["lower"] > 0 or most["upper"] < 0
        if told and sizes.max() >= MATTERS * line["expected"]:
            word = "adds" if most["difference"] > 0 else "saves"
            return (
                f"{start}; the policy ‘{most['package']}’ {word} "
                f"{money(sizes.max())}"
            )
    if mean and _known(line, "1 in 20"):
        return (
            f"{start}; in one world in 20, more than {money(line['1 in 20'])}"
        )
    return start


def answers(facts: Facts) -> list[tuple[str, str]]:
    """Short answers: (question, sentence), the most important first."""
    found = [
        ("How much?", _how_much(facts)),
        ("What do the policies change?", _policies(facts)),
        ("Who loses?", _who(facts)),
        ("What makes a bad world?", _cause(facts)),
        ("Where does it begin?", _begin(facts)),
    ]
    return [(q, a) for q, a in found if a]


def _known(line: pd.Series[Any], level: str) -> bool:
    """Is this loss of bad worlds known, with both ends of its interval?"""
    return bool(np.isfinite(line.get(f"{level}_upper", np.nan)))


def _between(lower: float, upper: float) -> str:
    """A 95 % interval in brackets, if there is one."""
    if not (abs(lower) < float("inf") and abs(upper) < float("inf")):
        return ""
    return f" (95 % interval: {money(lower)} to {money(upper)})"


def _how_much(facts: Facts) -> str:
    line = facts.of(facts.base)
    share = percent(line["share"])
    if facts.base in facts.certain:
        return (
            f"{money(line['expected'])}, which is {share} of all value added "
            f"in {span(facts.horizon)}. Nothing here is random: one world "
            "was played."
        )
    text = (
        f"{money(line['expected'])} on average"
        f"{_between(line['expected_lower'], line['expected_upper'])}, "
        f"{share} of all value added in {span(facts.horizon)}. But the "
        "average hides the bad cases: "
    )
    bad = [
        f"{level.replace('1 in', 'one world in')} loses more than "
        f"{money(line[level])}"
        for level in ("1 in 20", "1 in 100")
        if _known(line, level)
    ]
    return text + listed(bad) + "." if bad else text.split(" But ")[0]


def _who(facts: Facts) -> str:
    lines = facts.countries(facts.base)
    total = facts.of(facts.base)["expected"]
    if not total > 0:
        return "Nobody: no country loses anything."
    parts = [
        f"{facts.names.country(line.country)} "
        f"({percent(line.expected / total)} of the loss)"
        for line in lines.head(3).itertuples()
        if line.expected > 0
    ]
    shares = lines[lines["share"] > 0]
    hardest = shares.loc[shares["share"].idxmax()]
    verb = "loses" if len(parts) == 1 else "lose"
    return (
        f"{listed(parts)} {verb} most. For its size, "
        f"{facts.names.country(hardest['country'])} is hit hardest: "
        f"{percent(hardest['share'])} of its value added."
    )


def _policies(facts: Facts) -> str:
    table = facts.differences
    if not len(table):
        return ""
    order = table.sort_values("difference", kind="stable")
    shown = order if len(order) <= 3 else order.iloc[[0, -1]]
    sentences = []
    for row in shown.itertuples():
        size = money(abs(row.difference))
        certain = row.package in facts.certain and facts.base in facts.certain
        if not certain and row.lower <= 0 <= row.upper:
            sentences.append(
                f"‘{row.package}’ cannot be told from ‘{facts.base}’ with "
                "this many worlds."
            )
            continue
        word = "more" if row.difference > 0 else "less"
        who = _paid_by(facts, row.by_country, row.difference)
        often = ""
        if not certain:
            share = row.worse if row.difference > 0 else 1 - row.worse
            often = (
                f", in {percent(share)} of the worlds" if share > 0.5 else ""
            )
        sentences.append(
            f"‘{row.package}’ costs {size} {word} than ‘{facts.base}’{often}"
            f"{who}."
        )
    if len(order) > 3:
        sentences.insert(
            0, f"Of {len(order)} packages, the cheapest and the dearest:"
        )
    return " ".join(sentences)


def _paid_by(facts: Facts, by: dict[str, float], whole: float) -> str:
    same = [(c, v) for c, v in by.items() if v * whole > 0][:3]
    if not same:
        return ""
    parts = [f"{facts.names.country(c)} {money(abs(v))}" for c, v in same]
    word = "most of it" if whole > 0 else "saved above all by"
    return f"; {word}: {listed(parts)}"


def _cause(facts: Facts) -> str:
    causes = facts.causes.get(facts.base)
    if causes is None or not len(causes):
        return ""
    clear = causes[causes["tail_lower"] > causes["all"]]
    if not len(clear):
        return (
            "No kind of event stands out: the worst worlds have much the "
            "same events as the others."
        )
    top = clear.iloc[0]
    text = (
        f"{percent(top['tail'])} of the worst 1 in 20 worlds have an event of "
        f"the kind ‘{top['family']}’, against {percent(top['all'])} of all "
        f"worlds: {times(top['lift'])} as often."
    )
    if len(clear) > 1:
        then = clear.iloc[1]
        text += f" Next is ‘{then['family']}’ ({times(then['lift'])} as often)."
    return text


def _begin(facts: Facts) -> str:
    if facts.base in facts.certain:
        stops = first_stops(facts.results, facts.base)
        if not len(stops):
            return ""
        first = stops.iloc[0]
        return (
            f"In week {first['week']}, with {facts.names.node(first['node'])}, "
            f"for want of: {facts.names.product(first['lacks'])}."
        )
    points = facts.chokepoints.get(facts.base)
    if points is None or not len(points):
        return ""
    top = points.iloc[0]
    return (
        f"{facts.names.node(top['node'])}: among the first to stop in "
        f"{percent(top['tail'])} of the worst worlds, for want of "
        f"{facts.names.product(top['lacks'])}, which it buys above all from "
        f"{facts.names.country(top['source'])} "
        f"({percent(top['source_share'])})."
    )


def summary(facts: Facts) -> str:
    """What was done, for somebody who does not know the program."""
    results = facts.results
    packages = len(results.packages)
    network = (
        f"a network of {len(results.axes['node']):,} producers in "
        f"{len(results.countries)} countries"
    )
    if results.scenarios == 1 or len(facts.certain) == packages:
        worlds = "one course of events, week by week"
    else:
        worlds = (
            f"{results.scenarios:,} possible courses of events (‘worlds’), "
            "each with accidents, disasters and controls drawn at random"
        )
    again = (
        f" Each was played under {packages} sets of policy measures "
        "(‘packages’), with the same luck under each, so that packages can be "
        "compared."
        if packages > 1
        else ""
    )
    return (
        "A stress test, not a forecast. A computer model of who supplies whom, "
        f"{network}, was put through {worlds}.{again} A loss is value added: "
        "wages, profits and taxes that producers did not earn because they "
        "could not produce."
    )
