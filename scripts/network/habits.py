"""How buyers order: rules by stage and product become columns of inputs, final demand and products."""

import pandas as pd

from rules import last_match, number_text
from sources import Sources

# Buyers know what is under way: firms keep books of open orders (judgement; Sterman 1989 found that players do not).
SUPPLY_LINE = "1"
# An input of these classes stops output, so its absence can be saved or cautiously stretched. Tools wear out instead.
LIMITING = ("CRITICAL", "IMPORTANT", "BUNDLE")
SAVING = ("design_out_share", "design_out_delay_weeks", "design_out_ramp_weeks")
COLUMNS = ["supply_line", "shift_share", "caution", *SAVING, "specific_share", "specific_breadth"]


def shift_share(sources: Sources, stage: str, product: str) -> str:
    """Share of orders for `product` that moves at once to who delivers."""
    return number_text(last_match(sources.shift_shares, stage=stage, product=product).shift_share)


def input_columns(sources: Sources, inputs: pd.DataFrame) -> pd.DataFrame:
    """Return COLUMNS for `inputs` (buyer: a product; input; class), empty cells where nothing is to say."""
    stage = sources.products.set_index("product").stage
    rows = []
    for buyer, product, class_ in zip(inputs.buyer, inputs.input, inputs["class"]):
        saving = last_match(sources.design_out, buyer_stage=stage[buyer], stage=stage[product], product=product)
        habit = last_match(sources.buyer_habits, buyer=buyer, input=product)
        limits = class_ in LIMITING
        saves = limits and saving.design_out_share > 0
        specific = limits and habit.specific_share > 0
        rows.append((SUPPLY_LINE, shift_share(sources, stage[product], product),
                     number_text(habit.caution) if limits and habit.caution > 0 else "",
                     *(number_text(getattr(saving, column)) if saves else "" for column in SAVING),
                     number_text(habit.specific_share) if specific else "",
                     number_text(habit.specific_breadth) if specific else ""))
    return pd.DataFrame(rows, index=inputs.index, columns=COLUMNS)


def first_served_column(sources: Sources) -> list:
    """Return first_served_share of all products, in their order; empty where all are served alike."""
    return [number_text(last_match(sources.first_served, product=product).first_served_share)
            for product in sources.products["product"]]
