"""What stands behind a node: plants, work in them, what stands idle; and the
regions of a country."""

import pandas as pd

from producers import WEEKS_A_YEAR
from rules import last_match, number_text
from sources import Sources

# The range of overtime_max (configs/networks/README.md).
LARGEST_OVERTIME = 50.0


def plant_columns(sources: Sources, nodes: pd.DataFrame,
                  sales) -> pd.DataFrame:
    """Return cycle_weeks, scrap_share and sites of `nodes`.

    `sales`: million USD a week. A node has as many plants as a typical
    plant's sales go into its own, at least one.
    """
    stage = sources.products.set_index("product").stage
    rows = []
    for product, weekly in zip(nodes["product"], sales):
        keys = {"stage": stage[product], "product": product}
        cycle = last_match(sources.cycle_times, **keys)
        size = last_match(sources.plant_sizes, **keys).plant_musd_per_year
        work = ("", "")
        if cycle.cycle_weeks > 0:
            work = (number_text(cycle.cycle_weeks),
                    number_text(cycle.scrap_share))
        rows.append((*work, max(1, round(weekly * WEEKS_A_YEAR / size))))
    return pd.DataFrame(rows, index=nodes.index,
                        columns=["cycle_weeks", "scrap_share", "sites"])


def idle_capacity(sources: Sources, nodes: pd.DataFrame,
                  table: pd.DataFrame) -> pd.DataFrame:
    """Write published capacity into spare_capacity, overtime_max and
    overtime_weeks of `table` (rows as `nodes`).

    Countries without a node of their own count with ROW, as their output
    does; firms of a country share its ratio. What goes beyond the spare
    capacity of the stage takes `weeks` to start (mean over what is idle);
    where less is idle, the plant has only what is published.
    """
    table = table.assign(overtime_weeks="")
    makers = set(zip(nodes["product"], nodes.country))
    idle = sources.idle_capacity
    place = [country if country == "*" or (product, country) in makers
             else "ROW"
             for product, country in zip(idle["product"], idle.country)]
    idle = idle.assign(place=place,
                       wait=idle.weeks * (idle.capacity - idle.output))
    sums = idle.groupby(["product", "place"], sort=False)
    sums = sums[["output", "capacity", "wait"]].sum()
    for (product, country), known in sums.iterrows():
        rows = nodes["product"] == product
        if country != "*":
            rows &= nodes.country == country
        if known.output == 0 or not rows.any():
            continue
        ratio = known.capacity / known.output
        spare = min(float(table.spare_capacity[rows].iloc[0]), ratio - 1)
        overtime = min(LARGEST_OVERTIME, ratio / (1 + spare))
        table.loc[rows, "spare_capacity"] = f"{spare:.2f}"
        table.loc[rows, "overtime_max"] = f"{overtime:.4g}"
        if ratio > 1 + spare:
            weeks = known.wait / (known.capacity - known.output)
            table.loc[rows, "overtime_weeks"] = f"{weeks:.0f}"
    return table


def regions_column(sources: Sources) -> list:
    """Return hazard_regions of all countries, in their order."""
    table = sources.hazard_regions
    regions = dict(zip(table.country, table.hazard_regions))
    missing = set(sources.countries.country) - set(regions)
    if missing:
        raise ValueError("hazard_regions.csv: no row for "
                         + ", ".join(sorted(missing)))
    return [f"{regions[country]:.0f}"
            for country in sources.countries.country]
