"""What countries are known to buy: chip tools by region, and a country's share of the use of a product."""

import numpy as np
import pandas as pd

import balance
from sources import Sources

# Other use takes the difference between recipes and a known use, as long as it keeps this share of what it was.
LEAST_OTHER_USE = 0.02


class Investment:
    """Purchases of tools that widen or renew plants, in million USD a week: final demand of the plant's country.

    Chip-making tools (stage tool, group chips, bought as CAPITAL only) follow the known purchases by region of
    tool_purchases.csv: investment is what a region buys beyond parts and service for the plants that it runs. So
    buying ahead (China in 2024) is final demand there, and no running plant needs it. Other tools stay where their
    buyers are.
    """

    def __init__(self, sources: Sources):
        recipes, products = sources.recipes, sources.products
        tools = products[(products.stage == "tool") & (products.group == "chips")]["product"]
        self._known = [t for t in tools if set(recipes.class_[recipes.input == t]) == {"CAPITAL"}]
        self._regions = sources.tool_purchases
        named = {c: row.region for row in self._regions.itertuples() for c in row.countries.split(";")}
        self._region = {c: named.get(c, named["*"]) for c in sources.countries.country}
        self._invested, self._running = {}, {}

    def is_known(self, product: str) -> bool:
        """Say whether purchases of this product by region are known."""
        return product in self._known

    def add(self, product: str, country: str, running: float, invested: float) -> None:
        """Add running purchases (parts, service) of plants, and investment as the recipes place it."""
        key = (product, country)
        self._running[key] = self._running.get(key, 0.0) + running
        self._invested[key] = self._invested.get(key, 0.0) + invested

    def by_country(self) -> list:
        """List ((product, country), million USD a week > 0) of investment, known regions met."""
        regions = list(self._regions.region)
        table = np.zeros((len(self._known), len(regions)))
        running = np.zeros(len(regions))
        for (product, country), value in self._invested.items():
            if product in self._known:
                column = regions.index(self._region[country])
                table[self._known.index(product), column] += value
                running[column] += self._running[product, country]
        wanted = np.maximum(self._regions.share.to_numpy() * (table.sum() + running.sum()) - running, 0.0)
        met = balance.fit(table, table.sum(axis=1), wanted * (table.sum() / wanted.sum()), rounds=2000)
        scale = np.divide(met, table, out=np.ones_like(table), where=table > 0)
        result = []
        for (product, country), value in self._invested.items():
            if product in self._known:
                value *= scale[self._known.index(product), regions.index(self._region[country])]
            if value > 0:
                result.append(((product, country), value))
        return result


def match_known_use(needs: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Scale needs so that countries use the shares of a product that are known; world use stays.

    Other use (final:COUNTRY) takes the difference where it can, else all needs of the country are scaled alike.
    """
    need = needs.need.to_numpy().copy()
    is_final = needs["product"].to_numpy() == "final"
    for product, facts in known.groupby("product", sort=False):
        rows = (needs.input == product).to_numpy()
        total = need[rows].sum()
        rest = rows.copy()
        for fact in facts.itertuples():
            here = rows & (needs.country == fact.country).to_numpy()
            rest &= ~here
            _scale_to(need, here, is_final, fact.share * total)
        _scale_to(need, rest, is_final, (1 - facts.share.sum()) * total)
    return needs.assign(need=need)


def _scale_to(need, rows, is_final, total) -> None:
    """Bring need[rows] to `total`, by other use alone where that leaves enough of it."""
    other = rows & is_final
    wanted = total - need[rows & ~is_final].sum()
    if need[other].sum() > 0 and wanted >= LEAST_OTHER_USE * need[other].sum():
        need[other] *= wanted / need[other].sum()
    else:
        need[rows] *= total / need[rows].sum()
