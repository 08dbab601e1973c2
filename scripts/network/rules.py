"""Rules by stage and product: general rows first, the last that fits."""

import fnmatch

import pandas as pd


def last_match(rules: pd.DataFrame, **keys: str):
    """Return the last row whose cells in the columns `keys` are glob patterns
    of the values; none at all is an error.

    A product that nobody has thought of gets the rule of its stage.
    """
    for rule in reversed(list(rules.itertuples())):
        if all(fnmatch.fnmatchcase(value, getattr(rule, column))
               for column, value in keys.items()):
            return rule
    raise ValueError(f"no rule fits {keys}")


def number_text(value: float) -> str:
    """Write a number of a rule; NaN, an empty cell, as empty: the default."""
    return "" if value != value else f"{value:.6g}"
