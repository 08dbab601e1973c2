"""How buyers order: rules by stage and product become columns of inputs,
final demand and products."""

import math

import pandas as pd

from bearers import EndValue
from rules import last_match, number_text
from sources import Sources

# Buyers know what is under way: firms keep books of open orders (judgement;
# Sterman 1989 found that players forget two thirds of it).
SUPPLY_LINE = "1"
# Inputs of these classes hold output back, so they can be saved, stretched
# or be parts of one maker. Tools wear out instead.
LIMITING = ("CRITICAL", "IMPORTANT", "BUNDLE")
NONE = float("nan")
SAVING = ("design_out_share", "design_out_delay_weeks",
          "design_out_ramp_weeks")
COLUMNS = ["supply_line", "shift_share", "caution", *SAVING,
           "specific_share", "specific_breadth"]


def shift_share(sources: Sources, stage: str, product: str) -> str:
    """Share of orders for `product` that moves at once to who delivers."""
    rule = last_match(sources.shift_shares, stage=stage, product=product)
    return number_text(rule.shift_share)


def input_columns(sources: Sources, inputs: pd.DataFrame) -> pd.DataFrame:
    """Return COLUMNS for `inputs` (buyer: a product, input, class).

    Cells are empty where the default holds and where a value would do
    nothing.
    """
    stage = sources.products.set_index("product").stage
    rows = []
    for buyer, product, class_ in zip(inputs.buyer, inputs.input,
                                      inputs["class"]):
        row = dict.fromkeys(COLUMNS, "")
        row["supply_line"] = SUPPLY_LINE
        row["shift_share"] = shift_share(sources, stage[product], product)
        if class_ in LIMITING:
            saving = last_match(
                sources.design_out, buyer_stage=stage[buyer],
                stage=stage[product], product=product)
            habit = last_match(sources.buyer_habits, buyer=buyer,
                               input=product)
            if habit.caution > 0:
                row["caution"] = number_text(habit.caution)
            if saving.design_out_share > 0:
                row |= {column: number_text(getattr(saving, column))
                        for column in SAVING}
            if habit.specific_share > 0:
                row |= {column: number_text(getattr(habit, column))
                        for column in ("specific_share", "specific_breadth")}
        rows.append(row)
    return pd.DataFrame(rows, index=inputs.index, columns=COLUMNS)


def first_served_column(sources: Sources, nodes: pd.DataFrame,
                        links: pd.DataFrame) -> list:
    """Return first_served_share of all products, empty where all are alike.

    A rule gives the share, or the price which those who are served first
    bear. Where all bear it all are alike.
    """
    products = sources.products
    recipes = sources.recipes
    tools = recipes[recipes.class_ == "CAPITAL"]
    end_value = EndValue(nodes, links, set(zip(tools.buyer, tools.input)))
    column = []
    for stage, product in zip(products.stage, products["product"]):
        rule = last_match(sources.first_served, stage=stage, product=product)
        share = rule.first_served_share
        if rule.borne_price > 0:
            bearing = end_value.bearing_share(product, rule.borne_price)
            # Up: rounding must not put its last buyer behind.
            share = math.ceil(bearing * 1e6) / 1e6 if 0 < bearing < 1 else NONE
        column.append(number_text(share))
    return column
