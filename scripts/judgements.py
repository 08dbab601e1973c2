#!/usr/bin/env python3
"""Which judgements matter: quickstart's expected loss under other defaults.

    scripts/judgements.py [--chokepoint PATH] [--trajectories 8] [--draws 64]
                          [--scenarios 256] [--threads 1] > page.md

Screens every number below (Morris), then draws the strongest eight together
(Sobol' points) and prints both as Markdown; configs/judgements.md is made of it. Ranges were set before the first
run and are judgement themselves: half to one and a half of a table's column, a
factor of about two (a log-sd of .5 to .7) for rates, what sources give for
elasticities. About 20 minutes on one core.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "host" / "python"))

STRONGEST = 8


def parameters(ck):
    def column(name, what, low, high, **where):
        return ck.Parameter(name, {"uniform": [low, high]}, column=what, where=where)

    def key(name, what, low, high):
        return ck.Parameter(name, {"uniform": [low, high]}, key=what)

    def rate(name, median, log_sd):
        return ck.Parameter(f"rate of {name}", {"lognormal": [median, log_sd]}, key=f"family.{name}.rate")

    return [
        column("stocks of chips, tools, materials", "cover_weeks", 0.5, 1.5, inputs=["group:chips"]),
        column("stocks of minerals", "cover_weeks", 0.5, 1.5, inputs=["group:minerals"]),
        column("stocks of all else", "cover_weeks", 0.5, 1.5, inputs=["!group:chips", "!group:minerals"]),
        column("idle capacity", "spare_capacity", 0.5, 1.5),
        column("time to work overtime", "overtime_weeks", 0.5, 2),
        column("orders that shift", "shift_share", 0.5, 1.1),
        column("what can be designed out", "design_out_share", 0.3, 1.3),
        column("time to design out", "design_out_delay_weeks", 0.5, 2),
        column("time to qualify", "qualification_delay_weeks", 0.5, 2),
        column("what alternates may take over", "resourcing_ceiling", 0.6, 1),
        column("cycle times", "cycle_weeks", 0.7, 1.3),
        column("work that an event ruins", "scrap_share", 0.5, 2),
        column("weight of important inputs", "importance", 0.4, 1.2),
        column("unequal stocks (caution)", "caution", 0, 2),
        column("memory of what is ordered", "supply_line", 0.3, 1),
        key("memory of who delivered", "model.reliability_memory_weeks", 2, 12),
        key("customers lost", "model.demand_destruction", 0.002, 0.03),
        key("tools that wear", "dynamics.tool_decay", 0.001, 0.01),
        key("standing lost", "dynamics.erosion", 0.001, 0.009),
        key("elasticity of demand, minerals", "market.minerals.demand_elasticity", 0.1, 0.6),
        key("elasticity of supply, minerals", "market.minerals.supply_elasticity", 0.05, 0.4),
        rate("plant-accidents", 0.003, 0.7),
        rate("straits-blocked", 0.02, 0.5),
        rate("straits-avoided", 0.03, 0.5),
        rate("mineral-bans", 0.011, 0.7),
        rate("mineral-squeezes", 0.02, 0.7),
        rate("mineral-licences", 0.08, 0.5),
        rate("tariff-rounds", 0.19, 0.5),
    ]


def billions(million):
    return f"{million / 1000:.1f}"


def words(parameter):
    (kind, numbers), *_ = parameter.distribution.items()
    listed = " to ".join(f"{n:g}" for n in numbers)
    if kind == "lognormal":
        return f"{numbers[0]:g}, log-sd {numbers[1]:g}"
    return f"{listed} times the table's" if parameter.column else listed


def screening(ck, campaign, listed, options):
    found = ck.uncertain(campaign, listed, design="morris", draws=options.trajectories, **options.common)
    table = found.indices()
    by_name = {p.name: p for p in listed}
    print("| judgement | tried | moves the expected loss by, bn USD | spread |\n| --- | --- | --- | --- |")
    for name, row in table.iterrows():
        print(
            f"| {name} | {words(by_name[name])} | {billions(row.effect)} "
            f"(+- {billions(row.effect_conf)}) | {billions(row.spread)} |"
        )
    return [by_name[name] for name in table.index[:STRONGEST]]


def together(ck, campaign, strongest, options):
    found = ck.uncertain(campaign, strongest, design="points", draws=options.draws, **options.common)
    middle = found.summary().loc["none"]
    tail = found.summary(0.95).loc["none"]
    parts = found.parts()
    print(
        f"\nExpected loss in two years: {billions(middle.middle)} bn USD, "
        f"{billions(middle.low)} to {billions(middle.high)} over the draws (5 and 95 %), "
        f"+- {billions(middle.luck)} by {options.common['scenarios']} worlds. Mean of the worst "
        f"twentieth: {billions(tail.middle)}, {billions(tail.low)} to {billions(tail.high)}.\n"
    )
    print("| part of a world's variance | share | 95 % |\n| --- | --- | --- |")
    for name, row in parts.iterrows():
        print(f"| {name} | {row.share:.0%} | {row.low:.0%} to {row.high:.0%} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chokepoint", help="the program [default: as the Python package finds it]")
    parser.add_argument("--trajectories", type=int, default=8)
    parser.add_argument("--draws", type=int, default=64)
    parser.add_argument("--scenarios", type=int, default=256)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    if options.chokepoint:
        os.environ["CHOKEPOINT_PROGRAM"] = options.chokepoint
    import chokepoint as ck

    options.common = {
        "scenarios": options.scenarios,
        "threads": options.threads,
        "packages": [],
    }
    campaign = ck.configs() / "quickstart.toml"
    try:
        strongest = screening(ck, campaign, parameters(ck), options)
        together(ck, campaign, strongest, options)
    except ck.ChokepointError as error:
        sys.exit(f"judgements.py: error: {error}")


if __name__ == "__main__":
    main()
