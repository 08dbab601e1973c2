"""Weeks on the way: lead times of inputs, after the links are known."""

import pandas as pd

from rules import number_text
from sources import Sources

# Door to door at home and by air: trucks take days, air freight with customs
# about a week (judgement).
HOME_WEEKS = 0.5
AIR_WEEKS = 1.0
# By sea: ports, customs and trucks at both ends, and the way itself at 14
# knots (judgement).
PORT_WEEKS = 1.0
MILES_A_WEEK = 14 * 24 * 7
# Lead times are written in steps of this many weeks. A node gets a row of its
# own if it differs from all producers of its product by LEAST_DIFFERENCE.
STEP_WEEKS = 0.5
LEAST_DIFFERENCE = 1.0


class Shipping:
    """Weeks on the way between two countries, door to door.

    A row of transit.csv with countries counts before one with regions.
    """

    def __init__(self, sources: Sources):
        countries, products = sources.countries, sources.products
        self._region = dict(zip(countries.country, countries.sea_region))
        self._transport = dict(zip(products["product"], products.transport))
        self._weeks = {}
        for row in sources.transit.itertuples():
            weeks = PORT_WEEKS + row.nautical_miles / MILES_A_WEEK
            if row.weeks == row.weeks:
                weeks = row.weeks
            self._weeks[frozenset((row.end_a, row.end_b))] = weeks

    def __call__(self, product: str, exporter: str, importer: str) -> float:
        """Mean weeks in transit of `product`."""
        transport = self._transport[product]
        if transport == "none":
            return 0.0
        # ROW is many countries: what it sells to itself goes abroad as well.
        if exporter == importer != "ROW":
            return HOME_WEEKS
        if transport == "air":
            return AIR_WEEKS
        return self._by_sea(exporter, importer)

    def _by_sea(self, exporter, importer):
        region_a, region_b = self._region[exporter], self._region[importer]
        for ends in ((exporter, importer), (exporter, "*"), (importer, "*"),
                     (exporter, region_b), (region_a, importer),
                     (region_a, region_b)):
            if frozenset(ends) in self._weeks:
                return self._weeks[frozenset(ends)]
        raise ValueError(f"transit.csv: no row for {exporter} and {importer}")


class LeadTimes:
    """Flow-weighted means over the links that bring an input, in steps."""

    def __init__(self, sources: Sources, nodes: pd.DataFrame,
                 links: pd.DataFrame):
        """`links`: list_links of all products with column `product`."""
        shipping = Shipping(sources)
        product_of = dict(zip(nodes.node, nodes["product"]))
        bought = links[links.buyer.isin(product_of) & (links.flow > 0)]
        weeks = [shipping(*cells) for cells in zip(
            bought["product"], bought.exporter, bought.importer)]
        flows = pd.DataFrame({
            "buyer": bought.buyer, "buys_for": bought.buyer.map(product_of),
            "input": bought["product"], "flow": bought.flow,
            "weeks": bought.flow * weeks})
        self._of_product = self._means(flows, "buys_for")
        self._of_node = self._means(flows, "buyer")

    @staticmethod
    def _means(flows, buyer):
        sums = flows.groupby([buyer, "input"], sort=False)
        sums = sums[["flow", "weeks"]].sum()
        # Nine digits first, so that a half is a half on every machine.
        steps = (sums.weeks / sums.flow / STEP_WEEKS).round(9)
        return {key: STEP_WEEKS * round(step)
                for key, step in zip(sums.index, steps)}

    def of_product(self, buyer: str, input_: str) -> str:
        """Lead time of all producers of `buyer`."""
        return number_text(self._of_product.get((buyer, input_), 0.0))

    def of_node(self, node: str, buyer: str, input_: str) -> str:
        """Lead time of one producer of `buyer`: its own where it differs."""
        own = self._of_node[node, input_]
        gap = abs(own - self._of_product[buyer, input_])
        if gap >= LEAST_DIFFERENCE:
            return number_text(own)
        return self.of_product(buyer, input_)
